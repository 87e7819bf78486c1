"""Who struck and where, in sentences that tell of a strike by what it did.

"Killed in Israeli airstrikes" names the striker, "an airstrike kills two in Aleppo" the place. In: verbs and
event nouns. Out: the tokens that name the ends the strike itself leaves open.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.model import EntityType
from kg.nlp.denotation import Denotation
from kg.nlp.prepositions import paths
from kg.nlp.referents import noun_lemma
from kg.nlp.syntax import children, is_passive
from kg.nlp.words import load_cues, load_nouns
from kg.relations import Relations

_TIMES = frozenset({"in", "during", "after", "following", "by", "from"})
_TARGETS = frozenset({"on", "against", "in", "at", "near"})
_PLACES = frozenset({"in", "across", "on", "near", "at", "around", "throughout", "outside"})

_HELPING = frozenset("help support assist assistance aid back backing join arm".split())


def find_strikers(verb: Token, relations: Relations, denotation: Denotation) -> list[Token]:
    """Who struck, where only the strike is named: "killed in Israeli raids", "in an attack by rebels".

    Or those fought with ("killed in a shootout with police"), or who strike in the clause that tells when:
    "killed after gunmen ambushed travellers".
    """
    joined = [verb, *(v for v in verb.conjuncts if is_passive(v))]  # "one is killed and two hurt in ..."
    for prep in (p for v in joined for p in children(v, "prep")):
        if prep.lower_ in _TIMES:
            for obj in children(prep, "pobj"):
                if noun_lemma(obj, load_nouns().weapons):
                    named = [obj] if denotation.before(obj) else _behind(obj)
                    if named:
                        return named
                if obj.lemma_.lower() in load_cues().combats:
                    named = [t for path, t in paths(obj) if path == "with"]
                    if named:
                        return named
    return [t for v in joined for t in _meanwhile(v, relations)]


def find_authorities(verb: Token, denotation: Denotation) -> list[Token]:
    """Whose authorities did it, where only the country is named: "arrested in Belgium"."""
    if verb.lemma_.lower() not in load_cues().policing:
        return []
    for prep in children(verb, "prep"):
        if prep.lower_ == "in":
            for obj in children(prep, "pobj"):
                if any(r.entity.type is EntityType.COUNTRY for r in denotation.of(obj)):
                    return [obj]
    return []


def _meanwhile(verb: Token, relations: Relations) -> list[Token]:
    """Who strikes in the clause after "when" or "after"."""
    if verb.lemma_.lower() not in load_cues().harming:
        return []
    found: list[Token] = []
    for clause in children(verb, "advcl"):
        marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i}
        patterns = relations.verbs.get(clause.lemma_.lower(), ())
        violent = any(relations[p.relation].plover == "ASSAULT" for p in patterns)
        if marks & {"after", "when", "as"} and violent and not is_passive(clause):
            found += children(clause, "nsubj")
    return found


def _behind(noun: Token) -> list[Token]:
    """Who strikes, by the words behind the strike: "an attack on two villages by herders"."""
    for path, obj in paths(noun):
        if path in ("by", "from"):
            return [obj]
        if path in _TARGETS:  # the parser may hang "by X" on the target
            for inner, agent in paths(obj):
                if inner == "by":
                    return [agent]
    return []


def places_hit(noun: Token) -> Iterator[Token]:
    """Where a strike was felt, told by what it did: "strikes kill two in Aleppo"."""
    for path, obj in paths(noun):  # "an attack by rebels in Aleppo"
        if path in ("by", "on", "against"):
            yield from (place for inner, place in paths(obj) if inner in _PLACES)
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in _TIMES:
        verb = verb.head
        if not (verb.pos_ == "VERB" and (is_passive(verb) or verb.lemma_ == "die")):
            return
    elif noun.dep_ != "nsubj":
        return
    if verb.lemma_.lower() not in load_cues().harming:
        return
    joined = [verb, *(c for c in children(verb, "conj") if c.lemma_.lower() in load_cues().harming)]
    for word in [w for v in joined for w in (v, *children(v, "dobj"))]:
        for path, place in paths(word):
            if path in _PLACES and place.i != noun.i:
                yield place


def find_helped(noun: Token) -> Iterator[Token]:
    """Whose fight another helps in: Mali's in "helped Mali in its war", "support for Mali in the war"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ("in", "with"):
        return
    helper = prep.head
    if helper.pos_ == "VERB" and helper.lemma_ in _HELPING:
        yield from children(helper, "dobj")
    for word in (helper, *children(helper, "dobj")):
        if word.pos_ == "NOUN" and word.lemma_ in _HELPING:
            yield from (t for path, t in paths(word) if path in ("for", "of", "to"))
