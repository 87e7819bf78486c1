"""When it happened: the date words of a sentence given to its clauses.

In: a match and the dates found in its sentence. Out: an ISO date with its precision, or None. The date words
themselves are read by `dates`.
"""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from kg.model import DatePrecision, Modality
from kg.nlp.clauses import is_predicate
from kg.nlp.context import SentenceContext
from kg.nlp.dates import DateKind, DateMention, resolve_offset
from kg.nlp.matches import Match
from kg.nlp.modality import Truth
from kg.nlp.syntax import children
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
