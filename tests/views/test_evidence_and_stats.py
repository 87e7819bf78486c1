"""All sentences of one edge, and the numbers of a graph."""

import pytest

from kg.errors import UsageError
from kg.graph import Selection, edge_id, select
from kg.model import Modality, Polarity
from kg.views import evidence, stats
from tests.factories import HARBOUR, MALI, NORWAY, ODA_LIND, RUSSIA, make_graph, tell
from tests.views.printing import printed

GRAPH = make_graph(
    [
        tell("2024-03-05", NORWAY, "accuses", RUSSIA, id="b", copy="later", url="https://news.example/b"),
        tell(
            "2024-03-04", NORWAY, "accuses", RUSSIA, id="a", topic="jamming", place=HARBOUR, confidence=0.75
        ),
        tell("2024-03-06", NORWAY, "accuses", RUSSIA, id="c", publisher="Harbour Gazette"),
        tell("2024-03-07", NORWAY, "accuses", RUSSIA, id="d", copy="no", polarity=Polarity.NEGATED),
        tell(None, RUSSIA, "meets", MALI, id="e", speaker=ODA_LIND, publisher=None),
        tell("2024-03-08", RUSSIA, "aids", MALI, id="f", modality=Modality.PLANNED),
    ]
)
EDGE = edge_id("country-no", "accuses", "country-ru")


def test_sentences_stand_by_telling_and_what_is_denied_apart() -> None:
    rows = evidence.find_rows(GRAPH, EDGE)
    assert [(row.article, row.telling, row.origin, row.asserted, row.status) for row in rows] == [
        ("a", 1, "a", True, ""),
        ("c", 1, "a", True, ""),
        ("b", 2, "b", True, ""),
        ("d", 1, "d", False, "denied"),
    ]
    shown = printed(evidence.render(GRAPH, EDGE))
    assert "Norway accuses Russia: 3 claims in 2 independent tellings" in shown
    assert "Telling 1, in 2 articles" in shown
    assert "Telling 2" not in shown
    assert "affirmed, actual · about jamming · in Old Harbour · dated 2024-03-04 · confidence 0.75" in shown
    assert "https://news.example/b" in shown
    assert "Denied, planned or hedged: 1 claim" in shown


@pytest.mark.parametrize(
    "words",
    [
        (EDGE,),
        ("Norway", "accuses", "Russia"),
        ("norway", "Accuses", "country-ru"),
    ],
)
def test_an_edge_is_found_by_its_id_or_by_what_it_says(words: tuple[str, ...]) -> None:
    assert evidence.find_edge(GRAPH, *words) == EDGE


def test_a_symmetric_relation_is_found_both_ways_round() -> None:
    there, back = (
        evidence.find_edge(GRAPH, *ends)
        for ends in (("Mali", "meets", "Russia"), ("Russia", "meets", "Mali"))
    )
    assert there == back
    assert [row.speaker for row in evidence.find_rows(GRAPH, there)] == ["Oda Lind"]


def test_a_claim_that_makes_no_edge_has_evidence_too() -> None:
    (row,) = evidence.find_rows(GRAPH, evidence.find_edge(GRAPH, "Russia", "aids", "Mali"))
    assert (row.asserted, row.status) == (False, "planned")


@pytest.mark.parametrize("words", [("nonsense",), ("Norway", "accuses"), ("Norway", "praises it", "Russia")])
def test_what_is_no_edge_is_told(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        evidence.find_edge(GRAPH, *words)


def numbers(part: str, graph: object = GRAPH, *, whole: bool = True) -> dict[str, int | None]:
    return {row.name: row.count for row in stats.find_rows(graph, whole=whole) if row.part == part}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("publisher", {"Plain Wire": 4, "Harbour Gazette": 1, "none": 1}),
        ("month", {"2024-03": 5, "none": 1}),
        ("entity type", {"Country": 3, "Person": 1, "Place": 1}),
        ("class", {"verbal-conflict": 4, "verbal-cooperation": 1, "material-cooperation": 1}),
        ("relation", {"accuses": 4, "aids": 1, "meets": 1}),
        ("polarity", {"affirmed": 5, "negated": 1}),
        ("modality", {"actual": 5, "planned": 1}),
        ("speaker", {"Oda Lind": 1, "none": 5}),
        ("confidence", {"0.9-1.0": 5, "0.7-0.8": 1}),
    ],
)
def test_numbers_of_each_part(part: str, expected: dict[str, int]) -> None:
    assert numbers(part) == expected


def test_totals() -> None:
    found = numbers("total")
    assert (found["articles"], found["independent tellings"], found["articles without a date"]) == (6, 5, 1)
    assert (found["claims"], found["claims that back an edge"], found["edges"]) == (6, 4, 2)
    assert (found["claims with a speaker"], found["claims with a place"]) == (1, 1)
    shares = {row.name: row.share for row in stats.find_rows(GRAPH)}
    assert (shares["mean confidence"], shares["coverage: claims among both"]) == (0.875, 1.0)


def test_a_part_counts_its_own_articles_and_entities_and_has_no_coverage() -> None:
    part = select(GRAPH, Selection(relations=frozenset({"meets"})))
    found = numbers("total", part, whole=False)
    assert (found["articles"], found["entities"], found["claims"]) == (1, 2, 1)
    assert "coverage: claims among both" not in found


def test_an_empty_graph_has_no_shares() -> None:
    assert {row.share for row in stats.find_rows(make_graph([])) if row.share is not None} == set()
    assert "articles" in printed(stats.render(make_graph([])))


def test_a_limit_says_how_many_it_left_out() -> None:
    assert "... and 2 more" in printed(stats.render(GRAPH, limit=1))
    assert "more" not in printed(stats.render(GRAPH, limit=0))
