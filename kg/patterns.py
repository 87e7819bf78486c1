"""The language in which the words of a relation are written, read into patterns.

A verb pattern names the slots A (actor) and R (recipient) around a verb's lemma: `A close in on R`,
`A impose sanction|tariff on R`, `A blame * on R`, `R fall to A`. A bare lemma `capture` is short for
`A capture R`. A noun pattern is `attack on|against R`; a bare noun `capture` is short for `capture of R`;
`R blockade` takes the word before the noun. `R:place` narrows a slot to types. Passives, light verbs and
the actor of a noun are grammar, and left to `kg.nlp`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from math import prod

from kg.errors import DataError
from kg.model import PLACE_TYPES, EntityType

_ACTORS = frozenset(EntityType) - {EntityType.REGION, EntityType.CITY, EntityType.PLACE}

TYPE_GROUPS: dict[str, frozenset[EntityType]] = {
    "any": frozenset(EntityType),
    "actor": _ACTORS,
    "counterpart": _ACTORS - {EntityType.MEDIA},  # who is talked with, not told to
    "place": PLACE_TYPES,
    "country": frozenset({EntityType.COUNTRY}),
    "person": frozenset({EntityType.PERSON}),
    "media": frozenset({EntityType.MEDIA}),
    "company": frozenset({EntityType.COMPANY}),
    "party": frozenset({EntityType.PARTY}),
    "group": frozenset({EntityType.GROUP}),
    "armed": frozenset({EntityType.MILITARY, EntityType.ARMED_GROUP}),
    "locality": PLACE_TYPES - {EntityType.COUNTRY},
    "people": frozenset({EntityType.PERSON, EntityType.GROUP}),
    "body": frozenset(
        {
            EntityType.IGO,
            EntityType.ORGANIZATION,
            EntityType.COMPANY,
            EntityType.PARTY,
            EntityType.MEDIA,
        }
    ),
    "force": frozenset(
        {
            EntityType.MILITARY,
            EntityType.ARMED_GROUP,
            EntityType.GROUP,
            EntityType.COUNTRY,
            EntityType.GOVERNMENT,
        }
    ),
    "org": frozenset(
        {
            EntityType.IGO,
            EntityType.ORGANIZATION,
            EntityType.COMPANY,
            EntityType.PARTY,
            EntityType.GOVERNMENT,
            EntityType.MEDIA,
        }
    ),
}

# Words that open a new part of a pattern; any other word is a fixed noun or adjective.
_PARTICLES = frozenset(
    "about above across after against ahead along alongside among apart around as aside at away "
    "back before behind "
    "between by down during for forward from home in inside into near of off on onto out outside "
    "over past round "
    "through throughout to together toward towards under up upon with within without".split()
)


_MOST_WAYS = 1_000  # of one pattern; ours have at most a dozen


class Things(StrEnum):
    """Whether a thing may stand for its owner in a slot: Russian jets for Russia."""

    ANY = "any"
    WEAPONS = "weapons"  # jets, strikes and troops, not sanctions and statements
    SITES = "sites"  # what is attacked needs no name: a church, a bus
    NONE = "none"  # whoever is killed, arrested or elected is meant itself


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an end of the claim stands; `types` is what it may be there."""

    is_actor: bool
    types: frozenset[EntityType]
    things: Things = Things.ANY


@dataclass(frozen=True, slots=True)
class Words:
    """A fixed noun or adjective, as lemmas; empty means any word at all (`*`)."""

    lemmas: frozenset[str]


Fill = Slot | Words | None


@dataclass(frozen=True, slots=True)
class Part:
    """A preposition or particle (`from`, `out of`, `that`) and what follows it, None for a bare particle.

    An empty path is a second object: hostage in `A take R hostage`.
    """

    path: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """A verb with what must stand around it. `rank` is higher where more words are fixed."""

    relation: str
    verb: str
    subject: Slot
    object: Fill
    parts: tuple[Part, ...]
    infinitive: bool
    text: str

    @property
    def rank(self) -> int:
        """How much of the pattern is fixed; the most specific pattern wins."""
        fills = [self.object, *(part.fill for part in self.parts)]
        fixed = sum(2 if isinstance(f, Words) and f.lemmas else 1 if f is not None else 0 for f in fills)
        return fixed + sum(len(part.path.split()) for part in self.parts) + self.infinitive


@dataclass(frozen=True, slots=True)
class NounPattern:
    """A noun that states an event. The recipient follows one of `paths`, or stands before the noun."""

    relation: str
    noun: str
    paths: tuple[str, ...]  # empty: the recipient is the word before the noun
    actor: Slot
    recipient: Slot
    text: str


def read_types(groups: list[str], place: str) -> frozenset[EntityType]:
    """The entity types of the named groups. Raises DataError at `place` for an unknown one."""
    for group in groups:
        if group not in TYPE_GROUPS:
            raise DataError(
                f"{place}: unknown type group '{group}'; known groups: {', '.join(sorted(TYPE_GROUPS))}"
            )
    return frozenset().union(*(TYPE_GROUPS[group] for group in groups))


