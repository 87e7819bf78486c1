"""What somebody holds against those whom a clause says he moves against: "barred X, accusing him of fraud".

In: a sentence and its matches. Out: `Match`es without a pattern. The one accused is told by the main clause:
a pronoun takes it up.
"""

from collections.abc import Iterator, Sequence

from kg.model import Polarity
from kg.nlp.context import SentenceContext
from kg.nlp.matches import Match
from kg.nlp.modality import find_truth
from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_nouns

_ACCUSING = frozenset("accuse blame suspect".split())
_ALLEGING = frozenset("allege claim cite".split())
_PRONOUNS = frozenset("him her it them".split())
_OWNERS = frozenset("his her its their".split())
# What is done to somebody for a reason.
_MOVES = frozenset(
    "sanctions restricts arrests charges expels demandsOf suspends investigates condemns dismisses "
    "designates deports cutsTiesWith convicts seizes".split()
)


def find_grievances(context: SentenceContext, matches: Sequence[Match]) -> Iterator[Match]:
    """Accusations against the recipients of a match."""
    if "accuses" not in context.relations:
        return
    for match in matches:
        verb = match.governor
        if match.relation not in _MOVES or verb.pos_ != "VERB" or match.pattern is None:
            continue
        if find_truth(verb, is_headline=context.is_headline).polarity is Polarity.NEGATED:
            continue
        if any(_accuses(clause) for clause in children(verb, "advcl", "conj")):
            allowed = context.relations["accuses"]
            actors = tuple(r for r in match.actors if r.entity.type in allowed.actor)
            recipients = tuple(r for r in match.recipients if r.entity.type in allowed.recipient)
            if actors and recipients:
                yield Match("accuses", verb, actors, recipients, None, verb)


def _accuses(clause: Token) -> bool:
    """ "accusing them of fraud", "alleging their complicity", "citing its violations"."""
    if clause.pos_ != "VERB" or children(clause, "nsubj", "nsubjpass", "auxpass"):
        return False
    objects = children(clause, "dobj")
    if clause.lemma_ in _ACCUSING:
        return any(t.lower_ in _PRONOUNS for t in objects)
    wrongs = load_nouns().wrongs
    return clause.lemma_ in _ALLEGING and any(
        (clause.lemma_ != "cite" or t.lemma_ in wrongs)
        and any(c.lower_ in _OWNERS for c in children(t, "poss"))
        for t in objects
    )
