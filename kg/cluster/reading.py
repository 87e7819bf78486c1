"""What a task does with articles, without any engine: Arrow batches in, Arrow batches out.

A file becomes articles, an article a record, or a word why it is skipped. The model is loaded once a process.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from kg.build import Reads
from kg.cluster.columns import ARTICLE, READ
from kg.errors import ArticleError
from kg.extraction import Extractor, Settings, load_extractor
from kg.model import Article, Record, Skipped
from kg.readers import HOPELESS, check_article, check_size, hopeless, read_file
from kg.readers.jsonl import read_line
from kg.readers.parquet import read_one
from kg.records import check_record, digest, find_copy
from kg.records.batches import Batch, read_batch
from kg.records.columns import record_row
from kg.resolve.facts import Sighting, find_sightings
from kg.stories import signature
from kg.stories.kept import SIGNATURES, signed_digest

CHUNK = 256  # rows in one batch

Batches = Iterator[Any]  # of pa.RecordBatch
Row = dict[str, Any]


def read_files(batches: Iterable[Any], shown: Mapping[str, tuple[int, str]]) -> Batches:
    """The items in whole files (columns of `FILE`) as rows of `ARTICLE`.

    `shown` has for each path its number in the input, and how the user named it.
    """
    for batch in batches:
        for file in batch.to_pylist():
            number, name = _look_up(file["path"], shown)
            with TemporaryDirectory() as folder:
                path = Path(folder, PurePosixPath(name).name)
                path.write_bytes(file["content"])
                found = (_renamed(item, str(path), name) for item in read_file(path))
                yield from _pack((_item_row(number, row, item) for row, item in enumerate(found)), ARTICLE)


def read_lines(batches: Iterable[Any], shown: Mapping[str, tuple[int, str]]) -> Batches:
    """The items in lines of JSON Lines (columns path, start, line) as rows of `ARTICLE`.

    Lines of one part of a file come in order; a line is known by its number after the byte where that starts.
    """
    yield from _pack(_until_hopeless(_line_rows(batches, shown)), ARTICLE)


def _line_rows(batches: Iterable[Any], shown: Mapping[str, tuple[int, str]]) -> Iterator[Row]:
    part, number = None, 0
    for found in (found for batch in batches for found in batch.to_pylist()):
        number = number + 1 if (found["path"], found["start"]) == part else 1
        part = found["path"], found["start"]
        if found["line"].strip():
            file, name = _look_up(found["path"], shown)
            place = f"{name}: line {number} after byte {found['start']}"
            yield _item_row(file, found["start"] + number, read_line(found["line"], place))


def read_tables(batches: Iterable[Any], shown: Mapping[str, tuple[int, str]]) -> Batches:
    """The items in rows of tables (columns path, row, and those of the tables) as rows of `ARTICLE`."""
    yield from _pack(_until_hopeless(_table_rows(batches, shown)), ARTICLE)


def _table_rows(batches: Iterable[Any], shown: Mapping[str, tuple[int, str]]) -> Iterator[Row]:
    for batch in batches:
        where = zip(batch[PATH].to_pylist(), batch[ROW].to_pylist(), strict=True)
        columns = batch.drop_columns([PATH, ROW])
        for at, (path, number) in enumerate(where):
            file, name = _look_up(path, shown)
            yield _item_row(file, number, read_one(columns.slice(at, 1), f"{name}:[{number + 1}]"))


PATH, ROW = "kg path", "kg row"  # columns that no table of articles has


def _look_up(path: str, shown: Mapping[str, tuple[int, str]]) -> tuple[int, str]:
    """Number and name of a file. Some file systems write a path with three slashes, or quoted as in a URL."""
    for form in (path, unquote(path)):
        for key in (form, form.replace(":///", ":/", 1)):
            if key in shown:
                return shown[key]
    raise KeyError(path)


def _until_hopeless(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of each file, until too many on end are no articles: a list of them has no end."""
    for _, part in groupby(rows, key=lambda row: row["file"]):
        failed = 0
        for row in part:
            yield row
            failed = failed + 1 if "reason" in row else 0
            if failed == HOPELESS:
                yield row | {"reason": hopeless(), "failed": True}
                break


def _renamed(item: Article | Skipped, path: str, name: str) -> Article | Skipped:
    return replace(item, place=name + item.place.removeprefix(path))


def _item_row(file: int, row: int, item: Article | Skipped) -> Row:
    found: Row = {"file": file, "row": row, "place": item.place}
    wrong = item if isinstance(item, Skipped) else check_size(item)  # what is too long goes no further
    if wrong:
        return found | {"reason": wrong.reason, "failed": wrong.failed}
    return found | {name: getattr(item, name) for name in _FIELDS}


