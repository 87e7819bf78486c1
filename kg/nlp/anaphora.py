"""Whom a definite noun stands for: "the company", "the suspect", "his country", "the two leaders".

In: the noun, and what the article has mentioned so far. Out: entities, or none where more could be meant.
Pronouns are `coreference`'s; "the president" of a country is `denotation`'s.
"""

from collections.abc import Iterator, Sequence

from kg.gazetteers.names import name_key
from kg.model import PLACE_TYPES, Entity, EntityType
from kg.nlp.coreference import Discourse
from kg.nlp.salience import Seen
from kg.nlp.syntax import children, subjects
from kg.nlp.tree import Token
from kg.nlp.words import load_nouns

# Sentences back: as far as the kind alone tells what is meant, and as far as a word that was told does.
_NEAR, _FAR = 4, 12
_DEFINITE = frozenset({"the", "this", "that"})
_WORDS_OF_ITS_OWN = ("amod", "compound", "nmod", "poss", "nummod", "prep", "relcl", "acl", "appos")
_PREDICATIVE = ("attr", "oprd", "appos", "compound", "nmod", "amod")
# Words that only say again what kind of group it is.
_RESTATING = frozenset(
    "armed militant rebel terrorist terror extremist jihadist islamist insurgent paramilitary entire "
    "whole".split()
)
_AIMING = frozenset("against on with at".split())
_PAIRS = {
    **dict.fromkeys(("country", "nation", "state", "neighbour", "neighbor"), frozenset({EntityType.COUNTRY})),
    **dict.fromkeys(
        ("leader", "president", "man", "minister", "diplomat", "woman", "candidate", "politician", "rival"),
        frozenset({EntityType.PERSON}),
    ),
    **dict.fromkeys(
        ("side", "party"),
        frozenset(EntityType) - {EntityType.GROUP, EntityType.MEDIA} - PLACE_TYPES | {EntityType.COUNTRY},
    ),
    **dict.fromkeys(("company", "firm"), frozenset({EntityType.COMPANY, EntityType.ORGANIZATION})),
}


def find_antecedents(noun: Token, told: Discourse) -> Sequence[Entity]:
    """The entities that a definite noun stands for.

    A name that ends in the noun is meant before all ("the Election Commission ... the commission"), then what
    was called so ("the singer Adele ... the singer"); else the one entity of the noun's kind in the nearest
    sentence that has one ("ACME ... the company").
    """
    if noun.dep_ in _PREDICATIVE:
        return ()
    if noun.tag_ == "NNS":
        return _pair(noun, told)
    lemma = noun.lemma_.lower()
    is_alone = noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ != "of"
    is_title = noun.tag_ == "NNP" and lemma in load_nouns().titles and is_alone  # "the President"
    if (noun.tag_ != "NN" and not is_title) or not _is_definite(noun):
        return ()
    kinds = load_nouns().anaphors.get(lemma)
    before = list(_before(noun, told))
    far = [s for s in before if told.sentence - s.sentence <= _FAR]
    found: Sequence[Entity] = ()
    if kinds is not None:
        found = _only_nearest([s for s in far if _head(s.entities[0]) == lemma])
    called = told.called.get(lemma)
    if not found and called:
        found = _only_nearest([s for s in far if s.entities[0].id in called])
    if not found and kinds:
        found = _only_nearest(
            [s for s in far if told.sentence - s.sentence <= _NEAR and s.entities[0].type in kinds]
        )
    return found


def _is_definite(noun: Token) -> bool:
    """Whether the noun has an article that points back, and no words that tell it from others."""
    if not any(t.lower_ in _DEFINITE for t in children(noun, "det")):
        return False
    return all(t.lower_ in _RESTATING for t in children(noun, *_WORDS_OF_ITS_OWN))


def _before(noun: Token, told: Discourse) -> Iterator[Seen]:
    """The single entities told before the noun, save Israel in "Israel hit the country"."""
    acting = {t.i for t in _acting_on(noun)}
    others = {
        e.id for s in told.seen if s.sentence == told.sentence and s.token in acting for e in s.entities
    }
    for seen in told.seen:
        if seen.entity is None or (seen.sentence == told.sentence and seen.token >= noun.i):
            continue
        if seen.entity.id not in others:
            yield seen


def _acting_on(noun: Token) -> list[Token]:
    """Whoever does something to the noun: not meant by it."""
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in ("dobj", "pobj"):
        return []
    if governor.pos_ == "NOUN":  # "Israel's raids in the country"
        return children(governor, "poss", "amod", "compound")
    is_aim = noun.dep_ == "dobj" or noun.head.lower_ in _AIMING
    return subjects(governor) if is_aim and governor.pos_ in ("VERB", "AUX") else []


def _head(entity: Entity) -> str:
    """The last word of what an entity is called, in small letters; of "Ministry of Health" the first."""
    words = name_key(entity.label).lower().split()
    if "of" in words[1:]:
        words = words[: words.index("of")]
    return words[-1] if len(words) > 1 or " " in entity.label else ""


def _only_nearest(found: Sequence[Seen]) -> Sequence[Entity]:
    """The one entity of the nearest sentence that has any; none if there are several."""
    nearest = max((s.sentence for s in found), default=0)
    entities = {s.entities[0].id: s.entities[0] for s in found if s.sentence == nearest}
    return tuple(entities.values()) if len(entities) == 1 else ()


def _pair(noun: Token, told: Discourse) -> Sequence[Entity]:
    """ "the two leaders", "both sides": the last two who were named together."""
    kinds = _PAIRS.get(noun.lemma_.lower())
    marks = {t.lower_ for t in children(noun, "det", "predet", "preconj", "nummod")}
    if kinds is None or not ("both" in marks or {"the", "two"} <= marks):
        return ()
    near = [s for s in told.seen if told.sentence - s.sentence <= 2 and s.is_of(kinds)]
    near = [s for s in near if s.sentence < told.sentence or s.token < noun.i]
    for seen in reversed(near):
        if len(seen.entities) == 2:
            return seen.entities
    each = {s.entities[0].id: s.entities[0] for s in near if len(s.entities) == 1}
    return tuple(each.values()) if len(each) == 2 else ()
