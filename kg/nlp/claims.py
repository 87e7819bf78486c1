"""Matches -> claims: with truth, speaker, date, place, topic and evidence.

In: one sentence's matches. Out: claims. `reading` goes through the article.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.model import (
    PLACE_TYPES,
    Article,
    Claim,
    DatePrecision,
    Entity,
    EntityRef,
    EntityType,
    Evidence,
    Modality,
    Participant,
    PassageKind,
    Polarity,
)
from kg.nlp.attribution import find_speaker
from kg.nlp.clauses import Match, is_predicate
from kg.nlp.dates import DateKind, DateMention, find_dates, resolve_offset
from kg.nlp.denotation import Denotation, Referent
from kg.nlp.modality import Truth, find_truth
from kg.nlp.pipeline import ParsedPassage
from kg.nlp.syntax import agents, children, is_passive, subjects
from kg.nlp.words import load_nouns
from kg.patterns import NounPattern
from kg.relations import Relation, Relations

_TOPIC_PREPOSITIONS = ("of", "over", "about", "for", "on")
_TOPIC_LENGTH = 120
_MIGHTY = frozenset(
    {
        EntityType.COUNTRY,
        EntityType.MILITARY,
        EntityType.ARMED_GROUP,
        EntityType.PERSON,
        EntityType.GOVERNMENT,
    }
)


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """What claims of one sentence share."""

    article: Article
    passage: ParsedPassage
    sent: Span
    denotation: Denotation
    relations: Relations
    speaker: Entity | None  # whose quotation the sentence goes on with
    lead: Referent | None  # X in the headline "X: rebels will be destroyed"
    quoted: frozenset[int]  # tokens between quotation marks

    @property
    def is_headline(self) -> bool:
        """Whether the sentence is a headline."""
        return self.passage.kind is PassageKind.HEADLINE

    def evidence(self) -> Evidence:
        """The sentence in the article's own characters."""
        text = self.article.text
        if self.passage.whole is not None:
            start, end = self.passage.whole
            return Evidence(start, end, text[start:end])
        start, end = self.passage.start + self.sent.start_char, self.passage.start + self.sent.end_char
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Evidence(start, end, text[start:end])


def find_claims(context: SentenceContext, matches: Sequence[Match]) -> Iterator[Claim]:
    """The claims of one sentence; what it says twice is one claim, in the surer reading."""
    dates = find_dates(context.sent.text, context.article.published)
    best: dict[tuple[str, str, str], Claim] = {}
    for match in [*matches, *_said_wrongs(context), *_threats(context)]:
        for actor in match.actors:
            for recipient in match.recipients:
                if actor.entity.id == recipient.entity.id:
                    continue
                claim = _claim(context, match, actor, recipient, dates)
                key = (claim.relation, claim.actor.entity, claim.recipient.entity)
                if key not in best or claim.confidence > best[key].confidence:
                    best[key] = claim
    yield from best.values()


def _claim(
    context: SentenceContext, match: Match, actor: Referent, recipient: Referent, dates: Sequence[DateMention]
) -> Claim:
    relation = context.relations[match.relation]
    evidence = context.evidence()
    truth = truth_of(match, context)
    speaker = _speaker(context, match, truth)
    when = _date(context, match, relation, dates, truth)
    ends = [_participant(context, actor), _participant(context, recipient)]
    key = "|".join(
        [context.article.id, match.relation, *(f"{e.entity}@{e.start}" for e in ends), str(evidence.start)]
    )
    return Claim(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
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
        confidence=_confidence(context, match, actor, recipient),
        evidence=evidence,
    )


def _participant(context: SentenceContext, referent: Referent) -> Participant:
    start, end = article_span(referent, context.passage)
    text = context.article.text[start:end]
    return Participant(referent.entity.id, referent.entity.label, start, end, text)


def article_span(referent: Referent, passage: ParsedPassage) -> tuple[int, int]:
    """Where the referent's words stand in the article's text."""
    if referent.elsewhere is not None:
        return referent.elsewhere
    first, last = passage.doc[referent.start], passage.doc[referent.end - 1]
    return passage.start + first.idx, passage.start + last.idx + len(last)


