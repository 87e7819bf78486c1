"""Who does what an event noun names, where only the clause around it tells: "convicted of the murder of X".

In: an event noun. Out: the tokens of those who do it. Light verbs and words beside the noun are `events`'.
"""

from kg.nlp.culprits import find_culprits
from kg.nlp.referents import noun_lemma
from kg.nlp.syntax import children, subjects
from kg.nlp.tree import Token
from kg.nlp.words import load_cues

# "resigned amid criticism by his party"
_AMID = frozenset({"amid", "amidst", "despite", "under"})


def find_parties(noun: Token) -> list[Token]:
    """Those whom the clause around makes the doers; empty where it does not."""
    culprits = find_culprits(noun)
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    prep = top.head
    if culprits or top.dep_ != "pobj" or prep.head.pos_ != "VERB":
        return culprits
    governor = prep.head
    lemma = governor.lemma_.lower()
    cues = load_cues()
    if prep.lower_ in ("in", "during") and noun_lemma(top, cues.combats) and lemma in cues.harming:
        return subjects(governor)  # "wounded in a gunfight with": those hit fought
    stands_bare = not children(top, "det", "poss", "nummod")
    if prep.lower_ == "in" and stands_bare and top.lemma_.lower() in cues.stances:
        return subjects(governor)  # "marched in support of"
    if prep.lower_ == "for" and lemma in cues.travelling:
        return subjects(governor)  # "arrived for talks with"
    return []


def find_sufferers(noun: Token) -> list[Token]:
    """To whom it is done by those after "by": the subject in "resigned amid criticism by his party"."""
    top = _top(noun)
    if top.dep_ != "pobj" or top.head.lower_ not in _AMID or not children(noun, "prep"):
        return []
    by = [p for p in children(noun, "prep") if p.lower_ == "by"]
    verb = top.head.head
    return subjects(verb) if by and verb.pos_ in ("VERB", "AUX") else []


def _top(noun: Token) -> Token:
    """The noun that the clause governs: talks in "as part of talks", the first of several conjuncts."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if (
        top.dep_ == "pobj"
        and top.head.lower_ == "of"
        and top.head.head.lemma_ in ("charge", "count", "suspicion")
    ):
        top = top.head.head  # "charged with two counts of murder of"
    return top
