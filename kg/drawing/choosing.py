"""Which nodes and edges a picture shows: the strongest, by independent tellings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.graph import Graph
from kg.layout import Ties, find_ties
from kg.model import EntityType
from kg.relations import Relation


@dataclass(frozen=True, slots=True)
class Star:
    """A node that is drawn; `strength` are the tellings of all its edges."""

    id: str
    label: str
    type: EntityType
    strength: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """All edges from one node to another: the numbers of both, and the strongest of them."""

    actor: int
    recipient: int
    origins: int
    label: str
    more: int  # how many other relations
    quad: str | None
    symmetric: bool


def choose_stars(graph: Graph, limit: int, around: str | None) -> tuple[Star, ...]:
    """The strongest nodes that are tied to each other, or an entity (by id) with those it is tied to most."""
    ties = find_ties(graph)
    strengths = ties.strengths()
    table = graph.tables.nodes.select(["id", "label", "type"])
    chosen = _strongest(ties, strengths, limit) if around is None else _near(ties, table, around, limit)
    rows = table.take(pa.array(chosen, pa.int64())).to_pylist()
    return tuple(
        Star(row["id"], row["label"], EntityType(row["type"]), float(strengths[number]))
        for row, number in zip(rows, chosen, strict=True)
    )


def _strongest(ties: Ties, strengths: Any, limit: int) -> list[int]:
    """Taken by falling strength, without those that are tied to none of the others taken."""
    ranked = np.lexsort((np.arange(ties.count), -strengths))
    ranked = ranked[strengths[ranked] > 0]
    chosen: list[int] = []
    for size in range(limit, 2 * limit):
        taken: list[int] = ranked[:size].tolist()
        inside = np.isin(np.arange(ties.count), taken)
        tied = [n for n in taken if inside[ties.ends[ties.starts[n] : ties.starts[n + 1]]].any()]
        if len(tied) > limit:
            break
        chosen = tied
    return chosen


def _near(ties: Ties, table: Any, around: str, limit: int) -> list[int]:
    middle = pc.index(table["id"], around).as_py()
    start, stop = ties.starts[middle], ties.starts[middle + 1]
    ends, weights = ties.ends[start:stop], ties.weights[start:stop]
    nearest: list[int] = ends[np.lexsort((ends, -weights))].tolist()
    return [middle, *nearest[: limit - 1]]


def choose_arrows(
    graph: Graph, stars: tuple[Star, ...], relations: Mapping[str, Relation], limit: int
) -> tuple[Arrow, ...]:
    """The strongest arrows between the nodes chosen, at most `limit` of them, the strongest first."""
    numbers = {star.id: number for number, star in enumerate(stars)}
    keys, edges = pa.array(list(numbers), pa.string()), graph.tables.edges
    inside = pc.and_(*(pc.is_in(edges[end], value_set=keys) for end in ("actor", "recipient")))
    by_pair: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in edges.filter(inside).to_pylist():
        pair = numbers[row["actor"]], numbers[row["recipient"]]
        if pair[0] != pair[1]:
            by_pair.setdefault(pair, []).append(row)
    arrows = [_arrow(pair, rows, relations) for pair, rows in by_pair.items()]
    return tuple(sorted(arrows, key=lambda a: (-a.origins, a.actor, a.recipient))[:limit])


def _arrow(pair: tuple[int, int], rows: list[dict[str, Any]], relations: Mapping[str, Relation]) -> Arrow:
    strongest = min(rows, key=lambda row: (-row["origins"], -row["claims"], row["relation"]))
    relation = relations.get(strongest["relation"])
    label = relation.label if relation else strongest["relation"]
    quad, symmetric = (relation.quad, relation.symmetric) if relation else (None, False)
    return Arrow(*pair, sum(row["origins"] for row in rows), label, len(rows) - 1, quad, symmetric)
