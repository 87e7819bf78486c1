"""The heat map and the ways between two, as rows and on a terminal."""

import pytest

from kg.errors import UsageError
from kg.graph.crossing import Measure
from kg.model import Entity, EntityType
from kg.views import matrix, path
from tests.factories import MALI, NORWAY, ODA_LIND, RUSSIA, make_graph, tell
from tests.views.printing import printed

STATES = [Entity(f"country-x{n}", f"State of Very Long Name {n}", EntityType.COUNTRY) for n in range(12)]
WIDE = make_graph(tell("2024-03-04", STATES[0], "accuses", state) for state in STATES[1:])
GRAPH = make_graph(
    [
        tell("2024-03-04", NORWAY, "accuses", RUSSIA),
        tell("2024-03-05", RUSSIA, "accuses", NORWAY),
        tell("2024-03-05", RUSSIA, "aids", NORWAY),
        tell("2024-03-06", RUSSIA, "attacks", MALI),
        tell("2024-03-06", ODA_LIND, "leads", NORWAY),
    ]
)


def test_a_cell_has_all_measures() -> None:
    rows = matrix.find_rows(GRAPH, Measure.SCORE)
    assert [(row.actor, row.recipient) for row in rows] == [
        ("Russia", "Norway"),
        ("Russia", "Mali"),
        ("Norway", "Russia"),
    ]
    assert (rows[0].conflict, rows[0].cooperation, rows[0].score) == (1, 1, 3.25)


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (Measure.SCORE, ["  1 Russia       +3.2 -9.0", "  2 Norway  -3.5         ·"]),
        (Measure.CONFLICT, ["  1 Russia        1   1", "  2 Norway    1       ·"]),
        (Measure.COOPERATION, ["  1 Norway        ·", "  2 Russia    1"]),
    ],
)
def test_numbers_say_it_without_colour(measure: Measure, shown: list[str]) -> None:
    lines = [line.rstrip() for line in printed(matrix.render(GRAPH, measure)).splitlines()]
    assert lines[3:5] == shown


def test_shades_tell_conflict_from_cooperation() -> None:
    shown = printed(matrix.render(GRAPH), colour=True)
    assert "48;5;203m -9.0" in shown
    assert "48;5;153m +3.2" in shown


def test_columns_that_do_not_fit_are_counted() -> None:
    assert "columns do not fit" in printed(matrix.render(WIDE), width=60)
    assert "columns do not fit" not in printed(matrix.render(WIDE), width=100)


def test_a_way_has_a_step_for_each_two_with_its_evidence() -> None:
    steps = path.find_rows(GRAPH, "Norway", "Mali")
    assert [(s.way, s.kind, s.step, s.start, s.end) for s in steps] == [
        (1, "shortest", 1, "Norway", "Russia"),
        (1, "shortest", 2, "Russia", "Mali"),
    ]
    assert (steps[0].origins, steps[0].edges, steps[0].claims) == (3, 3, 1)
    assert steps[1].evidence == "Russia attacks Mali ."


def test_states_make_no_way_unless_asked() -> None:
    assert path.find_rows(GRAPH, "Lind", "Mali") == ()
    assert "No way of events leads from Oda Lind to Mali" in printed(path.render(GRAPH, "Lind", "Mali"))
    assert len(path.find_rows(GRAPH, "Lind", "Mali", states=True)) == 3


def test_a_way_that_is_told_more_often_is_shown_though_it_is_longer() -> None:
    often = [
        tell("2024-03-04", *ends, copy=f"{number}")
        for ends in ((NORWAY, "aids", RUSSIA), (RUSSIA, "aids", MALI))
        for number in range(5)
    ]
    graph = make_graph([*often, tell("2024-03-04", NORWAY, "accuses", MALI)])
    shown = printed(path.render(graph, "Norway", "Mali"))
    assert "Norway to Mali: 1 step" in shown
    assert "Told more often: 2 steps" in shown
    assert {step.kind for step in path.find_rows(graph, "Norway", "Mali")} == {"shortest", "strongest"}
    assert "Told more often" not in printed(path.render(GRAPH, "Norway", "Mali"))


def test_two_names_of_one_actor_are_refused() -> None:
    with pytest.raises(UsageError, match="are both Norway"):
        path.find_rows(GRAPH, "Norway", "country-no")