_FIELDS = ("id", "text", "title", "url", "published", "publisher", "language")


@lru_cache(maxsize=1)
def own_extractor(settings: Settings) -> Extractor:
    """The extractor of these settings, one a process: its model is loaded with the first article."""
    return load_extractor(settings)


def extract(batches: Iterable[Any], settings: Settings) -> Batches:
    """The articles in rows of `ARTICLE` read: rows of `READ`.

    All rows of one id come together, in the order of the input, those that are there already first.
    """
    extractor = own_extractor(settings)
    course = _Course()
    for batch in batches:
        rows = [row for row in batch.to_pylist() if not course.is_there(row)]
        checked = [course.check(row) for row in rows]
        articles = [item for item in checked if isinstance(item, Article)]
        records = iter(read_each(extractor, articles))
        found = [next(records) if isinstance(item, Article) else item for item in checked]
        yield from _pack(map(_read_row, rows, found), READ)


@dataclass
class _Course:
    """What came by in one task."""

    first: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    there: dict[str, str] = field(default_factory=dict)  # id to digest

    def is_there(self, row: Row) -> bool:
        """Whether the row tells of an article that is there already; then it is taken note of."""
        is_there = row["digest"] is not None
        if is_there:
            self.there[row["id"]] = row["digest"]
        return is_there

    def check(self, row: Row) -> "Article | Skipped | _Known":
        """The article of a row, if it is to be read."""
        if row["reason"] is not None:
            return Skipped(row["place"], row["reason"], row["failed"])
        article = Article(**{name: row[name] for name in _FIELDS}, place=row["place"])
        checked = check_article(article, self.first)
        if isinstance(checked, Skipped):
            return checked
        copy = find_copy(article, self.there)
        return article if copy is None else copy if copy.failed else _Known()


@dataclass(frozen=True, slots=True)
class _Known:
    """Stands for an article that was there before."""


def read_each(extractor: Reads, articles: Sequence[Article]) -> list[Record | Skipped]:
    """The record of each article, or why there is none; no two have one id."""
    failed: dict[str, Skipped] = {}

    def note(item: Skipped) -> None:
        failed[item.place] = item

    read = {record.article.id: _sound(record) for record in extractor.extract(articles, on_fail=note)}
    return [
        read[article.id] if article.id in read else failed[article.place or article.id]
        for article in articles
    ]


def _sound(record: Record) -> Record | Skipped:
    try:
        check_record(record)
    except ArticleError as error:
        return Skipped(record.article.place or record.article.id, str(error))
    return record


def _read_row(row: Row, found: Record | Skipped | _Known) -> Row:
    where: Row = {name: row[name] for name in ("file", "row", "place")} | {"known": isinstance(found, _Known)}
    if isinstance(found, Record):
        return where | kept_row(found, digest(found.article.text))
    if isinstance(found, Skipped):
        return where | {"place": found.place, "reason": found.reason, "failed": found.failed}
    return where


def kept_row(record: Record, text_digest: str) -> Row:
    """What is kept of a record: itself, its signature, and what it tells of its entities."""
    signed = signature(record)
    return {
        **record_row(record, text_digest),
        "signature": {name: getattr(signed, name) for name in SIGNATURES.names},
        "signed": signed_digest(record),
        "sightings": [_sighting_row(found) for found in find_sightings(record, 0)],
    }


def _sighting_row(found: Sighting) -> Row:
    return {
        "key": next(iter(found.votes)).id,
        "votes": [{"entity": asdict(entity), "count": count} for entity, count in found.votes.items()],
        "names": [{"text": text, "count": count} for text, count in found.names.items()],
        **{name: sorted(getattr(found, name)) for name in ("acronyms", "before", "bracketed")},
        "offices": [{"relation": relation, "of": of} for relation, of in sorted(found.offices)],
    }


def read_batches(batches: Iterable[Any], root: str) -> Batches:
    """The records of batches of a project folder (columns first, last, generation) as rows of `READ`."""
    for batch in batches:
        for row in batch.to_pylist():
            pairs = read_batch(Path(root), Batch(**row))
            yield from _pack((kept_row(*pair) for pair in pairs), READ)


def _pack(rows: Iterable[Row], schema: Any) -> Batches:
    """Rows as batches of a size that a worker can hold."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == CHUNK:
            yield pa.RecordBatch.from_pylist(waiting, schema=schema)
            waiting.clear()
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=schema)
