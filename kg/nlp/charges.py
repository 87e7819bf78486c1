"""Who is charged with what follows a preposition: "jailed a man for ten years for the murder".

In: a preposition. Out: the charging verb, and whom it charges.
"""

from kg.nlp.tree import Token
from kg.nlp.words import load_cues, load_nouns

_BEFORE_DEEDS = frozenset("of for over with".split())
# What makes any verb that they follow a charging one: "was held on charges of".
_CHARGES = frozenset("charge suspicion allegation accusation count claim".split())
# Of whom "in" and "on" too tell the deed: "convicted in the killing of"; others are arrested in a raid.
_TRYING = frozenset("charge convict indict sentence try suspect want acquit".split())
_CLIMBED = frozenset("prep conj dobj pobj attr agent npadvmod pcomp".split())


def charging_verb(prep: Token) -> Token | None:
    """The verb that charges somebody with what follows, past "to life", "on suspicion", "in connection"."""
    word = prep.head
    for _ in range(8):
        if word.pos_ in ("VERB", "AUX"):
            is_direct = word.i == prep.head.i
            is_charging = word.lemma_.lower() in load_cues().charging
            is_charging = is_charging or (prep.head.lemma_ in _CHARGES and prep.head.dep_ == "pobj")
            return word if is_charging and (not is_direct or _tells_deed(word, prep)) else None
        if word.dep_ not in _CLIMBED:
            return None
        if word.pos_ != "ADP" and word.lemma_.lower() not in load_nouns().penalties:
            return None
        word = word.head
    return None


def _tells_deed(verb: Token, prep: Token) -> bool:
    if prep.lower_ in _BEFORE_DEEDS:
        return True
    is_tried = verb.lemma_ in _TRYING or any(t.lemma_ in load_nouns().culprits for t in charged(verb))
    return is_tried and prep.lower_ in ("in", "on")


def charged(verb: Token) -> list[Token]:
    """Whom the verb charges: its object, the subject of its passive, or the noun that it describes."""
    for dep in ("nsubjpass", "dobj"):
        found = [c for c in verb.children if c.dep_ == dep]
        if found:
            return [t for t in found if t.lemma_.lower() not in load_nouns().penalties]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":  # "is arrested and charged with"
        return charged(verb.head)
    return [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" else []
