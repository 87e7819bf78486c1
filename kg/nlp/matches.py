"""What reading a clause yields: a relation, who, toward whom, and the word that says so.

Verbs (`clauses`), nouns (`events`), titles (`offices`) and names (`states`) all yield `Match`es.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.nlp.referents import Referent
from kg.patterns import NounPattern, Slot, VerbPattern


@dataclass(frozen=True, slots=True)
class Match:
    """A relation read at `predicate`, between every actor and every recipient."""

    relation: str
    predicate: Token
    actors: tuple[Referent, ...]
    recipients: tuple[Referent, ...]
    pattern: VerbPattern | NounPattern | None
    governor: Token  # the word whose tense, negation and reporting count: the light verb of a noun
    fixed: tuple[Token, ...] = ()  # the pattern's own nouns: the deal in "sign a deal with"


def most_specific(found: list[Match]) -> Iterator[Match]:
    """For one predicate, each pair of ends once: from the pattern that fixes most."""
    ranked = sorted(found, key=lambda m: -(m.pattern.rank if isinstance(m.pattern, VerbPattern) else 1))
    named = {m.relation for m in ranked if not _is_one_sided(m)}
    ranked = [m for m in ranked if not (_is_one_sided(m) and m.relation in named)]
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for match in ranked:
        pairs = {((a.start, a.end), (r.start, r.end)) for a in match.actors for r in match.recipients}
        if not pairs & seen:
            seen |= pairs
            yield match


def _is_one_sided(match: Match) -> bool:
    """Whether both ends are from one slot ("X and Y met"), which holds only where no other end is named."""
    if not isinstance(match.pattern, VerbPattern):
        return False
    fills = [match.pattern.subject, match.pattern.object, *(p.fill for p in match.pattern.parts)]
    return sum(isinstance(fill, Slot) for fill in fills) == 1
