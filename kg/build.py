"""The stages put together: articles are read once, kept in a project folder, and can be asked about.

`build` may be killed at any point and run again: what is in the folder stays, the rest is read then.
"""

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import UsageError
from kg.graph import Graph, Selection, find_graph, find_selection, select, to_networkx, update_graph
from kg.model import Article, Record, Skipped
from kg.readers import read_articles
from kg.records import Folder, note_settings, open_folder, replace_file
from kg.relations import Relation, load_relations
from kg.resolve import load_resolution, resolve_records
from kg.tally import BuildReport, Progress, Tally

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyarrow as pa
    import rdflib

    from kg.sparql import Answer

# Articles in one batch: what a kill can cost, against five small files a batch.
BATCH = 64


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
        tally = Tally(on_progress, frozenset(digests), dict(digests))
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
