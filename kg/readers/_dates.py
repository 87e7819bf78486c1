"""Publication dates: in metadata, in a leading line or dateline, in a file name.

A date that cannot be read, is ambiguous (04/05/2016) or lies in the future is None, never a guess.
"""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",  # 2016-12-12
        rf"(?<!\d){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=\D|\d{{4,6}}(?:\D|$)|$)",  # 20161212, 20161212103000
        rf"(?<!\d){_DAY}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}(?!\d)",  # 12 December 2016, 12-Dec-2016
        rf"(?<![a-z]){_MONTH}[ -]{_DAY},?[ -]{_YEAR}(?!\d)",  # December 12, 2016
        rf"(?<!\d)(?P<a>\d{{1,2}})[./-](?P<b>\d{{1,2}})[./-]{_YEAR}(?!\d)",  # 13/12/2016
    )
)
_TITLE_LINES = 5  # title, standfirst, byline may stand before the date
_DATE_LINE = 60  # characters: "Published: Wednesday, September 25, 2019 at 11:45 GMT" has 53
_DATELINE = re.compile(r"\s[-\u2013\u2014]+\s|[-\u2013\u2014]{2}|\u2014")


def parse_date(value: object) -> date | None:
    """The day that a metadata value tells: a text in a common form, a date, seconds since 1970."""
    if isinstance(value, bool):
        return None
    if isinstance(value, date):  # from a typed table
        return _past(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, int | float):
        compact = find_date(str(value)) if isinstance(value, int) else None
        return compact or _past(_from_seconds(value))
    return find_date(value) if isinstance(value, str) else None


def find_date(text: str) -> date | None:
    """The first date written out in full in a short text, by the surest form first."""
    for form in _FORMS:
        if found := form.search(text[:200]):
            return _past(_from_parts(found.groupdict()))
    return None


def find_date_in_text(text: str) -> date | None:
    """The date in a line of its own near the top, or in a dateline: "PARIS, Dec 12, 2016 (AFP) -"."""
    lines = [line.strip() for line in text[:4000].splitlines() if line.strip()][:_TITLE_LINES]
    for line in lines:
        if len(line) <= _DATE_LINE and not line.endswith((".", "?", "!")) and (found := find_date(line)):
            return found
    for line in lines:
        head = _DATELINE.split(line[:100], maxsplit=1)
        if len(head) == 2 and head[0][:1].isupper() and (found := find_date(head[0])):
            return found
    return None


def find_date_in_name(path: PurePath) -> date | None:
    """The date at the start of a file name: `2016-12-12-aleppo.txt`; elsewhere it may be the event's."""
    return find_date(path.name) if re.match(r"(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d", path.name) else None


def _from_parts(parts: dict[str, str]) -> date | None:
    year = int(parts["year"])
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        if first <= 12 and second <= 12 and first != second:
            return None  # day first or month first: nothing tells
        day, month = max(first, second), min(first, second)
    else:
        day = int(parts["day"])
        name = parts["month"].lower()
        month = _MONTHS.get(name) or int(name)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_seconds(value: float) -> date | None:
    if not 1e8 <= value < 1e14:
        return None
    seconds = value / 1000 if value > 1e11 else value  # milliseconds since 1970 have twelve digits or more
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _past(day: date | None) -> date | None:
    """The day, unless it is still to come; tomorrow has begun in some time zone."""
    today = datetime.now(UTC).date()
    return day if day is None or day <= today + timedelta(days=1) else None
