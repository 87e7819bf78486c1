"""Tables of known entities: one CSV a kind in `data/gazetteers/`, one entity a row, the same columns.

In comes a CSV (plain, or .gz), out go its entries. Lines that start with `#` are origin and licence.
Columns may be left out, but for `type` and `label`:

    id          made from type and label where empty
    type        a value of `EntityType`
    label       the usual English name
    aliases     other names, parted by |
    weak        names that need support, parted by |; the label or an alias may be among them
    demonyms    adjective first, then nouns and plurals, parted by |
    country     ISO 3166-1 alpha-2 (a user's own world may use two or three capitals)
    sector, wikidata, geonames, lat, lon, population, part_of, stands_for
    since, until   YYYY, YYYY-MM or YYYY-MM-DD; a year means from its first, or to its last day
"""

import csv
import gzip
import io
import re
import zlib
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from kg.errors import DataError
from kg.gazetteers.entries import Entry, KnownEntity
from kg.gazetteers.names import local_entity
from kg.model import Entity, EntityType

COLUMNS = (
    "id", "type", "label", "aliases", "weak", "demonyms", "country", "sector", "wikidata", "geonames",
    "lat", "lon", "population", "part_of", "stands_for", "since", "until",
)  # fmt: skip
_ID = re.compile(r"[a-z]+-[a-z0-9][a-z0-9-]*")
_COUNTRY = re.compile(r"[A-Z]{2,3}")
_SECTOR = re.compile(r"[A-Z]{3}")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_MOST_BYTES = 256_000_000  # of a table, unpacked: some million entities
_MAX_NUMBER = 2**63 - 1  # what a column of the graph holds
_MAX_LAT, _MAX_LON = 90.0, 180.0
_T = TypeVar("_T")


def load_table(path: Path) -> Iterator[Entry]:
    """The entries of one table; raises `DataError` with file, line and remedy."""
    for line, row in read_rows(path, known=COLUMNS, needed=("type", "label")):
        yield _entry(row, f"{path.name}:{line}")


def read_text(path: Path) -> str:
    """The text of a table, which may be packed with gzip. Raises DataError."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); give a readable UTF-8 CSV file") from error
    if len(raw) > _MOST_BYTES:
        raise DataError(f"{path}: is larger than {_MOST_BYTES:,} bytes; split it")
    return text


def read_rows(
    path: Path, *, known: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row, comment and blank lines left out, the columns checked."""
    lines = io.StringIO(read_text(path), newline="")
    skipped = 0
    start = 0
    while (head := lines.readline()).startswith("#") or (head and not head.strip()):
        skipped += 1
        start = lines.tell()
    lines.seek(start)
    reader = csv.DictReader(lines, strict=True)
    try:
        columns = tuple(reader.fieldnames or ())
    except csv.Error as error:
        raise DataError(f"{path.name}:{1 + skipped}: {error}; mend the quotes") from error
    if strange := [column for column in columns if column not in known]:
        raise DataError(f"{path.name}: unknown column '{strange[0]}'; the columns are {', '.join(known)}")
    if missing := [column for column in needed if column not in columns]:
        raise DataError(f"{path.name}: column '{missing[0]}' is missing; add it to the first line")
    try:
        for row in reader:
            number = reader.line_num + skipped
            if None in row or None in row.values():
                raise DataError(f"{path.name}:{number}: not {len(columns)} cells; quote cells with commas")
            if not row[columns[0]].startswith("#"):
                yield number, row
    except csv.Error as error:
        raise DataError(f"{path.name}:{reader.line_num + skipped}: {error}; mend the quotes") from error


def read_date(text: str, place: str, *, last: bool = False) -> date | None:
    """The day a date cell stands for: of a year or month the first, or the last, day; None where empty."""
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year = int(found[1])
        month = int(found[2] or (12 if last else 1))
        return date(year, month, int(found[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError as error:
        raise DataError(f"{place}: '{text}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _entry(row: dict[str, str], place: str) -> Entry:
    cell = {column: text.strip() for column, text in row.items()}.get
    label = cell("label") or ""
    if not label:
        raise DataError(f"{place}: the label is empty; give the usual English name")
    weak = _names(cell("weak"))
    names = (label, *_names(cell("aliases")))
    entity = _entity(cell, label, place)
    since = read_date(cell("since") or "", place)
    until = read_date(cell("until") or "", place, last=True)
    if since and until and since > until:
        raise DataError(f"{place}: since {since} is after until {until}; mend one of them")
    return Entry(
        KnownEntity(
            entity,
            population=_number(cell("population"), int, place) or 0,
            since=since,
            until=until,
            stands_for=cell("stands_for") or None,
            part_of=cell("part_of") or None,
        ),
        strong=tuple(name for name in names if name not in weak),
        weak=weak,
        demonyms=_names(cell("demonyms")),
    )


def _entity(cell: Callable[[str], str | None], label: str, place: str) -> Entity:
    try:
        type = EntityType(cell("type") or "")
    except ValueError as error:
        types = ", ".join(EntityType)
        raise DataError(f"{place}: unknown type '{cell('type')}'; the types are {types}") from error
    country = _checked(cell("country"), _COUNTRY, place, "country code; write two capitals")
    sector = _checked(cell("sector"), _SECTOR, place, "sector code; write three capitals")
    lat = _number(cell("lat"), float, place)
    lon = _number(cell("lon"), float, place)
    if (lat is None) != (lon is None) or not (abs(lat or 0) <= _MAX_LAT and abs(lon or 0) <= _MAX_LON):
        raise DataError(f"{place}: lat and lon are not degrees; give both, -90 to 90 and -180 to 180")
    id = _checked(cell("id"), _ID, place, "id; write it like person-jane-doe, or leave it empty")
    return Entity(
        id=id or local_entity(label, type, country).id,
        label=label,
        type=type,
        country=country,
        sector=sector,
        wikidata=_checked(cell("wikidata"), _WIKIDATA, place, "Wikidata id; write it like Q142"),
        geonames=_number(cell("geonames"), int, place),
        lat=lat,
        lon=lon,
    )


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split("|") if name.strip())) if text else ()


def _checked(text: str | None, pattern: re.Pattern[str], place: str, remedy: str) -> str | None:
    if text and not pattern.fullmatch(text):
        raise DataError(f"{place}: '{text}' is not a {remedy}")
    return text or None


def _number(text: str | None, kind: Callable[[str], _T], place: str) -> _T | None:
    try:
        number = kind(text) if text else None
        if isinstance(number, int) and not 0 <= number <= _MAX_NUMBER:
            raise ValueError(text)
        return number
    except ValueError as error:
        raise DataError(f"{place}: '{text}' is not a number; mend or empty the cell") from error
