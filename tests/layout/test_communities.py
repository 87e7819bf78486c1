"""Communities, held against those that networkx finds."""

import random

import networkx as nx
import numpy as np
import pytest

from kg.layout import Ties, find_communities, make_ties


def _ties(graph: "nx.Graph[int]") -> Ties:
    edges = np.array(list(graph.edges), int).reshape(-1, 2)
    return make_ties(len(graph), edges[:, 0], edges[:, 1], np.ones(len(edges)))


def _found(graph: "nx.Graph[int]") -> list[set[int]]:
    members = find_communities(_ties(graph)).tolist()
    return [{i for i, found in enumerate(members) if found == number} for number in sorted(set(members))]


@pytest.mark.parametrize(
    "graph",
    [
        nx.convert_node_labels_to_integers(nx.karate_club_graph()),
        nx.planted_partition_graph(6, 30, 0.4, 0.03, seed=1),
        nx.barabasi_albert_graph(400, 2, seed=1),
        nx.ring_of_cliques(12, 5),
    ],
    ids=["karate", "planted", "scale-free", "cliques"],
)
def test_they_are_as_good_as_those_of_networkx(graph: "nx.Graph[int]") -> None:
    plain = nx.Graph(graph.edges)
    theirs = nx.community.modularity(plain, nx.community.louvain_communities(plain, seed=0))
    assert nx.community.modularity(plain, _found(plain)) > theirs - 0.03


def test_cliques_are_found_whole() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(n) for n in (3, 5, 4)])
    assert _found(graph) == [{3, 4, 5, 6, 7}, {8, 9, 10, 11}, {0, 1, 2}]  # by falling size


def test_weights_count() -> None:
    ties = make_ties(4, np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0]), np.array([9, 1, 9, 1]))
    assert find_communities(ties).tolist() == [0, 0, 1, 1]


def test_the_order_of_the_edges_makes_no_difference() -> None:
    graph = nx.barabasi_albert_graph(200, 2, seed=3)
    edges = [(a, b) if random.Random(a).random() < 0.5 else (b, a) for a, b in graph.edges]
    random.Random(5).shuffle(edges)
    again = np.array(edges)
    mixed = make_ties(200, again[:, 0], again[:, 1], np.ones(len(edges)))
    assert find_communities(mixed).tolist() == find_communities(_ties(graph)).tolist()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_is_tied_to_nothing_is_alone(count: int) -> None:
    none = np.zeros(0, int)
    assert find_communities(make_ties(count, none, none, none)).tolist() == list(range(count))


def test_parallel_ties_add_up_and_loops_are_left_out() -> None:
    ties = make_ties(3, np.array([0, 1, 2]), np.array([1, 0, 2]), np.array([2, 3, 4]))
    assert (ties.ends.tolist(), ties.weights.tolist()) == ([1, 0], [5.0, 5.0])
    assert ties.strengths().tolist() == [5.0, 5.0, 0.0]
