"""One batch of records as a directory of Parquet tables that appears all at once.

A batch is named by the numbers it covers and its generation, `00000005-00000008.1`. It stands in the
place of every batch whose numbers it covers, and of the same numbers in an older generation. So the
rename that makes a directory visible also puts out of force what it replaces, in one step.
"""

import heapq
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kg.files import sync
from kg.model import Record
from kg.records.checksums import write_checksums
from kg.records.columns import SCHEMAS, from_tables, to_batch, to_tables

# Articles in one row group: what a reader of many batches holds of each of them at once.
ROW_GROUP = 64


@dataclass(frozen=True, slots=True, order=True)
class Batch:
    """The numbers a batch covers, first to last, and how often it was rewritten."""

    first: int
    last: int
    generation: int

    @property
    def name(self) -> str:
        """The name of its directory."""
        return f"{self.first:08}-{self.last:08}.{self.generation}"

    def replaces(self, other: "Batch") -> bool:
        """Whether the other batch is out of force because of this one."""
        if (self.first, self.last) == (other.first, other.last):
            return self.generation > other.generation
        return self.first <= other.first and other.last <= self.last


def parse_name(name: str) -> Batch | None:
    """The batch of a directory's name, or None where the name is not one of a batch."""
    numbers, _, generation = name.partition(".")
    first, _, last = numbers.partition("-")
    if not (first.isdecimal() and last.isdecimal() and generation.isdecimal()):
        return None
    return Batch(int(first), int(last), int(generation))


def list_batches(root: Path) -> tuple[tuple[Batch, ...], tuple[str, ...]]:
    """The batches in force, sorted, and the names of all else that lies there: replaced or half-written."""
    names = [path.name for path in root.iterdir()]
    found = sorted((b for b in map(parse_name, names) if b), key=lambda b: (b.first, -b.last, -b.generation))
    live: list[Batch] = []
    for batch in found:
        # Sorted so that a batch comes after what replaces it; ranges nest, so the last live one tells.
        if not (live and live[-1].replaces(batch)):
            live.append(batch)
    kept = {batch.name for batch in live}
    return tuple(live), tuple(sorted(name for name in names if name not in kept))


def write_batch(root: Path, batch: Batch, pairs: Iterable[tuple[Record, str]]) -> None:
    """Write records, sorted by article id, with their digests, as one batch.

    Nothing of it is seen before all of it is on disk.
    """
    rest = iter(pairs)
    write_rows(root, batch, (to_batch(chunk) for chunk in iter(lambda: list(islice(rest, ROW_GROUP)), [])))


def write_rows(root: Path, batch: Batch, chunks: Iterable[Any]) -> None:
    """The same, of records that are Arrow rows already: batches of `RECORDS`, of `ROW_GROUP` rows at most."""
    hidden = root / f".{batch.name}"
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir()
    try:
        _write_tables(hidden, chunks)
        write_checksums(hidden)
        hidden.rename(root / batch.name)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)  # a full disk needs the room
        raise
    sync(root)


def _write_tables(place: Path, chunks: Iterable[Any]) -> None:
    import pyarrow.parquet as pq  # slow to load, and a view that finds its graph kept reads no Parquet

    with ExitStack() as stack:
        # Pages have checksums of their own, so that what is damaged costs no more than its row group.
        writers = {
            name: stack.enter_context(
                pq.ParquetWriter(
                    place / f"{name}.parquet", schema, compression="zstd", write_page_checksum=True
                )
            )
            for name, schema in SCHEMAS.items()
        }
        for chunk in chunks:
            for name, table in to_tables(chunk).items():
                writers[name].write_table(table)


def split(rows: Any) -> Iterator[Any]:
    """An Arrow batch as parts of no more rows than a row group has."""
    return (rows.slice(start, ROW_GROUP) for start in range(0, len(rows), ROW_GROUP))


def read_digests(root: Path, batch: Batch) -> dict[str, str]:
    """The digest of each article of a batch, by id."""
    import pyarrow.parquet as pq

    table = pq.read_table(root / batch.name / "articles.parquet", columns=["id", "digest"])
    return dict(zip(table["id"].to_pylist(), table["digest"].to_pylist(), strict=True))


def read_batch(root: Path, batch: Batch) -> Iterator[tuple[Record, str]]:
    """The records of a batch, sorted by article id, with their digests; one row group at a time."""
    import pyarrow.parquet as pq

    groups = pq.read_metadata(root / batch.name / "articles.parquet").num_row_groups
    for group in range(groups):
        yield from read_group(root / batch.name, group)


def merge_batches(root: Path, batches: Iterable[Batch]) -> Iterator[tuple[Record, str]]:
    """The records of several batches, sorted by article id."""
    return heapq.merge(*(read_batch(root, batch) for batch in batches), key=lambda pair: pair[0].article.id)


def read_group(path: Path, group: int) -> Iterator[tuple[Record, str]]:
    """The same of one row group of a batch. Raises whatever pyarrow raises where a page is damaged."""
    return from_tables({name: read_table(path / f"{name}.parquet", group) for name in SCHEMAS})


def read_table(path: Path, group: int) -> Any:
    """One row group of a table, as an Arrow table."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        return file.read_row_group(group)
