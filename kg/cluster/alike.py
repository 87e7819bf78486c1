"""What a task does to find one telling in two articles, without any engine.

Signatures go into bands, bands give pairs, and of these some are one telling.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from kg.cluster.columns import BAND, PAIR
from kg.stories import Signature
from kg.stories.kept import SIGNATURES
from kg.stories.likeness import is_one_telling, unpack
from kg.stories.origins import REACH, Sizes, find_bands, near_pairs

Batches = Iterator[Any]  # of pa.RecordBatch


def make_bands(batches: Iterable[Any]) -> Batches:
    """The keys of signatures (columns of `SIGNATURES`, and `order`) in all bands: rows of `BAND`."""
    for batch in batches:
        order = batch["order"]
        signatures = [_signature(row) for row in batch.to_pylist()]
        for number, (keys, days) in enumerate(find_bands(signatures)):
            band = pa.array(np.full(len(keys), number), pa.int16())
            columns = [band, pa.array(keys.view(np.int64)), pa.array(days, pa.int32()), order]
            yield pa.RecordBatch.from_arrays(columns, schema=BAND)


def find_pairs(batches: Iterable[Any]) -> Batches:
    """The pairs that some band brings together: of rows of `BAND`, sorted by band, key, day and order."""
    last = BAND.empty_table()
    for batch in batches:
        rows = pa.concat_tables([last, pa.Table.from_batches([batch])]).combine_chunks()
        old = len(last)
        band, key, day, order = (rows[name].to_numpy() for name in BAND.names)
        # Rows of two bands never have one key by chance: the band is mixed into it.
        keys = key.view(np.uint64) + band.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        for late, early in near_pairs(keys, day):
            new = (late >= old) & (band[late] == band[early])
            columns = [pa.array(order[late[new]]), pa.array(order[early[new]])]
            yield pa.RecordBatch.from_arrays(columns, schema=PAIR)
        last = rows.slice(max(0, len(rows) - REACH))


def keep_tellings(batches: Iterable[Any]) -> Batches:
    """The pairs that are one telling, of rows of `PAIR` with `late_signature` and `early_signature`."""
    for batch in batches:
        late = [_signature(row) for row in batch["late_signature"].to_pylist()]
        early = [_signature(row) for row in batch["early_signature"].to_pylist()]
        count = len(late)
        likely = Sizes.of([*late, *early]).may_be_one(np.arange(count), np.arange(count, 2 * count))
        kept = [
            bool(may_be) and is_one_telling(one, two, unpack(one), unpack(two))
            for may_be, one, two in zip(likely, early, late, strict=True)
        ]
        yield batch.select(PAIR.names).filter(pa.array(kept, pa.bool_()))


def _signature(row: dict[str, Any]) -> Signature:
    return Signature(**{name: row[name] for name in SIGNATURES.names})
