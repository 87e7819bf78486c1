"""Small questions about the words that head clauses.

In: tokens. Out: whether they are verbs of a clause, and under which lemmas.
"""

from kg.nlp.syntax import children, is_gerund_object
from kg.nlp.tree import Token

_PREVENTING = frozenset("ban bar block prohibit forbid exclude disqualify prevent stop keep dissuade".split())
_PREDICATE_DEPS = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "xcomp", "acl", "pcomp"})


def is_predicate(token: Token) -> bool:
    """Whether the token heads a clause; headline verbs that the tagger took for nouns included."""
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
        return True
    if is_gerund_object(token):
        return True
    if token.tag_ == "NN" and token.dep_ in ("xcomp", "pcomp") and token.lower_.endswith("ing"):
        return bool(children(token, "dobj"))  # "denied bombing Damascus"
    return token.dep_ in _PREDICATE_DEPS and bool(children(token, "nsubj", "nsubjpass"))


def verb_lemmas(verb: Token) -> list[str]:
    """The lemmas under which a verb may be listed: as tagged, without a hyphen, and as written."""
    lemma = verb.lemma_.lower()
    found = [lemma, lemma.replace("-", "")]
    if verb.tag_ == "NN" and lemma.endswith("ing"):  # a gerund that the tagger took for a noun keeps its -ing
        stem = lemma[:-3]
        found += [stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return list(dict.fromkeys(found))


def is_prevented(verb: Token) -> bool:
    """Whether another keeps it from happening: entering in "banned reporters from entering"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "from" and verb.head.head.lemma_ in _PREVENTING


def is_reflexive(token: Token) -> bool:
    """Whether it is a reflexive pronoun: himself."""
    return token.lower_.endswith(("self", "selves"))
