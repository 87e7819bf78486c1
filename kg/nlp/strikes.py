"""Who struck and where, in sentences that tell of a strike by what it did.

"Killed in Israeli airstrikes" names the striker, "an airstrike kills two in Aleppo" the place. In: verbs and
event nouns. Out: the tokens that name the ends the strike itself leaves open.
"""

from collections.abc import Iterator

from kg.model import Entity, EntityType
from kg.nlp.culprits import find_culprits
from kg.nlp.denotation import Denotation
from kg.nlp.prepositions import paths
from kg.nlp.referents import noun_lemma
from kg.nlp.syntax import agents, children, is_passive, subjects, with_conjuncts
from kg.nlp.tree import Token
from kg.nlp.words import load_cues, load_nouns

_TIMES = frozenset({"in", "during", "after", "following", "by", "from"})
_TARGETS = frozenset({"on", "against", "in", "at", "near", "to", "towards", "of"})
_PLACES = frozenset({"in", "across", "on", "near", "at", "around", "throughout", "outside", "over"})
_MADE = frozenset(
    "carry conduct launch commit perpetrate stage mount fire drop claim execute undertake order lead".split()
)

_HELPING = frozenset("help support assist assistance aid back backing join arm".split())


def find_strikers(verb: Token, denotation: Denotation) -> list[Token]:
    """Who struck, where only the strike is named: "killed in Israeli raids", "when gunmen opened fire"."""
    joined = _joined(verb)  # "one is killed and two hurt in ..."
    # the parser may hang what follows "including two seriously" on the two
    anchors = [*joined, *(t for v in joined for p in children(v, "prep") for t in _included(p))]
    for prep in (p for a in anchors for p in children(a, "prep")):
        if prep.lower_ in _TIMES:
            for obj in (o for first in children(prep, "pobj") for o in with_conjuncts(first)):
                if noun_lemma(obj, load_cues().combats):
                    named = _opponents(obj, verb, denotation)
                elif noun_lemma(obj, load_nouns().weapons):
                    named = [obj] if denotation.before(obj) else strikers_behind(obj)
                else:
                    continue
                if named:
                    return named
    for clause in (c for a in anchors for c in children(a, "advcl", "relcl")):
        found = _violent_doers(clause)
        if found:
            return found
    return []


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


def _included(prep: Token) -> list[Token]:
    return children(prep, "pobj") if prep.lower_ == "including" else []


def _joined(verb: Token) -> list[Token]:
    """The verb and the passives joined to it, which share what follows the last of them."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    return [verb, *(v for v in with_conjuncts(first) if v.i > verb.i and is_passive(v))]


def _opponents(fight: Token, verb: Token, denotation: Denotation) -> list[Token]:
    """Who kills those killed in a fight: "in a shootout with militants", "soldiers and rebels are killed"."""
    found = [obj for path, obj in paths(fight) if path == "with"]
    if any(denotation.of(t) for t in found):
        return found
    victims = {r.entity.id for s in subjects(verb) for t in with_conjuncts(s) for r in denotation.of(t)}
    sides = [t for path, obj in paths(fight) if path == "between" for t in with_conjuncts(obj)]
    against = [t for t in sides if not victims & {r.entity.id for r in denotation.of(t)}]
    if len(sides) == 2:
        return against if len(against) == 1 else []
    both = [t for s in subjects(verb) for t in with_conjuncts(s)]
    kinds = [{_camp(r.entity) for r in denotation.of(t)} for t in both]
    return both if len(both) == 2 and kinds in ([{"state"}, {"rebel"}], [{"rebel"}, {"state"}]) else []


def _camp(entity: Entity) -> str:
    if entity.type is EntityType.MILITARY or entity.sector == "COP":
        return "state"
    return "rebel" if entity.type is EntityType.ARMED_GROUP or entity.sector in ("REB", "CRM") else ""


def strikers_behind(noun: Token) -> list[Token]:
    """Who strikes, by the words behind the strike: "an attack on two villages by herders"."""
    for path, obj in paths(noun):
        if path in ("by", "from"):
            return [obj]
        if path in _TARGETS:  # the parser may hang "by X" on the target
            for inner, agent in paths(obj):
                if inner == "by":
                    return [agent]
    for clause in children(noun, "acl"):  # "airstrikes carried out by X"
        if clause.lemma_ in _MADE and agents(clause):
            return agents(clause)
    return find_culprits(noun)


def _violent_doers(clause: Token) -> list[Token]:
    """Who does violence in a clause of when or how: "when gunmen opened fire", "after a rocket hit"."""
    marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod")}
    if not marks & {"when", "after", "as", "while"}:
        return []
    if any(c.dep_ == "neg" for c in clause.children) or not _is_violent(clause):
        return []
    return agents(clause) if is_passive(clause) else subjects(clause)


def _is_violent(verb: Token) -> bool:
    if verb.lemma_.lower() in load_cues().violent:
        return True
    if any(noun_lemma(o, load_nouns().weapons) for o in children(verb, "dobj")):
        return True
    if verb.lemma_ == "go" and any(o.lemma_ in ("rampage", "spree") for path, o in paths(verb)):
        return True
    return verb.lemma_ in ("drive", "plough", "plow", "crash", "blow", "set") and any(
        path in ("into", "through", "up", "off") for path, _ in paths(verb)
    )


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
