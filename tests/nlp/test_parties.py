"""Who does what a noun names, by the clause around it. Each case: a parse, and its events."""

import pytest

from tests.nlp.factories import WORDS, claims_of, read_parse

EVENTS = [name for name, relation in WORDS.items() if relation.kind == "event"]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # what one is charged with, one did
        (
            "Assad:nsubjpass>jailed was:auxpass>jailed jailed/VBN for:prep>jailed the:det>attack "
            "attack:pobj>for on:prep>attack Basra:pobj>on .",
            ["Bashar al-Assad attacks Basra"],
        ),
        (
            "France:nsubj>jailed jailed/VBD Assad:dobj>jailed for:prep>jailed the:det>attack attack:pobj>for "
            "on:prep>attack Basra:pobj>on .",
            ["Bashar al-Assad attacks Basra"],
        ),
        (
            "Assad:nsubjpass>found was:auxpass>found found/VBN guilty/JJ:oprd>found of:prep>guilty "
            "an:det>attack attack:pobj>of on:prep>attack Basra:pobj>on .",
            ["Bashar al-Assad attacks Basra"],
        ),
        (
            "Assad:nsubjpass>charged was:auxpass>charged charged=charge/VBN with:prep>charged "
            "two:nummod>counts counts/NNS:pobj>with of:prep>counts attack:pobj>of "
            "on:prep>attack Basra:pobj>on .",
            ["Bashar al-Assad attacks Basra"],
        ),
        (
            "France:nsubj>jailed jailed/VBD Assad:dobj>jailed for:prep>jailed his:poss>role role:pobj>for "
            "in:prep>role the:det>attack attack:pobj>in on:prep>attack Basra:pobj>on .",
            ["Bashar al-Assad attacks Basra"],
        ),
        # what one does while doing another thing
        (
            "France:nsubj>marched marched/VBD in:prep>marched support:pobj>in for:prep>support "
            "Hamas:pobj>for .",
            ["France supports Hamas"],
        ),
        (
            "Assad:nsubj>arrived arrived=arrive/VBD for:prep>arrived talks/NNS:pobj>for with:prep>talks "
            "Merkel:pobj>with .",
            ["Bashar al-Assad talksWith Angela Merkel [planned]"],
        ),
        # two events with one sufferer
        (
            "Assad:nsubjpass>convicted was:auxpass>convicted convicted=convict/VBN of:prep>convicted "
            "the:det>criticism criticism:pobj>of and:cc>criticism capture:conj>criticism of:prep>criticism "
            "Basra:pobj>of#2 .",
            ["Bashar al-Assad captures Basra"],
        ),
        # silent: the clause tells no doer
        (
            "Iran:nsubj>spoke spoke of:prep>spoke the:det>attack attack:pobj>of on:prep>attack "
            "Basra:pobj>on .",
            [],
        ),
        (
            "Two:nsubjpass>killed were:auxpass>killed killed/VBN in:prep>killed an:det>attack attack:pobj>in "
            "on:prep>attack Basra:pobj>on .",
            [],
        ),
    ],
)
def test_parties(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *EVENTS) == expected
