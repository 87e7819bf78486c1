"""Which nodes belong together: communities after Louvain, without chance.

V. Blondel and others, "Fast unfolding of communities in large networks" (2008), where only those whose
neighbours have moved are asked again, as V. Traag and others, "From Louvain to Leiden" (2019), do.
Written here because networkx takes minutes and gigabytes for a million edges, and igraph is under the GPL.
"""

from collections import deque
from typing import Any

import numpy as np

from kg.layout.ties import Ties, make_ties


def find_communities(ties: Ties) -> Any:
    """The community of each node, numbered from 0 by falling size, then by the first node in it."""
    members = np.arange(ties.count)
    level = ties
    while True:
        found = _move(level)
        if len(found) == 0 or found.max() + 1 == level.count:
            return _by_size(members)
        members = found[members]
        level = _condense(level, found)


def _move(ties: Ties) -> Any:
    """Each node where most of its ties are, beyond what chance would give; numbered as first met."""
    degrees = (ties.strengths() + 2 * ties.loops).tolist()
    total = sum(degrees)
    community = list(range(ties.count))
    sums = list(degrees)  # of the degrees in each community
    starts = ties.starts.tolist()
    queue = deque(range(ties.count))
    waiting = bytearray(b"\1" * ties.count)
    while queue:
        node = queue.popleft()
        waiting[node] = 0
        start, stop = starts[node], starts[node + 1]
        if start == stop:
            continue
        neighbours = ties.ends[start:stop].tolist()
        towards: dict[int, float] = {}
        for other, weight in zip(neighbours, ties.weights[start:stop].tolist(), strict=True):
            towards[community[other]] = towards.get(community[other], 0.0) + weight
        degree, old = degrees[node], community[node]
        sums[old] -= degree
        best, gain = old, towards.get(old, 0.0) - sums[old] * degree / total
        for found, weight in towards.items():
            if (rise := weight - sums[found] * degree / total) > gain:
                best, gain = found, rise
        sums[best] += degree
        if best == old:
            continue
        community[node] = best
        for other in neighbours:
            if community[other] != best and not waiting[other]:
                waiting[other] = 1
                queue.append(other)
    return _numbered(np.array(community, np.int64))


def _condense(ties: Ties, community: Any) -> Ties:
    """Each community as one node; the ties within it are its loop."""
    owners = community[np.repeat(np.arange(ties.count), np.diff(ties.starts))]
    others = community[ties.ends]
    count = int(community.max()) + 1
    inside = owners == others
    within = np.bincount(owners[inside], ties.weights[inside], minlength=count) / 2  # each stands twice
    loops = np.bincount(community, ties.loops, minlength=count) + within
    once = owners < others
    return make_ties(count, owners[once], others[once], ties.weights[once], loops)


def _numbered(community: Any) -> Any:
    """The same with numbers from 0 without gaps, in the order in which they first come."""
    _, first, where = np.unique(community, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[where]


def _by_size(community: Any) -> Any:
    if not len(community):
        return community
    sizes = np.bincount(community)
    _, first = np.unique(community, return_index=True)
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return rank[community]
