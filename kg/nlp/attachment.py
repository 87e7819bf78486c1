"""Where a phrase hangs when the parser hung it wrong: relative clauses, participles and prepositions.

In: tokens. Out: the other tokens that a clause or a preposition may belong to. They are asked only where the
parser's own choice fits no pattern.
"""

from collections.abc import Iterator

from kg.nlp.syntax import children, is_passive
from kg.nlp.tree import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_DOWN = frozenset({"dobj", "pobj", "prep", "conj", "appos", "nsubjpass", "dative"})
_WITHIN = frozenset({"of", "in", "for", "at"})
STRAYING = frozenset({"on", "against", "to", "from", "with", "into"})


def other_antecedents(verb: Token) -> list[Token]:
    """Whom else a relative clause or participle may tell of: "X, owner of the mill, held in Peru".

    These are the nouns between what the parser chose and the clause, the nearest first, and the name that
    the chosen noun only describes: "Kyauktaw, an area held by rebels".
    """
    top = verb
    while top.dep_ in ("conj", "xcomp") and top.head.pos_ == "VERB":
        top = top.head
    if top.dep_ not in ("acl", "relcl") or not (is_passive(verb) or _tells_antecedent(verb)):
        return []
    found: list[Token] = []
    node = top.doc[top.left_edge.i - 1] if top.left_edge.i > 0 else top
    if node.is_punct and node.i > 0:
        node = node.nbor(-1)
    while node.i > top.head.i:
        if node.pos_ in _NOUNS and node.dep_ not in ("compound", "nmod", "poss", "amod"):
            found.append(node)
        node = node.head
        if node.dep_ == "ROOT":
            break
    return [t for t in found if t.i != top.head.i]


def _tells_antecedent(verb: Token) -> bool:
    """Whether the noun that a clause hangs on does what the clause says: "rebels who hold Homs"."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    return bool(own) and (own[0].tag_ in ("WDT", "WP") or own[0].lower_ == "that")


def stray_phrases(token: Token, path: str) -> Iterator[tuple[Token, Token]]:
    """What follows a preposition that the parser hung on a noun below the token: "sold arms for war to X"."""
    for node in token.subtree:
        if node.dep_ != "prep" or node.i < token.i or node.lower_ != path or node.head.i == token.i:
            continue
        above = node.head
        while (
            above.i != token.i and above.dep_ in _DOWN and (above.dep_ != "prep" or above.lower_ in _WITHIN)
        ):
            above = above.head
        if above.i == token.i:
            yield from ((node.head, c) for c in node.children if c.dep_ == "pobj")


def mislabelled_subject(verb: Token) -> list[Token]:
    """The subject that the parser took for part of the verb: court in "A court sentences X to ..."."""
    if verb.tag_ not in ("VBZ", "VBP", "VBD") or verb.dep_ not in ("ROOT", "ccomp", "conj", "advcl"):
        return []
    return [c for c in children(verb, "compound", "nmod") if c.i < verb.i and c.pos_ in _NOUNS][-1:]
