"""What follows the prepositions and particles of a word, by the words that lead there.

In: a token. Out: paths ("in on") with the tokens they lead to.
"""

from collections.abc import Iterator

from kg.nlp.syntax import children
from kg.nlp.tree import Token

# Participles that say no more than that there is such a thing: what follows them follows their noun.
_TRANSPARENT = frozenset(
    "lead run head go link connect reach sign conclude strike seal hold broker agree aim direct".split()
)


def paths(token: Token) -> Iterator[tuple[str, Token]]:
    """Each preposition or particle at the token with what follows it: ("in on", pockets).

    A particle is given alone too, with itself. Objects of a particle verb are given behind the particle, so
    that "call off talks" and "call talks off" give the same.
    """
    yield from (("to", c) for c in children(token, "dative") if c.pos_ != "ADP")  # "gave Mali a loan"
    bridges = (c for c in children(token, "acl") if c.lemma_ in _TRANSPARENT)  # "a deal reached with"
    yield from (pair for bridge in bridges for pair in paths(bridge) if pair[0] not in ("by", "of"))
    # "missiles targeting the port" are aimed at it, "attacks targeting the port" made on it
    aims = (t for c in children(token, "acl") if c.lower_ == "targeting" for t in children(c, "dobj"))
    yield from ((path, aim) for aim in aims for path in ("at", "on", "against"))
    kids = list(token.children)
    adverbs = [c for c in kids if c.dep_ in ("prt", "advmod", "prep") and not children(c, "pobj", "pcomp")]
    for child in kids:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in (
            "ADP",
            "SCONJ",
            "ADV",
            "VERB",
            "PART",
        ):
            for fill, path in _prep_fills(child):
                yield path, fill
                for adverb in [*adverbs, *children(child, "advmod")]:
                    if adverb.i < child.i:
                        yield f"{adverb.lower_} {path}", fill
        elif child.dep_ in ("xcomp", "ccomp", "advcl") and any(
            c.lower_ == "for" and c.dep_ == "mark" for c in child.children
        ):
            for subject in children(child, "nsubj"):  # "called for Russia to stop"
                yield "for", subject
        elif child.dep_ in ("prt", "advmod"):
            yield child.lower_, child
            for prep in children(child, "prep"):
                for fill, path in _prep_fills(prep):
                    yield f"{child.lower_} {path}", fill
            if child.dep_ == "prt":
                for obj in children(token, "dobj", "nsubjpass"):
                    yield child.lower_, obj


def _prep_fills(prep: Token) -> Iterator[tuple[Token, str]]:
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp"):
            yield child, prep.lower_
        elif child.dep_ in ("prep", "prt"):
            for fill, path in _prep_fills(child):
                yield fill, f"{prep.lower_} {path}"
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            yield from _prep_fills(child)
    if not children(prep, "pobj", "pcomp", "prep"):
        yield prep, prep.lower_
