"""Who struck and where, told by what the strike did. Each case: a parse, and all claims in it but states."""

import pytest

from tests.nlp.factories import WORDS, claims_of, read_parse

EVENTS = [name for name, relation in WORDS.items() if relation.kind == "event"]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # the striker stands before the strike, or after "by"
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN in:prep>destroyed "
            "Iranian:amod>raids raids/NNS:pobj>in .",
            ["Iran attacks Basra"],
        ),
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN in:prep>destroyed a:det>raid "
            "raid:pobj>in by:prep>raid Iran:pobj>by .",
            ["Iran attacks Basra"],
        ),
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN in:prep>destroyed a:det>raid "
            "raid:pobj>in on:prep>raid villages=village/NNS:pobj>on by:prep>villages Iran:pobj>by .",
            ["Iran attacks Basra"],
        ),
        # a place where the strike was is not the striker
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN in:prep>destroyed a:det>raid "
            "raid:pobj>in in:prep>raid Syria:pobj>in#2 .",
            [],
        ),
        # who made the strike, who fought those killed, who did violence when they died
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN in:prep>destroyed "
            "raids/NNS:pobj>in launched/VBN:acl>raids by:agent>launched Iran:pobj>by .",
            ["Iran attacks Basra"],
        ),
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN in:prep>destroyed "
            "clashes=clash/NNS:pobj>in with:prep>clashes Iran:pobj>with .",
            ["Iran attacks Basra"],
        ),
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN when/WRB:advmod>opened "
            "Iran:nsubj>opened opened/VBD:advcl>destroyed fire:dobj>opened .",
            ["Iran attacks Basra"],
        ),
        (
            "Basra:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN when/WRB:advmod>slept "
            "Iran:nsubj>slept slept/VBD:advcl>destroyed .",
            [],
        ),
        # whoever is charged with the attack made it
        (
            "A:det>court court:nsubj>jailed jailed=jail/VBD Merkel:dobj>jailed over:prep>jailed "
            "the:det>attack attack:pobj>over on:prep>attack Basra:pobj>on .",
            ["Angela Merkel attacks Basra"],
        ),
        # the place is where the strike did harm
        (
            "An:det>strike Iranian:amod>strike air:compound>strike strike:nsubj>killed killed/VBD "
            "two:dobj>killed in:prep>killed Basra:pobj>in .",
            ["Iran attacks Basra"],
        ),
        (
            "Two:nsubjpass>killed were:auxpass>killed killed/VBN in:prep>killed Basra:pobj>in in:prep>killed "
            "an:det>strike Iranian:amod>strike air:compound>strike strike:pobj>in#2 .",
            ["Iran attacks Basra"],
        ),
        (
            "Two:nsubjpass>killed were:auxpass>killed killed/VBN in:prep>killed an:det>strike "
            "air:compound>strike strike:pobj>in by:prep>strike Iran:pobj>by in:prep>Iran Basra:pobj>in#2 .",
            ["Iran attacks Basra"],
        ),
        # who fights with those hit, or strikes in the clause that tells when
        (
            "Hamas:nsubjpass>hit was:auxpass>hit hit/VBN in:prep>hit a:det>shootout shootout:pobj>in "
            "with:prep>shootout Egypt:pobj>with .",
            ["Egypt attacks Hamas"],
        ),
        (
            "Hamas:nsubjpass>hit was:auxpass>hit hit/VBN after:mark>destroyed Egypt:nsubj>destroyed "
            "destroyed:advcl>hit a:det>base base:dobj>destroyed .",
            ["Egypt attacks Hamas", "Egypt attacks base"],
        ),
        (
            "Hamas:nsubjpass>hit was:auxpass>hit hit/VBN after:mark>visited Egypt:nsubj>visited "
            "visited:advcl>hit a:det>base base:dobj>visited .",
            [],
        ),
        (
            "Hamas:nsubjpass>hit was:auxpass>hit hit/VBN in:prep>hit a:det>cafe cafe:pobj>in "
            "with:prep>cafe Egypt:pobj>with .",
            [],
        ),
        # what a strike targets, and what is reported between two
        (
            "Iranian:amod>attacks attacks/NNS:nsubj>went targeting/VBG:acl>attacks "
            "Basra:dobj>targeting went .",
            ["Iran attacks Basra"],
        ),
        (
            "Iranian:amod>attacks attacks/NNS:nsubj>went leaving/VBG:acl>attacks Basra:dobj>leaving went .",
            [],
        ),
        # what a strike is discussed in, it was not felt in
        (
            "An:det>strike Iranian:amod>strike air:compound>strike strike:nsubj>angered angered/VBD "
            "two:dobj>angered in:prep>angered Basra:pobj>in .",
            [],
        ),
    ],
)
def test_the_ends_of_a_strike(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *EVENTS) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Assad:nsubjpass>detained was:auxpass>detained detained=detain/VBN "
            "in:prep>detained Egypt:pobj>in .",
            ["Egypt detains Bashar al-Assad"],
        ),
        (
            "Assad:nsubjpass>detained was:auxpass>detained detained=detain/VBN "
            "in:prep>detained Egypt:pobj>in by:agent>detained Iraq:pobj>by .",
            ["Iraq detains Bashar al-Assad"],
        ),
        # a city has no authorities that are told by its name, and not all that is done is theirs to do
        (
            "Assad:nsubjpass>detained was:auxpass>detained detained=detain/VBN "
            "in:prep>detained Basra:pobj>in .",
            [],
        ),
        ("Assad:nsubjpass>taken was:auxpass>taken taken/VBN in:prep>taken Egypt:pobj>in .", []),
    ],
)
def test_a_country_stands_for_its_authorities(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *EVENTS) == expected
