"""Values of a graph are made when they are looked at, and are those that the tables hold."""

from dataclasses import replace

from kg.graph import find_surest
from kg.relations import load_relations
from tests.factories import MALI, NORWAY, RUSSIA, make_graph, sample, tell

GRAPH = sample().graph()


def test_articles_are_a_sequence_in_the_order_of_their_ids() -> None:
    found = list(GRAPH.articles)
    assert found == sorted(found, key=lambda article: article.id)
    assert (GRAPH.articles[0], GRAPH.articles[-1], len(GRAPH.articles)) == (found[0], found[-1], 3)
    assert all(article.origin == article.id for article in found)


def test_an_article_that_repeats_another_names_it() -> None:
    graph = make_graph(tell("2024-03-04", NORWAY, "aids", MALI, id=name) for name in "ab")
    assert [article.origin for article in graph.articles] == ["a", "a"]


def test_the_surest_telling_is_the_first_of_those_with_most_confidence() -> None:
    sure = (0.75, 0.9, 0.9)
    graph = make_graph(
        tell("2024-03-04", NORWAY, "aids", MALI, id=f"{n}", copy=f"{n}", confidence=confidence)
        for n, confidence in enumerate(sure)
    )
    (edge,) = graph.edges
    assert find_surest(edge).article.id == "1"
    assert find_surest(replace(edge, tellings=tuple(edge.tellings))).article.id == "1"


def test_relations_are_kept_with_all_but_their_words() -> None:
    known = load_relations()
    assert list(GRAPH.relations) == list(known)
    for name in ("accuses", "meets", "leads"):
        kept, own = GRAPH.relations[name], known[name]
        assert (kept.label, kept.inverse_label, kept.kind) == (own.label, own.inverse_label, own.kind)
        assert (kept.symmetric, kept.quad, kept.score) == (own.symmetric, own.quad, own.score)


def test_edges_between_two_are_found_both_ways_round() -> None:
    graph = make_graph(
        [tell("2024-03-04", NORWAY, "aids", MALI), tell("2024-03-04", MALI, "accuses", NORWAY)]
    )
    for one, two in ((NORWAY, MALI), (MALI, NORWAY)):
        assert {edge.relation for edge in graph.edges_between(one.id, two.id)} == {"aids", "accuses"}
    assert len(graph.edges_between(NORWAY.id, RUSSIA.id)) == 0
