"""The clauses of parsed passages in words, for people who ask why a sentence was read as it was.

In: parsed passages. Out: one line of roles for each predicate.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.nlp.pipeline import ParsedPassage
from kg.nlp.predicates import is_predicate
from kg.nlp.prepositions import paths
from kg.nlp.syntax import agents, children, is_passive, subjects, with_conjuncts
from kg.nlp.tree import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and the words in its roles, such as `subject Moscow; object claims; from Idlib`."""

    predicate: str
    roles: str


def find_clauses(passages: Iterable[ParsedPassage]) -> Iterator[Clause]:
    """The clauses in text order."""
    for passage in passages:
        for token in passage.doc:
            if is_predicate(token):
                yield Clause(token.text, "; ".join(_roles(token)))


def _roles(verb: Token) -> Iterator[str]:
    passive = is_passive(verb)
    yield f"{'passive' if passive else 'active'} {verb.lemma_}"
    found = [
        ("done to" if passive else "subject", subjects(verb)),
        ("by", agents(verb) if passive else []),
        ("object", children(verb, "dobj", "attr", "acomp", "oprd")),
    ]
    for role, tokens in found:
        words = [t for token in tokens for t in with_conjuncts(token)]
        if words:
            yield f"{role} {' and '.join(phrase(t) for t in words)}"
    for path, token in paths(verb):
        if token.text.lower() != path and not (passive and path == "by"):
            yield f"{path} {phrase(token)}"


def phrase(token: Token) -> str:
    """The token with the words before it that belong to it."""
    left = [t for t in token.lefts if t.dep_ in ("compound", "amod", "poss", "nmod", "nummod")]
    start = min([token.i, *(t.left_edge.i for t in left)])
    return token.doc[start : token.i + 1].text
