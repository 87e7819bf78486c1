"""Who does how much to whom: pairs of the strongest actors with what they do to each other summed up."""

from enum import StrEnum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.kept import Graph


class Measure(StrEnum):
    """What is measured between two actors."""

    SCORE = "score"
    CONFLICT = "conflict"
    COOPERATION = "cooperation"


_REACH = 4  # from how many times as many actors the strongest are chosen


def cross(graph: Graph, measure: Measure, *, limit: int) -> tuple[list[str], Any]:
    """The strongest actors, and a table of what each does to another of them.

    An edge counts where its relation has the class that is measured, or for the score any class. The table
    has `actor`, `recipient`, `origins`, `conflict`, `cooperation` (sums of independent origins) and `score`,
    the mean of the scores of the origins; by actor, then recipient. Strongest are those with most origins
    at such edges with others that are strong. A symmetric relation counts both ways. `limit` 0 takes all.
    """
    edges = _weighed(graph)
    if measure is not Measure.SCORE:
        edges = edges.filter(pc.greater(edges[measure.value], 0))
    edges = pa.concat_tables([edges, _turned(edges)])
    for many in (_REACH * limit, limit):
        actors = _strongest(edges).slice(0, many or None)
        for end in ("actor", "recipient"):
            edges = edges.filter(pc.is_in(edges[end], value_set=actors))
    names = ["origins", "conflict", "cooperation", "points"]
    cells = edges.group_by(["actor", "recipient"]).aggregate([(name, "sum") for name in names])
    cells = cells.rename_columns(["actor", "recipient", *names])
    score = pc.round(pc.divide(cells["points"], pc.cast(cells["origins"], pa.float64())), ndigits=2)
    cells = cells.drop_columns("points").append_column("score", score)
    return actors.to_pylist(), cells.sort_by([("actor", "ascending"), ("recipient", "ascending")])


def _strongest(edges: Any) -> Any:
    """Those at either end, by the origins of their edges."""
    ends = [
        edges.select([end, "origins"]).rename_columns(["actor", "origins"]) for end in ("actor", "recipient")
    ]
    found = pa.concat_tables(ends).group_by("actor").aggregate([("origins", "sum")])
    return found.sort_by([("origins_sum", "descending"), ("actor", "ascending")])["actor"].combine_chunks()


def _weighed(graph: Graph) -> Any:
    """The edges between two whose relation has a class, with the origins of that class, and points."""
    classed = [facts for facts in graph.relations.values() if facts.quad and facts.score is not None]
    names = pa.array([facts.name for facts in classed], pa.string())
    edges = graph.tables.edges.select(["actor", "relation", "recipient", "origins"])
    edges = edges.filter(pc.is_in(edges["relation"], value_set=names))
    edges = edges.filter(pc.not_equal(edges["actor"], edges["recipient"]))
    at = pc.index_in(edges["relation"], value_set=names)
    origins = edges["origins"]
    for column in (Measure.CONFLICT.value, Measure.COOPERATION.value):
        counts = [int((facts.quad or "").endswith(column)) for facts in classed]
        edges = edges.append_column(column, pc.multiply(origins, pa.array(counts, pa.int32()).take(at)))
    scores = pa.array([facts.score for facts in classed], pa.float64())
    points = pc.multiply(pc.cast(origins, pa.float64()), scores.take(at))
    symmetric = pa.array([facts.symmetric for facts in classed], pa.bool_())
    return edges.append_column("points", points).append_column("symmetric", symmetric.take(at))


def _turned(edges: Any) -> Any:
    """The symmetric ones the other way round."""
    both = edges.filter(edges["symmetric"])
    names = both.schema.names
    return both.rename_columns(["recipient", "relation", "actor", *names[3:]]).select(names)
