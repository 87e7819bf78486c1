"""A project folder: records go in once, come out in one order, and survive a kill at any point."""

import hashlib
import json
import logging
import shutil
from collections import ChainMap, Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa

from kg.errors import DataError, FolderError
from kg.files import explain_failure, sync, whole_file
from kg.model import Entity, Record, Skipped
from kg.records.batches import (
    Batch,
    list_batches,
    merge_batches,
    read_batch,
    read_digests,
    split,
    write_batch,
    write_rows,
)
from kg.records.checksums import FILE as CHECKSUMS
from kg.records.checksums import find_damaged, has_checksums
from kg.records.contract import check_record
from kg.records.copies import digest, find_copy
from kg.records.entities import choose_entities
from kg.records.locks import release, seize
from kg.records.logs import read_lines

# How many batches of one size are merged into one. A reader holds one row group of every batch, so this
# and the row group bound its memory: 100,000 articles in batches of 64 leave at most 3 x 32 batches.
_MERGE_AT = 32

_log = logging.getLogger(__name__)


def replace_file(path: Path, text: str) -> None:
    """Write a whole file so that a reader sees the old text or the new one. Raises FolderError."""
    try:
        with whole_file(path) as stream:
            stream.write(text.encode())
    except OSError as error:
        raise FolderError(f"{path}: cannot be written: {explain_failure(error)}") from error


