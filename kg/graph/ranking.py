"""Who and what is strongest in a graph: tables in order, computed on columns, without a value for each edge.

What is strong is what has most independent origins, then claims. All orders are total: what is equal in both
stands in the order of ids.
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.kept import Edges, Graph

_ONE, _MANY = "ascending", "descending"


def rank_edges(edges: Any) -> Any:
    """The rows of edges, strongest first."""
    return edges.take(pc.sort_indices(edges, sort_keys=[("origins", _MANY), ("claims", _MANY), ("id", _ONE)]))


def rank_edges_at(graph: Graph, key: str) -> tuple[Edges, Edges]:
    """The edges out of an entity and those into it from others, strongest first."""
    edges = graph.tables.edges
    acts, meant = (pc.equal(edges[end], key) for end in ("actor", "recipient"))
    found = (edges.filter(mask) for mask in (acts, pc.and_not(meant, acts)))
    keys = [("origins", _MANY), ("claims", _MANY), ("relation", _ONE), ("id", _ONE)]
    out, into = (Edges(graph, table.take(pc.sort_indices(table, sort_keys=keys))) for table in found)
    return out, into


def rank_actors(graph: Graph) -> Any:
    """The rows of nodes with `origins`, `out` and `into`: sums over the edges at each; strongest first.

    Nodes without edges are there too, by their mentions.
    """
    nodes = graph.tables.nodes
    out, sent = _at_ends(graph, "actor")
    into, got = _at_ends(graph, "recipient")
    for name, column in (("origins", pc.add(sent, got)), ("out", out), ("into", into)):
        nodes = nodes.append_column(name, column)
    keys = [("origins", _MANY), ("mentions", _MANY), ("id", _ONE)]
    return nodes.take(pc.sort_indices(nodes, sort_keys=keys))


def _at_ends(graph: Graph, end: str) -> tuple[Any, Any]:
    """For each node: how many edges have it as this end, and the origins of these."""
    found = graph.tables.edges.group_by(end).aggregate([("id", "count"), ("origins", "sum")])
    at = pc.index_in(graph.tables.nodes["id"], value_set=found[end].combine_chunks())
    edges, origins = (pc.fill_null(found[name].take(at), 0) for name in ("id_count", "origins_sum"))
    return edges, origins


def rank_pairs(edges: Any) -> Any:
    """`actor`, `recipient`, `origins`, `claims` and `last_day` of the edges from the one to the other."""
    days = pc.cast(edges["last_date"], pa.date32())
    found = (
        edges.select(["actor", "recipient", "origins", "claims"])
        .append_column("last_day", days)
        .group_by(["actor", "recipient"])
        .aggregate([("origins", "sum"), ("claims", "sum"), ("last_day", "max")])
        .rename_columns(["actor", "recipient", "origins", "claims", "last_day"])
    )
    keys = [("origins", _MANY), ("claims", _MANY), ("actor", _ONE), ("recipient", _ONE)]
    return found.take(pc.sort_indices(found, sort_keys=keys))


def rank_relations(edges: Any) -> Any:
    """`relation`, `edges`, `origins` and `claims` of each relation, with the ends of its strongest edge."""
    found = (
        rank_edges(edges)
        .group_by("relation", use_threads=False)  # in the order of the rows, so that the first is strongest
        .aggregate(
            [
                *(("id", "count"), ("origins", "sum"), ("claims", "sum")),
                *(("actor", "first"), ("recipient", "first")),
            ]
        )
        .rename_columns(["relation", "edges", "origins", "claims", "actor", "recipient"])
    )
    keys = [("origins", _MANY), ("claims", _MANY), ("relation", _ONE)]
    return found.take(pc.sort_indices(found, sort_keys=keys))
