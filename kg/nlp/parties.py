"""Who does what an event noun names, where only the clause around it tells: "convicted of the murder of X".

In: an event noun. Out: the tokens of those who do it. Light verbs and words beside the noun are `events`'.
"""

from spacy.tokens import Token

from kg.nlp.culprits import find_culprits
from kg.nlp.syntax import children, subjects
from kg.nlp.words import load_cues


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
    stands_bare = not children(top, "det", "poss", "nummod")
    if prep.lower_ == "in" and stands_bare and top.lemma_.lower() in cues.stances:
        return subjects(governor)  # "marched in support of"
    if prep.lower_ == "for" and lemma in cues.travelling:
        return subjects(governor)  # "arrived for talks with"
    return []
