"""Where all nodes of a graph stand: the strongest by forces, the others round the one they are tied to most.

A layout by forces costs the square of the nodes, so it is made of `CORE` nodes at most, all of the part of
the graph that the strongest node is in. Smaller parts stand round it; what has no tie stands in rows below.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kg.layout.forces import balance, spiral
from kg.layout.ties import Ties, make_ties

CORE = 800  # nodes laid out by forces: about six seconds
_GAP = 12.0  # between nodes that stand in rows or round another


def find_places(ties: Ties, communities: Any, sizes: Any, *, core: int = CORE) -> Any:
    """The place of each node as rows of x and y, y going up, rounded to hundredths; `sizes` are radii."""
    places = np.zeros((ties.count, 2))
    degrees = np.diff(ties.starts)
    strongest = np.lexsort((np.arange(ties.count), -ties.strengths()))
    tied = strongest[degrees[strongest] > 0]
    reached = _reached(ties, tied[:1])
    chosen = np.sort(tied[reached[tied]][:core])
    if len(chosen):
        part = _among(ties, chosen)
        # Each also makes room for those that will stand round it.
        places[chosen] = lay_out(part, communities[chosen], sizes[chosen], neighbours=degrees[chosen])
    _put_round(places, ties, chosen, tied, sizes)
    _put_below(places, tied, strongest[degrees[strongest] == 0], sizes)
    return np.round(places, 2) + 0.0  # no minus zero


def lay_out(ties: Ties, communities: Any, sizes: Any, *, neighbours: Any = None) -> Any:
    """The places of a few hundred nodes by forces, y going up; those that are not tied stay side by side.

    `neighbours` are the numbers of all neighbours of each, where `ties` has not all.
    """
    known = np.diff(ties.starts) if neighbours is None else neighbours
    return balance(ties, 1.0 + known, _beginning(communities, sizes), sizes)


def _reached(ties: Ties, begin: Any) -> Any:
    """Which nodes ties lead to from some, step by step."""
    has = np.zeros(ties.count, bool)
    frontier = begin.tolist()
    while len(frontier):
        has[frontier] = True
        frontier = _unplaced(ties, frontier, has)
    return has


def _among(ties: Ties, chosen: Any) -> Ties:
    """The ties of some nodes with each other; they are numbered in their order."""
    numbers = np.full(ties.count, -1)
    numbers[chosen] = np.arange(len(chosen))
    owners = numbers[np.repeat(np.arange(ties.count), np.diff(ties.starts))]
    others = numbers[ties.ends]
    once = (owners >= 0) & (owners < others)
    return make_ties(len(chosen), owners[once], others[once], ties.weights[once])


def _beginning(communities: Any, sizes: Any) -> Any:
    """Each community as a disc of its nodes, the discs spread over one: the first in its middle."""
    room = float(sizes.mean()) * 4
    found, counts = np.unique(communities, return_counts=True)
    centres = spiral(len(found)) * room * float(counts.max()) ** 0.5
    places = np.empty((len(communities), 2))
    for centre, community in zip(centres, found.tolist(), strict=True):
        members = communities == community
        places[members] = centre + spiral(int(members.sum())) * room
    return places


def _put_round(places: Any, ties: Ties, placed: Any, rest: Any, sizes: Any) -> None:
    """Each of the rest near the strongest tie that has a place; those round one node as seeds round a flower.

    Groups that are tied to nothing placed stand round the whole, the strongest of each in their middle.
    """
    has = np.zeros(ties.count, bool)
    has[placed] = True
    outside = _outside(places[placed], len(rest))
    frontier = _unplaced(ties, placed, has)
    for root in rest.tolist():
        while len(frontier):
            round_of: dict[int, list[int]] = {}
            for node in frontier:
                start, stop = ties.starts[node], ties.starts[node + 1]
                there = has[ties.ends[start:stop]]
                nearest = np.argmax(ties.weights[start:stop] * there)
                round_of.setdefault(int(ties.ends[start + nearest]), []).append(node)
            for middle, members in round_of.items():
                _surround(places, middle, members, sizes)
            has[frontier] = True
            frontier = _unplaced(ties, frontier, has)
        if not has[root]:
            places[root] = next(outside)
            has[root] = True
            frontier = _unplaced(ties, [root], has)


def _unplaced(ties: Ties, nodes: Any, has: Any) -> list[int]:
    """The neighbours of some nodes that have no place yet, by number."""
    found = [ties.ends[ties.starts[node] : ties.starts[node + 1]] for node in nodes]
    ends = np.unique(np.concatenate(found)) if found else np.zeros(0, int)
    without: list[int] = ends[~has[ends]].tolist()
    return without


def _surround(places: Any, middle: int, members: list[int], sizes: Any) -> None:
    inner = int((float(sizes[middle]) / _GAP + 1) ** 2 * np.pi)
    places[members] = places[middle] + spiral(inner + len(members))[inner:] * _GAP


def _outside(placed: Any, count: int) -> Iterator[Any]:
    """Places round those that are taken."""
    radius = float(np.sqrt((placed**2).sum(axis=1)).max()) if len(placed) else 0.0
    inner = int((radius / (6 * _GAP) + 1) ** 2 * np.pi)
    return iter(spiral(inner + count)[inner:] * 6 * _GAP)


def _put_below(places: Any, tied: Any, alone: Any, sizes: Any) -> None:
    """The nodes without ties in rows as wide as the picture, under it."""
    if not len(alone):
        return
    step = float(sizes[alone].max()) * 2 + _GAP / 2
    left = right = bottom = 0.0
    if len(tied):
        left, right = float(places[tied, 0].min()), float(places[tied, 0].max())
        bottom = float(places[tied, 1].min()) - 4 * step
    wide = max(int((right - left) / step), int(len(alone) ** 0.5), 1)
    numbers = np.arange(len(alone))
    places[alone, 0] = left + (numbers % wide) * step
    places[alone, 1] = bottom - (numbers // wide) * step
