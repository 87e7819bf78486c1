"""The days that an ISO 8601 date of any precision stands for."""

from datetime import date, timedelta


def find_period(when: str) -> tuple[date, date]:
    """First and last day: `2024-W10` gives 4 and 10 March 2024, `2024-02` the 1st and 29th of February.

    Raises ValueError where it is neither a day, a week, a month nor a year.
    """
    if "W" in when:
        monday = date.fromisoformat(f"{when}-1")
        return monday, monday + timedelta(days=6)
    match [int(part) for part in when.split("-")]:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
        case _:
            day = date.fromisoformat(when)
            return day, day
