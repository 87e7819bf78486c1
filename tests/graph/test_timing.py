"""Claims are counted in the period that holds all the days on which they may have been."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from kg.graph import Graph
from kg.graph.timing import Step, choose_step, count_periods
from kg.model import DatePrecision
from tests.factories import MALI, NORWAY, RUSSIA, make_graph, tell

GRAPH = make_graph(
    [
        tell("2024-03-04", NORWAY, "accuses", RUSSIA),
        tell("2024-03-05", NORWAY, "accuses", RUSSIA, copy="again"),
        tell("2024-03-10", RUSSIA, "aids", MALI),
        tell("2024-05-30", RUSSIA, "aids", MALI, copy="x", date="2024-04", precision=DatePrecision.MONTH),
        tell("2025-01-30", RUSSIA, "aids", MALI, copy="last", date="2024", precision=DatePrecision.YEAR),
        tell(None, RUSSIA, "aids", MALI, copy="some day"),
    ]
)


def counted(graph: Graph, step: Step) -> list[tuple[str, str, int]]:
    edges = count_periods(graph.tables.tellings, step).edges
    return [(row["day"].isoformat(), row["relation"], row["origins"]) for row in edges.to_pylist()]


@pytest.mark.parametrize(
    ("step", "expected", "coarse"),
    [
        (Step.DAY, ["2024-03-04 accuses 1", "2024-03-05 accuses 1", "2024-03-10 aids 1"], 2),
        (Step.WEEK, ["2024-03-04 accuses 2", "2024-03-04 aids 1"], 2),
        (Step.MONTH, ["2024-03-01 accuses 2", "2024-03-01 aids 1", "2024-04-01 aids 1"], 1),
        (Step.YEAR, ["2024-01-01 aids 3", "2024-01-01 accuses 2"], 0),
    ],
)
def test_claims_by_period(step: Step, expected: list[str], coarse: int) -> None:
    assert [" ".join(map(str, row)) for row in counted(GRAPH, step)] == expected
    found = count_periods(GRAPH.tables.tellings, step)
    assert (found.coarse, found.undated) == (coarse, 1)


def test_copies_of_a_telling_count_once_but_their_claims_all() -> None:
    both = [tell("2024-03-04", NORWAY, "accuses", RUSSIA, id=name) for name in ("a", "b")]
    graph = make_graph(both)
    (row,) = count_periods(graph.tables.tellings, Step.DAY).edges.to_pylist()
    assert (row["origins"], row["claims"]) == (1, 2)


@pytest.mark.parametrize(
    ("days", "step"),
    [(1, Step.DAY), (30, Step.DAY), (60, Step.WEEK), (400, Step.MONTH), (4000, Step.YEAR), (0, Step.DAY)],
)
def test_the_step_fits_a_page(days: int, step: Step) -> None:
    column = pa.chunked_array([[date(2014, 1, 1) + timedelta(n) for n in range(days)]], pa.date32())
    assert choose_step(column) is step


@pytest.mark.parametrize(
    ("apart", "step"), [(1, Step.DAY), (3, Step.WEEK), (12, Step.MONTH), (45, Step.YEAR)]
)
def test_a_step_has_few_gaps(apart: int, step: Step) -> None:
    days = [date(2014, 1, 1) + timedelta(n * apart) for n in range(20)]
    assert choose_step(pa.chunked_array([days], pa.date32())) is step


def test_nothing_has_no_period() -> None:
    graph = make_graph([])
    assert counted(graph, Step.DAY) == []
