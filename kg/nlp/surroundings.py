"""The country that a bare noun is of ("three workers"), by the places and names around it.

In: a token, the names of its passage, what the article has told so far. Out: an ISO code, or None where
several countries are in play.
"""

from collections.abc import Iterator, Mapping, Sequence

from kg.model import PLACE_TYPES, EntityType, MentionKind
from kg.nlp.mentions import Name
from kg.nlp.salience import Seen
from kg.nlp.tree import Doc, Token
from kg.nlp.words import load_cues, load_nouns

_IN = frozenset({"in", "at", "near", "inside", "around"})
_STRUCK = frozenset({"on", "across", "against", "over", "into", "outside"})
_LOOSE = frozenset({"amod", "compound", "npadvmod"})


def find_country(token: Token, names: Mapping[int, Name], seen: Sequence[Seen]) -> str | None:
    """The country of where it happens; else of the only country named; else of the last one told of."""
    for word in token.ancestors:  # "government-controlled Aleppo"
        if word.dep_ not in _LOOSE and word.i not in names:
            break
        if word.i in names and (entity := names[word.i].entity) is not None and entity.country:
            return entity.country
    named = {names[i] for i in range(token.sent.start, token.sent.end) if i in names}
    known = [name for name in named if name.entity is not None and name.entity.country is not None]
    for countries in (set(_places(token, known, _IN)), set(_places(token, known, _STRUCK))):
        if len(countries) == 1:
            return countries.pop()
    every = {name.entity.country for name in known if name.entity is not None}
    if every:
        return every.pop() if len(every) == 1 and not _is_struck(token, known) else None
    return _told_last(seen)


def _places(token: Token, names: Sequence[Name], prepositions: frozenset[str]) -> Iterator[str]:
    """The countries of places that stand behind such a preposition, with two words between at most."""
    for name in names:
        entity = name.entity
        if entity is None or entity.country is None or name.kind is not MentionKind.NAME:
            continue
        if entity.type in PLACE_TYPES and _stands_behind(token.doc, name.start, prepositions):
            yield entity.country


def _stands_behind(doc: Doc, start: int, prepositions: frozenset[str]) -> bool:
    for i in range(start - 1, max(-1, start - 4), -1):
        if doc[i].lower_ in prepositions:
            return True
        if doc[i].pos_ in ("VERB", "AUX"):
            return False
    return False


def _is_struck(token: Token, names: Sequence[Name]) -> bool:
    """Whether the noun is hurt in an attack: then the only name is the attacker's, who may be a foreigner.

    Police and courts are those of the people they deal with: "Kenyan police killed two protesters".
    """
    if token.dep_ not in ("dobj", "nsubjpass"):
        return False
    if token.head.lemma_ not in load_nouns().harming and token.head.lemma_ not in load_cues().violent:
        return False
    armed = any(name.entity is not None and name.entity.type is EntityType.MILITARY for name in names)
    return armed or any(t.lemma_.lower() in load_nouns().weapons for t in token.sent)


def _told_last(seen: Sequence[Seen]) -> str | None:
    for told in reversed(seen):
        here = {e.country for e in told.entities if e.country is not None}
        if here:
            near = (s for s in seen if s.sentence == told.sentence)
            here |= {e.country for s in near for e in s.entities if e.country is not None}
            return here.pop() if len(here) == 1 else None
    return None
