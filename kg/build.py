"""The stages put together: articles are read once, kept in a project folder, and can be asked about.

`build` may be killed at any point and run again: what is in the folder stays, the rest is read then.
"""

import importlib.util
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import ArticleError, UsageError
from kg.graph import Graph, Selection, find_graph, find_selection, select, to_networkx, update_graph
from kg.model import Article, Record, Skipped
from kg.readers import read_articles
from kg.records import Folder, check_record, digest, find_copy, note_settings, open_folder, replace_file
from kg.relations import Relation, load_relations
from kg.resolve import load_resolution, resolve_records

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyarrow as pa
    import rdflib

    from kg.sparql import Answer

# Articles in one batch: what a kill can cost, against five small files a batch.
BATCH = 64

UNREAD_SHOWN = 20

_log = logging.getLogger(__name__)


class Reads(Protocol):
    """What `build` needs of an extractor; `kg.extraction.Extractor` is one."""

    @property
    def relations(self) -> Mapping[str, Relation]:
        """The relations that claims are read for."""
        ...

    def extract(
        self, articles: Iterable[Article], *, on_fail: Callable[[Skipped], None] | None = None
    ) -> Iterator[Record]:
        """The record of each article, in order; one that cannot be read goes to `on_fail`."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is. `read` counts all inputs so far; `stage` is reading, merging or storing."""

    stage: str
    read: int
    added: int
    known: int
    skipped: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build read, skipped and found; `edges` and `entities` are of the whole folder after it.

    `read` is `added` + `known` + the skipped. `known` articles were in the folder before. `mentions`,
    `claims` and `unread` (verbs between known actors that no relation covers, the most frequent first)
    are of the articles that were added.
    """

    read: int
    added: int
    known: int
    skipped: tuple[Skipped, ...]
    mentions: int
    claims: int
    entities: int
    edges: int
    unread: tuple[tuple[str, int], ...]

    @property
    def failed(self) -> tuple[Skipped, ...]:
        """The skipped inputs that should have been read."""
        return tuple(item for item in self.skipped if item.failed)


class Project:
    """A project folder that can be asked: its records, graph and SPARQL answers."""

    def __init__(self, folder: Folder, relations: Mapping[str, Relation] | None = None) -> None:
        self.path = folder.path
        self.base = folder.base  # of the IRIs in RDF
        self.folder = folder
        self._given = relations

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """Those given, else those that the folder was built with; a kept graph is shown without them."""
        return load_relations(find_relations(self.path)) if self._given is None else self._given

    def records(self) -> Iterator[Record]:
        """The record of each article, sorted by article id, with each entity put for what it is."""
        return resolve_records(self.folder.records(), load_resolution(self.folder))

    def graph(self, selection: Selection | None = None, **filters: Any) -> Graph:
        """The graph of all records, or a part of it, as `kg.graph.find_selection` takes filters.

        `project.graph(since="2024", level="country")`. Raises UsageError where a filter names what is not.
        """
        if filters:
            selection = find_selection(self._graph, **filters)
        return self._graph if selection is None else select(self._graph, selection)

    def to_networkx(self, **filters: Any) -> "nx.MultiDiGraph":
        """The graph, or a part, for networkx; `kg.graph.to_networkx` names the attributes."""
        return to_networkx(self.graph(**filters))

    def to_arrow(self, frame: str, **filters: Any) -> "pa.Table":
        """The nodes, edges, claims or articles of the graph, or of a part, as an Arrow table."""
        from kg.frames import Frame, to_arrow

        if frame not in tuple(Frame):
            raise UsageError(f"no table '{frame}'; there are {', '.join(Frame)}")
        return to_arrow(self.graph(**filters), Frame(frame))

    def to_pandas(self, frame: str, **filters: Any) -> "pd.DataFrame":
        """The same as a DataFrame; dates are datetime64. Raises UsageError where pandas is missing."""
        table = self.to_arrow(frame, **filters)
        if importlib.util.find_spec("pandas") is None:
            raise UsageError("pandas is not installed; pip install pandas, or use to_arrow")
        return table.to_pandas(date_as_object=False)

    def to_rdflib(self) -> "rdflib.Dataset":
        """The folder's store for rdflib, read-only: its default graph is the union of all graphs."""
        from kg.rdf import open_rdflib

        self.update_store()
        return open_rdflib(self.folder)

    def query(self, sparql: str, settings: Mapping[str, str] | None = None) -> "Answer":
        """What a SPARQL query finds, in the union of all graphs. Makes the store where it is missing.

        `settings` are values of its parameters. Raises QueryError, and UsageError where a value is wrong.
        """
        from kg.rdf import run_query  # other answers need no store

        self.update_store()
        return run_query(self.path, sparql, settings=settings)

    def find_hints(
        self, sparql: str, settings: Mapping[str, str] | None = None, *, empty: bool
    ) -> tuple[str, ...]:
        """What a query may have meant: terms that are nowhere here, and why the answer is `empty`, if so."""
        from kg.rdf import find_hints

        self.update_store()
        return find_hints(self.path, sparql, settings=settings, empty=empty)

    def update_store(self) -> None:
        """Make the store for SPARQL anew where it does not fit the records."""
        from kg.rdf import update_store

        update_store(self.folder, relations=self.relations)

    @cached_property
    def _graph(self) -> Graph:
        return find_graph(self.folder) or update_graph(self.folder, self.relations)


