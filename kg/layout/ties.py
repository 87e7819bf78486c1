"""Pairs of nodes with weights, as columns of numbers: what communities and layouts are made of."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class Ties:
    """Undirected ties of the nodes 0 to `count` - 1, each standing at both its ends.

    The neighbours of a node are `ends[starts[node]:starts[node + 1]]`, in order; `weights` stand beside
    them. `loops` is what ties a node to itself: what is inside it, where it stands for several.
    """

    count: int
    starts: Any
    ends: Any
    weights: Any
    loops: Any

    def strengths(self) -> Any:
        """What ties each node to others, added up."""
        owners = np.repeat(np.arange(self.count), np.diff(self.starts))
        return np.bincount(owners, self.weights, minlength=self.count)


def find_ties(graph: Graph) -> Ties:
    """The ties of a graph's nodes by their rows: all edges of a pair, whatever the relation, by origins."""
    nodes = graph.tables.nodes["id"].combine_chunks()
    edges = graph.tables.edges
    one, two = (_numbers(edges[end], nodes) for end in ("actor", "recipient"))
    return make_ties(len(nodes), one, two, edges["origins"].to_numpy())


def make_ties(count: int, one: Any, two: Any, weights: Any, loops: Any = None) -> Ties:
    """Ties from columns of ends and weights; those of one pair are added up, those within a node left out."""
    low, high = np.minimum(one, two).astype(np.int64), np.maximum(one, two)
    apart = low != high
    pairs, where = np.unique((low * max(count, 1) + high)[apart], return_inverse=True)
    summed = np.bincount(where, np.asarray(weights, float)[apart], minlength=len(pairs))
    low, high = pairs // max(count, 1), pairs % max(count, 1)
    owners, others = np.concatenate([low, high]), np.concatenate([high, low])
    order = np.lexsort((others, owners))
    starts = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=count))])
    loops = np.zeros(count) if loops is None else loops
    return Ties(count, starts, others[order].astype(np.int32), np.concatenate([summed, summed])[order], loops)


def _numbers(keys: Any, nodes: Any) -> Any:
    found = pc.index_in(keys, value_set=nodes)
    return (found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found).to_numpy()
