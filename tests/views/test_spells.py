"""Spells as they are shown: in their order, with what begins, ends and disputes them."""

import pytest

from kg.errors import UsageError
from kg.spells import Kind
from kg.views.spells import find_rows, render
from tests.spells.test_spells import graph_of
from tests.views.printing import printed

GRAPH = graph_of(
    "2024-05-01 League captures Tarn",
    "2024-03-01 Front withdrawsFrom Tarn",
    "2024-05-03 League not captures Tarn says Mali",
    "2024-06-01 Front besieges Tarn",
    "2024-06-01 Ada Keita leads Mali",
)


def test_a_spell_without_a_start_comes_before_those_that_have_one() -> None:
    rows = find_rows(GRAPH, Kind.CONTROL, "Tarn")
    assert [(row.holder, row.since, row.until) for row in rows] == [
        ("Front", None, "2024-03-01"),
        ("League", "2024-05-01", None),
    ]
    assert (rows[1].disputed, rows[1].contested, rows[1].alone) == (1, 1, False)


def test_the_sentences_of_start_end_and_dispute_are_shown() -> None:
    text = printed(render(GRAPH, Kind.CONTROL), width=80)
    assert "Front  until 2024-03-01" in text
    assert "until then: “2024-03-01 Front withdrawsFrom Tarn”" in text
    assert "League  from 2024-05-01  disputed, contested 1 x" in text
    assert "but: “2024-05-03 League not captures Tarn says Mali”" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_limit_says_what_it_leaves_out() -> None:
    assert "and 1 more" in printed(render(GRAPH, Kind.CONTROL, limit=1))
    assert len(find_rows(GRAPH, Kind.CONTROL, limit=1)) == 1


def test_offices_are_found_by_holder_and_by_body() -> None:
    assert find_rows(GRAPH, Kind.OFFICE, "Ada Keita") == find_rows(GRAPH, Kind.OFFICE, "Mali")
    assert find_rows(GRAPH, Kind.OFFICE, "Tarn") == ()
    with pytest.raises(UsageError, match="nothing is called 'Xyzzy'"):
        find_rows(GRAPH, Kind.OFFICE, "Xyzzy")