def truth_of(match: Match, context: SentenceContext) -> Truth:
    """Polarity and modality; a state that a title tells holds whatever the clause around it says."""
    if match.pattern is None and match.governor is match.predicate:
        return Truth(Polarity.AFFIRMED, Modality.ACTUAL)
    truth = find_truth(match.predicate, is_headline=context.is_headline)
    if match.predicate.dep_ == "amod":
        return Truth(Polarity.AFFIRMED, Modality.ACTUAL)
    return truth


def _speaker(context: SentenceContext, match: Match, truth: Truth) -> Entity | None:
    if match.pattern is None and match.governor is match.predicate:
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


def _date(
    context: SentenceContext, match: Match, relation: Relation, dates: Sequence[DateMention], truth: Truth
) -> tuple[str, DatePrecision] | None:
    """The date said of the predicate's clause; for what is told in the present, the day of publication."""
    if relation.kind == "state" and match.governor is match.predicate:
        return None  # a title has no date; becoming its holder has
    clause = clause_of(match.governor)
    offset: DateMention | None = None
    for mention in dates:
        if mention.kind is DateKind.UNTIL:
            continue
        token = _token_at(context.sent, mention.start)
        if token is None:
            continue
        if mention.offset is not None:
            offset = mention
            continue
        is_own = clause_of(_attached(token)).i == clause.i or token in match.predicate.subtree
        if is_own and mention.value is not None and mention.precision is not None:
            ahead = mention.ahead if truth.modality is Modality.PLANNED else None
            return ahead or mention.value, mention.precision
    if offset is not None and offset.offset is not None:
        found = _tied(context, match, dates, offset)
        if found:
            return found
    published = context.article.published
    if published is not None and _is_present(match, context):
        return published.isoformat(), DatePrecision.DAY
    return None


def _tied(
    context: SentenceContext, match: Match, dates: Sequence[DateMention], offset: DateMention
) -> tuple[str, DatePrecision] | None:
    """ "captured X on Sunday, nine months after being expelled": the expulsion is dated from the capture."""
    anchor = next((d for d in dates if d.value is not None and d.precision is not None), None)
    assert offset.offset is not None
    if anchor is None or anchor.value is None or anchor.precision is None:
        return None
    if context.passage.doc[match.predicate.i].idx - context.sent.start_char < offset.start:
        return None
    return resolve_offset(anchor.value, anchor.precision, offset.offset.reversed())


def clause_of(token: Token) -> Token:
    """The word that heads the clause of a token."""
    word = token
    while not is_predicate(word) and word.dep_ != "ROOT" and word.dep_ not in ("acl", "pcomp"):
        word = word.head
    while word.dep_ == "xcomp":
        word = word.head
    return word


def _attached(token: Token) -> Token:
    while token.dep_ in ("pobj", "compound", "nummod", "amod", "npadvmod", "det") and token.head.i != token.i:
        token = token.head
        if token.dep_ == "prep":
            return token.head
    return token


def _token_at(sent: Span, start: int) -> Token | None:
    for token in sent:
        if token.idx - sent.start_char <= start < token.idx - sent.start_char + len(token):
            return token
    return None


def _is_present(match: Match, context: SentenceContext) -> bool:
    verb = clause_of(match.governor)
    if verb.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("VBZ", "VBP") for c in children(verb, "aux", "auxpass")):
        return True
    return context.is_headline


def _confidence(context: SentenceContext, match: Match, actor: Referent, recipient: Referent) -> float:
    """How sure the reading is, 0 to 1: less for nouns than verbs, and for each end that is not a name.

    The steps are set by hand: they rank claims, they are not probabilities.
    """
    score = 0.95 if match.pattern is None else 0.85 if isinstance(match.pattern, NounPattern) else 0.92
    for end in (actor, recipient):
        score -= {"name": 0.0, "demonym": 0.02, "nominal": 0.06, "pronoun": 0.14}[end.kind.value]
        score -= 0.04 if end.is_owner else 0.0
    return round(max(0.1, score - (0.02 if context.is_headline else 0.0)), 2)


# --- what is said of somebody ----------------------------------------------------------------------------


def _said_wrongs(context: SentenceContext) -> Iterator[Match]:
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
            sayers = [r for r in context.denotation.of(sayer) if r.entity.type in allowed.actor]
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


def _threats(context: SentenceContext) -> Iterator[Match]:
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
