"""Damaged batches, set aside and written anew from what of them is whole.

A record whose article is whole is read again. Articles that are damaged are lost to the folder, and the next
build of the same inputs reads them as new ones; what is left of them stays in `damaged/`.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from kg.errors import ArticleError, FolderError
from kg.files import explain_failure, sync
from kg.model import Article, Record
from kg.records.batches import Batch, read_group, read_table
from kg.records.contract import check_record
from kg.records.copies import digest
from kg.records.damage import Damage, find_batch_damage
from kg.records.folder import Folder

DAMAGED = "damaged"  # where damaged batches are kept

# What reading a damaged file may raise: pyarrow's errors, and ours where its values make no record.
_FAULTS = (OSError, pa.ArrowException, ArithmeticError, LookupError, MemoryError, TypeError, ValueError)


@dataclass(slots=True)
class Salvage:
    """How many records of a damaged batch were whole, how many articles were read again, how many are lost.

    `lost` is None where all articles are, and nothing tells how many there were.
    """

    damage: Damage
    kept: int = 0
    reread: int = 0
    lost: int | None = 0


def salvage(folder: Folder, read: Callable[[Iterable[Article]], Iterator[Record]]) -> Iterator[Salvage]:
    """Write all damaged batches anew; yields what became of each. `read` is as `Extractor.extract`.

    Wherever this is killed, a batch is in the folder as before or as it was mended. Raises FolderError where
    the folder cannot be written.
    """
    with folder.hold():
        for batch, damage in find_batch_damage(folder):
            found = Salvage(damage)
            _set_aside(folder, damage)
            pairs = _find_whole(damage.place, read, found)
            folder.write(Batch(batch.first, batch.last, batch.generation + 1), pairs)
            if found.lost == 0:  # all that it held is in the folder
                shutil.rmtree(folder.path / DAMAGED / damage.place.name, ignore_errors=True)
                with suppress(OSError):  # others are in it
                    (folder.path / DAMAGED).rmdir()
            yield found


def _set_aside(folder: Folder, damage: Damage) -> None:
    """Keep a batch as it is in `damaged/`, which takes no room where the system has hard links."""
    there = folder.path / DAMAGED / damage.place.name
    hidden = there.with_name(f".{there.name}")
    if there.exists() or not damage.place.exists():
        return
    try:
        shutil.rmtree(hidden, ignore_errors=True)
        shutil.copytree(damage.place, hidden, copy_function=_link)
        sync(hidden)
        hidden.rename(there)
        sync(there.parent)
        sync(folder.path)
    except OSError as error:
        raise FolderError(f"{there}: cannot be written: {explain_failure(error)}") from error


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
        sync(Path(target))


def _find_whole(
    place: Path, read: Callable[[Iterable[Article]], Iterator[Record]], found: Salvage
) -> Iterator[tuple[Record, str]]:
    """The records of a batch, sorted by article id, with their digests; what is damaged is read again."""
    sizes = _group_sizes(place)
    if sizes is None:
        found.lost = None
        return
    lost = 0
    for group, size in enumerate(sizes):
        articles = _read_articles(place, group)
        lost += size - len(articles)
        pairs = _read_records(place, group) if len(articles) == size else None
        if pairs is None:
            pairs = _read_again(articles, read)
            found.reread += len(pairs)
            lost += len(articles) - len(pairs)
        else:
            found.kept += len(pairs)
        yield from pairs
    found.lost = lost


def _group_sizes(place: Path) -> list[int] | None:
    """How many articles are in each row group; None where that cannot be read."""
    import pyarrow.parquet as pq

    try:
        about = pq.read_metadata(place / "articles.parquet")
        return [about.row_group(number).num_rows for number in range(about.num_row_groups)]
    except _FAULTS:
        return None


def _read_articles(place: Path, group: int) -> list[Article]:
    """The articles of a row group whose text is still the one that was read."""
    try:
        rows: list[dict[str, Any]] = read_table(place / "articles.parquet", group).to_pylist()
        return [Article(**row) for row in rows if row.pop("digest") == digest(row["text"])]
    except _FAULTS:
        return []


def _read_records(place: Path, group: int) -> list[tuple[Record, str]] | None:
    """The records of a row group; None where one of its tables is damaged there."""
    try:
        pairs = list(read_group(place, group))
        for record, _ in pairs:
            check_record(record)
    except (*_FAULTS, ArticleError):
        return None
    return pairs


def _read_again(
    articles: list[Article], read: Callable[[Iterable[Article]], Iterator[Record]]
) -> list[tuple[Record, str]]:
    pairs = []
    for record in read(articles):
        try:
            check_record(record)
        except ArticleError:
            continue  # the next build says so
        pairs.append((record, digest(record.article.text)))
    return pairs
