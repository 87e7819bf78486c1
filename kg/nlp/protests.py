"""Protests against somebody, with whoever protests: "rallies against Trump", "marched to demand that".

In: a sentence. Out: `Match`es without a pattern. What a pattern reads, the patterns read; here are protests
that no verb gives an actor, and those whose aim stands in another clause.
"""

from collections.abc import Iterator

from kg.model import EntityType, MentionKind, Modality, Polarity
from kg.nlp.collectives import Collectives
from kg.nlp.context import SentenceContext
from kg.nlp.matches import Match
from kg.nlp.modality import Truth, find_truth
from kg.nlp.prepositions import paths
from kg.nlp.referents import Referent, noun_lemma
from kg.nlp.slots import Slots
from kg.nlp.syntax import children, subjects, with_conjuncts
from kg.nlp.tree import Token
from kg.nlp.words import load_cues, load_nouns
from kg.patterns import Slot

_RELATION = "protestsAgainst"
_PROTESTING = frozenset("protest demonstrate march rally riot".split())
_JOINING = frozenset("attend join stage block blockade barricade occupy gather".split())
_BLOCKED = frozenset("road street highway bridge motorway railway traffic square".split())
_AIMS = frozenset("protest oppose denounce condemn demand press topple oust urge".split())
_AGAINST = frozenset({"against", "in protest against", "in protest at", "in opposition to", "in defiance of"})
_SHOWING = frozenset("show express voice vent".split())
_ANGER = frozenset("anger disapproval discontent displeasure fury opposition outrage rage".split())
_FALLS = frozenset("resignation ouster removal impeachment departure dismissal expulsion downfall".split())
_SO = Truth(Polarity.AFFIRMED, Modality.ACTUAL)
_PEOPLE = frozenset({EntityType.GROUP, EntityType.PERSON, EntityType.PARTY, EntityType.ORGANIZATION})


def find_protests(context: SentenceContext) -> Iterator[Match]:
    """Who protests against whom."""
    if _RELATION not in context.relations:
        return
    slots = Slots(context.denotation)
    slot = Slot(False, context.relations[_RELATION].recipient)
    for token in context.sent:
        if token.pos_ == "VERB" and _is_protest(token):
            actors = [r for s in subjects(token) for t in with_conjuncts(s) for r in context.denotation.of(t)]
            actors = [r for r in actors if r.entity.type in _PEOPLE]
            targets = [t for clause in _aims(token) for t in _targets(clause)]
            targets += [t for word in (token, *children(token, "dobj")) for t in _opposed(word)]
        elif token.pos_ == "NOUN" and token.dep_ != "compound" and noun_lemma(token, load_nouns().protests):
            actors = _protesters(context, token)
            targets = _opposed(token)
            if token.dep_ == "nsubj" and token.head.lemma_ in load_cues().occurring:
                targets += _opposed(token.head)
        elif token.pos_ == "NOUN":
            actors, targets = list(context.denotation.of(token)), []  # "anti-Israel demonstrators"
        else:
            continue
        against = slots.fill(targets, slot) + list(_anti(context, token))
        if actors and against and (token.head is not token or find_truth(token) == _SO):
            yield Match(_RELATION, token, tuple(actors), tuple(against), None, token.head)


def _is_protest(verb: Token) -> bool:
    """Whether people protest by the verb: "marched", "held a rally", "went on strike", "blocked roads"."""
    if verb.lemma_ in _PROTESTING:
        return True
    lemma = verb.lemma_
    if lemma not in _JOINING | load_cues().light | {"go"}:
        return False
    if lemma == "go":
        return any(path == "on" and t.lemma_ == "strike" for path, t in paths(verb))
    things = children(verb, "dobj")
    blocked = lemma in _JOINING and any(t.lemma_ in _BLOCKED for t in things)
    return blocked or any(noun_lemma(t, load_nouns().protests) for t in things)


def _aims(verb: Token) -> Iterator[Token]:
    """The verbs that tell what the protest is for: "to demand", "demanding"."""
    for clause in children(verb, "advcl", "xcomp"):
        if clause.lemma_ in _AIMS | _SHOWING and (
            clause.tag_ == "VBG" or any(c.tag_ == "TO" for c in clause.children)
        ):
            yield clause
            yield from (t for t in clause.conjuncts if t.lemma_ in _AIMS)


def _targets(clause: Token) -> Iterator[Token]:
    """Whom an aim is against: "to protest the ban by X", "demanding X's resignation", "reforms by X"."""
    if clause.lemma_ in ("demand", "press", "urge"):
        for thing in children(clause, "dobj"):
            if thing.lemma_ in _FALLS:
                yield from children(thing, "poss")
                yield from (t for path, t in paths(thing) if path == "of")
        yield from _doers(clause)
    elif clause.lemma_ in _SHOWING:
        for thing in children(clause, "dobj"):
            if thing.lemma_ in _ANGER:
                yield from (
                    t for path, t in paths(thing) if path in ("at", "for", "of", "over", "to", "with")
                )
    else:
        yield from children(clause, "dobj")
        yield from (t for path, t in paths(clause) if path == "against")


def _doers(word: Token) -> Iterator[Token]:
    """Of whom something is demanded: what follows "by" and "from" within the clause."""
    for token in word.subtree:
        if token.dep_ == "pobj" and token.head.lower_ in ("by", "from"):
            yield token


def _opposed(word: Token) -> list[Token]:
    """What follows "against" at a word: "a rally against the war", "marched in protest against"."""
    found = [t for path, t in paths(word) if path in _AGAINST]
    for prep in children(word, "prep"):  # "in protest against"
        for inner in children(prep, "pobj"):
            found += [t for path, t in paths(inner) if f"{prep.lower_} {inner.lower_} {path}" in _AGAINST]
    return found


def _anti(context: SentenceContext, noun: Token) -> Iterator[Referent]:
    """Whom a noun says it is against: "an anti-Israel rally", "anti-government protesters"."""
    for child in children(noun, "amod", "compound"):
        prefix, _, name = child.text.partition("-")
        if prefix.lower() != "anti" or not name:
            continue
        known = context.denotation.gazetteer.candidates(name)
        country = context.denotation.context_country(noun) if name == "government" else None
        if country is not None:  # against the state
            state = context.denotation.gazetteer.known(f"country-{country.lower()}")
            known = (state,) if state is not None else ()
        if len(known) == 1:
            yield Referent(known[0].entity, child.i, child.i + 1, MentionKind.NAME)


def _protesters(context: SentenceContext, noun: Token) -> list[Referent]:
    """Those who hold a protest that no verb gives an actor: its owners, else the protest's own people."""
    bare = noun.dep_ == "pobj" and noun.tag_ == "NN" and noun.left_edge.i == noun.i
    if noun.dep_ == "dobj" or bare or any(path == "by" for path, _ in paths(noun)):
        return []  # others protest: "held a rally", "marched in protest", "protests by students"
    holders = (EntityType.GROUP, EntityType.PARTY)
    found = [r for r in context.denotation.modifiers(noun) if r.entity.type in holders]
    if found:
        return found
    places = context.denotation.possessors(noun, places=True)
    owners = [r for r in places if r.entity.type is not EntityType.PERSON]
    collectives = Collectives(context.denotation.gazetteer, context.denotation.context_country)
    return list(collectives.people(noun, "protesters", owners, []))
