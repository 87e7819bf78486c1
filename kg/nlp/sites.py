"""What is attacked without having a name of its own: "a church in Kano", "two buses".

In: a noun. Out: a `Referent` to a place of that kind, told by where it is.
"""

from collections.abc import Sequence

from kg.gazetteers import local_entity
from kg.model import EntityType, MentionKind
from kg.nlp.collectives import phrase_start
from kg.nlp.denotation import Denotation
from kg.nlp.referents import Referent, noun_lemma
from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_nouns

# What makes a thing one that was not named before; "the facility" was.
_SOME = frozenset("a an another some several many both".split())


def is_site(token: Token) -> bool:
    """Whether the noun introduces a thing that may be attacked."""
    if token.pos_ == "PROPN" or noun_lemma(token, load_nouns().sites) is None or children(token, "poss"):
        return False
    return any(c.lower_ in _SOME or c.dep_ == "nummod" for c in children(token, "det", "nummod"))


def find_site(token: Token, inside: Sequence[Referent], denotation: Denotation) -> Referent:
    """The place that the noun introduces, of the place it is inside, else of the country told of."""
    lemma = noun_lemma(token, load_nouns().sites) or token.lemma_.lower()
    country = inside[0].entity.country if inside else denotation.context_country(token)
    where = inside[0].entity.label if inside else denotation.gazetteer.demonym(country) if country else None
    place = local_entity(f"{where} {lemma}" if where else lemma, EntityType.PLACE, country)
    return Referent(place, phrase_start(token), token.i + 1, MentionKind.NOMINAL)
