"""Who did a deed that only a noun tells, by the words around it: "the suspect in the killing of X".

In: the noun of the deed. Out: the tokens of those who are said to have done it.
"""

from kg.nlp.charges import charged, charging_verb
from kg.nlp.syntax import antecedent, children, is_passive, subjects
from kg.nlp.tree import Token
from kg.nlp.words import load_cues, load_nouns

_SHARES = frozenset("role part involvement participation complicity hand".split())
_OWNING = frozenset("claim accept take admit bear acknowledge assume share deny have".split())


def find_culprits(noun: Token) -> list[Token]:
    """Who is charged with the deed, owns up to it, or is named as who did it."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    if noun.dep_ == "dobj" and noun.head.lemma_ in load_cues().confessing:
        return subjects(noun.head)
    prep = noun.head
    if noun.dep_ != "pobj" or prep.dep_ not in ("prep", "dative"):
        return []
    word = prep.head
    if word.pos_ == "VERB" and not is_passive(word) and _is_done_by(word, prep):
        return subjects(word)
    if word.pos_ in ("NOUN", "PROPN"):
        lemma = word.lemma_.lower()
        if lemma in load_nouns().culprits or (prep.lower_ == "behind" and lemma in load_nouns().people):
            return _named(word)
        if lemma == "responsibility":
            owners = children(word, "poss")
            return owners or (subjects(word.head) if word.head.lemma_ in _OWNING else [])
        if owners := children(word, "poss") if lemma in _SHARES else []:
            return owners  # "her role in the killing of"
    if word.pos_ == "ADJ" and word.lower_ in ("responsible", "guilty", "liable", "culpable", "wanted"):
        return _called(word)
    if word.pos_ == "VERB" and word.lemma_ in load_cues().confessing and not is_passive(word):
        return subjects(word)
    if word.pos_ == "ADJ" and word.dep_ in ("acomp", "oprd") and word.head.lemma_ == "plead":
        return subjects(word.head)
    verb = charging_verb(prep)
    return [t for c in (charged(verb) if verb is not None else []) for t in antecedent(c)]


def _is_done_by(verb: Token, prep: Token) -> bool:
    """Whether who does harm does it by the deed: "killed ten in raids", "responded with strikes"."""
    lemma = verb.lemma_.lower()
    if prep.lower_ == "with":
        return lemma in ("respond", "retaliate", "reply", "answer")
    return (
        prep.lower_ in ("in", "during", "by")
        and lemma in load_cues().harming
        and bool(children(verb, "dobj"))
    )


def _called(word: Token) -> list[Token]:
    """Whom a verb calls guilty: its subject ("is", "pleaded"), or the object of "found"."""
    verb = word.head
    if word.dep_ in ("amod", "acl", "relcl"):
        return [verb]
    if is_passive(verb) or verb.lemma_ in ("be", "plead"):
        return subjects(verb)
    return children(verb, "dobj") or children(word, "nsubj")


def _named(noun: Token) -> list[Token]:
    """Who "the suspect" is, where the same clause says so: "X, the suspect in", "held X as a suspect in"."""
    if noun.dep_ == "appos":
        return [noun.head]
    if noun.dep_ == "attr":
        return subjects(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.pos_ == "VERB":
        return charged(noun.head.head) or [noun]
    return [noun]
