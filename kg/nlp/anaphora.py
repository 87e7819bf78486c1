"""Which name of the article a definite noun stands for: "the company", "this party", "the commission".

In: the noun, and what the article has mentioned so far. Out: one entity, or None where more than one could be
meant. Pronouns are `coreference`'s; "the president" is `denotation`'s.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.gazetteers.names import name_key
from kg.model import Entity
from kg.nlp.coreference import Seen
from kg.nlp.syntax import children
from kg.nlp.words import load_nouns

# Sentences back: as far as the kind alone tells what is meant, and as far as the name holds the noun.
_NEAR, _FAR = 4, 12
_DEFINITE = frozenset({"the", "this", "that"})
_WORDS_OF_ITS_OWN = ("amod", "compound", "nmod", "poss", "nummod", "prep", "relcl", "acl", "appos")
_PREDICATIVE = ("attr", "oprd", "appos", "compound", "nmod")


def find_antecedent(noun: Token, seen: Sequence[Seen], sentence: int) -> Entity | None:
    """The entity that a bare definite noun stands for.

    A name that ends in the noun is meant before all ("the Election Commission ... the commission"); else the
    one entity of the noun's kind in the nearest sentence that has one ("ACME ... the company").
    """
    kinds = load_nouns().anaphors.get(noun.lemma_.lower())
    if kinds is None or not _is_bare_definite(noun):
        return None
    before = [s for s in seen if s.sentence < sentence or s.token < noun.i]
    named = [s for s in before if sentence - s.sentence <= _FAR and _head(s.entity) == noun.lemma_.lower()]
    if named:
        return _only_nearest(named)
    return _only_nearest([s for s in before if sentence - s.sentence <= _NEAR and s.entity.type in kinds])


def _is_bare_definite(noun: Token) -> bool:
    """Whether the noun has an article that points back, and no words that tell it from others."""
    if noun.tag_ != "NN" or noun.dep_ in _PREDICATIVE:
        return False
    definite = any(t.lower_ in _DEFINITE for t in children(noun, "det"))
    return definite and not children(noun, *_WORDS_OF_ITS_OWN)


def _head(entity: Entity) -> str:
    """The last word of what an entity is called, in small letters; of "Ministry of Health" the first."""
    words = name_key(entity.label).lower().split()
    if "of" in words[1:]:
        words = words[: words.index("of")]
    return words[-1] if len(words) > 1 or " " in entity.label else ""


def _only_nearest(found: Sequence[Seen]) -> Entity | None:
    """The one entity of the nearest sentence that has any; None if there are several, or none."""
    nearest = max((s.sentence for s in found), default=0)
    entities = {s.entity.id: s.entity for s in found if s.sentence == nearest}
    return next(iter(entities.values())) if len(entities) == 1 else None
