"""Ways between two entities through the edges of a graph, whichever way round these point."""

import heapq
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.kept import Graph

MOST = 1000  # ways that are found at most: there may be millions between two that are well known


@dataclass(frozen=True, slots=True)
class Way:
    """Entities in a row, each tied to the next; `cost` is the lower the more origins the ties have."""

    nodes: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Ways:
    """The shortest ways, strongest first; and the strongest of any length, where it is a longer one."""

    shortest: tuple[Way, ...]
    strongest: Way | None


def find_ways(graph: Graph, one: str, two: str, *, relations: frozenset[str], limit: int = 0) -> Ways:
    """The ways between two entities through edges of some relations; none where they are not connected.

    The cost of a step is one divided by the independent origins of all edges between its two ends, so three
    well told steps cost less than one that is told once. `limit` 0 gives as many as `MOST`.
    """
    ties = _Ties(graph, relations)
    ends = [ties.number(key) for key in (one, two)]
    if None in ends or one == two:
        return Ways((), None)
    first, last = (int(end) for end in ends if end is not None)
    hops = [ties.reach(end, np.ones(len(ties.costs))) for end in (first, last)]
    if not np.isfinite(hops[0][last]):
        return Ways((), None)
    shortest = ties.shortest(first, last, hops[0], hops[1], min(limit or MOST, MOST))
    strongest = ties.strongest(first, last)
    longer = strongest if len(strongest.nodes) > len(shortest[0].nodes) else None
    return Ways(shortest, longer)


class _Ties:
    """Pairs of entities, as numbers, that some edge ties; each both ways round, with its cost."""

    def __init__(self, graph: Graph, relations: frozenset[str]) -> None:
        edges = graph.tables.edges
        edges = edges.filter(pc.is_in(edges["relation"], value_set=pa.array(sorted(relations), pa.string())))
        self.ids = graph.tables.nodes["id"].combine_chunks()
        numbers = (pc.index_in(edges[end], value_set=self.ids) for end in ("actor", "recipient"))
        one, two = (np.asarray(found.to_numpy(), dtype=np.int64) for found in numbers)
        pairs, at = np.unique(
            np.minimum(one, two) * len(self.ids) + np.maximum(one, two), return_inverse=True
        )
        origins = np.bincount(at, weights=edges["origins"].to_numpy(), minlength=len(pairs))
        low, high = np.divmod(pairs, max(1, len(self.ids)))
        kept = low != high
        self.source = np.concatenate([low[kept], high[kept]])
        self.target = np.concatenate([high[kept], low[kept]])
        self.costs = np.tile(1 / origins[kept], 2)

    def number(self, key: str) -> int | None:
        found: int = pc.index(self.ids, key).as_py()
        return found if found >= 0 else None

    def reach(self, start: int, costs: Any) -> Any:
        """The least cost to each entity: all ties are tried at once, until none makes anything cheaper."""
        found = np.full(len(self.ids), np.inf)
        found[start] = 0
        while True:
            better = found.copy()
            np.minimum.at(better, self.target, found[self.source] + costs)
            if np.array_equal(better, found):
                return found
            found = better

    def shortest(self, first: int, last: int, there: Any, back: Any, limit: int) -> tuple[Way, ...]:
        """The cheapest of the ways with the fewest steps, cheapest first, then by ids."""
        on = there[self.source] + 1 + back[self.target] == there[last]
        steps: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for source, target, cost in zip(
            self.source[on].tolist(), self.target[on].tolist(), self.costs[on].tolist(), strict=True
        ):
            steps[target].append((source, cost))
        best: dict[int, list[tuple[float, tuple[int, ...]]]] = {first: [(0.0, (first,))]}
        for target in sorted(steps, key=lambda number: there[number]):
            ways = (
                (known + cost, (*nodes, target))
                for source, cost in steps[target]
                for known, nodes in best[source]
            )
            best[target] = heapq.nsmallest(limit, ways)
        return tuple(self._way(nodes, cost) for cost, nodes in best[last])

    def strongest(self, first: int, last: int) -> Way:
        """The cheapest way; where several are, the one over the lower number at each step from the end."""
        costs = self.reach(first, self.costs)
        nodes = [last]
        while nodes[-1] != first:
            into = self.target == nodes[-1]
            through = costs[self.source[into]] + self.costs[into]
            cheapest = self.source[into][np.isclose(through, costs[nodes[-1]])]
            nodes.append(int(cheapest.min()))
        return self._way(tuple(reversed(nodes)), float(costs[last]))

    def _way(self, nodes: tuple[int, ...], cost: float) -> Way:
        return Way(tuple(self.ids[number].as_py() for number in nodes), cost)
