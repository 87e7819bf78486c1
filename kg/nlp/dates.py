"""When it happened: the dates in one sentence, against the day the article was published.

In goes plain text, out come mentions with ISO 8601 values; nothing here needs a parse. Which
event a date belongs to is left to the caller. What only may be a date gives nothing: a month
without a preposition ("May said"), a number that is no year ("2000 soldiers"), a named day
("Black Friday"), a season, an hour, an age.

General date parsers read too much for this: dateparser takes "May" and "second" for dates
wherever they stand, reads "Sunday Times", completes a lone number from today's clock, and turns
"12/11/2016" into one of two days. Each of those has a silent case in the tests.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kg.model import DatePrecision
from kg.nlp.date_patterns import COUNTS, MONTHS, WEEKDAYS, find_patterns
from kg.nlp.periods import Direction, Offset, resolve_offset, shift, to_iso

__all__ = ["DateKind", "DateMention", "Direction", "Offset", "find_dates", "resolve_offset"]

_DAY, _MONTH, _YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR
_ONE_WEEK = timedelta(days=7)
_PLAIN = str.maketrans("\n\t\r\u00a0\u202f\u2009\u2019\u2013\u2014", "      '--")  # one for one: spans stay


class DateKind(StrEnum):
    """How the event stands to the date: on it, from it on, up to it, or near it."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that date something; one of `value` and `offset` is set, never both.

    The span leaves out the preposition. `ahead` is set where the same words would mean another
    date of something still to come: "on Friday" is the last Friday, or the next.
    """

    start: int
    end: int
    value: str | None  # ISO 8601: 2016-12-12, 2016-W49, 2016-12 or 2016, as `precision` says
    precision: DatePrecision | None
    kind: DateKind = DateKind.AT
    ahead: str | None = None
    offset: Offset | None = None


def find_dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """All dates in a sentence, by place; without `published` only whole dates and offsets."""
    text = text.translate(_PLAIN)
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for name, pattern in find_patterns(text):
        for match in pattern.finditer(text):
            start, end = match.span("date" if "date" in pattern.groupindex else 0)
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            reading = _RULES[name](match, published)
            if reading is not None:
                found.append(_mention(text, start, end, reading))
    return tuple(_joined(found))


def _joined(found: list[DateMention]) -> list[DateMention]:
    """Distances with the date they count from made one: "two days after" + "3 May 2015"."""
    joined: list[DateMention] = []
    for mention in sorted(found, key=lambda mention: mention.start):
        last = joined[-1] if joined else None
        if last and last.offset and last.end + 1 == mention.start and mention.value and mention.precision:
            resolved = resolve_offset(mention.value, mention.precision, last.offset)
            if resolved is not None:
                joined[-1] = DateMention(last.start, mention.end, *resolved, last.kind)
                continue
        joined.append(mention)
    return joined


def _date(year: int, month: int, day: int = 1) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- what each kind of words means -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """A day in the period meant, or a distance; `rough` where the words say that it is about then."""

    day: date | None = None
    precision: DatePrecision | None = None
    ahead: date | None = None
    offset: Offset | None = None
    rough: bool = False


_KINDS = [
    (kind, re.compile(rf"\b(?:{words}) (?:the )?(?:(?:end|start|beginning|middle) of )?$", re.IGNORECASE))
    for kind, words in (
        (DateKind.UNTIL, r"(?:from|between) (?:[\w.,]+ ){1,4}(?:to|and|until|through)"),
        (DateKind.UNTIL, "until|till|by|before|prior to|up to"),
        (DateKind.SINCE, "since|from|between|after|as of|starting"),
        (DateKind.AROUND, "around|about|circa|roughly"),
    )
]


def _mention(text: str, start: int, end: int, reading: _Reading) -> DateMention:
    kind = DateKind.AROUND if reading.rough else DateKind.AT
    if not text.startswith("'", end):  # "after Monday's attack" is at Monday
        kind = next((kind for kind, words in _KINDS if words.search(text[:start])), kind)
    if reading.day is None or reading.precision is None:
        return DateMention(start, end, None, None, kind, offset=reading.offset)
    value = to_iso(reading.day, reading.precision)
    ahead = None if reading.ahead is None else to_iso(reading.ahead, reading.precision)
    return DateMention(start, end, value, reading.precision, kind, None if ahead == value else ahead)


def _word(match: re.Match[str], name: str) -> str:
    """What a group holds, in lower case and single blanks; empty where the pattern has no such group."""
    return " ".join((match.groupdict().get(name) or "").lower().split())


def _month_number(match: re.Match[str]) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3] == _word(match, "month")[:3])


def _silent(_match: re.Match[str], _published: date | None) -> None:
    """A name that only looks like a date."""


def _iso_date(match: re.Match[str], _published: date | None) -> _Reading | None:
    day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return None if day is None else _Reading(day, _DAY)


def _numeric(match: re.Match[str], _published: date | None) -> _Reading | None:
    """12.10.2016 has the day first; 25/12/2016 and 12/25/2016 have one sense, 12/10/2016 has two."""
    year, first, second = (int(match[name]) for name in ("year", "first", "second"))
    senses = {_date(year, second, first)} | ({_date(year, first, second)} if match["mark"] == "/" else set())
    days = senses - {None}
    return _Reading(days.pop(), _DAY) if len(days) == 1 else None


def _day_of_month(match: re.Match[str], published: date | None) -> _Reading | None:
    """12 December 2016; Dec. 12; 12-14 December, which is its first day.

    Without a year: the last such day, or the coming one where that is within three months: a day
    nine months back or more is written with its year.
    """
    month, number = _month_number(match), int(match["day"])
    if _word(match, "year"):
        day = _date(int(match["year"]), month, number)
        return None if day is None else _Reading(day, _DAY)
    if published is None:
        return None
    days = [day for step in (-1, 0, 1) if (day := _date(published.year + step, month, number))]
    past = max((day for day in days if day <= published), default=None)
    ahead = min((day for day in days if day >= published), default=None)
    if ahead is not None and (past is None or ahead - published <= timedelta(days=92)):
        return _Reading(ahead if past != published else past, _DAY)
    return None if past is None else _Reading(past, _DAY, ahead)


def _month(match: re.Match[str], published: date | None) -> _Reading | None:
    """March 2016; early March, the last one; March last year; last March, not the present one."""
    number = _month_number(match)
    if _word(match, "year"):
        return _Reading(date(int(match["year"]), number, 1), _MONTH)
    if published is None:
        return None
    if which_year := _word(match, "which_year"):
        return _Reading(date(published.year + _STEPS[which_year], number, 1), _MONTH)
    past = date(published.year - (number > published.month), number, 1)
    ahead = date(published.year + (number < published.month), number, 1)
    which = _word(match, "which")
    if which == "this":
        return _Reading(date(published.year, number, 1), _MONTH)
    if which in ("next", "coming"):
        return _Reading(ahead.replace(year=ahead.year + (number == published.month)), _MONTH)
    if which == "last":
        return _Reading(past.replace(year=past.year - (number == published.month)), _MONTH)
    return _Reading(past, _MONTH, ahead)


def _year(match: re.Match[str], _published: date | None) -> _Reading | None:
    return _Reading(date(int(match["year"]), 1, 1), _YEAR)


def _weekday(match: re.Match[str], published: date | None) -> _Reading | None:
    """Monday, today included; last Monday, before today; next Monday, after today; Monday last week."""
    if published is None:
        return None
    number = WEEKDAYS.index(_word(match, "weekday"))
    if which_week := _word(match, "which_week"):
        monday = published - timedelta(days=published.weekday()) + _STEPS[which_week] * _ONE_WEEK
        return _Reading(monday + timedelta(days=number), _DAY)
    back = timedelta(days=(published.weekday() - number) % 7)
    forward = timedelta(days=(number - published.weekday()) % 7)
    which = _word(match, "which")
    if which in ("last", "past"):
        return _Reading(published - (back or _ONE_WEEK), _DAY)
    if which in ("next", "coming"):
        return _Reading(published + (forward or _ONE_WEEK), _DAY)
    return _Reading(published - back, _DAY, published + forward)


def _weekend(match: re.Match[str], published: date | None) -> _Reading | None:
    """The weekend's Saturday: of the present or the last one; "last weekend" is never the present one."""
    if published is None:
        return None
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    is_weekend = published.weekday() >= 5
    which = _word(match, "which")
    if which in ("next", "the coming"):
        return _Reading(saturday + _ONE_WEEK, _DAY)
    if which == "last":
        return _Reading(saturday - (_ONE_WEEK if is_weekend else timedelta()), _DAY)
    ahead = None if which == "the past" or is_weekend else saturday + _ONE_WEEK
    return _Reading(saturday, _DAY, ahead)


