"""What a verb is done to: its objects, one that a clause beside it lends, and who is given something.

In: verbs. Out: tokens.
"""

from kg.nlp.syntax import children, is_passive, subjects, with_conjuncts
from kg.nlp.tree import Token

# Verbs of two objects, of which parsers make one: "granted Turkey access".
_GIVING = frozenset("give grant deny refuse offer award promise send lend sell hand pay".split())


def objects_of(verb: Token) -> list[Token]:
    """The verb's objects and predicates with their conjuncts."""
    found = children(verb, "dobj", "attr", "acomp", "oprd")
    found += _datives(verb)  # "promised Serbia help"
    found += [o for p in children(verb, "prt") for o in children(p, "pobj")]  # "broke off relations"
    if not found and verb.tag_ in ("VBZ", "VBP", "VBD") and verb.dep_ in ("ROOT", "conj", "ccomp"):
        # "A court sentences Ann Lee, the ...": a name to the right that the parser made no object of
        found = [c for c in children(verb, "appos") if c.i > verb.i and c.pos_ == "PROPN"]
    return [t for o in found for t in with_conjuncts(o)]


def elided_object(verb: Token) -> list[Token]:
    """The object a clause borrows: "stormed and looted it", "Rebels agree plan; Russia yet to approve"."""
    if any(c.i > verb.i for c in children(verb, "ccomp", "xcomp", "prep")):
        return []
    for joint in children(verb, "conj"):
        between = verb.doc[verb.i + 1 : joint.i]
        is_joined = all(t.pos_ in ("CCONJ", "ADV", "PUNCT") for t in between)
        if is_joined and joint.tag_ == verb.tag_ and not children(joint, "nsubj", "nsubjpass"):
            return [t for o in children(joint, "dobj") for t in with_conjuncts(o)]
    other = None
    if verb.dep_ == "conj":
        other = verb.head
    else:
        other = next((c for c in verb.lefts if c.dep_ in ("ccomp", "parataxis") and c.pos_ == "VERB"), None)
    if other is None:
        return []
    if any(t.text == ";" for t in verb.doc[min(other.i, verb.i) : max(other.i, verb.i)]):
        return children(other, "dobj")
    return []


def receivers(at: list[Token]) -> list[Token]:
    """Who is given what the verb at the start of `at` gives, where no preposition says so."""
    verb = at[0]
    if is_passive(verb):
        return subjects(verb) if children(verb, "dobj") else []
    if len(given := children(verb, "dobj")) > 1:
        return given[:1]
    merged = [c for t in at[1:] for c in children(t, "compound") if c.pos_ == "PROPN"]
    return _datives(verb) or (merged if verb.lemma_ in _GIVING else [])


def _datives(verb: Token) -> list[Token]:
    return [c for c in children(verb, "dative") if c.pos_ != "ADP"]
