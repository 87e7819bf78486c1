"""Praise and blame in what somebody says of another: "X called Y a liar", "X said Y was an honest man".

In: a sentence. Out: `Match`es without a pattern. The words that praise and damn are in `data/cues.toml`.
"""

from collections.abc import Iterator

from kg.model import Entity, EntityType, Modality, Polarity
from kg.nlp.attribution import find_speaker
from kg.nlp.context import SentenceContext
from kg.nlp.matches import Match
from kg.nlp.modality import find_truth
from kg.nlp.referents import Referent
from kg.nlp.syntax import children, subjects
from kg.nlp.tree import Token
from kg.nlp.words import load_cues, load_nouns

_CALLING = frozenset("call describe label brand term dub deem consider characterize characterise".split())
_NAMED_AS = frozenset({"oprd", "attr", "acomp", "ccomp", "xcomp"})


def find_judgements(context: SentenceContext) -> Iterator[Match]:
    """All praise and blame told in a sentence."""
    for token in context.sent:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        if token.lemma_ in _CALLING:
            yield from _called(context, token)
        elif token.lemma_ == "be":
            yield from _said_to_be(context, token)


def _called(context: SentenceContext, verb: Token) -> Iterator[Match]:
    """ "X called Y's plan 'a sham'": in quotation marks, what does not praise damns."""
    judges = [r for s in subjects(verb) for r in context.denotation.of(s)]
    objects = children(verb, "dobj")
    words = [c for c in children(verb, *_NAMED_AS) if c.i > verb.i]
    words += [
        o for p in children(verb, "prep") if p.lower_ == "as" for o in children(p, "pobj", "amod", "pcomp")
    ]
    for word in words:
        clause_subjects = children(word, "nsubj")
        judged = [t for t in (clause_subjects or objects) if t.i < word.i]
        relation = _judgement(word)
        if relation is None and verb.lemma_ == "call" and word.i in context.quoted:
            relation = "condemns"
        yield from _match(context, relation, verb, judges, judged)


def _said_to_be(context: SentenceContext, verb: Token) -> Iterator[Match]:
    for word in children(verb, "attr", "acomp"):
        relation = _judgement(word)
        for sayer in find_speaker(verb)[:1] if relation is not None else []:
            judges = list(context.denotation.of(sayer))
            yield from _match(context, relation, verb, judges, children(verb, "nsubj"))


def _judgement(word: Token) -> str | None:
    """Whether the words praise or damn; None where they do neither, or both."""
    cues = load_cues()
    lemmas = {t.lemma_.lower() for t in (word, *children(word, "amod", "conj", "compound", "acomp"))}
    lemmas |= {t.lower_ for t in (word, *children(word, "amod", "conj"))}
    damns, praises = bool(lemmas & cues.damning), bool(lemmas & cues.praising)
    if damns == praises or children(word, "neg"):
        return None
    return "condemns" if damns else "praises"


def _match(
    context: SentenceContext, relation: str | None, verb: Token, judges: list[Referent], judged: list[Token]
) -> Iterator[Match]:
    if relation is None or relation not in context.relations:
        return
    truth = find_truth(verb, is_headline=context.is_headline)
    if truth.polarity is Polarity.NEGATED or truth.modality is Modality.HYPOTHETICAL:
        return
    allowed = context.relations[relation]
    judges = [r for r in judges if r.entity.type in allowed.actor and r.entity.type is not EntityType.MEDIA]
    found: list[Referent] = []
    for token in judged:
        if token.lower_ in ("it", "this", "that", "these", "those"):
            continue  # most often an act, a plan or an event
        own = context.denotation.of(token)
        found += own or context.denotation.owners(token, load_nouns().possessions)
    found = [r for r in found if r.entity.type in allowed.recipient]
    for judge in judges[:1]:
        others = [r for r in found if not _is_own(r.entity, judge.entity)]
        if others:
            yield Match(relation, verb, (judge,), tuple(others), None, verb)


def _is_own(entity: Entity, judge: Entity) -> bool:
    """Whether somebody speaks of himself or of his own country."""
    return entity.id == judge.id or (entity.type is EntityType.COUNTRY and entity.country == judge.country)
