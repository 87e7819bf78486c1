"""Records as Arrow: one row an article, with lists of what was read in it; and the tables of a batch.

In come records with the digests of their articles; out go batches of rows, or the flat tables of `SCHEMAS`
that a project folder keeps, and the records again. An engine moves such rows between machines.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.model import Article, Record, UnreadVerb
from kg.rows import to_claim, to_entity, to_mention

_REF = pa.struct([("entity", pa.string()), ("label", pa.string())])
_SPAN = [("start", pa.int64()), ("end", pa.int64())]
_TEXT = [("text", pa.string())]
_END = pa.struct([("entity", pa.string()), ("label", pa.string()), *_SPAN, *_TEXT])
_STRINGS = pa.string()

SCHEMAS: dict[str, Any] = {
    "articles": pa.schema(
        [
            ("id", _STRINGS),
            ("digest", _STRINGS),
            ("text", _STRINGS),
            ("title", _STRINGS),
            ("url", _STRINGS),
            ("published", pa.date32()),
            ("publisher", _STRINGS),
            ("language", _STRINGS),
        ]
    ),
    "entities": pa.schema(
        [
            ("article", _STRINGS),
            ("id", _STRINGS),
            ("label", _STRINGS),
            ("type", _STRINGS),
            ("country", _STRINGS),
            ("sector", _STRINGS),
            ("wikidata", _STRINGS),
            ("geonames", pa.int64()),
            ("lat", pa.float64()),
            ("lon", pa.float64()),
        ]
    ),
    "mentions": pa.schema(
        [
            ("article", _STRINGS),
            *_SPAN,
            *_TEXT,
            ("kind", _STRINGS),
            ("type", _STRINGS),
            ("entity", _STRINGS),
        ]
    ),
    "claims": pa.schema(
        [
            ("article", _STRINGS),
            ("id", _STRINGS),
            ("relation", _STRINGS),
            ("actor", _END),
            ("recipient", _END),
            ("topic", _STRINGS),
            ("polarity", _STRINGS),
            ("modality", _STRINGS),
            ("speaker", _REF),
            ("place", _REF),
            ("date", _STRINGS),
            ("date_precision", _STRINGS),
            ("confidence", pa.float64()),
            ("evidence", pa.struct([*_SPAN, *_TEXT])),
        ]
    ),
    "unread": pa.schema(
        [
            ("article", _STRINGS),
            ("lemma", _STRINGS),
            ("actor", _STRINGS),
            ("recipient", _STRINGS),
            *_SPAN,
        ]
    ),
}
LISTS = tuple(name for name in SCHEMAS if name != "articles")
ENTITY = pa.struct(list(SCHEMAS["entities"])[1:])

# One row an article: its fields, and a list of each kind of thing that was read in it.
RECORDS = pa.schema(
    [*SCHEMAS["articles"], *((name, pa.list_(pa.struct(list(SCHEMAS[name])[1:]))) for name in LISTS)]
)


def record_row(record: Record, digest: str) -> dict[str, Any]:
    """A record as row of `RECORDS`."""
    lists = {name: [asdict(found) for found in getattr(record, name)] for name in LISTS}
    return {**asdict(record.article), "digest": digest, **lists}


def to_record(row: Mapping[str, Any]) -> Record:
    """The record of a row of `RECORDS`; other columns are passed over."""
    return Record(
        Article(**{name: row[name] for name in SCHEMAS["articles"].names if name != "digest"}),
        tuple(to_entity(found) for found in row["entities"]),
        tuple(to_mention(found) for found in row["mentions"]),
        tuple(to_claim(found) for found in row["claims"]),
        tuple(UnreadVerb(**found) for found in row["unread"]),
    )


def to_batch(pairs: Iterable[tuple[Record, str]]) -> Any:
    """Some records with their digests as one Arrow batch of `RECORDS`."""
    return pa.RecordBatch.from_pylist([record_row(*pair) for pair in pairs], schema=RECORDS)


def to_tables(batch: Any) -> dict[str, Any]:
    """The flat tables of `SCHEMAS` with what a batch of `RECORDS` holds."""
    tables = {"articles": pa.table([batch[name] for name in SCHEMAS["articles"].names], SCHEMAS["articles"])}
    for name in LISTS:
        article = batch["id"].take(pc.list_parent_indices(batch[name]))
        columns = [article, *pc.list_flatten(batch[name]).flatten()]
        tables[name] = pa.table(columns, SCHEMAS[name])
    return tables


def from_tables(tables: Mapping[str, Any]) -> Iterator[tuple[Record, str]]:
    """The records in flat tables, in the order of the articles, with their digests."""
    lists = {name: _by_article(tables[name].to_pylist()) for name in LISTS}
    for row in tables["articles"].to_pylist():
        yield to_record({**row, **{name: lists[name].get(row["id"], ()) for name in LISTS}}), row["digest"]


def _by_article(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row.pop("article"), []).append(row)
    return grouped
