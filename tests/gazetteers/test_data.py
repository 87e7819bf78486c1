"""The shipped tables: enough, whole, and true to themselves."""

import csv
import gzip
from datetime import date
from importlib import resources

import pytest

from kg.gazetteers import Gazetteer
from kg.gazetteers.entries import Entry
from kg.gazetteers.gazetteer import load_entries
from kg.gazetteers.offices import load_offices
from kg.gazetteers.table import COLUMNS
from kg.model import PLACE_TYPES, EntityType

HOME = resources.files("kg").joinpath("data/gazetteers")
TABLES = sorted(path.name for path in HOME.iterdir() if path.name.endswith(".csv"))
FORCES = ("gov-", "mil-", "police-")


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return load_entries()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_its_origin_and_is_sorted(table: str) -> None:
    lines = HOME.joinpath(table).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert set(rows[0]) <= set(COLUMNS)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_geonames_is_credited_with_the_cities() -> None:
    text = gzip.decompress(HOME.joinpath("cities.csv.gz").read_bytes()).decode()
    assert "GeoNames" in text[:300]
    assert "CC BY 4.0" in text[:300]


def test_there_are_enough(entries: list[Entry]) -> None:
    count = dict.fromkeys(EntityType, 0)
    for entry in entries:
        count[entry.known.entity.type] += 1
    assert count[EntityType.CITY] >= 30_000
    assert count[EntityType.COUNTRY] >= 197
    assert count[EntityType.REGION] >= 2_500
    assert count[EntityType.PERSON] >= 1_000


def test_a_whole_and_a_state_acted_for_are_listed(entries: list[Entry]) -> None:
    ids = {entry.known.entity.id for entry in entries}
    for entry in entries:
        for id in (entry.known.part_of, entry.known.stands_for):
            assert id is None or id in ids or id.startswith(FORCES), f"{entry.known.entity.id}: {id}"


def test_every_country_and_city_has_coordinates(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.known.entity.type in PLACE_TYPES:
            assert entry.known.entity.lat is not None, entry.known.entity.id


def test_an_id_begins_with_its_type(entries: list[Entry]) -> None:
    prefixes = {EntityType.PERSON: "person-", EntityType.CITY: "city-", EntityType.IGO: "igo-"}
    for entry in entries:
        prefix = prefixes.get(entry.known.entity.type, "")
        assert entry.known.entity.id.startswith(prefix)


def test_nobody_follows_two_on_a_day(gazetteer: Gazetteer) -> None:
    """Two terms of one office that overlap by more than a day of change are a slip of the pen."""
    with resources.as_file(HOME.joinpath("lists/offices.csv")) as path:
        offices = load_offices(path)
    one_at_a_time = {
        "president",
        "prime minister",
        "chancellor",
        "supreme leader",
        "pope",
        "secretary-general",
    }
    terms: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for office in offices:
        whole_year = office.since is not None and (office.since.month, office.since.day) == (1, 1)
        ends_year = office.until is not None and (office.until.month, office.until.day) == (12, 31)
        if office.role in one_at_a_time and office.since and not whole_year and not ends_year:
            end = office.until or date.max
            terms.setdefault((office.role, office.of), []).append((office.since, end, office.holder))
    for office, spans in terms.items():
        for (_, until, holder), (since, _, follower) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            assert (until - since).days <= 31, f"{office}: {holder} and {follower}"
