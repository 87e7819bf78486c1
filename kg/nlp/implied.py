"""Claims that lie in what somebody says: an accusation in "X said Y lied", a demand in "X said Y must leave".

In: a sentence. Out: `Match`es without a pattern.
"""

from collections.abc import Iterator, Sequence

from kg.model import Entity, EntityType, Modality, Polarity
from kg.nlp.attribution import find_speaker
from kg.nlp.context import SentenceContext
from kg.nlp.grievances import find_grievances
from kg.nlp.judgements import find_judgements
from kg.nlp.matches import Match
from kg.nlp.modality import Truth, find_truth
from kg.nlp.prepositions import paths
from kg.nlp.referents import Referent
from kg.nlp.slots import Slots
from kg.nlp.syntax import agents, children, is_passive, subjects
from kg.nlp.tree import Token
from kg.nlp.words import load_nouns
from kg.patterns import Slot

_SO = Truth(Polarity.AFFIRMED, Modality.ACTUAL)
_MIGHTY = frozenset(
    {
        EntityType.COUNTRY,
        EntityType.MILITARY,
        EntityType.ARMED_GROUP,
        EntityType.PERSON,
        EntityType.GOVERNMENT,
    }
)


def find_implied(context: SentenceContext, matches: Sequence[Match]) -> list[Match]:
    """All that lies in what the sentence says, beyond `matches`."""
    return [
        *find_said_wrongs(context),
        *find_said_demands(context),
        *find_threats(context),
        *find_threatened_acts(context),
        *find_judgements(context),
        *find_grievances(context, matches),
    ]


def find_said_wrongs(context: SentenceContext) -> Iterator[Match]:
    """ "X said there was a permanent lie on the part of Russia": what is said is an accusation."""
    if "accuses" not in context.relations:
        return
    allowed = context.relations["accuses"]
    nouns = load_nouns()
    for token in context.sent:
        culprits: list[Referent] = []
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in nouns.wrongs:
            culprits = context.denotation.possessors(token) or _on_the_part_of(context, token)
        elif token.pos_ == "VERB" and lemma in nouns.wrong_verbs and not is_passive(token):
            culprits = [r for s in subjects(token) for r in context.denotation.of(s)]
        culprits = [r for r in culprits if r.entity.type in allowed.recipient]
        if not culprits:
            continue
        for sayer in find_speaker(token):
            verb = sayer.head
            sayers = [
                r for r in context.denotation.of(sayer) if r.entity.type in allowed.actor - {EntityType.MEDIA}
            ]
            said = find_truth(verb, is_headline=context.is_headline).polarity is Polarity.AFFIRMED
            if sayers and said and find_truth(token).polarity is Polarity.AFFIRMED:
                yield Match("accuses", verb, (sayers[0],), tuple(culprits), None, verb)


def _on_the_part_of(context: SentenceContext, token: Token) -> list[Referent]:
    for word in (token, *token.ancestors, *token.conjuncts):
        for prep in children(word, "prep"):
            if prep.lower_ == "on":
                for part in children(prep, "pobj"):
                    if part.lemma_ == "part":
                        return context.denotation.possessors(part)
    return []


def find_said_demands(context: SentenceContext) -> Iterator[Match]:
    """ "X said that Y must withdraw" demands it of Y, unless Y is X's own side; "should" urges it."""
    for token in context.sent:
        relation = _obligation(token)
        if relation is None or relation not in context.relations:
            continue
        allowed = context.relations[relation]
        obliged = [r for s in subjects(token) for r in context.denotation.of(s)]
        obliged = [r for r in obliged if r.entity.type in allowed.recipient]
        for sayer in find_speaker(token)[:1]:
            verb = sayer.head
            sayers = [r for r in context.denotation.of(sayer) if r.entity.type in allowed.actor][:1]
            others = [r for r in obliged for s in sayers if not _is_own(r.entity, s.entity)]
            if others and find_truth(verb, is_headline=context.is_headline) == _SO:
                yield Match(relation, verb, tuple(sayers), tuple(others), None, verb)


def _obligation(verb: Token) -> str | None:
    """What a verb says its subject has to do: "must leave" demands, "should leave" urges."""
    if verb.pos_ not in ("VERB", "AUX") or is_passive(verb):
        return None
    words = {c.lower_ for c in children(verb, "aux")}
    if "have" in words:  # "must have left"
        return None
    if "must" in words:
        return "demandsOf"
    if words & {"should", "ought"} and not any(c.lower_ in ("should", "if") for c in children(verb, "mark")):
        return "urges"
    has_to = any(c.tag_ == "TO" for x in children(verb, "xcomp") for c in x.children)
    if verb.lemma_ in ("need", "have") and verb.tag_ in ("VBP", "VBZ", "VBD") and has_to:
        return "urges" if verb.lemma_ == "need" else "demandsOf"
    return None


def _is_own(entity: Entity, sayer: Entity) -> bool:
    return entity.country is not None and entity.country == sayer.country


def find_threatened_acts(context: SentenceContext) -> Iterator[Match]:
    """ "X threatened to close its border to Y unless Z pays" threatens whom the act is against, and Z."""
    if "threatens" not in context.relations:
        return
    slots = Slots(context.denotation)
    slot = Slot(False, context.relations["threatens"].recipient)
    for token in context.sent:
        acts = [c for c in children(token, "xcomp") if any(g.tag_ == "TO" for g in c.children)]
        if token.lemma_ != "threaten" or not acts or find_truth(token).polarity is Polarity.NEGATED:
            continue
        actors = [r for s in subjects(token) for r in context.denotation.of(s)]
        against = slots.fill([t for act in acts for t in _suffering(act)], slot)
        others = [r for r in against for a in actors if not _is_own(r.entity, a.entity)]
        if actors and others:
            yield Match("threatens", token, tuple(actors), tuple(others), None, token)


def _suffering(act: Token) -> Iterator[Token]:
    """Against whom an act is: its object, what follows it or its object, who must do what to stop it."""
    objects = children(act, "dobj")
    yield from objects
    for word in (act, *objects):
        yield from (t for path, t in paths(word) if path in ("against", "on", "to", "with", "at"))
    for clause in (c for word in (act, act.head) for c in children(word, "advcl")):
        if any(m.lower_ in ("unless", "if") for m in children(clause, "mark")):
            yield from children(clause, "nsubj")


def find_threats(context: SentenceContext) -> Iterator[Match]:
    """ "Russia: rebels will be destroyed": who foretells another's violent end threatens it."""
    if "threatens" not in context.relations:
        return
    for token in context.sent:
        if token.pos_ != "VERB" or not is_passive(token) or agents(token):
            continue
        if not any(c.lower_ in ("will", "shall", "'ll") for c in children(token, "aux")):
            continue
        violent = any(
            context.relations[p.relation].plover == "ASSAULT"
            for p in context.relations.verbs.get(token.lemma_, ())
        )
        if not violent or find_truth(token).polarity is Polarity.NEGATED:
            continue
        sayers = [r for t in find_speaker(token) for r in context.denotation.of(t)]
        if not sayers and context.lead is not None:
            sayers = [context.lead]
        sayers = [r for r in sayers if r.entity.type in _MIGHTY]
        victims = [r for s in subjects(token) for r in context.denotation.of(s)]
        if sayers and victims:
            yield Match("threatens", token, tuple(sayers[:1]), tuple(victims), None, token)
