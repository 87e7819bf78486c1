"""Matches -> claims: with truth, speaker, date, place, topic and evidence.

In: one sentence's matches. Out: claims. `reading` goes through the article.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import product

from kg.model import PLACE_TYPES, Claim, Entity, EntityRef, MentionKind, Modality, Participant, Polarity
from kg.nlp.attribution import find_speaker
from kg.nlp.confidence import find_grounds, weigh
from kg.nlp.context import SentenceContext, article_span
from kg.nlp.dates import DateMention, find_dates
from kg.nlp.implied import find_implied
from kg.nlp.matches import Match
from kg.nlp.modality import Truth, find_truth
from kg.nlp.referents import Referent
from kg.nlp.syntax import children, subjects
from kg.nlp.timing import find_date
from kg.nlp.tree import Span
from kg.nlp.words import load_cues

_TOPIC_PREPOSITIONS = ("of", "over", "about", "for", "on")
_TOPIC_LENGTH = 120
_WON = frozenset({"defeats", "wins"})


def find_claims(context: SentenceContext, matches: Sequence[Match]) -> Iterator[Claim]:
    """The claims of one sentence; what it says twice is one claim, in the surer reading.

    What is done to a place is not told of the places around it as well: see `_around`.
    """
    dates = find_dates(context.sent.text, context.article.published)
    best: dict[tuple[str, str, str], Claim] = {}
    implied = find_implied(context, matches)
    is_game = _is_game(context.sent)
    for match in [*matches, *implied]:
        if is_game and match.relation in _WON:
            continue
        for actor in match.actors:
            for recipient in _others(match):
                if actor.entity.id == recipient.entity.id:
                    continue
                claim = _claim(context, match, actor, recipient, dates)
                key = (claim.relation, claim.actor.entity, claim.recipient.entity)
                if key not in best or claim.confidence > best[key].confidence:
                    best[key] = claim
    around = _around(matches)
    for (relation, doer, target), claim in best.items():
        is_event = context.relations[relation].kind == "event"
        if not (is_event and any((relation, doer, inner) in best for inner in around.get(target, ()))):
            yield claim


def _others(match: Match) -> list[Referent]:
    """The recipients; not those of "X and Y closed their airspace", where "their" is the actors' own."""
    actors = {actor.entity.id for actor in match.actors}
    single = (r for r in match.recipients if r.end - r.start == 1)  # "each other" is two words
    own = {r.start for r in single if r.kind is MentionKind.PRONOUN and r.entity.id in actors}
    return [r for r in match.recipients if r.start not in own]


def _is_game(sent: Span) -> bool:
    """Whether the sentence is about sport: who wins and loses there has no part in politics."""
    lemmas = {token.lemma_.lower() for token in sent}
    cues = load_cues()
    return not lemmas.isdisjoint(cues.sports) and lemmas.isdisjoint(cues.votes)


def _around(matches: Sequence[Match]) -> dict[str, set[str]]:
    """For each place, those that name it better: for Kuwait the base in "the base Arifjan, Kuwait".

    A place without a name ("a power plant in Tehran") is told of the named one that it is in.
    """
    better: dict[str, set[str]] = {}
    for match in matches:
        if match.relation == "locatedIn":
            for inner, outer in product(match.actors, match.recipients):
                if inner.kind is MentionKind.NOMINAL:
                    better.setdefault(inner.entity.id, set()).add(outer.entity.id)
                elif inner.entity.type in PLACE_TYPES:
                    better.setdefault(outer.entity.id, set()).add(inner.entity.id)
    return better


def _claim(
    context: SentenceContext, match: Match, actor: Referent, recipient: Referent, dates: Sequence[DateMention]
) -> Claim:
    relation = context.relations[match.relation]
    evidence = context.evidence()
    truth = truth_of(match, context)
    speaker = _speaker(context, match, truth)
    when = find_date(context, match, relation, dates, truth)
    ends = [_participant(context, actor), _participant(context, recipient)]
    key = "|".join(
        [context.article.id, match.relation, *(f"{e.entity}@{e.start}" for e in ends), str(evidence.start)]
    )
    grounds = find_grounds(context, match, actor, recipient)
    identity = hashlib.sha256(key.encode()).hexdigest()[:16]
    if context.notes is not None:
        context.notes.grounds[identity] = grounds
    return Claim(
        id=identity,
        relation=match.relation,
        actor=ends[0],
        recipient=ends[1],
        topic=_topic(context, match, (actor, recipient)),
        polarity=truth.polarity,
        modality=truth.modality,
        speaker=EntityRef(speaker.id, speaker.label) if speaker else None,
        place=_place(context, match, (actor, recipient)) if relation.kind == "event" else None,
        date=when[0] if when else None,
        date_precision=when[1] if when else None,
        confidence=weigh(grounds),
        evidence=evidence,
    )


def _participant(context: SentenceContext, referent: Referent) -> Participant:
    start, end = article_span(referent, context.passage)
    text = context.article.text[start:end]
    return Participant(referent.entity.id, referent.entity.label, start, end, text)


def truth_of(match: Match, context: SentenceContext) -> Truth:
    """Polarity and modality; what a title tells holds whatever the clause around it says."""
    if _is_title(match):
        return Truth(Polarity.AFFIRMED, Modality.ACTUAL)
    truth = find_truth(match.predicate, is_headline=context.is_headline)
    if match.predicate.dep_ == "amod" and match.predicate.tag_ == "VBN":
        return Truth(Polarity.AFFIRMED, Modality.ACTUAL)
    return truth


def _is_title(match: Match) -> bool:
    return match.pattern is None and match.governor is match.predicate and not match.is_event


def _speaker(context: SentenceContext, match: Match, truth: Truth) -> Entity | None:
    if _is_title(match):
        return None
    tokens = subjects(truth.denier) if truth.denier is not None else find_speaker(match.governor)
    for token in tokens:
        for referent in context.denotation.of(token):
            return referent.entity
    if context.lead is not None and context.lead.entity.id not in {
        r.entity.id for r in (*match.actors, *match.recipients)
    }:
        return context.lead.entity
    if match.predicate.i in context.quoted:
        return context.speaker
    return None


def _topic(context: SentenceContext, match: Match, ends: tuple[Referent, Referent]) -> str | None:
    taken = {i for end in ends for i in range(end.start, end.end)}
    for prep in children(match.predicate, "prep"):
        if prep.lower_ not in _TOPIC_PREPOSITIONS:
            continue
        words = [t for t in prep.subtree if t.i != prep.i]
        if not words or any(t.i in taken or t.ent_type_ in ("DATE", "TIME") for t in words):
            continue
        doc = context.passage.doc
        start = context.passage.start + doc[words[0].i].idx
        last = doc[words[-1].i]
        text = context.article.text[start : context.passage.start + last.idx + len(last)]
        text = text.strip(" .,;:'\"‘’“”")
        return text if 0 < len(text) <= _TOPIC_LENGTH else None
    return None


def _place(context: SentenceContext, match: Match, ends: tuple[Referent, Referent]) -> EntityRef | None:
    """A place named with the predicate by in, at, near, on or around."""
    taken = {(end.start, end.end) for end in ends}
    for word in dict.fromkeys([match.predicate, match.governor]):
        for prep in children(word, "prep"):
            if prep.lower_ in ("in", "at", "near", "on", "around", "outside", "off"):
                for obj in children(prep, "pobj"):
                    for r in context.denotation.of(obj):
                        if r.entity.type in PLACE_TYPES and (r.start, r.end) not in taken:
                            return EntityRef(r.entity.id, r.entity.label)
    return None
