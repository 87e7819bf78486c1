"""Days, weeks, months and years as ISO 8601 text, and distances between them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kg.model import DatePrecision

_FINEST_FIRST = (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR)
_LENGTHS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}
_FIRST_DAYS = {DatePrecision.DAY: "", DatePrecision.MONTH: "-01", DatePrecision.YEAR: "-01-01"}


class Direction(StrEnum):
    """Whether the event lies after its anchor or before it."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from another event: "nine months after being expelled"; 0 is "the same day"."""

    count: int
    unit: DatePrecision
    direction: Direction

    def reversed(self) -> "Offset":
        """The same distance seen from the other event, to date it by this one."""
        back = Direction.BEFORE if self.direction is Direction.AFTER else Direction.AFTER
        return Offset(self.count, self.unit, back)


def to_iso(day: date, precision: DatePrecision) -> str:
    """The period that the day lies in: 2016-12-12, 2016-W50, 2016-12 or 2016."""
    if precision is DatePrecision.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[: _LENGTHS[precision]]


def shift(day: date, count: int, unit: DatePrecision) -> date | None:
    """The day `count` units away, or the last of a month too short for it; None beyond the calendar."""
    try:
        if unit in (DatePrecision.DAY, DatePrecision.WEEK):
            return day + timedelta(days=count * (7 if unit is DatePrecision.WEEK else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit is DatePrecision.YEAR else 1)
        first = date(months // 12, months % 12 + 1, 1)
        following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    except (ValueError, OverflowError):
        return None
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def resolve_offset(anchor: str, precision: DatePrecision, offset: Offset) -> tuple[str, DatePrecision] | None:
    """The date at `offset` from `anchor`, as coarse as the offset's unit; None where the anchor is coarser.

    Nine months after Sunday 2016-03-27 is "2016-12": nobody counted the days.
    """
    coarser = max(precision, offset.unit, key=_FINEST_FIRST.index)
    if coarser is not offset.unit and offset.count:
        return None
    sign = 1 if offset.direction is Direction.AFTER else -1
    moved = shift(_day_in(anchor, precision), sign * offset.count, offset.unit)
    return None if moved is None else (to_iso(moved, coarser), coarser)


def _day_in(value: str, precision: DatePrecision) -> date:
    """A day for the period: its first, or a week's Thursday, by which ISO 8601 gives weeks to years."""
    if precision is DatePrecision.WEEK:
        return date.fromisocalendar(int(value[:4]), int(value[6:]), 4)
    return date.fromisoformat(value + _FIRST_DAYS[precision])
