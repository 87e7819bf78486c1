"""The graph of a project folder, kept as tables that are mapped: it opens at once, however large it is."""

import logging
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.errors import FolderError
from kg.graph.kept import Graph
from kg.graph.merging import build_graph
from kg.graph.tables import read_tables, write_tables
from kg.records import Folder, find_derived, is_kept, tell_remaking, write_derived
from kg.relations import Relation
from kg.resolve import load_resolution, resolve_records
from kg.stories import load_origins

GRAPH_FORMAT = "3"  # raised when the tables change their form

_log = logging.getLogger(__name__)


def find_graph(folder: Folder) -> Graph | None:
    """The graph that is kept of the folder's records as they are now, or None, also where it is damaged."""
    path = find_derived(folder, "graph", GRAPH_FORMAT)
    try:
        return Graph(read_tables(path)) if is_kept(path) else None
    except FolderError as error:
        _log.info("%s", error)
        return None


def update_graph(folder: Folder, relations: Mapping[str, Relation]) -> Graph:
    """The graph of the folder's records; made from them where it is not kept, and then kept.

    Where the folder cannot be written, or another process writes it, the graph is made and not kept.
    """
    kept = find_graph(folder)
    if kept is not None:
        return kept
    tell_remaking(folder, find_derived(folder, "graph", GRAPH_FORMAT), GRAPH_FORMAT)
    resolution = load_resolution(folder)

    def make(scratch: Path | None) -> Graph:
        records = resolve_records(folder.records(), resolution)
        found = load_origins(folder), resolution.rejected
        return build_graph(records, relations, origins=found[0], rejected=found[1], scratch=scratch)

    def write(place: Path) -> None:
        scratch = place / "scratch"
        scratch.mkdir()
        write_tables(make(scratch).tables, place)
        shutil.rmtree(scratch)

    return _keep(folder, write) or make(None)


def keep_graph(folder: Folder, graph: Graph) -> Graph:
    """Keep the graph of the folder's records as they are now, where that can be; the graph as it is kept."""
    return _keep(folder, lambda place: write_tables(graph.tables, place)) or graph


def _keep(folder: Folder, write: Callable[[Path], None]) -> Graph | None:
    """The graph that is written into a directory of the folder; None where that cannot be."""
    path = find_derived(folder, "graph", GRAPH_FORMAT)
    try:
        write_derived(folder, path, write)
    except FolderError as error:
        _log.info("the graph is not kept: %s", error)
        return None
    return Graph(read_tables(path))
