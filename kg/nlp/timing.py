"""When it happened: the date words of a sentence given to its clauses.

In: a match and the dates found in its sentence. Out: an ISO date with its precision, or None. The date words
themselves are read by `dates`.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Claim, DatePrecision, Modality
from kg.nlp.context import SentenceContext
from kg.nlp.dates import DateKind, DateMention, resolve_offset
from kg.nlp.matches import Match
from kg.nlp.modality import Truth
from kg.nlp.predicates import is_predicate
from kg.nlp.syntax import children
from kg.nlp.tree import Span, Token
from kg.relations import Relation


def find_date(
    context: SentenceContext, match: Match, relation: Relation, dates: Sequence[DateMention], truth: Truth
) -> tuple[str, DatePrecision] | None:
    """The date said of the predicate's clause; for what is told in the present, the day of publication."""
    if relation.kind == "state" and match.governor is match.predicate:
        return None  # a title has no date; becoming its holder has
    clause = clause_of(match.governor)
    offset: DateMention | None = None
    for mention in dates:
        if mention.kind in (DateKind.UNTIL, DateKind.SINCE):
            continue
        token = _token_at(context.sent, mention.start)
        if token is None:
            continue
        if mention.offset is not None:
            offset = mention
            continue
        if mention.value is None or mention.precision is None or not _dates(token, clause, match.predicate):
            continue
        ahead = mention.ahead if truth.modality is Modality.PLANNED else None
        return ahead or mention.value, mention.precision
    main = _main_clause(clause)
    if main is not clause:
        return find_date(context, replace(match, predicate=main, governor=main), relation, dates, truth)
    if offset is not None and offset.offset is not None:
        found = _tied(context, match, dates, offset)
        if found:
            return found
    published = context.article.published
    if published is not None and _is_present(match, context):
        return published.isoformat(), DatePrecision.DAY
    return None


def settle_headlines(claims: Sequence[Claim], told_in_headlines: set[str]) -> list[Claim]:
    """The claims, with those of headlines dated as the text below dates the same event, if it does so once.

    A headline's present is the day of publication at best: "US kills general" runs on Sunday over a text that
    says "on Thursday".
    """
    dated: dict[tuple[str, str, str], set[tuple[str, DatePrecision]]] = {}
    for claim in claims:
        if claim.id not in told_in_headlines and claim.date is not None and claim.date_precision is not None:
            dated.setdefault(_event(claim), set()).add((claim.date, claim.date_precision))
    settled = []
    for claim in claims:
        below = dated.get(_event(claim), set()) if claim.id in told_in_headlines else set()
        if len(below) == 1 and claim.date is not None:
            [(day, precision)] = below
            settled.append(replace(claim, date=day, date_precision=precision))
        else:
            settled.append(claim)
    return settled


def _event(claim: Claim) -> tuple[str, str, str]:
    return claim.relation, claim.actor.entity, claim.recipient.entity


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


def _main_clause(clause: Token) -> Token:
    """The clause that a participle goes with in time: strikes for killing in "X strikes Y, killing ten"."""
    if clause.dep_ == "advcl" and clause.tag_ == "VBG" and not children(clause, "mark", "aux", "nsubj"):
        return clause_of(clause.head)
    if clause.dep_ == "conj" and clause.tag_ == "VBG":
        return _main_clause(clause.head)
    return clause


def _dates(token: Token, clause: Token, predicate: Token) -> bool:
    """Whether the date word is said of the clause, or of the predicate's own noun: "Sunday's attack".

    A date that opens the first of two joined clauses is said of both: "In 2007 X sued Y and accused Z".
    """
    at = _attached(token)
    own = clause_of(at)
    if own.i == clause.i:
        return True
    if predicate.pos_ == "NOUN" and token in predicate.subtree:
        return not any(is_predicate(t) for t in token.ancestors if predicate.is_ancestor(t))
    first = clause
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    return first.i == own.i and at.i == own.i and token.i < first.i


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
