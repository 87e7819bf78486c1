"""Signs in the order of their days -> spells.

A place has one holder at a time, so a new one ends the spell of the old one; where both are told to hold it
at about the same time, both spells are disputed. Offices have several holders: only a sign ends a spell.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from kg.graph import Graph, Telling
from kg.graph.countries import country_id
from kg.model import EntityType
from kg.spells.signs import find_signs
from kg.spells.values import Denial, Effect, Kind, Sign, Spell

# Days for which a telling still speaks of the present: a battle is told for weeks, an office for years.
_FRESH = {Kind.CONTROL: 30, Kind.OFFICE: 365}
# Days by which a hold may be told before it begins; after more of them it is won again, not taken.
_AHEAD = {Kind.CONTROL: 0, Kind.OFFICE: 120}
_STATE = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.MILITARY})


def find_spells(graph: Graph, kind: Kind) -> tuple[Spell, ...]:
    """All spells of one kind, by what is held, then by day."""
    signs, denials = find_signs(graph, kind)
    sides = {key: _side(graph, key) for key in {sign.holder for sign in signs}}
    against: dict[str, list[Denial]] = {}
    for denial in denials:
        against.setdefault(denial.held, []).append(denial)
    found: list[Spell] = []
    for held, group in groupby(signs, key=lambda sign: sign.held):
        course = _Course(kind, held, sides, is_country=graph.nodes[held].entity.type is EntityType.COUNTRY)
        for sign in group:
            course.take_in(sign)
        found += course.spells(against.get(held, ()), graph)
    return tuple(found)


def _side(graph: Graph, key: str) -> str:
    """Whom an entity holds a place for: its state, if it is a part of one."""
    entity = graph.nodes[key].entity
    return (country_id(entity.country) if entity.type in _STATE else None) or key


@dataclass(slots=True)
class _Draft:
    """A spell that is being read."""

    holder: str
    since: str | None
    first_seen: str
    last_seen: str
    until: str | None = None
    began: list[Telling] = field(default_factory=list)
    seen: list[Telling] = field(default_factory=list)
    ended: list[Telling] = field(default_factory=list)
    disputed: list[Telling] = field(default_factory=list)
    contested: list[Telling] = field(default_factory=list)


@dataclass(slots=True)
class _Course:
    """The spells of one held thing, in order; the open ones are those without an end."""

    kind: Kind
    held: str
    sides: Mapping[str, str]
    is_country: bool
    drafts: list[_Draft] = field(default_factory=list)

    def take_in(self, sign: Sign) -> None:
        own = next((d for d in self._open() if self._same(d.holder, sign.holder)), None)
        match sign.effect:
            case Effect.CONTESTS:
                for draft in self._open():
                    if not self._same(draft.holder, sign.holder):
                        draft.contested.append(sign.telling)
            case Effect.LEAVES:
                self._end(own, sign)
            case Effect.TAKES | Effect.SEEN:
                self._hold(own, sign)

    def _hold(self, own: _Draft | None, sign: Sign) -> None:
        takes = sign.effect is Effect.TAKES
        if own is not None:
            if takes and own.since is None and _days(own.first_seen, sign.day) <= _AHEAD[self.kind]:
                own.since = sign.day  # told of before: "Berg, who will lead the party"
            own.last_seen = max(own.last_seen, sign.day)
            is_start = own.since is not None and _days(own.since, sign.day) <= _FRESH[self.kind]
            (own.began if takes and is_start else own.seen).append(sign.telling)
            return
        if self.kind is Kind.CONTROL:
            self._dislodge(sign)
        just_ended = next((d for d in reversed(self.drafts) if self._same(d.holder, sign.holder)), None)
        if (
            not takes
            and just_ended
            and just_ended.until
            and _days(just_ended.until, sign.day) <= _FRESH[self.kind]
        ):
            just_ended.disputed.append(sign.telling)  # told to hold it after it was told to have left
            return
        draft = _Draft(sign.holder, sign.day if takes else None, sign.day, sign.day)
        (draft.began if takes else draft.seen).append(sign.telling)
        self.drafts.append(draft)

    def _dislodge(self, sign: Sign) -> None:
        """End the spells of others, or set one against the other where both are told of at one time."""
        for other in self._open():
            is_late = (
                sign.day > other.last_seen
                if sign.effect is Effect.TAKES
                else (_days(other.last_seen, sign.day) > _FRESH[self.kind])
            )
            if is_late:
                other.until = sign.day
                other.ended.append(sign.telling)
            else:
                other.disputed.append(sign.telling)

    def _end(self, own: _Draft | None, sign: Sign) -> None:
        if own is not None:
            own.until = sign.day
            own.last_seen = max(own.last_seen, sign.day)
            own.ended.append(sign.telling)
            return
        for draft in self.drafts:  # told again
            if (
                self._same(draft.holder, sign.holder)
                and draft.until
                and _days(draft.until, sign.day) <= _FRESH[self.kind]
            ):
                draft.ended.append(sign.telling)
                return
        if not self.is_country or self.kind is Kind.OFFICE:  # who leaves a country need not have held it
            draft = _Draft(sign.holder, None, sign.day, sign.day, sign.day)
            draft.ended.append(sign.telling)
            self.drafts.append(draft)

    def _open(self) -> list[_Draft]:
        return [draft for draft in self.drafts if draft.until is None]

    def _same(self, one: str, two: str) -> bool:
        return self.sides[one] == self.sides[two]

    def spells(self, denials: Iterable[Denial], graph: Graph) -> Iterator[Spell]:
        for draft in self.drafts:
            denied = [d.telling for d in denials if self._speaks_against(d, draft, graph)]
            told = [*draft.began, *draft.seen]
            speakers = {t.claim.speaker.entity if t.claim.speaker else None for t in told}
            own = {
                key
                for key in speakers
                if key and key in graph.nodes and _side(graph, key) == self.sides[draft.holder]
            }
            yield Spell(
                self.kind,
                self.held,
                draft.holder,
                draft.since,
                draft.until,
                draft.first_seen,
                draft.last_seen,
                tuple(draft.began),
                tuple(draft.seen),
                tuple(draft.ended),
                (*draft.disputed, *denied),
                tuple(draft.contested),
                alone=bool(told) and speakers <= own,
            )

    def _speaks_against(self, denial: Denial, draft: _Draft, graph: Graph) -> bool:
        near = _days(draft.first_seen, denial.day) <= _FRESH[self.kind]
        return near and _side(graph, denial.holder) == self.sides[draft.holder]


def _days(one: str, two: str) -> int:
    """How many days lie between two, whichever is first."""
    return abs((date.fromisoformat(two) - date.fromisoformat(one)).days)
