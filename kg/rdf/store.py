"""The embedded Oxigraph store of a project folder: written whole, swapped in at once, opened read-only.

It holds nothing that the records do not; its directory is named by what it was made from, so a store
that is missing, stale or of an older form is simply not found, and is made again.
"""

import hashlib
import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
)
from pyoxigraph import __version__ as oxigraph_version

from kg import __version__
from kg.errors import FolderError
from kg.graph import Graph, build_graph
from kg.ontology import find_ontology, relations_turtle
from kg.rdf.names import PREFIXES, Names
from kg.rdf.quads import find_quads
from kg.rdf.queries import ask
from kg.records import Folder, open_folder, sync
from kg.relations import Relation, load_relations
from kg.resolve import load_resolution, resolve_records

STORE_FORMAT = 2  # raised when quads change their form

_log = logging.getLogger(__name__)


def find_store(folder: Folder) -> Path:
    """Where the store that fits the folder's records is, or would be."""
    # Oxigraph keeps its form on disk within a minor version.
    oxigraph = oxigraph_version.rpartition(".")[0]
    made_from = f"{STORE_FORMAT} {__version__} {oxigraph} {folder.base} {folder.state()}"
    return folder.path / "store" / hashlib.sha256(made_from.encode()).hexdigest()[:16]


def write_store(folder: Folder, quads: Iterable[Quad]) -> Path:
    """Write the store of a folder anew. Readers see the old one until the new one is whole."""
    with folder.lock():
        path = find_store(folder)
        hidden = path.with_name(f".{path.name}")
        try:
            path.parent.mkdir(exist_ok=True)
            shutil.rmtree(hidden, ignore_errors=True)
            store = Store(str(hidden))
            store.bulk_extend(quads)
            store.optimize()
            store.flush()
            del store  # closes it
            if path.exists():
                shutil.rmtree(path)
            hidden.rename(path)
            sync(path.parent)
        except OSError as error:
            raise FolderError(f"{path}: cannot be written ({error}); make room or change rights") from error
        for other in path.parent.iterdir():
            if other != path:
                shutil.rmtree(other, ignore_errors=True)
    return path


def update_store(
    folder: Folder, *, relations: Mapping[str, Relation] | None = None, graph: Graph | None = None
) -> Path:
    """The store that fits the folder's records; made from them where there is none, and then logged.

    `relations` are kg's own and `graph` that of the records, unless given.
    """
    path = find_store(folder)
    if path.exists():
        return path
    _log.info("%s: making the store from the records", folder.path)
    relations = load_relations() if relations is None else relations
    with folder.lock():
        resolution = load_resolution(folder)
        if graph is None:
            records = resolve_records(folder.records(), resolution)
            graph = build_graph(records, relations, rejected=resolution.rejected)
        records = resolve_records(folder.records(), resolution)
        quads = find_quads(graph, records, relations, base=folder.base)
        return write_store(folder, chain(quads, ontology_quads(relations)))


def ontology_quads(relations: Mapping[str, Relation]) -> Iterator[Quad]:
    """The ontology and these relations, in the graph named by the ontology."""
    name = NamedNode(PREFIXES["kg"].rstrip("#"))
    for text in ((find_ontology() / "kg.ttl").read_text("utf-8"), relations_turtle(relations)):
        for quad in parse(text, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, name)


def run_query(
    path: Path,
    sparql: str,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """What a SPARQL 1.1 query finds in the project folder at a path.

    The default graph is the union of all graphs unless `default_graphs` or `named_graphs` (IRIs) or the
    query itself say otherwise. kg's prefixes need no declaration. Raises FolderError where there is no
    store, QueryError where the query is wrong or would ask another server.
    """
    folder = open_folder(path)
    place = find_store(folder)
    if not place.exists():
        remedy = "kg.load(path).query(...) makes it anew"
        raise FolderError(f"{path}: its store is missing or older than its records; {remedy}")
    try:
        store = Store.read_only(str(place))
    except OSError as error:
        raise FolderError(f"{place}: cannot be opened ({error}); delete it, and it is made again") from error
    return ask(
        store,
        sparql,
        prefixes=Names(folder.base).prefixes(),
        default_graphs=[NamedNode(name) for name in default_graphs],
        named_graphs=[NamedNode(name) for name in named_graphs],
    )
