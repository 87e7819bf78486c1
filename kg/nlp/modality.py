"""Whether it is so: negation, hedges, plans, conditions, wishes, along the chain of governing words.

In: the word whose truth is asked for. Out: polarity and modality, and who denies it, if somebody does.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Modality, Polarity
from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_cues

_COMING = frozenset("arrive come fly go head leave prepare return set travel gather".split())
_ORDINALS = frozenset("first second third fourth fifth sixth last latest only youngest oldest".split())
_TIMES = frozenset("after before since while following upon despite besides".split())


@dataclass(frozen=True, slots=True)
class Truth:
    """What a sentence says of the truth of one of its clauses. `denier` is the verb of denying."""

    polarity: Polarity
    modality: Modality
    denier: Token | None = None


def find_truth(token: Token, *, is_headline: bool = False) -> Truth:
    """The polarity and modality of what `token` says, from itself and all that governs it."""
    cues = load_cues()
    negations = 0
    found: list[Modality] = []
    denier: Token | None = None
    for word, below in _chain(token):
        is_self = below is None
        negations += _negations(word, below)
        found += _own_modality(word, is_headline=is_headline)
        if is_self:
            continue
        lemma = word.lemma_.lower()
        assert below is not None
        if lemma in cues.denying and word.pos_ == "VERB" and _is_complement(below):
            negations += 1
            denier = denier or word
        elif lemma in cues.failing and _is_complement(below):
            negations += 1
        elif (
            word.pos_ == "VERB"
            and _is_infinitive(below)
            and lemma in cues.hedging_verbs
            and _is_raising(word)
        ):
            found.append(Modality.HEDGED)
        elif lemma in cues.planning and _is_infinitive(below):
            found.append(Modality.PLANNED)
        elif lemma in cues.wishing and (_is_infinitive(below) or below.dep_ == "ccomp"):
            found.append(Modality.HYPOTHETICAL)
        elif (
            lemma in cues.claiming and below.dep_ == "xcomp"
        ):  # "claims to fight", not "claims that it fights"
            found.append(Modality.HEDGED)
        elif word.pos_ == "NOUN" and lemma in cues.plan_nouns and _is_infinitive(below):
            found.append(Modality.PLANNED)
        elif word.pos_ == "NOUN" and lemma in cues.possible_nouns:
            found.append(Modality.HYPOTHETICAL)
        elif (
            word.pos_ == "ADJ" and lemma in cues.planning and (_is_infinitive(below) or below.lower_ == "to")
        ):
            found.append(Modality.PLANNED)  # "prepared to attack", "committed to attacking"
    modality = next(
        (m for m in (Modality.HYPOTHETICAL, Modality.PLANNED, Modality.HEDGED) if m in found), Modality.ACTUAL
    )
    return Truth(Polarity.NEGATED if negations % 2 else Polarity.AFFIRMED, modality, denier)


def _chain(token: Token) -> Iterator[tuple[Token, Token | None]]:
    """The token, then each word that governs it within the same assertion, with what is below it."""
    below: Token | None = None
    word = token
    while True:
        yield word, below
        if word.dep_ == "ROOT" or word.dep_ in ("relcl", "nsubj", "nsubjpass", "appos", "parataxis"):
            return
        if word.dep_ == "pcomp" and word.head.lower_ in _TIMES:
            return  # its own assertion: "after winning Florida, X reportedly ..."
        if word.dep_ == "ccomp" and any(t.text == ";" for t in word.doc[word.i : word.head.i]):
            return  # two headlines in one: "Rebels agree plan; Russia yet to approve"
        if word.dep_ == "advcl" and not _is_infinitive(word):
            return  # its own assertion: "as rebels fled"
        if word.dep_ == "conj":
            head = word.head
            if not (head.pos_ == word.pos_ or head.pos_ in ("VERB", "AUX")):
                return
            if children(word, "nsubj", "nsubjpass") or head.dep_ == "ROOT":
                if not _shares_auxiliary(word):
                    return
                yield head, None
                return
            below, word = below or token, head
            continue
        below, word = word, word.head


def _shares_auxiliary(word: Token) -> bool:
    """Whether the second of two conjuncts has its tense from the first: "will meet Xi and visit Beijing"."""
    return word.tag_ in ("VB", "VBN") and not children(word, "aux", "auxpass") and not children(word, "nsubj")


def _negations(word: Token, below: Token | None) -> int:
    count = sum(_negates(child, word, below) for child in word.children)
    # "yet to approve", "has yet to sign": not so far
    if _is_infinitive(word) and any(t.lower_ == "yet" for t in _left_context(word)):
        count += 1
    if word.dep_ in ("pobj", "pcomp") and word.head.lower_ == "without":
        count += 1
    return count


def _negates(child: Token, word: Token, below: Token | None) -> bool:
    """Whether a word beside `word` negates it."""
    lower = child.lower_
    if child.dep_ == "neg":
        return True
    if lower in ("not", "never", "no", "neither") and child.dep_ in ("det", "advmod", "preconj"):
        return True
    if lower == "longer":
        return any(g.lower_ == "no" for g in child.children)
    if child.dep_ in ("nsubj", "nsubjpass") and lower in ("nobody", "none", "nothing"):
        return True
    if child.dep_ in ("nsubj", "dobj", "nsubjpass") and child is not below and below is None:
        has_no = any(g.lower_ in ("no", "neither") and g.dep_ == "det" for g in child.children)
        return has_no and word.pos_ in ("VERB", "AUX")
    return False


def _left_context(verb: Token) -> list[Token]:
    start = max(verb.sent.start, verb.i - 3)
    return [verb.doc[i] for i in range(start, verb.i)]


def _own_modality(word: Token, *, is_headline: bool) -> Iterator[Modality]:
    for child in word.children:
        found = _child_modality(child, word)
        if found is not None:
            yield found
    if _is_infinitive(word):
        if word.dep_ == "ROOT" and is_headline and not any(t.lower_ == "yet" for t in _left_context(word)):
            yield Modality.PLANNED  # "Russia to send troops"
        elif word.dep_ in ("advcl", "relcl") and not _tells_of_a_first(word):
            yield Modality.PLANNED  # purpose: "sent troops to capture the town"
    if word.tag_ == "VBG" and word.dep_ == "xcomp" and word.head.lower_ == "going":
        yield Modality.PLANNED
    if (
        word.dep_ == "pcomp"
        and word.head.lower_ in ("at", "for")
        and word.head.head.lemma_ in ("aim", "plan")
    ):
        yield Modality.PLANNED
    if word.dep_ == "pobj" and word.head.lower_ == "for" and word.head.head.lemma_ in _COMING:
        yield Modality.PLANNED  # "arrived for talks with"
    if word.dep_ == "ROOT" and word.sent[-1].text == "?":
        yield Modality.HYPOTHETICAL


def _child_modality(child: Token, word: Token) -> Modality | None:
    """What one word beside it says of it: a modal verb, a hedge, an "if"."""
    cues = load_cues()
    lower = child.lower_
    if child.dep_ == "aux" and child.tag_ == "MD":
        if lower in cues.planned_modals or (lower == "would" and _is_reported_in_past(word)):
            return Modality.PLANNED
        return Modality.HYPOTHETICAL if lower in cues.hypothetical_modals else None
    if child.dep_ in ("advmod", "amod") and {lower, child.lemma_} & cues.hedging_adverbs:
        return Modality.HEDGED
    if child.dep_ == "amod" and lower in cues.planned_adjectives:
        return Modality.PLANNED
    if child.dep_ == "amod" and lower in ("possible", "potential", "hypothetical", "threatened"):
        return Modality.HYPOTHETICAL
    is_condition = child.dep_ in ("mark", "advmod") and lower in cues.conditions and lower != "until"
    return Modality.HYPOTHETICAL if is_condition and word.pos_ in ("VERB", "AUX") else None


def _tells_of_a_first(infinitive: Token) -> bool:
    """Whether it was done: "the first woman to lead the party"."""
    return infinitive.dep_ == "relcl" and any(c.lower_ in _ORDINALS for c in infinitive.head.children)


def _is_reported_in_past(verb: Token) -> bool:
    """Whether "would" is "will" in reported speech: "announced that he would resign"."""
    is_told = verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")
    reports = is_told and verb.head.lemma_.lower() in load_cues().reporting
    return reports and not any(c.dep_ == "advcl" for c in verb.children)  # "would strike if attacked"


def _is_infinitive(token: Token) -> bool:
    return any(c.tag_ == "TO" and c.dep_ == "aux" for c in token.children)


def _is_complement(below: Token) -> bool:
    return below.dep_ in ("xcomp", "ccomp", "dobj", "pcomp", "pobj", "prep", "nsubjpass")


def _is_raising(verb: Token) -> bool:
    """Whether the verb says nothing of its subject but how sure the rest is: "is said to", "appears to"."""
    return verb.lemma_ in ("appear", "seem") or any(c.dep_ == "auxpass" for c in verb.children)
