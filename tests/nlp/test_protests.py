"""Who protests against whom. Each case: a parse, and the claims of protest that must be read in it."""

import pytest

from tests.nlp.factories import claims_of, read_parse

RALLY = "Rebels/NNS:nsubj>held held rally:dobj>held"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # the aim stands after "against", or in another clause
        ("Rebels/NNS:nsubj>marched marched against:prep>marched Assad:pobj>against .", ["al-Assad"]),
        (f"{RALLY} against:prep>rally Assad:pobj>against .", ["al-Assad"]),
        (
            f"{RALLY} in:prep>held protest:pobj>in against:prep>protest Assad:pobj>against .",
            ["al-Assad"],
        ),
        (
            f"{RALLY} to:aux>demand demand:advcl>held talks:dobj>demand from:prep>talks Assad:pobj>from .",
            ["al-Assad"],
        ),
        (
            f"{RALLY} demanding/VBG:advcl>held Assad:poss>resignation 's:case>Assad "
            "resignation:dobj>demanding .",
            ["al-Assad"],
        ),
        (
            "Rebels/NNS:nsubj>blocked blocked roads:dobj>blocked to:aux>denounce denounce:advcl>blocked "
            "Assad:dobj>denounce .",
            ["al-Assad"],
        ),
        (
            f"{RALLY} to:aux>show show:advcl>held anger:dobj>show at:prep>anger Assad:pobj>at .",
            ["al-Assad"],
        ),
        # whom they want to have is no aim
        (
            f"{RALLY} to:aux>demand demand:advcl>held release:dobj>demand of:prep>release Merkel:pobj>of .",
            [],
        ),
        (f"{RALLY} for:prep>rally Assad:pobj>for .", []),
        ("Rebels/NNS:nsubj>held held Basra:dobj>held against:prep>held Assad:pobj>against .", []),
        (f"{RALLY} .", []),
    ],
)
def test_a_verb_of_protest(spec: str, expected: list[str]) -> None:
    found = claims_of(read_parse(spec), "protestsAgainst")
    assert [claim.rpartition(" protestsAgainst ")[2].split()[-1] for claim in found] == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Protests/NNS:nsubj>spread against:prep>Protests Assad:pobj>against spread .",
            ["Syrian protesters protestsAgainst Bashar al-Assad"],
        ),
        (
            "Protests/NNS:nsubj>spread in:prep>Protests Iraq:pobj>in against:prep>Protests "
            "Merkel:pobj>against spread .",
            ["Iraqi protesters protestsAgainst Angela Merkel"],
        ),
        (
            "Syrian:amod>rebels rebels:nsubj>met anti-Hamas/JJ:amod>rebels met .",
            ["Syrian rebels protestsAgainst Hamas"],
        ),
        ("Protests/NNS:nsubj>spread in:prep>Protests Iraq:pobj>in spread .", []),
        ("Strikes/NNS:nsubj>hit against:prep>Strikes Hamas:pobj>against hit Qom:dobj>hit .", []),
        ("An:det>engine anti-tank/JJ:amod>engine engine:nsubj>fell fell .", []),
    ],
)
def test_a_noun_of_protest(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), "protestsAgainst") == expected
