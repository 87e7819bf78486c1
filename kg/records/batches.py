"""One batch of records as a directory of Parquet tables that appears all at once.

A batch is named by the numbers it covers and its generation, `00000005-00000008.1`. It stands in the
place of every batch whose numbers it covers, and of the same numbers in an older generation. So the
rename that makes a directory visible also puts out of force what it replaces, in one step.
"""

import heapq
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from kg.files import sync
from kg.model import Article, Record, UnreadVerb
from kg.records.checksums import write_checksums
from kg.rows import to_claim, to_entity, to_mention

# Articles in one row group: what a reader of many batches holds of each of them at once.
ROW_GROUP = 64

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
    hidden = root / f".{batch.name}"
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir()
    try:
        _write_tables(hidden, pairs)
        write_checksums(hidden)
        hidden.rename(root / batch.name)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)  # a full disk needs the room
        raise
    sync(root)


def _write_tables(place: Path, pairs: Iterable[tuple[Record, str]]) -> None:
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
        rest = iter(pairs)
        while chunk := list(islice(rest, ROW_GROUP)):
            for name, rows in _rows(chunk).items():
                writers[name].write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[name]))


def _rows(chunk: Sequence[tuple[Record, str]]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for record, digest in chunk:
        of = {"article": record.article.id}
        rows["articles"].append({**asdict(record.article), "digest": digest})
        rows["entities"] += [of | asdict(entity) for entity in record.entities]
        rows["mentions"] += [of | asdict(mention) for mention in record.mentions]
        rows["claims"] += [of | asdict(claim) for claim in record.claims]
        rows["unread"] += [of | asdict(verb) for verb in record.unread]
    return rows


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
    tables = {name: read_rows(path / f"{name}.parquet", group) for name in SCHEMAS}
    entities, claims = _by_article(tables["entities"]), _by_article(tables["claims"])
    mentions, unread = _by_article(tables["mentions"]), _by_article(tables["unread"])
    for row in tables["articles"]:
        key, digest = row["id"], row.pop("digest")
        record = Record(
            Article(**row),
            tuple(to_entity(found) for found in entities[key]),
            tuple(to_mention(found) for found in mentions[key]),
            tuple(to_claim(found) for found in claims[key]),
            tuple(UnreadVerb(**_without_article(found)) for found in unread[key]),
        )
        yield record, digest


def read_rows(path: Path, group: int) -> list[dict[str, Any]]:
    """The rows of one row group of a table."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        rows: list[dict[str, Any]] = file.read_row_group(group).to_pylist()
    return rows


def _by_article(rows: list[dict[str, Any]]) -> defaultdict[str, list[dict[str, Any]]]:
    grouped: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["article"]].append(row)
    return grouped


def _without_article(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "article"}
