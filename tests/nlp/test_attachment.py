"""Phrases that the parser hung wrong. Each case: a parse, and all claims in it but states."""

import pytest

from kg.nlp.attachment import mislabelled_subject, other_antecedents, stray_phrases
from tests.nlp.factories import WORDS, claims_of, parse, read_parse, word, words

EVENTS = [name for name, relation in WORDS.items() if relation.kind == "event"]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # the nearest noun first, the parser's own choice never
        (
            "The:det>mayor mayor:nsubj>left of:prep>mayor Basra:pobj>of , held/VBN:acl>mayor by:agent>held "
            "Iran:pobj>by , left .",
            "Basra",
        ),
        ("Basra:nsubj>left held/VBN:acl>Basra by:agent>held Iran:pobj>by left .", ""),
        # who has a subject of its own tells of nobody before it
        (
            "The:det>mayor mayor:nsubj>left of:prep>mayor Basra:pobj>of he:nsubj>hates "
            "hates/VBZ:relcl>mayor left .",
            "",
        ),
    ],
)
def test_other_antecedents(spec: str, expected: str) -> None:
    doc = parse(spec)
    clause = next(t for t in doc if t.dep_ in ("acl", "relcl"))
    assert words(other_antecedents(clause)) == expected


@pytest.mark.parametrize(
    ("spec", "path", "expected"),
    [
        (
            "Iran:nsubj>sold sold arms/NNS:dobj>sold of:prep>arms war:pobj>of to:prep>war Syria:pobj>to .",
            "to",
            "Syria",
        ),
        ("Iran:nsubj>sold sold arms/NNS:dobj>sold to:prep>sold Syria:pobj>to .", "to", ""),
        (
            "Iran:nsubj>sold sold arms/NNS:dobj>sold after:prep>arms talks/NNS:pobj>after with:prep>talks "
            "Syria:pobj>with .",
            "with",
            "",
        ),
    ],
)
def test_stray_phrases(spec: str, path: str, expected: str) -> None:
    found = stray_phrases(word(parse(spec), "sold"), path)
    assert words(phrase for _, phrase in found) == expected


def test_a_subject_taken_for_part_of_the_verb() -> None:
    doc = parse("A:det>court court:compound>sentences sentences/VBZ Assad:dobj>sentences .")
    assert words(mislabelled_subject(word(doc, "sentences"))) == "court"
    doc = parse("The:det>court court:compound>sentences sentences/NNS:nsubj>fell fell .")
    assert mislabelled_subject(word(doc, "sentences")) == []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "The:det>mayor mayor:nsubj>left of:prep>mayor Basra:pobj>of , hit/VBN:acl>mayor by:agent>hit "
            "Iran:pobj>by , left .",
            ["Iran attacks Basra"],
        ),
        # a finite verb joined to the object before it
        (
            "Iran:nsubj>hit hit/VBD Basra:dobj>hit and:cc>Basra shells/VBZ:conj>Basra Aleppo:dobj>shells .",
            ["Iran attacks Basra", "Iran attacks Aleppo"],
        ),
        # one object of two verbs
        (
            "Iran:nsubj>shelled shelled and:cc>shelled hit/VBD:conj>shelled Basra:dobj>hit .",
            ["Iran attacks Basra"],
        ),
        (
            "Iran:nsubj>shelled shelled Aleppo:dobj>shelled and:cc>shelled "
            "took/VBD:conj>shelled Basra:dobj>took .",
            ["Iran attacks Aleppo", "Iran captures Basra"],
        ),
        (
            "Iran:nsubj>shelled shelled and:cc>shelled Egypt:nsubj>took took/VBD:conj>shelled "
            "Basra:dobj>took .",
            ["Egypt captures Basra"],
        ),
        # what follows a participle that only names somebody
        (
            "Iran:nsubj>shelled shelled a:det>town town:dobj>shelled called/VBN:acl>town Basra:oprd>called "
            "and:cc>called hit/VBD:conj>called Aleppo:dobj>hit .",
            ["Iran attacks Basra", "Iran attacks Aleppo"],
        ),
        # an object that the parser took for an apposition
        ("Iran:nsubj>shells shells/VBZ Basra:appos>shells .", ["Iran attacks Basra"]),
        # what an apposition tells, it tells of the name before it
        (
            "Assad:nsubj>left , a:det>doctor doctor:appos>Assad who:nsubj>shelled shelled:relcl>doctor "
            "Basra:dobj>shelled , left .",
            ["Bashar al-Assad attacks Basra"],
        ),
        # a place in another is not hit beside it
        (
            "Iran:nsubj>hit hit/VBD Aleppo:dobj>hit , Homs:conj>Aleppo .",
            ["Iran attacks Aleppo"],
        ),
        (
            "Iran:nsubj>hit hit/VBD Aleppo:dobj>hit and:cc>Aleppo Homs:conj>Aleppo .",
            ["Iran attacks Aleppo", "Iran attacks Homs"],
        ),
        (
            "Iran:nsubj>hit hit/VBD Iraq:dobj>hit , Egypt:conj>Iraq .",
            ["Iran attacks Iraq", "Iran attacks Egypt"],
        ),
    ],
)
def test_who_acts_on_whom(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *EVENTS) == expected
