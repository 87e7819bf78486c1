"""What reading a clause yields: a relation, who, toward whom, and the word that says so.

Verbs (`clauses`), nouns (`events`), titles (`offices`) and names (`states`) all yield `Match`es.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.nlp.referents import Referent
from kg.nlp.slots import has_lemma
from kg.nlp.tree import Token
from kg.patterns import NounPattern, Slot, VerbPattern, Words

# Pairs at one predicate; thirty states that meet each other are 435. What has more is no clause.
_MOST_PAIRS = 1000


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
    is_event: bool = False  # without a pattern: told by a clause that may deny it, not by a title


def most_specific(found: list[Match]) -> Iterator[Match]:
    """For one predicate, each pair of ends once: from the pattern that fixes most.

    Another relation is not read between ends that share words with those: who "expelled Russian diplomats"
    expels Russia, and does not also drive them out.
    """
    ranked = sorted(found, key=lambda m: -(m.pattern.rank if isinstance(m.pattern, VerbPattern) else 1))
    named = {m.relation for m in ranked if not _is_one_sided(m)}
    ranked = [m for m in ranked if not (_is_one_sided(m) and m.relation in named)]
    seen: list[tuple[str, Referent, Referent]] = []
    for match in ranked:
        if len(seen) + len(match.actors) * len(match.recipients) > _MOST_PAIRS:
            return
        pairs = [(match.relation, a, r) for a in match.actors for r in match.recipients]
        if not any(_is_same(pair, other) for pair in pairs for other in seen):
            seen += pairs
            yield match


def _is_same(one: tuple[str, Referent, Referent], other: tuple[str, Referent, Referent]) -> bool:
    ends = list(zip(one[1:], other[1:], strict=True))
    if one[0] != other[0]:
        return all(a.start < b.end and b.start < a.end for a, b in ends)
    return all((a.start, a.end) == (b.start, b.end) for a, b in ends)


def _is_one_sided(match: Match) -> bool:
    """Whether both ends are from one slot ("X and Y met"), which holds only where no other end is named."""
    if not isinstance(match.pattern, VerbPattern):
        return False
    fills = [match.pattern.subject, match.pattern.object, *(p.fill for p in match.pattern.parts)]
    return sum(isinstance(fill, Slot) for fill in fills) == 1


def named_words(tokens: Sequence[Token], pattern: VerbPattern) -> tuple[Token, ...]:
    """Of the words a pattern took, those that it names; any word at all (`*`) keeps its own meaning."""
    fills = [pattern.object, *(part.fill for part in pattern.parts)]
    lemmas = frozenset().union(*(f.lemmas for f in fills if isinstance(f, Words)))
    return tuple(t for t in tokens if has_lemma(t, lemmas))
