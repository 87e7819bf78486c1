"""Who does what an event noun names, where only the clause around it tells: "convicted of the murder of X".

In: an event noun. Out: the tokens of those who do it. Light verbs and words beside the noun are `events`'.
"""

from spacy.tokens import Token

from kg.nlp.syntax import children, is_passive, subjects
from kg.nlp.words import load_cues

# "charged with the murder of", "guilty of", "jailed over": the prepositions before what one is charged with.
_FOR = frozenset({"of", "for", "with", "over", "in", "on"})
# "her role in the killing of", "responsibility for the attack on"
_SHARE = frozenset("role part involvement participation complicity responsibility hand".split())
# "resigned amid criticism by his party"
_AMID = frozenset({"amid", "amidst", "despite", "under"})


def find_parties(noun: Token) -> list[Token]:
    """Those whom the clause around makes the doers; empty where it does not."""
    top = _top(noun)
    if top.dep_ != "pobj":
        return []
    prep = top.head
    governor = prep.head
    lemma = governor.lemma_.lower()
    cues = load_cues()
    if prep.lower_ in _FOR:
        if governor.pos_ == "VERB" and lemma in cues.charging:
            return _charged(governor)
        if governor.pos_ == "ADJ" and lemma in ("guilty", "responsible", "complicit"):
            verb = governor.head
            return (children(verb, "dobj") or subjects(verb)) if verb.pos_ in ("VERB", "AUX") else []
        if governor.pos_ == "NOUN" and lemma in _SHARE:
            return _owners(governor)
    if governor.pos_ != "VERB":
        return []
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


def _charged(verb: Token) -> list[Token]:
    return subjects(verb) if is_passive(verb) else children(verb, "dobj")


def _owners(noun: Token) -> list[Token]:
    """Whose role it is: of the one charged for it, the possessor, or the one who played it."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ == "pobj" and verb.pos_ == "VERB" and verb.lemma_ in load_cues().charging:
        return _charged(verb)
    return children(noun, "poss") or (subjects(verb) if noun.dep_ == "dobj" and verb.pos_ == "VERB" else [])
