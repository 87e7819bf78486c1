"""What the records tell of each entity: where it is named, with whom, by what names, in which offices.

In come records, one pass; out goes a `Corpus`. Joining entities gives another corpus, the same as the joined
records would give: so resolving what is resolved finds nothing new.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from kg.gazetteers.names import is_acronym
from kg.model import Entity, EntityType, MentionKind, Polarity, Record
from kg.records import choose_entities

OFFICES = frozenset({"leads", "officialOf", "memberOf"})
BODIES = frozenset(
    {
        EntityType.GOVERNMENT,
        EntityType.MILITARY,
        EntityType.ARMED_GROUP,
        EntityType.PARTY,
        EntityType.IGO,
        EntityType.ORGANIZATION,
        EntityType.COMPANY,
        EntityType.MEDIA,
    }
)
_BRACKETED = re.compile(r" \(([A-Z][A-Za-z0-9.&-]{1,8})\)")  # right after a name: " (HWN)"
_CAPITALISED = re.compile(r"(?:^|\s)([A-Z][^\s]*) $")  # right before a name
_AROUND = 24  # characters: enough for either


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one entity. `articles` are numbers of articles, `names` how often each names it."""

    entity: Entity
    listed: bool  # in a gazetteer, or named by a decision of the user: never merged into another
    articles: tuple[int, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)
    acronyms: frozenset[str] = frozenset()  # that articles give in brackets after its name
    before: frozenset[str] = frozenset()  # capitalised words right before one-word names; "" for none
    bracketed: frozenset[str] = frozenset()  # entities right behind which its name stands in brackets
    offices: frozenset[tuple[str, str]] = frozenset()  # relation and whose

    def names_any(self, keys: Container[str]) -> bool:
        """Whether any of these entities is among its offices or brackets."""
        return any(of in keys for of in (*self.bracketed, *(of for _, of in self.offices)))


