"""A project folder: records go in once, come out in one order, and survive a kill at any point."""

import hashlib
import json
import logging
import os
import shutil
from collections import ChainMap, Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa

from kg import __version__
from kg.errors import FolderError
from kg.model import Article, Entity, Record, Skipped
from kg.records.batches import (
    Batch,
    list_batches,
    merge_batches,
    read_batch,
    read_digests,
    split,
    sync,
    write_batch,
    write_rows,
)
from kg.records.contract import check_record
from kg.records.entities import choose_entities
from kg.records.locks import seize

FORMAT = 1
# Names that need no network and no owner; a project that publishes its graph sets its own in kg.json.
DEFAULT_BASE = "urn:kg:"

# How many batches of one size are merged into one. A reader holds one row group of every batch, so this
# and the row group bound its memory: 100,000 articles in batches of 64 leave at most 3 x 32 batches.
_MERGE_AT = 32

_log = logging.getLogger(__name__)


def digest(text: str) -> str:
    """What an article is known by: the SHA-256 of its text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_copy(article: Article, digests: Mapping[str, str]) -> Skipped | None:
    """Why an article is not added to those of `digests` (id to digest), or None where it is new.

    A copy is skipped rightly; another text under an id that is in use is a mistake in the input.
    """
    known = digests.get(article.id)
    if known is None:
        return None
    place = article.place or article.id
    if known == digest(article.text):
        return Skipped(place, f"article '{article.id}' is already in the folder", failed=False)
    return Skipped(
        place,
        f"id '{article.id}' is already in use by an article with another text; "
        f"give it another id, or take the other out with: kg remove {article.id}",
    )


def open_folder(path: Path, *, create: bool = False) -> "Folder":
    """The project folder at a path; with `create`, a new one where there is none.

    Raises FolderError where the path is something else, cannot be written when it must be made, or was
    made by another version.
    """
    path = Path(path)
    settings = path / "kg.json"
    if create and not settings.exists():
        _make(path)
    if not path.is_dir():
        problem = "is a file, not a folder" if path.exists() else "there is no such folder"
        raise FolderError(f"{path}: {problem}; kg build makes one")
    try:
        found = json.loads(settings.read_text("utf-8"))
        made_with, base = int(found["format"]), str(found.get("base", DEFAULT_BASE))
    except FileNotFoundError as error:
        raise FolderError(f"{path}: not a kg project folder (no kg.json in it); give another path") from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise FolderError(
            f"{settings}: cannot be read ({error}); put back a copy, or build the folder again"
        ) from error
    if made_with > FORMAT:
        raise FolderError(
            f"{path}: made by a newer kg (format {made_with}; this one knows {FORMAT}); upgrade kg"
        )
    if made_with < FORMAT:
        raise FolderError(
            f"{path}: made by an older kg (format {made_with}; this one writes {FORMAT}); "
            "build it again from its articles"
        )
    if not base.startswith(("http://", "https://", "urn:")) or base[-1] not in "/#:" or not base.isascii():
        raise FolderError(
            f"{settings}: base '{base}' must start with http:, https: or urn: and end with /, # or :"
        )
    return Folder(path, base)


def _make(path: Path) -> None:
    try:
        if path.is_dir() and any(not found.name.startswith(".kg.json") for found in path.iterdir()):
            raise FolderError(
                f"{path}: not a kg project folder (no kg.json in it), and not empty; give another path"
            )
        if not path.exists() or path.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"format": FORMAT, "kg": __version__, "base": DEFAULT_BASE}, indent=2)
            replace_file(path / "kg.json", text + "\n")
    except OSError as error:
        raise FolderError(f"{path}: cannot be made ({error.strerror}); give another path") from error


def replace_file(path: Path, text: str) -> None:
    """Write a whole file so that a reader sees the old text or the new one, nothing between."""
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    hidden.write_text(text, "utf-8")
    sync(hidden)
    hidden.replace(path)
    sync(path.parent)


class Folder:
    """The records of one project. Reading takes no lock; each change takes one, or fails with a word.

    `path` is the folder and `base` the start of the IRIs of its entities, as set in `kg.json`.
    """

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base
        self._root = path / "batches"
        self._held: dict[str, str] | None = None  # the digests, while this process has the lock

    @contextmanager
    def lock(self) -> Iterator[dict[str, str]]:
        """Keep other processes from writing here; gives the digests, kept up to date while it is held.

        May be nested. Raises FolderError where another process is writing or the folder is read-only.
        """
        if self._held is not None:
            yield self._held
            return
        handle = seize(self.path / "lock")
        try:
            self._clean()
            self._held = self.digests()
            yield self._held
        finally:
            self._held = None
            os.close(handle)

    def article_ids(self) -> set[str]:
        """The ids of the articles that are in the folder."""
        return set(self.digests())

    def digests(self) -> dict[str, str]:
        """The digest of the text of each article in the folder, by article id."""
        found: dict[str, str] = {}
        for batch in self.batches():
            found |= read_digests(self._root, batch)
        return found

    def state(self) -> str:
        """A word that changes whenever the records or the user's decisions change."""
        parts = [batch.name for batch in self.batches()]
        for name in ("curation.jsonl", "relations.toml", "listed.txt"):
            file = self.path / name
            parts.append(hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else "")
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
                self._write(Batch(number, number, 0), sorted(new, key=lambda pair: pair[0].article.id))
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
                self._fill(lambda: write_rows(self._root, batch, chain([first], found)))
                digests.update(read_digests(self._root, batch))

    def records(self) -> Iterator[Record]:
        """All records, sorted by article id, however they were added. Only a part is in memory at once."""
        try:
            for record, _ in merge_batches(self._root, self.batches()):
                yield record
        except FileNotFoundError as error:
            raise FolderError(f"{self.path}: was changed while it was read; read it again") from error

    def entities(self) -> dict[str, Entity]:
        """Each entity by id, sorted, described as most articles describe it."""
        return choose_entities(Counter(entity for record in self.records() for entity in record.entities))

    def remove(self, ids: Collection[str]) -> tuple[str, ...]:
        """Take articles out, with all that was read in them; returns the ids that were there, sorted."""
        wanted = set(ids)
        removed: set[str] = set()
        with self.lock() as digests:
            for batch in self.batches():
                here = wanted & read_digests(self._root, batch).keys()
                if here:
                    kept = (pair for pair in read_batch(self._root, batch) if pair[0].article.id not in here)
                    self._write(Batch(batch.first, batch.last, batch.generation + 1), kept)
                    removed |= here
            self._clean()
            for key in removed:
                del digests[key]
        return tuple(sorted(removed))

    def compact(self) -> None:
        """Merge many small batches into few, so that reading all of them stays cheap."""
        with self.lock():
            while run := _find_run(self.batches()):
                _log.info("merging %d batches in %s", len(run), self.path)
                pairs = merge_batches(self._root, run)
                self._write(Batch(run[0].first, run[-1].last, 0), pairs)
                self._clean()

    def skipped(self) -> tuple[Skipped, ...]:
        """The inputs that builds could not use, sorted by place."""
        path = self.path / "skipped.jsonl"
        if not path.exists():
            return ()
        return tuple(Skipped(**json.loads(line)) for line in path.read_text("utf-8").splitlines())

    def note_skipped(self, skipped: Iterable[Skipped]) -> None:
        """Keep a list of inputs that were not used. What is said of a place replaces what was said before."""
        by_place = {item.place: item for item in (*self.skipped(), *skipped)}
        with self.lock():
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
            with self.lock():
                replace_file(self.path / "listed.txt", "".join(f"{key}\n" for key in sorted(every)))

    def batches(self) -> tuple[Batch, ...]:
        """The batches in force, sorted."""
        return list_batches(self._root)[0] if self._root.exists() else ()

    def _write(self, batch: Batch, pairs: Iterable[tuple[Record, str]]) -> None:
        self._fill(lambda: write_batch(self._root, batch, pairs))

    def _fill(self, write: Callable[[], None]) -> None:
        try:
            self._root.mkdir(exist_ok=True)
            write()
        except OSError as error:
            raise FolderError(
                f"{self.path}: cannot be written ({error}); make room or change rights"
            ) from error

    def _clean(self) -> None:
        """Drop what a killed process left half-written and what has been replaced."""
        if self._root.exists():
            for name in list_batches(self._root)[1]:
                shutil.rmtree(self._root / name, ignore_errors=True)


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
