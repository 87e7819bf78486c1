"""The embedded Oxigraph store of a project folder: written whole, swapped in at once, opened read-only.

It holds nothing that the records do not; its directory is named by what it was made from, so a store
that is missing, stale or of an older form is simply not found, and is made again.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import (
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)
from pyoxigraph import __version__ as oxigraph_version

from kg.errors import FolderError
from kg.graph import Graph, update_graph
from kg.ontology import find_ontology, relations_turtle
from kg.rdf.names import PREFIXES, Names
from kg.rdf.quads import find_lines, join_lines
from kg.records import Folder, find_derived, is_kept, list_derived, tell_remaking, write_derived
from kg.relations import Relation, load_relations
from kg.resolve import load_resolution, resolve_records
from kg.sparql import is_damage

if TYPE_CHECKING:
    from rdflib import Dataset

STORE_FORMAT = 3  # raised when quads change their form
# Oxigraph keeps its form on disk within a minor version.
_FORM = f"{STORE_FORMAT} {oxigraph_version.rpartition('.')[0]}"

# Characters of N-Quads that are loaded at a time, some 200,000 quads. Oxigraph itself takes a million at
# once, several times over, which needs 1.9 GB of memory; so it is 0.6 GB, and as quick.
_PIECE = 28 << 20

_log = logging.getLogger(__name__)


def find_store(folder: Folder) -> Path:
    """Where the store that fits the folder's records is, or would be."""
    return find_derived(folder, "store", _FORM)


def newest_store(folder: Folder) -> Path | None:
    """The store that fits the folder's records, or while that is being made the one of before."""
    kept = (path for path in (find_store(folder), *list_derived(folder, "store")) if is_kept(path))
    return next(kept, None)


def write_store(folder: Folder, lines: Iterable[str]) -> Path:
    """Write the store of a folder anew, from N-Quads without blank nodes.

    Readers see the old store until the new one is whole.
    """

    def write(place: Path) -> None:
        try:
            store = Store(str(place))
            load_lines(store, lines)
            store.optimize()
            store.flush()
        except RuntimeError as error:  # RocksDB finds its own files cut, as a full disk leaves them
            raise OSError(str(error)) from error

    with folder.hold():
        path = find_store(folder)
        write_derived(folder, path, write)
    return path


def load_lines(store: Store, lines: Iterable[str]) -> None:
    """Load some lines while the next are made: Oxigraph does not need the interpreter."""

    def load(text: str) -> None:
        store.bulk_load(text.encode(), RdfFormat.N_QUADS)

    with ThreadPoolExecutor(1) as pool:
        before = pool.submit(load, "")
        for text in join_lines(lines, _PIECE):
            before.result()
            before = pool.submit(load, text)
        before.result()


def update_store(
    folder: Folder, *, relations: Mapping[str, Relation] | None = None, graph: Graph | None = None
) -> Path:
    """The store that fits the folder's records; made from them where there is none, and then logged.

    `relations` are kg's own and `graph` that of the records, unless given.
    """
    path = find_store(folder)
    if is_kept(path):
        return path
    tell_remaking(folder, path, _FORM)
    _log.info("%s: making the store from the records", folder.path)
    relations = load_relations() if relations is None else relations
    with folder.hold():
        graph = update_graph(folder, relations) if graph is None else graph
        records = resolve_records(folder.records(), load_resolution(folder))
        lines = find_lines(graph, records, relations, base=folder.base)
        return write_store(folder, chain(lines, ontology_lines(relations)))


def ontology_lines(relations: Mapping[str, Relation]) -> Iterator[str]:
    """The ontology and these relations as N-Quads."""
    return (f"{quad} .\n" for quad in ontology_quads(relations))


def ontology_quads(relations: Mapping[str, Relation]) -> Iterator[Quad]:
    """The ontology and these relations, in the graph named by the ontology."""
    name = NamedNode(PREFIXES["kg"].rstrip("#"))
    for text in ((find_ontology() / "kg.ttl").read_text("utf-8"), relations_turtle(relations)):
        for quad in parse(text, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, name)


def open_rdflib(folder: Folder) -> "Dataset":
    """The folder's store as an rdflib Dataset, read-only; the default graph is the union of all graphs.

    Prefixes are bound. Raises FolderError where there is no store.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    found = Dataset(store=OxigraphStore(store=open_store(folder)), default_union=True)
    for prefix, iri in Names(folder.base).prefixes().items():
        found.bind(prefix, iri, replace=True)
    return found


def open_store(folder: Folder) -> Store:
    """The store that fits the folder's records, read-only. Raises FolderError where there is none."""
    place = find_store(folder)
    if not place.exists():
        remedy = "kg.load(path).query(...) makes it anew"
        raise FolderError(f"{folder.path}: its store is missing or older than its records; {remedy}")
    try:
        return Store.read_only(str(place))
    except (OSError, RuntimeError) as error:
        told = "is damaged" if is_damage(error) else f"cannot be opened ({error})"
        raise FolderError(f"{place}: {told}; kg repair {folder.path} makes it anew") from error
