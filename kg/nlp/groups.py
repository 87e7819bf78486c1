"""All whom a phrase names together: "A, B and C", "towns, including A and B", "A along with B".

In: the head of a phrase. Out: the heads of all its parts. Which of them mean somebody is `slots`'.
"""

from collections.abc import Iterator

from kg.nlp.syntax import children, with_conjuncts
from kg.nlp.tree import Token

_JOINING = frozenset({"along", "together", "alongside"})


def joined(token: Token) -> Iterator[Token]:
    """The token and all that conjunctions, lists and "along with" put beside it."""
    for part in with_conjuncts(token):
        yield part
        yield from _listed(part)
        for prep in [*children(part, "prep"), *_set_apart(part)]:
            if prep.lower_ in _JOINING:
                for inner in children(prep, "prep") or [prep]:
                    if inner.lower_ in ("with", "alongside"):
                        yield from _named_by(inner)


def is_list(token: Token) -> bool:
    """Whether an "and" or "or" joins the token to others: "A, B and C", not "A, B"."""
    top = token
    while top.dep_ == "conj":
        top = top.head
    return any(children(part, "cc") for part in with_conjuncts(top))


def called(token: Token) -> list[Token]:
    """The name that a participle gives: "a potter named Ines Duarte"."""
    said = (c for c in children(token, "acl") if c.lower_ in ("named", "called", "identified"))
    return [o for c in said for o in children(c, "oprd", "attr", "dobj")]


def included(token: Token) -> Iterator[Token]:
    """Those of the phrase's many that "including" names."""
    for part in with_conjuncts(token):
        for prep in [*children(part, "prep"), *_set_apart(part)]:
            if prep.lower_ == "including":
                yield from _named_by(prep)


def _listed(token: Token) -> Iterator[Token]:
    """The rest of a list whose second name the parser took for an apposition: "A, B, C and D"."""
    if token.pos_ != "PROPN":
        return
    for second in children(token, "appos"):
        if second.pos_ != "PROPN":
            continue
        if children(second, "conj") and children(second, "cc"):
            yield from with_conjuncts(second)
        elif rest := list(_listed(second)):
            yield second
            yield from rest


def _set_apart(token: Token) -> list[Token]:
    """Prepositions that the parser hung on the verb, right behind the phrase or behind the whole clause.

    "Five men were fined, including the cook" names one of the five; "the police arrested A along with B"
    and "A, along with B, arrested C" are told apart by what stands before.
    """
    verb = token.head
    if token.dep_ not in ("dobj", "nsubj", "nsubjpass"):
        return []
    found: list[Token] = []
    for prep in children(verb, "prep"):
        if prep.lower_ == "including" and prep.i > verb.i:
            before = [t for t in children(verb, "dobj", "nsubjpass", "nsubj") if t.i < prep.i]
            if before and before[-1].i == token.i:
                found.append(prep)
        elif prep.lower_ in _JOINING:
            between = verb.doc[token.right_edge.i + 1 : prep.i]
            if token.i < prep.i and all(t.is_punct for t in between):
                found.append(prep)
    return found


def _named_by(prep: Token) -> Iterator[Token]:
    for child in prep.children:
        if child.dep_ == "pobj":
            yield from with_conjuncts(child)
        elif child.dep_ == "prep":  # "including in Dnipro"
            yield from _named_by(child)