def _near_day(match: re.Match[str], published: date | None) -> _Reading | None:
    """Today, yesterday, last night, this morning; overnight may be either side of midnight."""
    if published is None:
        return None
    words = match[0].lower()
    step = next((days for word, days in _NEAR_DAYS if word in words), 0)
    return _Reading(published + timedelta(days=step), _DAY, rough="overnight" in words)


_NEAR_DAYS = (
    ("before yesterday", -2), ("yesterday", -1), ("last night", -1), ("after tomorrow", 2), ("tomorrow", 1),
)  # fmt: skip
_STEPS = {"last": -1, "this": 0, "": 0, "next": 1}


def _period(match: re.Match[str], published: date | None) -> _Reading | None:
    """Last week, next month, earlier this year."""
    unit = DatePrecision(_word(match, "unit"))
    day = None if published is None else shift(published, _STEPS[_word(match, "which")], unit)
    return None if day is None else _Reading(day, unit)


def _distance_of(match: re.Match[str], direction: Direction) -> tuple[Offset, bool]:
    """How far, and whether the words are rough: "nearly two years", "a couple of weeks", "a decade"."""
    words, unit = _word(match, "count"), _word(match, "unit").removesuffix("s")
    count = int(words) if words.isdigit() else COUNTS[words]
    rough = bool(_word(match, "rough")) or unit == "decade" or words == "a couple of"
    precision, times = (_YEAR, 10) if unit == "decade" else (DatePrecision(unit), 1)
    return Offset(count * times, precision, direction), rough


