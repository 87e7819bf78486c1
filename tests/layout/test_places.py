"""Where nodes stand: near what they are tied to, apart from each other, the same every time."""

import networkx as nx
import numpy as np
import pytest

from kg.layout import Ties, find_communities, find_places, make_ties
from kg.layout.forces import part, spiral

SIZE = 5.0


def _ties(graph: "nx.Graph[int]") -> Ties:
    edges = np.array(list(graph.edges), int).reshape(-1, 2)
    return make_ties(len(graph), edges[:, 0], edges[:, 1], np.ones(len(edges)))


def _places(graph: "nx.Graph[int]", **options: int) -> np.ndarray:
    ties = _ties(graph)
    found: np.ndarray = find_places(ties, find_communities(ties), np.full(len(graph), SIZE), **options)
    return found


def _distances(places: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    return found


CLIQUES = nx.ring_of_cliques(4, 6)


@pytest.mark.parametrize("core", [800, 10])
def test_what_is_tied_is_nearer_than_what_is_not(core: int) -> None:
    distances = _distances(_places(CLIQUES, core=core))
    tied = nx.to_numpy_array(CLIQUES, nodelist=range(len(CLIQUES))) > 0
    apart = ~tied & ~np.eye(len(CLIQUES), dtype=bool)
    assert distances[tied].mean() < 0.6 * distances[apart].mean()


def test_no_circle_covers_another() -> None:
    distances = _distances(_places(nx.barabasi_albert_graph(120, 1, seed=2)))
    np.fill_diagonal(distances, np.inf)
    assert distances.min() > 2 * SIZE - 0.1


@pytest.mark.parametrize("core", [800, 5])
def test_every_node_has_a_place_of_its_own(core: int) -> None:
    graph = nx.disjoint_union_all([nx.star_graph(30), nx.path_graph(9), nx.path_graph(2), nx.empty_graph(7)])
    places = _places(graph, core=core)
    assert np.isfinite(places).all()
    assert len(np.unique(places, axis=0)) == len(graph)


def test_nodes_without_ties_stand_below_the_others() -> None:
    places = _places(nx.disjoint_union(CLIQUES, nx.empty_graph(5)))
    assert places[-5:, 1].max() < places[:-5, 1].min()


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_graph_without_edges_has_places_too(count: int) -> None:
    assert len(np.unique(_places(nx.empty_graph(count)), axis=0)) == count


def test_places_are_the_same_again() -> None:
    assert (_places(CLIQUES) == _places(CLIQUES)).all()


def test_a_spiral_has_one_seed_a_unit_of_area() -> None:
    seeds = spiral(1000)
    assert np.hypot(*seeds.T).max() == pytest.approx((1000 / np.pi) ** 0.5, rel=0.01)
    distances = _distances(seeds)
    np.fill_diagonal(distances, np.inf)
    assert distances.min() > 0.6


def test_overlapping_circles_are_moved_apart_and_others_stay() -> None:
    places = part(np.array([[0.0, 0.0], [6.0, 0.0], [100.0, 0.0]]), np.array([5.0, 5.0, 5.0]))
    assert places[1, 0] - places[0, 0] == pytest.approx(10)
    assert places[2].tolist() == [100.0, 0.0]
