"""All known entities together: by id, by name, by office, and their names in a text.

In come tables and modules of entities, out goes one `Gazetteer`. It does not choose between
candidates: that is `kg.linking`.
"""

import gc
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import DataError
from kg.gazetteers.entries import Entry, KnownEntity, NameMatch, Office
from kg.gazetteers.forces import force_id, make_force
from kg.gazetteers.index import NameIndex, Words, cut
from kg.gazetteers.names import name_key
from kg.gazetteers.offices import check_offices, find_holder, load_offices
from kg.gazetteers.table import load_table, read_rows, read_text
from kg.model import Entity, EntityType, MentionKind

_ACRONYM = 3  # letters of a name that, on a line in capitals, may as well be a word: US, WHO
_SECTORS = ("GOV", "MIL", "COP")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words around names: of roles, of a country's forces, of regions."""

    roles: Mapping[str, str] = field(default_factory=dict)  # other words for a role -> the role
    forces: Mapping[str, str] = field(default_factory=dict)  # army -> MIL
    divisions: frozenset[str] = frozenset()  # province
    titles: frozenset[str] = frozenset()  # president: before a name, no part of it
    silent: frozenset[str] = frozenset()  # Russian roulette: holds a name, and names nobody


class Gazetteer:
    """Known entities and their names. Make one with `load_gazetteer`."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        extra: Sequence[Entry] = (),
        texts: Sequence[str] = (),
        offices: Sequence[Office] = (),
        phrases: Phrases | None = None,
    ) -> None:
        self.texts = tuple(texts)  # of the user's tables
        self.own = frozenset(entry.known.entity.id for entry in extra)  # ids of the user's entities
        entries = [entry for entry in entries if entry.known.entity.id not in self.own]
        self._entities = {entry.known.entity.id: entry.known for entry in (*entries, *extra)}
        self._index = NameIndex(entries)
        self._index.replace(extra)
        self._phrases = phrases or Phrases()
        for phrase in self._phrases.silent:
            self._index.silence(phrase)
        self._adjectives: dict[str, str] = {}  # country code -> adjective, or the label where there is none
        self._countries: dict[str, str] = {}  # country code -> entity id
        for entry in (*entries, *extra):
            self._add_country(entry)
        self._held: dict[str, list[Office]] = defaultdict(list)
        self._offered: dict[tuple[str, str], list[Office]] = defaultdict(list)
        for office in offices:
            self._held[office.holder].append(office)
            self._offered[office.role, office.of].append(office)
        self._read = lru_cache(maxsize=65536)(self._meaning)
        self._looked_up = lru_cache(maxsize=65536)(self._look_up)
        self._makers = frozenset(
            phrase.partition(" ")[0] for phrase in (*self._phrases.forces, *self._phrases.divisions)
        )

    def find_names(self, text: str) -> Iterator[NameMatch]:
        """The known names in a text, leftmost-longest, in order; what names nobody has no candidates."""
        words = cut(text)
        for found in self._index.find(words, text):
            kind, strong, candidates = self._read(found.key)
            if found.capitals and len(found.key) <= _ACRONYM:
                strong = False
            match = NameMatch(words.starts[found.first], found.end, kind, strong, candidates)
            after = found.last + 1
            if candidates and after < len(words.words) and words.words[after].lower() in self._makers:
                match = self._extended(match, words, found.first, after) or match
            yield match

    def candidates(self, name: str) -> tuple[KnownEntity, ...]:
        """Whom a name as a whole may mean, those it names strongly first; empty where unknown."""
        return self._looked_up(name)

    def _look_up(self, name: str) -> tuple[KnownEntity, ...]:
        if found := self._index.known(name_key(name)):
            return found
        name = name.strip()
        match = next(self.find_names(name), None)
        return match.candidates if match and match.start == 0 and match.end == len(name) else ()

    def known(self, entity_id: str) -> KnownEntity | None:
        """The entity with this id, forces of listed countries among them; None where unknown."""
        if entity_id in self._entities:
            return self._entities[entity_id]
        for sector in _SECTORS:
            code = entity_id.rpartition("-")[2].upper()
            if code in self._countries and force_id(code, sector) == entity_id:
                return self._force(code, sector)
        return None

    def regions_named(self, name: str) -> tuple[KnownEntity, ...]:
        """The regions of a name, by itself or with its kind: "New York" is New York State too."""
        names = (name, *(f"{name} {kind.title()}" for kind in sorted(self._phrases.divisions)))
        found = {
            known.entity.id: known
            for one in names
            for known in self._index.known(name_key(one))
            if known.entity.type is EntityType.REGION
        }
        return tuple(found.values())

    def names_of(self, types: Container[EntityType]) -> Iterator[tuple[str, KnownEntity]]:
        """Each name that is enough alone, accents off, with each entity of these types that it means."""
        for name, found in self._index.strong.items():
            for known in found:
                if known.entity.type in types:
                    yield name, known

    def is_strong(self, name: str, entity_id: str) -> bool:
        """Whether a name is enough to mean an entity, without support."""
        named = self._index.strong.get(name_key(name), ())
        return any(known.entity.id == entity_id for known in named)

    def country_of_demonym(self, word: str) -> str | None:
        """The id of the one country whose people or things a word names: "Syrian" gives country-sy."""
        countries = [known for known in self._index.demonyms.get(name_key(word), ()) if _is_country(known)]
        return countries[0].entity.id if len(countries) == 1 else None

    def demonym(self, country: str) -> str | None:
        """The adjective of a country: "SY" gives "Syrian"."""
        return self._adjectives.get(country)

    def holder(self, role: str, of: str, on: date | None) -> KnownEntity | None:
        """Who held a role of a country or organisation on a day, or with no day holds it; None if unsure."""
        role = self._phrases.roles.get(role.lower(), role.lower())
        id = find_holder(self._offered.get((role, of), ()), role, of, on)
        return self._entities[id] if id else None

    def offices(self, person: str, on: date | None = None) -> tuple[Office, ...]:
        """The offices of a person (entity id), of one day where it is given."""
        return tuple(office for office in self._held.get(person, ()) if on is None or office.held_on(on))

    def force(self, country: str, sector: str) -> Entity:
        """The government (GOV), armed forces (MIL) or police (COP) of a country."""
        return self._force(country, sector).entity

    def without_title(self, name: str) -> str:
        """A name without the titles before it: "President Assad" gives "Assad"."""
        first, space, rest = name.partition(" ")
        is_title = bool(space) and first.rstrip(".").lower() in self._phrases.titles
        return self.without_title(rest) if is_title else name

    def _force(self, country: str, sector: str) -> KnownEntity:
        id = force_id(country, sector)
        if id not in self._entities:
            whole = self._entities.get(self._countries.get(country, ""))
            state = (
                whole.entity
                if whole
                else Entity(f"country-{country.lower()}", country, EntityType.COUNTRY, country)
            )
            self._entities[id] = make_force(state, self._adjectives.get(country, state.label), sector)
        return self._entities[id]

    def _add_country(self, entry: Entry) -> None:
        entity = entry.known.entity
        if entity.type is EntityType.COUNTRY and entity.country:
            self._countries[entity.country] = entity.id
            if entry.demonyms:
                self._adjectives[entity.country] = entry.demonyms[0]

    def _meaning(self, key: str) -> tuple[MentionKind, bool, tuple[KnownEntity, ...]]:
        named = key in self._index.strong
        demonym = key in self._index.demonyms and not named
        kind = MentionKind.DEMONYM if demonym else MentionKind.NAME
        return kind, named or demonym, self._index.known(key)

    def _extended(self, match: NameMatch, words: Words, first: int, after: int) -> NameMatch | None:
        """The longer name that the next words make of it: "Syrian army", "Aleppo province"."""
        for length in (2, 1):
            last = after + length - 1
            if last < len(words.words) and all(gap == " " for gap in words.gaps[after : last + 1]):
                phrase = " ".join(words.words[after : last + 1]).lower()
                name = " ".join(words.words[first:after])
                if candidates := self._made(match, name, phrase):
                    return NameMatch(match.start, words.ends[last], MentionKind.NAME, True, candidates)
        return None

    def _made(self, match: NameMatch, name: str, phrase: str) -> tuple[KnownEntity, ...]:
        if phrase in self._phrases.divisions:
            return self.regions_named(name)
        countries = [known for known in match.candidates if _is_country(known)]
        if (
            phrase in self._phrases.forces
            and match.strong
            and len(countries) == 1
            and countries[0].entity.country
        ):
            return (self._force(countries[0].entity.country, self._phrases.forces[phrase]),)
        return ()


def load_gazetteer(extra: Sequence[Path] = ()) -> Gazetteer:
    """The gazetteers that come with kg, and the user's own tables (columns as in `kg.gazetteers.table`).

    A name that the user gives means the user's entities alone; a row with an id of ours replaces ours.
    Raises `DataError` with file, line and remedy.
    """
    with _no_collection(), resources.as_file(_home()) as folder:
        entries = load_entries()
        offices = load_offices(folder / "lists" / "offices.csv")
        check_offices(offices, (entry.known.entity.id for entry in entries))
        own = [entry for path in extra for entry in load_table(path)]
        _check_ids(own)
        texts = [read_text(path) for path in extra]
        phrases = _load_phrases(folder / "lists")
        return Gazetteer(entries, extra=own, texts=texts, offices=offices, phrases=phrases)


def load_entries() -> list[Entry]:
    """The entities that come with kg: of every table, then of every module beside this one that has some."""
    with resources.as_file(_home()) as folder:
        entries = [entry for path in sorted(folder.glob("*.csv")) for entry in load_table(path)]
    for module in _modules():
        entries.extend(module)
    _check_ids(entries)
    return entries


def _home() -> Traversable:
    return resources.files("kg").joinpath("data/gazetteers")


@contextmanager
def _no_collection() -> Iterator[None]:
    """Spare the search for garbage while many values that stay are made: a third of the time to load."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load_phrases(folder: Path) -> Phrases:
    return Phrases(
        roles=_load_pairs(folder / "roles.csv", ("words", "role")),
        forces=_load_pairs(folder / "forces.csv", ("words", "sector")),
        divisions=_load_words(folder / "divisions.csv"),
        titles=_load_words(folder / "titles.csv"),
        silent=_load_words(folder / "phrases.csv"),
    )


def _load_words(path: Path) -> frozenset[str]:
    return frozenset(row["words"] for _, row in read_rows(path, known=("words",), needed=("words",)))


def _load_pairs(path: Path, columns: tuple[str, str]) -> dict[str, str]:
    return {row[columns[0]]: row[columns[1]] for _, row in read_rows(path, known=columns, needed=columns)}


def _modules() -> Iterator[Iterator[Entry]]:
    """The entities of each module beside this one that has some."""
    package = importlib.import_module("kg.gazetteers")
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"kg.gazetteers.{info.name}")
        if hasattr(module, "entities"):
            yield module.entities()


def _check_ids(entries: Iterable[Entry]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        entity = entry.known.entity
        if entity.id in seen:
            raise DataError(
                f"gazetteers: id '{entity.id}' is {seen[entity.id]} and {entity.label}; give one its own id"
            )
        seen[entity.id] = entity.label


def _is_country(known: KnownEntity) -> bool:
    return known.entity.type is EntityType.COUNTRY
