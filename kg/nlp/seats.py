"""What stands where, as phrases state it: "a hospital in Gaza", "the Russian embassy in Paris".

In: the nouns and names of a sentence. Out: `Match`es of locatedIn. Places in places are `places`'.
"""

from collections.abc import Iterator

from kg.gazetteers import local_entity
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind
from kg.nlp.collectives import phrase_start
from kg.nlp.denotation import Denotation
from kg.nlp.guesses import head_word
from kg.nlp.matches import Match
from kg.nlp.mentions import Name
from kg.nlp.referents import Referent, noun_lemma, referent_of
from kg.nlp.syntax import children
from kg.nlp.tree import Doc, Token
from kg.nlp.words import load_nouns

# What is named and stands somewhere, where grammar leaves no other reading.
_STANDING = frozenset(
    {
        EntityType.PLACE,
        EntityType.ORGANIZATION,
        EntityType.GOVERNMENT,
        EntityType.COMPANY,
        EntityType.MEDIA,
        EntityType.IGO,
    }
)
_INSIDE = frozenset({"in", "inside"})
_BEFORE = frozenset("at outside inside near from to".split())
# Bodies that are of the place in their name: "Leeds City Council", "Metro Manila police".
_LOCAL = frozenset("police force service board council court patrol".split())
_LOCALITIES = PLACE_TYPES - {EntityType.COUNTRY}  # a country's court is part of it
_COURTS = frozenset({"court", "tribunal"})


def find_seats(noun: Token, denotation: Denotation) -> Iterator[Match]:
    """ "A hospital in Gaza", "an Iraqi court": an institution and its place.

    What else stands somewhere (a house, a bar, a bridge) is the scene of an event and no actor.
    """
    kind = noun_lemma(noun, load_nouns().facilities)
    if kind is None or noun.dep_ in ("compound", "nmod", "amod"):
        return
    places = _place_behind(noun.i + 1, denotation, noun.doc)
    if not places and kind.split()[-1] in _COURTS:
        places = [r for r in denotation.before(noun) if r.entity.type in _LOCALITIES]
    own = [r for r in denotation.of(noun) if r.entity.type not in PLACE_TYPES | {EntityType.GROUP}]
    for place in places[:1]:
        actors = own or [_facility(noun, kind, place)]
        for actor in actors:
            if actor.entity.id != place.entity.id:
                yield Match("locatedIn", noun, (actor,), (place,), None, noun)


def _facility(noun: Token, kind: str, place: Referent) -> Referent:
    label = f"{place.entity.label} {kind}"
    entity: Entity = local_entity(label, EntityType.PLACE, place.entity.country)
    return Referent(entity, phrase_start(noun), noun.i + 1, MentionKind.NOMINAL)


def find_named_seats(name: Name, denotation: Denotation, doc: Doc) -> Iterator[Match]:
    """ "At Elm University in Leeds", "Leeds General Hospital": a body or building and its place."""
    entity = name.entity
    if entity is None or entity.type not in _STANDING or name.nested:
        return
    head = doc[name.head]
    is_building = head_word(doc[name.start : name.end]) in load_nouns().facilities
    before = doc[name.start - (2 if name.start > 1 and doc[name.start - 1].lower_ == "the" else 1)]
    is_subject = head.dep_ in ("nsubj", "nsubjpass")
    if is_building or is_subject or (name.start and before.lower_ in _BEFORE):
        for place in _place_behind(name.end, denotation, doc)[:1]:
            if place.entity.id != entity.id:
                yield Match("locatedIn", head, (referent_of(name),), (place,), None, head)
    inner = denotation.nested.get(name.start)
    if inner is not None and inner.entity is not None and inner.kind is MentionKind.NAME:
        is_local = inner.entity.type in _LOCALITIES
        is_local = is_local and doc[name.end - 1].lower_ in _LOCAL
        if is_local and inner.end < name.end:
            yield Match("locatedIn", head, (referent_of(name),), (referent_of(inner),), None, head)


def _place_behind(at: int, denotation: Denotation, doc: Doc) -> list[Referent]:
    """The places that "in" right here puts the thing before it in."""
    if at >= len(doc) or doc[at].lower_ not in _INSIDE or doc[at].dep_ != "prep":
        return []
    for obj in children(doc[at], "pobj"):
        return [r for r in denotation.of(obj) if r.entity.type in PLACE_TYPES]
    return []
