"""Who held which office when, from `data/gazetteers/lists/offices.csv`.

In comes the table, out go its offices. A year alone as a bound stands for all of it, so that on the
days of a change, where the table does not know the day, both terms cover them and nobody is named.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kg.errors import DataError
from kg.gazetteers.entries import Office
from kg.gazetteers.table import read_date, read_rows

OFFICE_COLUMNS = ("holder", "role", "of", "since", "until")


def load_offices(path: Path) -> tuple[Office, ...]:
    """The offices of the table, in its order."""
    return tuple(
        Office(
            holder=row["holder"],
            role=row["role"],
            of=row["of"],
            since=read_date(row["since"], f"{path.name}:{line}"),
            until=read_date(row["until"], f"{path.name}:{line}", last=True),
        )
        for line, row in read_rows(path, known=OFFICE_COLUMNS, needed=OFFICE_COLUMNS)
    )


def check_offices(offices: Iterable[Office], known: Iterable[str]) -> None:
    """Raise `DataError` where an office names an entity that no table has, or ends before it begins."""
    ids = frozenset(known)
    for office in offices:
        for id in (office.holder, office.of):
            if id not in ids:
                raise DataError(f"offices.csv: '{id}' ({office.role}) is in no table; add it or mend the id")
        if office.since and office.until and office.since > office.until:
            raise DataError(f"offices.csv: {office.holder} ({office.role}) ends before it begins")


def find_holder(offices: Iterable[Office], role: str, of: str, on: date | None) -> str | None:
    """The one person who holds the role on the day, or with no day still holds it; None if unsure."""
    holders = {
        office.holder
        for office in offices
        if office.role == role
        and office.of == of
        and (office.held_on(on) if on else office.until is None and office.since is not None)
    }
    return holders.pop() if len(holders) == 1 else None
