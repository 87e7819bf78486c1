"""A random sample of edges: what is drawn, what is kept of the judgements, and the figures."""

import json
from pathlib import Path

import pytest

from kg.audit import (
    FILE,
    Judgement,
    Verdict,
    add_judgement,
    draw,
    measure,
    read_judgements,
    start_again,
    wilson_interval,
)
from kg.errors import DataError, FolderError
from kg.graph import Graph
from tests.factories import MALI, NORWAY, make_article, make_claim, make_graph, make_record, sample

GRAPH = sample().graph()
A, B = (Judgement(1, edge, "c", Verdict.RIGHT) for edge in ("a", "b"))


def many(number: int) -> Graph:
    """A graph of that many edges, each in its own article."""
    relations = [name for name, relation in sorted(sample().relations.items()) if not relation.symmetric]
    articles = [make_article(f"Norway aids Mali. {name}") for name in relations[:number]]
    claims = [
        make_claim(article, "Norway aids Mali.", NORWAY, name, MALI)
        for article, name in zip(articles, relations, strict=False)
    ]
    records = zip(articles, claims, strict=True)
    return make_graph(make_record(article, [NORWAY, MALI], [claim]) for article, claim in records)


def judge(graph: Graph, *verdicts: Verdict) -> dict[str, Judgement]:
    """The first edges of the sample judged like that."""
    drawn = zip(draw(graph), verdicts, strict=False)
    return {one.edge.id: Judgement(1, one.edge.id, one.telling.claim.id, verdict) for one, verdict in drawn}


# --- drawing -----------------------------------------------------------------------------------------------


def test_each_edge_is_drawn_once_with_one_of_its_claims() -> None:
    drawn = list(draw(GRAPH))
    assert sorted(one.edge.id for one in drawn) == sorted(edge.id for edge in GRAPH.edges)
    assert all(one.telling in one.edge.tellings for one in drawn)


def test_claims_that_make_no_edge_are_not_drawn() -> None:
    assert {one.edge.relation for one in draw(GRAPH)} == {"accuses", "aids", "condemns", "attacks"}


def test_the_seed_fixes_the_order() -> None:
    graph = many(30)
    orders = {seed: [one.edge.id for one in draw(graph, seed=seed)] for seed in (1, 2)}
    assert orders[1] == [one.edge.id for one in draw(graph, seed=1)]
    assert orders[1] != orders[2]


def test_more_edges_leave_the_order_of_the_others() -> None:
    few, all_ = ([one.edge.id for one in draw(many(number))] for number in (10, 20))
    assert [edge for edge in all_ if edge in few] == few


# --- figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(0, 1, 0.0, 0.7935), (1, 1, 0.2065, 1.0), (5, 10, 0.2366, 0.7634), (47, 50, 0.8378, 0.9794)],
)
def test_wilson_interval(right: int, judged: int, low: float, high: float) -> None:
    """Against `statsmodels.stats.proportion.proportion_confint(..., method="wilson")`."""
    assert wilson_interval(right, judged) == pytest.approx((low, high), abs=5e-5)


def test_the_unsure_are_told_but_not_counted() -> None:
    result = measure(GRAPH, judge(GRAPH, Verdict.RIGHT, Verdict.WRONG, Verdict.UNSURE, Verdict.RIGHT))
    assert (result.all.right, result.all.wrong, result.all.unsure) == (2, 1, 1)
    assert result.all.precision == pytest.approx(2 / 3)
    assert sum(count.right + count.wrong + count.unsure for count in result.by_relation.values()) == 4
    assert [one.edge.id for one in result.wrong] == [list(draw(GRAPH))[1].edge.id]


def test_nothing_judged_has_no_precision() -> None:
    result = measure(GRAPH, {})
    assert (result.all.precision, result.all.interval, result.by_relation) == (None, None, {})


def test_a_judgement_on_a_claim_that_is_no_longer_read_counts_nowhere() -> None:
    judged = judge(GRAPH, Verdict.RIGHT)
    (edge,) = judged
    elsewhere = {edge: Judgement(1, edge, "another claim", Verdict.RIGHT), "no edge": A}
    result = measure(GRAPH, elsewhere)
    assert (result.gone, result.all.right) == (2, 0)


# --- the log -----------------------------------------------------------------------------------------------


def test_the_last_word_on_an_edge_holds(tmp_path: Path) -> None:
    assert read_judgements(tmp_path) == {}
    changed = Judgement(1, "a", "c", Verdict.WRONG)
    for judgement in (A, B, changed):
        add_judgement(tmp_path, judgement)
    assert read_judgements(tmp_path) == {"a": changed, "b": B}


def test_each_seed_has_its_own_judgements_and_fresh_starts(tmp_path: Path) -> None:
    other = Judgement(2, "a", "c", Verdict.UNSURE)
    for judgement in (A, other):
        add_judgement(tmp_path, judgement)
    start_again(tmp_path)
    add_judgement(tmp_path, B)
    assert read_judgements(tmp_path) == {"b": B}
    assert read_judgements(tmp_path, seed=2) == {"a": other}
    assert len((tmp_path / FILE).read_text().splitlines()) == 4


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_line_that_a_kill_has_cut_is_passed_over_and_replaced(tmp_path: Path, cut: int) -> None:
    for judgement in (A, B):
        add_judgement(tmp_path, judgement)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:-cut])
    assert read_judgements(tmp_path) == {"a": A}
    add_judgement(tmp_path, B)
    assert read_judgements(tmp_path) == {"a": A, "b": B}


@pytest.mark.parametrize("line", ["nonsense", "[1]", json.dumps({"seed": 1, "edge": "a", "claim": "c"})])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    add_judgement(tmp_path, A)
    with (tmp_path / FILE).open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(DataError, match=r"audit\.jsonl:2: not a judgement"):
        read_judgements(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(FolderError, match=r"audit\.jsonl: cannot be written"):
        add_judgement(tmp_path, A)