@dataclass(frozen=True)
class Corpus:
    """All entities of some records, and the articles they are in."""

    facts: Mapping[str, Facts]
    ids: tuple[str, ...]  # of each article, by number
    days: tuple[date | None, ...]  # of each article, by number
    present: tuple[tuple[str, ...], ...]  # the entities in each article

    def gap(self, one: str, other: str) -> int | None:
        """Days between the articles of two entities, 0 where their times meet; None where undated."""
        mine, theirs = self.span(one), self.span(other)
        if mine is None or theirs is None:
            return None
        return max(0, (max(mine[0], theirs[0]) - min(mine[1], theirs[1])).days)

    def span(self, key: str) -> tuple[date, date] | None:
        """The first and last day of an entity's articles."""
        days = [day for number in self.facts[key].articles if (day := self.days[number])]
        return (min(days), max(days)) if days else None

    def neighbours(self, key: str) -> Counter[str]:
        """In how many articles each other entity occurs with this one."""
        found = Counter(other for number in self.facts[key].articles for other in self.present[number])
        del found[key]
        return found

    def countries(self, key: str) -> frozenset[str]:
        """The countries that an entity's articles are about, by the entities in them."""
        return frozenset(
            country for other in self.neighbours(key) if (country := self.facts[other].entity.country)
        )

    def homes(self, key: str) -> frozenset[str]:
        """The countries that an entity has, by itself or by its offices."""
        own = self.facts[key].entity.country
        offices = {self.facts[of].entity.country for _, of in self.facts[key].offices if of in self.facts}
        return frozenset(country for country in (own, *offices) if country)

    @cached_property
    def _common(self) -> int:
        """In so many articles an entity tells nothing of those it occurs with."""
        return max(20, len(self.days) // 200)

    def shared(self, one: str, other: str) -> int:
        """How many entities occur with both, those left out that occur with everybody."""
        both = self.neighbours(one).keys() & self.neighbours(other).keys()
        return sum(len(self.facts[key].articles) <= self._common for key in both)

    def together(self, one: str, other: str) -> bool:
        """Whether an article names both, and so tells them apart."""
        return not set(self.facts[one].articles).isdisjoint(self.facts[other].articles)

    def joined(self, same: Mapping[str, str]) -> "Corpus":
        """The corpus with each entity of `same` taken for the one it is mapped to."""
        parts: dict[str, list[Facts]] = defaultdict(list)
        touched: set[int] = set()
        for key, into in same.items():
            parts[into].append(self.facts[key])
            touched.update(self.facts[key].articles)
        present = list(self.present)
        for number in touched:
            present[number] = tuple(dict.fromkeys(same.get(key, key) for key in present[number]))
        facts = {
            key: _sum([found, *parts.get(key, ())], same) if key in parts or found.names_any(same) else found
            for key, found in self.facts.items()
            if key not in same
        }
        return replace(self, facts=facts, present=tuple(present))


def _sum(parts: list[Facts], same: Mapping[str, str]) -> Facts:
    """The facts of the first and of those that are taken for it."""
    key = parts[0].entity.id
    offices = {(relation, same.get(of, of)) for part in parts for relation, of in part.offices}
    return Facts(
        parts[0].entity,
        parts[0].listed,
        tuple(sorted({number for part in parts for number in part.articles})),
        sum((Counter(part.names) for part in parts), Counter[str]()),
        frozenset[str]().union(*(part.acronyms for part in parts)),
        frozenset[str]().union(*(part.before for part in parts)),
        frozenset({same.get(of, of) for part in parts for of in part.bracketed} - {key}),
        frozenset((relation, of) for relation, of in offices if of != key),
    )


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one article, or many together, tell of one entity; the fields are those of `Facts`.

    `votes` are the ways in which articles describe it, each with how many do, `articles` numbers of articles.
    """

    votes: Mapping[Entity, int]
    articles: tuple[int, ...]
    names: Mapping[str, int]
    acronyms: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    bracketed: frozenset[str] = frozenset()
    offices: frozenset[tuple[str, str]] = frozenset()


def find_sightings(record: Record, number: int) -> Iterator[Sighting]:
    """What a record tells of each of its entities; `number` is that of its article."""
    text = record.article.text
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sets: dict[str, defaultdict[str, set[Any]]] = {name: defaultdict(set) for name in _SETS}
    ends = {mention.end: mention.entity for mention in record.mentions if mention.entity is not None}
    for mention in record.mentions:
        key = mention.entity
        if mention.kind is not MentionKind.NAME or key is None:
            continue
        names[key][mention.text] += 1
        if " " in mention.text:
            after = text[mention.end : mention.end + _AROUND]
            sets["acronyms"][key].update(_acronyms(mention.text, after))
        else:
            found = _CAPITALISED.search(text[max(0, mention.start - _AROUND) : mention.start])
            sets["before"][key].add(found[1] if found else "")
        if text[max(0, mention.start - 2) : mention.start] == " (":
            sets["bracketed"][key].update({ends.get(mention.start - 2, key)} - {key})
    for claim in record.claims:
        if claim.relation in OFFICES and claim.polarity is Polarity.AFFIRMED:
            sets["offices"][claim.actor.entity].add((claim.relation, claim.recipient.entity))
    described: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    for entity in record.entities:
        described[entity.id][entity] += 1
    for key, votes in described.items():
        facts = {name: frozenset(sets[name].get(key, ())) for name in _SETS}
        yield Sighting(votes, (number,), names.get(key, {}), **facts)


_SETS = ("acronyms", "before", "bracketed", "offices")


class Gatherer:
    """Takes records one by one, or what was told by many together, and keeps what is needed of them."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._days: list[date | None] = []
        self._votes: Counter[Entity] = Counter()
        self._articles: defaultdict[str, list[int]] = defaultdict(list)
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sets: dict[str, defaultdict[str, set[Any]]] = {name: defaultdict(set) for name in _SETS}

    def add(self, record: Record) -> None:
        """Take in one record."""
        for sighting in find_sightings(record, self.number(record.article.id, record.article.published)):
            self.take(sighting)

    def number(self, article: str, day: date | None) -> int:
        """The number of a new article, by its id and its day."""
        self._ids.append(article)
        self._days.append(day)
        return len(self._ids) - 1

    def take(self, sighting: Sighting) -> None:
        """Take in what is told of one entity."""
        key = next(iter(sighting.votes)).id
        self._votes.update(sighting.votes)
        self._articles[key].extend(sighting.articles)
        self._names[key].update(sighting.names)
        for name, found in self._sets.items():
            found[key] |= getattr(sighting, name)

    def corpus(self, listed: Callable[[str], bool]) -> Corpus:
        """All that was taken in."""
        facts = {}
        present: list[list[str]] = [[] for _ in self._ids]
        for key, entity in choose_entities(self._votes).items():
            articles = tuple(sorted(self._articles[key]))
            sets = {name: frozenset(found[key]) for name, found in self._sets.items()}
            sets["offices"] = frozenset((relation, of) for relation, of in sets["offices"] if of != key)
            facts[key] = Facts(entity, listed(key), articles, self._names[key], **sets)
            for number in articles:
                present[number].append(key)
        return Corpus(facts, tuple(self._ids), tuple(self._days), tuple(map(tuple, present)))


def _acronyms(name: str, after: str) -> Iterable[str]:
    """The acronym in brackets behind a name, as far as its letters are those of the name."""
    found = _BRACKETED.match(after)
    if found and is_acronym(found[1], name):
        yield found[1].replace(".", "")
