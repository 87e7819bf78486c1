"""What lies in what, as neighbouring names state it: "Sargodha, Pakistan", "the Syrian city of Aleppo".

In: the names of a sentence and the nouns for kinds of place. Out: `Match`es of locatedIn and capitalOf.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.model import PLACE_TYPES, EntityType, MentionKind
from kg.nlp.denotation import Denotation
from kg.nlp.matches import Match
from kg.nlp.mentions import Name
from kg.nlp.referents import referent_of

# Words that may stand between a place and what it lies in: "a village in the northern province of".
_PLACE_WORDS = frozenset(
    "the a an city village town district suburb neighbourhood neighborhood area region province state camp "
    "northern southern eastern western central north south east west northeastern northwestern southeastern "
    "southwestern northeast northwest southeast southwest governorate island port capital".split()
)
_RANKS = {EntityType.PLACE: 0.0, EntityType.CITY: 1.0, EntityType.REGION: 2.0, EntityType.COUNTRY: 3.0}
# Regions within regions.
_SMALL_REGIONS = frozenset("county district raion territory prefecture commune municipality canton".split())


def find_kinds_of_place(noun: Token, denotation: Denotation) -> Iterator[Match]:
    """ "Syria's second city, Aleppo", "the Syrian city of Aleppo", "Damascus, the Syrian capital"."""
    if noun.lemma_ not in _PLACE_WORDS or noun.pos_ != "NOUN":
        return
    relation = "capitalOf" if noun.lemma_ == "capital" else "locatedIn"
    named = [noun, noun.head] if noun.dep_ == "appos" else [noun]
    inside = [r for t in named for r in denotation.of(t) if r.entity.type in PLACE_TYPES]
    for place in inside:
        for whole in denotation.modifiers(noun):
            is_around = whole.entity.type in PLACE_TYPES and place.entity.id != whole.entity.id
            if is_around and place.entity.country in (None, whole.entity.country):
                yield Match(relation, noun, (place,), (whole,), None, noun)


def find_containment(first: Name, second: Name, doc: Doc) -> Iterator[Match]:
    """ "Sargodha, Pakistan", "Palmyra in the Homs governorate": two names in a row."""
    a, b = first.entity, second.entity
    if a is None or b is None or a.type not in PLACE_TYPES or b.type not in PLACE_TYPES or a.id == b.id:
        return
    if MentionKind.DEMONYM in (first.kind, second.kind) or a.type is EntityType.COUNTRY:
        return
    between = [t.lower_ for t in doc[first.end : second.start] if t.lower_ not in _PLACE_WORDS]
    if between not in ([","], ["in"], [",", "in"], ["of"]):
        return
    if a.country and b.country and a.country != b.country:
        return
    small, large = _rank(first, doc), _rank(second, doc)
    if small > large or (between == [","] and small == large):
        return  # "Arizona, Florida and Illinois" is a list
    head = doc[first.head]
    yield Match("locatedIn", head, (referent_of(first),), (referent_of(second),), None, head)


def _rank(name: Name, doc: Doc) -> float:
    assert name.entity is not None
    is_small = doc[name.end - 1].lower_ in _SMALL_REGIONS
    return 1.5 if is_small else _RANKS[name.entity.type]