def _ago(match: re.Match[str], published: date | None) -> _Reading | None:
    """Three weeks ago, as coarse as its unit; "five years ago today" is that very day."""
    offset, rough = _distance_of(match, Direction.BEFORE)
    day = None if published is None else shift(published, -offset.count, offset.unit)
    return None if day is None else _Reading(day, _DAY if match["today"] else offset.unit, rough=rough)


def _distance(match: re.Match[str], _published: date | None) -> _Reading:
    """Nine months after ...; two days earlier."""
    direction = Direction.AFTER if match["way"] in ("after", "later") else Direction.BEFORE
    offset, rough = _distance_of(match, direction)
    return _Reading(offset=offset, rough=rough)


def _step(match: re.Match[str], _published: date | None) -> _Reading:
    """The previous day; the following week; the same day; the day after ..."""
    which = match["which"]
    direction = Direction.BEFORE if which in ("previous", "preceding", "before") else Direction.AFTER
    return _Reading(offset=Offset(0 if which == "same" else 1, DatePrecision(match["unit"]), direction))


_RULES: dict[str, Callable[[re.Match[str], date | None], _Reading | None]] = {
    "silent": _silent,
    "iso": _iso_date,
    "numeric": _numeric,
    "day_of_month": _day_of_month,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "weekend": _weekend,
    "near_day": _near_day,
    "period": _period,
    "ago": _ago,
    "distance": _distance,
    "step": _step,
}
