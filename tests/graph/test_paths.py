"""Ways through a graph: the shortest, the strongest, and none."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.paths import Way, find_ways
from kg.model import Entity, EntityType
from tests.factories import make_graph, tell

PEOPLE = {name: Entity(f"person-{name}", name.upper(), EntityType.PERSON) for name in "abcdefg"}
EVENTS = frozenset({"accuses", "aids", "meets"})


def graph_of(*ties: str, relation: str = "aids") -> object:
    """`ab3` is a tie from a to b that three tell independently."""
    return make_graph(
        tell("2024-03-04", PEOPLE[tie[0]], relation, PEOPLE[tie[1]], copy=f"{number}")
        for tie in ties
        for number in range(int(tie[2:] or 1))
    )


def named(way: Way | None) -> str | None:
    return way and "".join(key[-1] for key in way.nodes)


@pytest.mark.parametrize(
    ("ties", "ends", "shortest", "strongest"),
    [
        (["ab"], "ab", ["ab"], None),
        (["ba"], "ab", ["ab"], None),
        (["ab", "bc", "cd"], "ad", ["abcd"], None),
        (["ab", "bd", "ac2", "cd2"], "ad", ["acd", "abd"], None),
        (["ab", "bd", "ac", "cd"], "ad", ["abd", "acd"], None),
        (["ad", "ab5", "bc5", "cd5"], "ad", ["ad"], "abcd"),
        (["ad2", "ab5", "bc5", "cd5"], "ad", ["ad"], None),
        (["ab", "ba", "ac"], "ab", ["ab"], None),
        (["ab", "cd"], "ad", [], None),
        (["ab"], "ag", [], None),
        (["aa", "ab"], "aa", [], None),
    ],
)
def test_ways(ties: list[str], ends: str, shortest: list[str], strongest: str | None) -> None:
    one, two = (f"person-{end}" for end in ends)
    found = find_ways(graph_of(*ties), one, two, relations=EVENTS)
    assert [named(way) for way in found.shortest] == shortest
    assert named(found.strongest) == strongest
    back = find_ways(graph_of(*ties), two, one, relations=EVENTS)
    assert {named(way)[::-1] for way in back.shortest} == set(shortest)  # type: ignore[index]


def test_edges_between_two_count_together_whichever_way_they_point() -> None:
    (way,) = find_ways(graph_of("ab2", "ba3"), "person-a", "person-b", relations=EVENTS).shortest
    assert way.cost == 1 / 5


def test_only_the_relations_that_are_asked_for_make_a_way() -> None:
    graph = graph_of("ab", relation="leads")
    assert find_ways(graph, "person-a", "person-b", relations=EVENTS).shortest == ()
    assert find_ways(graph, "person-a", "person-b", relations=frozenset({"leads"})).shortest


def test_a_limit_keeps_the_strongest() -> None:
    graph = graph_of("ab", "bd", "ac2", "cd2", "ae", "ed")
    found = find_ways(graph, "person-a", "person-d", relations=EVENTS, limit=2)
    assert [named(way) for way in found.shortest] == ["acd", "abd"]


drawn_ties = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(1, 3)), max_size=9
)


@settings(deadline=None, max_examples=50)
@given(drawn_ties)
def test_ways_are_as_short_and_cheap_as_networkx_finds_them(ties: list[tuple[str, str, int]]) -> None:
    graph = graph_of(*(f"{one}{two}{times}" for one, two, times in dict.fromkeys(ties)))
    plain = nx.Graph()
    plain.add_nodes_from(["person-a", "person-b"])
    for edge in graph.edges:  # type: ignore[attr-defined]
        known = plain.get_edge_data(edge.actor, edge.recipient, {"origins": 0})["origins"]
        if edge.actor != edge.recipient:
            plain.add_edge(edge.actor, edge.recipient, origins=known + edge.origins)
    for _, _, data in plain.edges(data=True):
        data["cost"] = 1 / data["origins"]
    found = find_ways(graph, "person-a", "person-b", relations=EVENTS)  # type: ignore[arg-type]
    if not nx.has_path(plain, "person-a", "person-b"):
        assert found.shortest == ()
        return
    ways = {tuple(way) for way in nx.all_shortest_paths(plain, "person-a", "person-b")}
    assert {way.nodes for way in found.shortest} == ways
    costs = [way.cost for way in found.shortest]
    assert costs == sorted(costs)
    cheapest = nx.shortest_path_length(plain, "person-a", "person-b", weight="cost")
    assert (found.strongest or found.shortest[0]).cost == pytest.approx(cheapest)
