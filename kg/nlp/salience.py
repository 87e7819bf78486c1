"""What an article has mentioned so far, and how much each of it stands out at a given word.

In: noun phrases as they come, with or without entities. Out: candidates for a pronoun, best first. Weights
are those of Lappin and Leass (1994): the phrase's role in its sentence, halved with every sentence since.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Entity, EntityType
from kg.nlp.tree import Token

_SENTENCE = 100
_WHOLE = 80  # the head of a phrase that is no part of another phrase
_ROLES = {
    "nsubj": 80,
    "nsubjpass": 80,
    "ROOT": 60,
    "agent": 60,
    "dobj": 50,
    "attr": 50,
    "dative": 40,
    "of": 40,
    "pobj": 20,
}
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nounmod"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A phrase as told: what it means (nothing, one, or those joined by "and"), where, and in what role."""

    entities: tuple[Entity, ...]
    noun: str  # lemma of the head
    sentence: int
    token: int
    weight: int
    is_subject: bool
    is_plural: bool
    is_modifier: bool
    is_person: bool

    @property
    def entity(self) -> Entity | None:
        """The one entity that the phrase means, if it means one."""
        return self.entities[0] if len(self.entities) == 1 else None

    @property
    def key(self) -> tuple[str, ...]:
        """The same for every phrase that means the same."""
        return tuple(e.id for e in self.entities) or ("", self.noun)

    def salience(self, now: int) -> float:
        """How much the phrase stands out at sentence `now`."""
        return self.weight / 2.0 ** (now - self.sentence)

    def is_of(self, types: frozenset[EntityType]) -> bool:
        """Whether all that the phrase means is of these types."""
        return bool(self.entities) and all(e.type in types for e in self.entities)


def seen(
    token: Token, entities: tuple[Entity, ...], sentence: int, *, is_plural: bool, is_person: bool
) -> Seen:
    """The phrase with this head, as told in this sentence."""
    top = token
    while top.dep_ in ("conj", "appos") and top.head.pos_ in ("NOUN", "PROPN", "PRON"):
        top = top.head
    role = top.dep_
    if role == "pobj":
        role = {"agent": "agent"}.get(top.head.dep_, "of" if top.head.lower_ == "of" else role)
    is_modifier = top.dep_ in _MODIFIERS and not (is_person and top.dep_ == "nmod")  # misread subjects
    governor = top.head.head if top.dep_ == "pobj" else top.head
    is_part = is_modifier or (governor.pos_ in ("NOUN", "PROPN") and role not in ("agent", "of", "ROOT"))
    weight = _SENTENCE + (0 if is_part else _WHOLE + _ROLES.get(role, 0))
    return Seen(
        entities=entities,
        noun=token.lemma_.lower(),
        sentence=sentence,
        token=token.i,
        weight=weight,
        is_subject=role in ("nsubj", "nsubjpass"),
        is_plural=is_plural,
        is_modifier=is_modifier,
        is_person=is_person,
    )


def most_salient(told: Iterable[Seen], now: int) -> list[Seen]:
    """Of each thing meant the phrase in which it stands out most at sentence `now`, most salient first."""
    best: dict[tuple[str, ...], Seen] = {}
    for one in told:
        known = best.get(one.key)
        if known is None or one.salience(now) > known.salience(now):
            best[one.key] = one
    return sorted(best.values(), key=lambda one: -one.salience(now))
