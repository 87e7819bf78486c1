"""Verbs between known actors that no relation covers: what kg did not understand is counted.

In: a sentence and the words that were read. Out: `UnreadVerb`s, for `kg coverage`.
"""

from collections.abc import Iterator

from kg.model import UnreadVerb
from kg.nlp.context import SentenceContext
from kg.nlp.predicates import is_predicate
from kg.nlp.syntax import children, subjects


def find_unread(context: SentenceContext, read: set[int]) -> Iterator[UnreadVerb]:
    """The verbs with a known subject and a known object that are not among those read."""
    of = context.denotation.of
    for token in context.sent:
        if token.i in read or token.pos_ != "VERB" or not is_predicate(token):
            continue
        actors = [r.entity.id for s in subjects(token) for r in of(s)]
        recipients = [r.entity.id for o in children(token, "dobj") for r in of(o)]
        for actor, recipient in zip(actors[:1], recipients[:1], strict=False):
            if actor != recipient:
                evidence = context.evidence()
                yield UnreadVerb(token.lemma_.lower(), actor, recipient, evidence.start, evidence.end)
