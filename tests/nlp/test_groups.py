"""Who is named together. Each case: a parse, and all claims in it but states."""

import pytest

from kg.nlp.groups import included, joined
from tests.nlp.factories import WORDS, claims_of, parse, read_parse, word, words

EVENTS = [name for name, relation in WORDS.items() if relation.kind == "event"]


@pytest.mark.parametrize(
    ("spec", "head", "expected"),
    [
        ("Iran:nsubj>left and:cc>Iran Iraq:conj>Iran left .", "Iran", "Iran Iraq"),
        ("Iran:nsubj>left along:prep>Iran with:prep>along Iraq:pobj>with left .", "Iran", "Iran Iraq"),
        ("Iran:nsubj>left alongside:prep>Iran Iraq:pobj>alongside left .", "Iran", "Iran Iraq"),
        # a list whose second name is no apposition
        (
            "Iran:nsubj>left , Iraq:appos>Iran and:cc>Iraq Syria:conj>Iraq left .",
            "Iran",
            "Iran Iraq Syria",
        ),
        (
            "Iran:nsubj>left , Iraq:appos>Iran , Syria:appos>Iraq and:cc>Syria Egypt:conj>Syria left .",
            "Iran",
            "Iran Iraq Syria Egypt",
        ),
        ("Assad:nsubj>left , president:appos>Assad left .", "Assad", "Assad"),
        ("Aleppo:nsubj>fell , Syria:appos>Aleppo fell .", "Aleppo", "Aleppo"),
        # what hangs on the verb belongs to the phrase right before it
        (
            "Iran:nsubj>hit hit/VBD Basra:dobj>hit together:prep>hit with:prep>together Aleppo:pobj>with .",
            "Basra",
            "Basra Aleppo",
        ),
        (
            "Iran:nsubj>hit hit/VBD Basra:dobj>hit together:prep>hit with:prep>together Aleppo:pobj>with .",
            "Iran",
            "Iran",
        ),
        (
            "Iran:nsubj>hit , along:prep>hit with:prep>along Iraq:pobj>with , hit/VBD Basra:dobj>hit .",
            "Iran",
            "Iran Iraq",
        ),
    ],
)
def test_those_joined(spec: str, head: str, expected: str) -> None:
    assert words(joined(word(parse(spec), head))) == expected


@pytest.mark.parametrize(
    ("spec", "head", "expected"),
    [
        (
            "towns/NNS:nsubj>fell , including/VBG:prep>towns Basra:pobj>including and:cc>Basra "
            "Aleppo:conj>Basra , fell .",
            "towns",
            "Basra Aleppo",
        ),
        (
            "towns/NNS:nsubjpass>hit are:auxpass>hit hit/VBN , including/VBG:prep>hit Basra:pobj>including .",
            "towns",
            "Basra",
        ),
        (
            "Iran:nsubj>hit hit/VBD towns/NNS:dobj>hit , including/VBG:prep>hit Basra:pobj>including .",
            "Iran",
            "",
        ),
        (
            "raids/NNS:nsubj>went went , including/VBG:prep>raids in:prep>including Basra:pobj>in .",
            "raids",
            "Basra",
        ),
        ("towns/NNS:nsubj>fell in:prep>towns Syria:pobj>in fell .", "towns", ""),
    ],
)
def test_those_included(spec: str, head: str, expected: str) -> None:
    assert words(included(word(parse(spec), head))) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Iran:nsubj>hit hit/VBD towns/NNS:dobj>hit , including/VBG:prep>towns Basra:pobj>including .",
            ["Iran attacks Basra"],
        ),
        # unnamed people among those who are named as many tell nothing more
        (
            "Iran:nsubj>hit hit/VBD Iraqi:amod>militants militants/NNS:dobj>hit , "
            "including/VBG:prep>militants gunmen=gunman/NNS:pobj>including .",
            ["Iran attacks Iraqi militants"],
        ),
    ],
)
def test_members_are_ends(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *EVENTS) == expected
