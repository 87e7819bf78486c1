"""The values of the gazetteers: a known entity, its names, its offices, and a name found in a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.model import Entity, MentionKind


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of a gazetteer, with what helps to choose it."""

    entity: Entity
    population: int = 0
    since: date | None = None  # first day of its existence, or of its being in the news
    until: date | None = None  # last day
    stands_for: str | None = None  # entity id: whom a capital or palace acts for
    part_of: str | None = None  # entity id: region or country of a place, organisation of an organ


@dataclass(frozen=True, slots=True)
class Entry:
    """A known entity with its names. Strong names are enough alone, weak ones need support."""

    known: KnownEntity
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()  # the adjective first: Syrian, Syrians

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        """Its names, each with whether it is strong."""
        yield from ((name, True) for name in self.strong)
        yield from ((name, False) for name in self.weak)


@dataclass(frozen=True, slots=True)
class Office:
    """Who holds a role of a state or an organisation, and when. A bound that is not known is None."""

    holder: str  # entity id of the person
    role: str  # president, foreign minister ...: the roles of roles.csv
    of: str  # entity id
    since: date | None
    until: date | None

    def held_on(self, day: date) -> bool:
        """Whether the day falls into the term. One open end reaches for ever; of two nothing is known."""
        if self.since is None and self.until is None:
            return False
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name found in a text, and whom it may mean. Offsets are into the text searched."""

    start: int
    end: int
    kind: MentionKind
    strong: bool
    candidates: tuple[KnownEntity, ...]
