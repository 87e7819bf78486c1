"""When things happened: the tellings of a graph counted by day, week, month or year."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.tables import number_runs

PAGE = 30  # periods that fit a page
COLUMNS = ["edge", "source", "relation", "target", "origin", "first_day", "last_day"]  # that are looked at


class Step(StrEnum):
    """How long a period of a timeline is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened in each period, and the claims that are in none.

    `edges` has a row for each period and edge: `day` (the first of the period), the `edge` with its ends, its
    `origins` and `claims`; by day, then strongest first. `coarse` claims are dated less closely than a
    period, `undated` ones not at all.
    """

    step: Step
    edges: Any
    coarse: int
    undated: int


def count_periods(tellings: Any, step: Step | None = None) -> Counts:
    """The tellings by period; these are rows of the tellings of a graph, in their order, with `COLUMNS`.

    A claim belongs to the period that holds all the days on which it may have been. Without a step, the
    one is taken that suits them, see `choose_step`.
    """
    dated = tellings.filter(pc.is_valid(tellings["first_day"]))
    step = step or choose_step(dated["first_day"])
    first, last = (pc.floor_temporal(dated[name], unit=step.value) for name in ("first_day", "last_day"))
    whole = pc.equal(first, last)
    kept = dated.filter(whole)
    if not len(kept):
        return Counts(step, _COUNTED.empty_table(), len(dated), len(tellings) - len(dated))
    numbered = pa.table(
        {
            "day": first.filter(whole),
            "number": number_runs(kept["edge"]),
            "row": pa.array(range(len(kept)), pa.int64()),
            "origin": kept["origin"],
        }
    )
    found = numbered.group_by(["day", "number"]).aggregate(
        [("origin", "count_distinct"), ("origin", "count"), ("row", "min")]
    )
    order = [("origin_count_distinct", "descending"), ("origin_count", "descending"), ("number", "ascending")]
    found = found.take(pc.sort_indices(found, sort_keys=[("day", "ascending"), *order]))
    told = kept.select(["edge", "source", "relation", "target"]).take(found["row_min"])
    columns = [found["day"], *told.columns, found["origin_count_distinct"], found["origin_count"]]
    edges = pa.table([c.cast(f.type) for c, f in zip(columns, _COUNTED, strict=True)], schema=_COUNTED)
    return Counts(step, edges, len(dated) - len(kept), len(tellings) - len(dated))


def choose_step(days: Any) -> Step:
    """The shortest step of which the last periods on a page hold two thirds of the days, few gaps between."""
    for step in Step:
        counts = pc.value_counts(pc.floor_temporal(days, unit=step.value))
        found = pa.table({"day": counts.field("values"), "times": counts.field("counts")})
        last = found.sort_by([("day", "descending")]).slice(0, PAGE)
        shown = last["day"].to_pylist()
        gaps = sum((one - two).days > _DAYS[step] for one, two in pairwise(shown))
        if 3 * (pc.sum(last["times"]).as_py() or 0) >= 2 * len(days) and 3 * gaps <= len(shown):
            return step
    return Step.YEAR


_DAYS = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.YEAR: 366}  # from one period to the next, at most
_COUNTED = pa.schema(
    [
        ("day", pa.date32()),
        *((name, pa.string()) for name in ("edge", "actor", "relation", "recipient")),
        *((name, pa.int64()) for name in ("origins", "claims")),
    ]
)
