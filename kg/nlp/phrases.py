"""Small questions about noun phrases, for what pronouns and definite nouns stand for.

In: tokens. Out: tokens, yes or no. Nothing here knows of kg's entities.
"""

from kg.nlp.syntax import children, subjects, with_conjuncts
from kg.nlp.tree import Token


def is_thing(token: Token) -> bool:
    """Whether a common noun tells of some thing or body that a pronoun may take up, not of a time or amount.

    A bare noun after a preposition ("in response") is taken up by none.
    """
    if token.tag_ not in ("NN", "NNS") or token.dep_ in ("compound", "amod", "nmod", "npadvmod"):
        return False
    if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"):
        return False
    return token.tag_ == "NNS" or bool(children(token, "det", "poss", "compound"))


def joined_before(token: Token) -> list[Token]:
    """All the members of a list joined by "and", at its last one: Russia and China at China."""
    if token.dep_ != "conj" or children(token, "conj"):
        return []
    first = token
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN", "PRON"):
        first = first.head
    members = list(with_conjuncts(first))
    ands = [c for m in members for c in children(m, "cc")]
    return members if len(members) > 1 and any(c.lower_ in ("and", "&") for c in ands) else []


def describing(name: Token) -> list[Token]:
    """The singular nouns that say what a named one is: "singer Adele", "Adele, a singer"."""
    found = [c for c in children(name, "compound", "nmod", "appos") if c.i != name.i]
    if name.dep_ == "appos":
        found.append(name.head)
    if name.dep_ == "nsubj" and name.head.lemma_ in ("be", "become"):
        found += children(name.head, "attr")
    if name.dep_ == "pobj" and name.head.lower_ == "as" and name.head.head.lemma_ in ("identify", "name"):
        verb = name.head.head  # "a man identified as Smith"
        found += [verb.head] if verb.dep_ in ("acl", "relcl") else subjects(verb)
    return [t for t in found if t.tag_ == "NN" or (t.tag_ == "NNP" and t.dep_ == "compound")]


def is_reciprocal(token: Token) -> bool:
    """Whether the word ends "each other" or "one another"."""
    before = token.nbor(-1).lower_ if token.i else ""
    return (before, token.lower_) in (("each", "other"), ("one", "another"))


def own_subjects(token: Token) -> list[Token]:
    """The subjects of the clause that the word is in."""
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return subjects(verb) if verb is not None else []


def made_so(token: Token) -> list[Token]:
    """Whom the pronoun of "..., making her the first woman" stands for: the subject of the clause before."""
    verb = token.head if token.head.lower_ == "making" else token.head.head
    if verb.lower_ != "making" or verb.dep_ != "advcl" or token.i != verb.i + 1:
        return []
    return subjects(verb)


def title_bearer(token: Token) -> Token | None:
    """Whose title the noun is, where two stand before one name: "writer and teacher Ann Lee"."""
    if token.tag_ != "NN" or children(token, "det", "poss", "nummod"):
        return None
    for name in children(token, "conj"):
        titles = [c for c in children(name, "compound", "nmod") if c.pos_ == "NOUN" and c.i > token.i]
        if name.pos_ == "PROPN" and titles and not children(name, "det"):
            return name
    return None
