"""The timeline: whose events, what is left out, and how a line looks."""

import pytest

from kg.errors import UsageError
from kg.graph.timing import Step
from kg.model import DatePrecision
from kg.views import timeline
from tests.factories import HARBOUR, MALI, NORWAY, ODA_LIND, RUSSIA, make_graph, tell
from tests.views.printing import printed

GRAPH = make_graph(
    [
        tell("2024-03-04", NORWAY, "accuses", RUSSIA),
        tell("2024-03-04", NORWAY, "accuses", RUSSIA, copy="again"),
        tell("2024-03-04", RUSSIA, "aids", MALI),
        tell("2024-03-07", ODA_LIND, "succeeds", NORWAY),
        tell("2024-03-08", ODA_LIND, "leads", NORWAY, place=HARBOUR),
        tell("2024-05-30", RUSSIA, "aids", MALI, copy="x", date="2024-04", precision=DatePrecision.MONTH),
        tell(None, RUSSIA, "aids", MALI, copy="some day"),
    ]
)


def test_a_row_tells_what_kind_of_events_there_were_and_the_strongest() -> None:
    first, second = timeline.find_rows(GRAPH, step=Step.DAY)
    assert (first.period, first.origins, first.claims, first.edges) == ("2024-03-04", 3, 3, 2)
    assert (first.conflict, first.cooperation, first.other) == (2, 1, 0)
    assert first.strongest == "Norway accuses Russia (2); Russia aids Mali"
    assert (second.conflict, second.cooperation, second.other) == (0, 0, 1)


@pytest.mark.parametrize(
    ("names", "periods"),
    [
        ((), ["2024-03-04", "2024-03-07"]),
        (("Mali",), ["2024-03-04"]),
        (("Lind",), ["2024-03-07"]),
        (("Norway", "Russia"), ["2024-03-04"]),
        (("Norway", "Mali"), []),
        ((HARBOUR.id,), []),
    ],
)
def test_events_of_all_one_or_two(names: tuple[str, ...], periods: list[str]) -> None:
    assert [row.period for row in timeline.find_rows(GRAPH, *names, step=Step.DAY)] == periods


@pytest.mark.parametrize(
    ("step", "periods"),
    [
        (Step.WEEK, ["2024-W10"]),
        (Step.MONTH, ["2024-03", "2024-04"]),
        (Step.YEAR, ["2024"]),
        (None, ["2024-03", "2024-04"]),
    ],
)
def test_periods_are_written_as_iso_has_them(step: Step | None, periods: list[str]) -> None:
    assert [row.period for row in timeline.find_rows(GRAPH, step=step)] == periods


def test_what_is_between_and_what_is_left_out_is_told() -> None:
    shown = printed(timeline.render(GRAPH, step=Step.DAY))
    assert "4 claims of events by day" in shown
    assert "2 days without" in shown
    assert "Claims left out: 1 dated less closely than to a day, 1 not dated" in shown
    assert "without" not in printed(timeline.render(GRAPH, step=Step.MONTH))
    assert "less closely" not in printed(timeline.render(GRAPH, step=Step.MONTH))


def test_bars_are_told_apart_without_colour() -> None:
    lines = printed(timeline.render(GRAPH, step=Step.DAY)).splitlines()
    line = next(line for line in lines if line.startswith("2024-03-04"))
    assert line.count("█") > line.count("▒") > 2
    assert "░" not in line


def test_a_limit_keeps_the_last_and_says_so() -> None:
    assert [row.period for row in timeline.find_rows(GRAPH, step=Step.DAY, limit=1)] == ["2024-03-07"]
    assert "... and 1 day before; --limit 0 shows all" in printed(
        timeline.render(GRAPH, step=Step.DAY, limit=1)
    )


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(UsageError, match="did you mean Norway"):
        timeline.find_rows(GRAPH, "Norwya")