def load(path: str | Path, *, relations: Mapping[str, Relation] | None = None) -> Project:
    """The project folder at a path. `relations` are those it was built with unless given.

    Raises FolderError where it is no project folder.
    """
    folder = open_folder(Path(path))
    return Project(folder, relations)


def find_relations(path: Path) -> Path | None:
    """The user's relations that a project folder keeps from an earlier build, if it has any."""
    kept = path / "relations.toml"
    return kept if kept.exists() else None


def build(
    inputs: Sequence[str],
    into: Path,
    *,
    extractor: Reads | None = None,
    processes: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Add the articles of some inputs to a project folder, made where there is none.

    An article that is in the folder already is not read again. Where no extractor is given, `processes` read,
    with the same records; a script that asks for several must guard its start by `if __name__ == "__main__"`,
    as Python's `multiprocessing` says. Raises InputError where an input is missing, FolderError where the
    folder cannot be used.
    """
    if extractor is None:
        from kg.extraction import Extractor  # spaCy is slow to load
        from kg.workers import Workers

        extractor = Workers(Extractor(), processes)
    found = read_articles(inputs)
    folder = open_folder(Path(into), create=True)
    with folder.lock() as digests:
        note_reader(folder, extractor)
        tally = _Tally(on_progress, frozenset(digests), dict(digests))
        records = extractor.extract(tally.new_articles(found), on_fail=tally.skipped.append)
        while batch := list(islice(records, BATCH)):
            folder.add(list(tally.sound_records(batch)))
            tally.report("reading")
        folder.compact()
        if tally.skipped:
            folder.note_skipped(tally.skipped)
        tally.report("merging")
        graph = update_graph(folder, extractor.relations)
        tally.report("storing")
        _store(folder, extractor.relations, graph)
    return tally.finish(graph)


def note_reader(folder: Folder, extractor: Reads) -> None:
    """Keep in a folder what it is read with, as far as the extractor tells."""
    extra = getattr(extractor.relations, "extra", None)
    if extra is not None:  # views and exports of the folder need the same relations
        replace_file(folder.path / "relations.toml", extra)
    folder.note_listed(getattr(getattr(extractor, "gazetteer", None), "own", ()))
    if (settings := getattr(extractor, "settings", None)) is not None:  # to read what is damaged again
        note_settings(folder, settings)


def _store(folder: Folder, relations: Mapping[str, Relation], graph: Graph) -> None:
    from kg.rdf import update_store  # as in Project.query

    update_store(folder, relations=relations, graph=graph)


@dataclass(slots=True)
class _Tally:
    """What came by in one build."""

    on_progress: Callable[[Progress], None] | None
    known_before: frozenset[str]  # ids in the folder
    digests: dict[str, str]  # of the folder and of this run
    read: int = 0
    known: int = 0
    added: int = 0
    mentions: int = 0
    claims: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)

    def new_articles(self, found: Iterable[Article | Skipped]) -> Iterator[Article]:
        """The articles that are neither in the folder nor seen before in this run."""
        for item in found:
            self.read += 1
            if isinstance(item, Skipped):
                self.skipped.append(item)
                continue
            copy = find_copy(item, self.digests)
            if copy is None:
                self.digests[item.id] = digest(item.text)
                yield item
            elif not copy.failed and item.id in self.known_before:
                self.known += 1
            else:
                self.skipped.append(copy)

    def sound_records(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records that can be defended; the others are skipped with a word."""
        for record in records:
            try:
                check_record(record)
            except ArticleError as error:
                _log.warning("%s", error)
                self.skipped.append(Skipped(record.article.place or record.article.id, str(error)))
                continue
            self.added += 1
            self.mentions += len(record.mentions)
            self.claims += len(record.claims)
            self.unread.update(verb.lemma for verb in record.unread)
            yield record

    def report(self, stage: str) -> None:
        """Tell the caller how far it is."""
        if self.on_progress:
            self.on_progress(Progress(stage, self.read, self.added, self.known, len(self.skipped)))

    def finish(self, graph: Graph) -> BuildReport:
        """All of it, with the size of the graph."""
        # Sorted by frequency, then the alphabet: the order of the articles makes no difference.
        verbs = sorted(self.unread.items(), key=lambda item: (-item[1], item[0]))
        return BuildReport(
            read=self.read,
            added=self.added,
            known=self.known,
            skipped=tuple(self.skipped),
            mentions=self.mentions,
            claims=self.claims,
            entities=len(graph.nodes),
            edges=len(graph.edges),
            unread=tuple(verbs[:UNREAD_SHOWN]),
        )