@dataclass(frozen=True, slots=True)
class PatternReader:
    """Reads the patterns of one relation."""

    relation: str
    place: str
    actor: Slot
    recipient: Slot
    classes: dict[str, list[str]]

    def verb_patterns(self, text: str) -> Iterator[VerbPattern]:
        """One pattern for each way to choose among alternative verbs and prepositions."""
        words = text.split()
        if len(words) == 1:
            words = ["A", words[0], "R"]
        choices = [
            word.split("|") if i == 1 or set(word.split("|")) <= _PARTICLES | {"that"} else [word]
            for i, word in enumerate(words)
        ]
        if prod(map(len, choices)) > _MOST_WAYS:
            raise DataError(
                f"{self.place}: verb pattern '{text}' can be read in too many ways; write several"
            )
        for chosen in product(*choices):
            yield self._verb_pattern(list(chosen), text)

    def _verb_pattern(self, words: list[str], text: str) -> VerbPattern:
        subject = self._fill(words[0], text)
        if not isinstance(subject, Slot) or len(words) < 2:
            raise DataError(f"{self.place}: verb pattern '{text}' must start with A or R and a verb's lemma")
        rest = words[2:]
        infinitive = len(rest) > 0 and rest[-1] == "to"
        rest = rest[:-1] if infinitive else rest
        direct: Fill = None
        if rest and rest[0] not in _PARTICLES | {"that"}:
            direct, rest = self._fill(rest[0], text), rest[1:]
        parts: list[Part] = []
        path: list[str] = []
        for word in rest:
            if word in _PARTICLES or word == "that":
                path.append(word)
                continue
            if not path and not isinstance(direct, Slot):
                raise DataError(
                    f"{self.place}: verb pattern '{text}': a preposition must stand before '{word}'"
                )
            parts.append(Part(" ".join(path), self._fill(word, text)))
            path = []
        if path:
            parts.append(Part(" ".join(path), None))
        fills = [subject, direct, *(part.fill for part in parts)]
        slots = [fill.is_actor for fill in fills if isinstance(fill, Slot)]
        symmetric = slots == [True]
        if not symmetric and not (True in slots and False in slots):
            raise DataError(f"{self.place}: verb pattern '{text}' needs both A and R")
        return VerbPattern(self.relation, words[1], subject, direct, tuple(parts), infinitive, text)

    def _fill(self, word: str, text: str) -> Fill:
        name, _, groups = word.partition(":")
        if name in ("A", "R"):
            slot = self.actor if name == "A" else self.recipient
            return replace(slot, types=read_types(groups.split("|"), self.place)) if groups else slot
        if word == "*":
            return Words(frozenset())
        lemmas: set[str] = set()
        for choice in word.split("|"):
            if choice.startswith("{"):
                if choice.strip("{}") not in self.classes:
                    known = ", ".join(sorted(self.classes))
                    raise DataError(f"{self.place}: '{text}': unknown word class {choice}; known: {known}")
                lemmas.update(self.classes[choice.strip("{}")])
            else:
                lemmas.add(choice)
        return Words(frozenset(lemmas))

    def noun_pattern(self, text: str) -> NounPattern:
        """The pattern of a noun."""
        words = text.split()
        recipient = self.recipient
        paths: tuple[str, ...] = ("of",)
        if words[0].partition(":")[0] == "R":
            slot, noun, paths = self._fill(words[0], text), words[1:], ()
        elif words[-1].partition(":")[0] == "R":
            slot, noun, paths = self._fill(words[-1], text), words[:-2], tuple(words[-2].split("|"))
        else:
            slot, noun = None, words
        if isinstance(slot, Slot):
            recipient = slot
        if not noun or any(path not in _PARTICLES for path in paths):
            raise DataError(
                f"{self.place}: noun pattern '{text}' must be 'NOUN', 'NOUN PREPOSITION R' or 'R NOUN'"
            )
        return NounPattern(self.relation, " ".join(noun), paths, self.actor, recipient, text)


def shape(pattern: VerbPattern) -> tuple[object, ...]:
    """The pattern without its types: two patterns of one shape differ at most in what they admit."""

    def form(fill: Fill) -> object:
        return fill.is_actor if isinstance(fill, Slot) else fill and fill.lemmas

    return (
        pattern.verb,
        form(pattern.subject),
        form(pattern.object),
        tuple((part.path, form(part.fill)) for part in pattern.parts),
        pattern.infinitive,
    )


def overlap(one: VerbPattern, other: VerbPattern) -> bool:
    """Whether some types would fit every slot of both patterns, which have one shape."""
    return all(a.types & b.types for a, b in zip(_slots(one), _slots(other), strict=True))


def _slots(pattern: VerbPattern) -> list[Slot]:
    fills = [pattern.subject, pattern.object, *(part.fill for part in pattern.parts)]
    return [fill for fill in fills if isinstance(fill, Slot)]