class Folder:
    """The records of one project. Reading takes no lock; each change takes one, or fails with a word.

    `path` is the folder and `base` the start of the IRIs of its entities, as set in `kg.json`.
    """

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base
        self.root = path / "batches"  # of its batches
        self._whole: set[Batch] = set()  # batches whose files this process has found as they were written
        self._is_held = False  # whether this process has the lock
        self._known: dict[str, str] | None = None  # the digests, while it has

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep other processes from writing here. May be nested.

        Raises FolderError where another process is writing or the folder is read-only.
        """
        if self._is_held:
            yield
            return
        handle = seize(self.path / "lock")
        self._is_held = True
        try:
            self._clean()
            yield
        finally:
            self._is_held, self._known = False, None
            release(handle)

    @contextmanager
    def lock(self) -> Iterator[dict[str, str]]:
        """The same, for adding and removing: gives the digests, kept up to date while it is held.

        Raises FolderError also where a file of the records is damaged.
        """
        with self.hold():
            if self._known is None:
                self._known = self.digests()
            yield self._known

    def article_ids(self) -> set[str]:
        """The ids of the articles that are in the folder."""
        return set(self.digests())

    def digests(self) -> dict[str, str]:
        """The digest of the text of each article in the folder, by article id."""
        found: dict[str, str] = {}
        with self._told():
            for batch in self._sound():
                found |= read_digests(self.root, batch)
        return found

    def state(self) -> str:
        """A word that changes whenever the records or the user's decisions change."""
        parts = [f"{batch.name} {_hash(self.root / batch.name / CHECKSUMS)}" for batch in self.batches()]
        for name in ("curation.jsonl", "relations.toml", "listed.txt"):
            parts.append(_hash(self.path / name))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def add(self, records: Iterable[Record]) -> tuple[Skipped, ...]:
        """Add the records of new articles as one batch; returns what was not added, and why.

        All of it is in the folder when this returns, or none if it is killed before. Raises ArticleError
        where a record quotes what its article does not say.
        """
        with self.lock() as digests:
            new: list[tuple[Record, str]] = []
            fresh: dict[str, str] = {}
            known = ChainMap(fresh, digests)
            skipped = []
            for record in records:
                check_record(record)
                if copy := find_copy(record.article, known):
                    skipped.append(copy)
                else:
                    fresh[record.article.id] = digest(record.article.text)
                    new.append((record, fresh[record.article.id]))
            if new:
                number = max((batch.last for batch in self.batches()), default=0) + 1
                self.write(Batch(number, number, 0), sorted(new, key=lambda pair: pair[0].article.id))
                digests.update(fresh)
            return tuple(skipped)

    def add_rows(self, chunks: Iterable[Any]) -> None:
        """Add records that were checked where they were read, as one batch, as far as they are not here.

        Chunks are Arrow batches of `kg.records.columns.RECORDS`, sorted by article id from first to last.
        """
        with self.lock() as digests:
            new = (_others(part, digests) for chunk in chunks for part in split(chunk))
            found = (chunk for chunk in new if len(chunk))
            first = next(found, None)
            if first is not None:
                number = max((batch.last for batch in self.batches()), default=0) + 1
                batch = Batch(number, number, 0)
                self._fill(lambda: write_rows(self.root, batch, chain([first], found)))
                digests.update(read_digests(self.root, batch))

    def records(self) -> Iterator[Record]:
        """All records, sorted by article id, however they were added. Only a part is in memory at once."""
        with self._told():
            for record, _ in merge_batches(self.root, self._sound()):
                yield record

    def entities(self) -> dict[str, Entity]:
        """Each entity by id, sorted, described as most articles describe it."""
        return choose_entities(Counter(entity for record in self.records() for entity in record.entities))

    def remove(self, ids: Collection[str]) -> tuple[str, ...]:
        """Take articles out, with all that was read in them; returns the ids that were there, sorted."""
        wanted = set(ids)
        removed: set[str] = set()
        with self.lock() as digests:
            for batch in self.batches():
                here = wanted & read_digests(self.root, batch).keys()
                if here:
                    kept = (pair for pair in read_batch(self.root, batch) if pair[0].article.id not in here)
                    self.write(Batch(batch.first, batch.last, batch.generation + 1), kept)
                    removed |= here
            for key in removed:
                del digests[key]
        return tuple(sorted(removed))

    def compact(self) -> None:
        """Merge many small batches into few, so that reading all of them stays cheap."""
        with self.hold():
            while run := _find_run(self._sound()):
                _log.info("merging %d batches in %s", len(run), self.path)
                self.write(Batch(run[0].first, run[-1].last, 0), merge_batches(self.root, run))

    def skipped(self) -> tuple[Skipped, ...]:
        """The inputs that builds could not use, sorted by place."""
        path = self.path / "skipped.jsonl"
        found = []
        for number, line in read_lines(path):
            try:
                found.append(Skipped(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise DataError(f"{path}:{number}: not a skipped input ({error}); delete the line") from error
        return tuple(found)

    def note_skipped(self, skipped: Iterable[Skipped]) -> None:
        """Keep a list of inputs that were not used. What is said of a place replaces what was said before."""
        by_place = {item.place: item for item in (*self.skipped(), *skipped)}
        with self.hold():
            lines = [json.dumps(asdict(by_place[place])) for place in sorted(by_place)]
            replace_file(self.path / "skipped.jsonl", "".join(f"{line}\n" for line in lines))

    def listed(self) -> frozenset[str]:
        """The ids of the entities that came from users' own gazetteers."""
        path = self.path / "listed.txt"
        return frozenset(path.read_text("utf-8").splitlines()) if path.exists() else frozenset()

    def note_listed(self, ids: Iterable[str]) -> None:
        """Keep the ids of entities of a user's gazetteer, beside those that are kept already."""
        known = self.listed()
        every = known | set(ids)
        if every != known:
            with self.hold():
                replace_file(self.path / "listed.txt", "".join(f"{key}\n" for key in sorted(every)))

    def batches(self) -> tuple[Batch, ...]:
        """The batches in force, sorted."""
        return list_batches(self.root)[0] if self.root.exists() else ()

    def write(self, batch: Batch, pairs: Iterable[tuple[Record, str]]) -> None:
        """Write a batch, and drop those that it replaces. Raises FolderError."""
        self._fill(lambda: write_batch(self.root, batch, pairs))

    def _fill(self, write: Callable[[], None]) -> None:
        with self.hold():
            try:
                if not self.root.exists():
                    self.root.mkdir()
                    sync(self.path)
                write()
            except OSError as error:
                raise FolderError(
                    f"{self.path}: cannot be written: {explain_failure(error)}; what is in it stays"
                ) from error
            self._clean()

    def _sound(self) -> tuple[Batch, ...]:
        """The batches in force, each read once in a process to see that it is as it was written."""
        batches = self.batches()
        for batch in batches:
            place = self.root / batch.name
            if batch not in self._whole and has_checksums(place):
                damaged = find_damaged(place)
                if damaged and batch in self.batches():  # not dropped meanwhile
                    raise FolderError(
                        f"{place / damaged[0]}: is damaged; kg repair {self.path} mends it from its articles"
                    )
                self._whole.add(batch)
        return batches

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in our words why records cannot be read."""
        try:
            yield
        except FileNotFoundError as error:
            raise FolderError(f"{self.path}: was changed while it was read; read it again") from error
        except (OSError, pa.ArrowException) as error:
            told = str(error).partition("\n")[0]
            raise FolderError(
                f"{self.path}: its records cannot be read ({told}); kg repair {self.path} mends them"
            ) from error

    def _clean(self) -> None:
        """Drop what a killed process left half-written and what has been replaced."""
        if self.root.exists():
            for name in list_batches(self.root)[1]:
                shutil.rmtree(self.root / name, ignore_errors=True)


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def _others(chunk: Any, digests: Collection[str]) -> Any:
    """The rows of articles whose ids are none of these."""
    return chunk.filter(pa.array([key not in digests for key in chunk["id"].to_pylist()], pa.bool_()))


def _find_run(batches: tuple[Batch, ...]) -> tuple[Batch, ...]:
    """The first run of neighbours of one size that is long enough to merge, or nothing.

    The size of a batch is how many powers of `_MERGE_AT` its numbers span.
    """
    run: list[Batch] = []
    for batch in batches:
        if run and _size(run[0]) != _size(batch):
            run = []
        run.append(batch)
        if len(run) == _MERGE_AT:
            return tuple(run)
    return ()


def _size(batch: Batch) -> int:
    span, size = batch.last - batch.first + 1, 0
    while span >= _MERGE_AT:
        span, size = span // _MERGE_AT, size + 1
    return size
