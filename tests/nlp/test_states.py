import pytest

from tests.nlp.factories import WORDS, claims_of, read, read_parse

STATES = [name for name, relation in WORDS.items() if relation.kind == "state"]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # titles before the name, behind it, and after "become"
        (
            "French:amod>Minister Foreign:compound>Minister Minister:compound>Ayrault Ayrault:nsubj>left "
            "left .",
            ["Jean-Marc Ayrault officialOf France"],
        ),
        (
            "Ayrault:nsubj>left ,:punct>Ayrault the:det>minister French:amod>minister foreign:amod>minister "
            "minister:appos>Ayrault , left .",
            ["Jean-Marc Ayrault officialOf France"],
        ),
        (
            "France:poss>minister 's:case>France minister:nsubj>left ,:punct>minister Ayrault:appos>minister "
            ", left .",
            ["Jean-Marc Ayrault officialOf France"],
        ),
        (
            "Ayrault:nsubj>left ,:punct>Ayrault minister:appos>Ayrault ,:punct>minister "
            "Gazprom:appos>minister left .",
            ["Jean-Marc Ayrault officialOf Gazprom"],
        ),
        (
            "Ayrault:nsubj>became became=become minister:attr>became of:prep>minister France:pobj>of .",
            ["Jean-Marc Ayrault officialOf France"],
        ),
        (
            "Merkel:nsubj>is is the:det>leader leader:attr>is of:prep>leader France:pobj>of .",
            ["Angela Merkel leads France"],
        ),
        (
            "the:det>envoy UN:compound>envoy envoy:compound>Merkel Merkel:nsubj>left left .",
            ["Angela Merkel officialOf United Nations"],
        ),
        # an office that tells its holder
        (
            "The:det>president Syrian:amod>president president:poss>forces 's:case>president "
            "forces:nsubj>left left .",
            ["Bashar al-Assad leads Syria", "Syrian armed forces sideOf Bashar al-Assad"],
        ),
        # neighbours count where the tree has gone wrong; a role joined to another's body; a resignation
        (
            "The:det>head head:nsubj>left of:prep>head the:det>Duma Duma:pobj>of Merkel:nsubj>left left .",
            [],  # a head is no role of this small world
        ),
        (
            "the:det>leader leader:nsubj>left of:prep>leader the:det>Duma Duma:pobj>of Merkel:nsubj>left "
            "left .",
            ["Angela Merkel leads Duma"],
        ),
        (
            "French:amod>leader leader:compound>Merkel Merkel:nsubj>left and:cc>Merkel "
            "minister:compound>Ayrault Ayrault:conj>Merkel left .",
            ["Angela Merkel leads France", "Jean-Marc Ayrault officialOf France"],
        ),
        (
            "Merkel:poss>resignation 's:case>Merkel resignation:nsubj>came as:prep>resignation "
            "leader:pobj>as of:prep>leader France:pobj>of came=come .",
            ["Angela Merkel leads France"],
        ),
        # silent: no office, nobody named, no body named, a wish
        ("French:amod>wine wine:nsubj>sold sold=sell .", []),
        ("The:det>minister French:amod>minister minister:nsubj>left left .", []),
        ("Merkel:nsubj>is is a:det>leader leader:attr>is .", []),
        (
            "Merkel:nsubj>left left ,:punct>left a:det>friend friend:appos>Merkel of:prep>friend "
            "France:pobj>of .",
            [],
        ),
    ],
)
def test_offices(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *STATES) == expected


def test_a_holder_named_once_is_known_by_the_office_alone() -> None:
    first = "French:amod>Minister Foreign:compound>Minister Minister:compound>Merkel Merkel:nsubj>left left ."
    second = (
        "the:det>minister {}:amod>minister foreign:amod>minister minister:nsubj>hit hit/VBD Basra:dobj>hit ."
    )
    same, other = second.format("French"), second.format("Iraqi")
    assert claims_of(read_parse(first, same), "attacks") == ["Angela Merkel attacks Basra"]
    assert "Angela Merkel attacks Basra" not in claims_of(read_parse(first, other), "attacks")


def test_a_known_holder_holds_the_office_on_the_day_only() -> None:
    spec = "The:det>president Syrian:amod>president president:nsubj>hit hit/VBD Basra:dobj>hit ."
    assert claims_of(read_parse(spec, published="2024-06-15"), "attacks") == ["Bashar al-Assad attacks Basra"]
    assert "Bashar al-Assad attacks Basra" not in claims_of(read_parse(spec, published="2025-06-15"))


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Syrian:amod>troops troops:nsubj>left left .", ["Syrian armed forces sideOf Syria"]),
        (
            "Assad:poss>forces 's:case>Assad forces:nsubj>left left .",
            ["Syrian armed forces sideOf Bashar al-Assad"],
        ),
        ("The:det>army Iranian:amod>army army:nsubj>left left .", ["Iranian armed forces sideOf Iran"]),
        ("Troops/NNS:nsubj>left left .", []),
        ("Syrian:amod>rebels rebels:nsubj>left left .", []),  # rebels are on no state's side
        (
            "A:det>diplomat Syrian:amod>diplomat diplomat:nsubj>left left .",
            ["Syrian diplomat officialOf Syria"],
        ),
        ("A:det>student Iraqi:amod>student student:nsubj>left left .", ["Iraqi student citizenOf Iraq"]),
        ("Iraqi:amod>students students:nsubj>left left .", []),  # nobody in particular
    ],
)
def test_forces(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *STATES) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Aleppo:nsubj>fell ,:punct>Aleppo Syria:appos>Aleppo , fell .", ["Aleppo locatedIn Syria"]),
        ("Basra:nsubj>fell in:prep>Basra Iraq:pobj>in fell .", ["Basra locatedIn Iraq"]),
        # a list
        (
            "from:prep>came Basra:pobj>from ,:punct>Basra Homs:appos>Basra ,:punct>Homs Aleppo:appos>Homs "
            "and:cc>Aleppo Damascus:conj>Aleppo came .",
            [],
        ),
        ("Aleppo:nsubj>fell in:prep>Aleppo the:det>Homs Homs:pobj>in fell .", ["Aleppo locatedIn Homs"]),
        (
            "Syria:poss>city 's:case>Syria second:amod>city city:nsubj>fell ,:punct>city Aleppo:appos>city , "
            "fell .",
            ["Aleppo locatedIn Syria"],
        ),
        (
            "The:det>city Syrian:amod>city city:nsubj>fell of:prep>city Aleppo:pobj>of fell .",
            ["Aleppo locatedIn Syria"],
        ),
        (
            "Tehran:nsubj>fell ,:punct>Tehran the:det>capital Iranian:amod>capital capital:appos>Tehran , "
            "fell .",
            ["Tehran capitalOf Iran"],
        ),
        # an institution and its place
        (
            "The:det>prison prison:nsubj>fell in:prep>prison Aleppo:pobj>in fell .",
            ["Aleppo prison locatedIn Aleppo"],
        ),
        ("Gazprom:nsubj>left in:prep>Gazprom Basra:pobj>in left .", ["Gazprom locatedIn Basra"]),
        # silent
        ("The:det>party party:nsubj>ended in:prep>party Aleppo:pobj>in ended .", []),  # no institution
        (
            "Troops/NNS:nsubj>left left Gazprom:dobj>left in:prep>left Basra:pobj>in .",
            [],
        ),  # they left in Basra
        ("Aleppo:nsubj>fell and:cc>Aleppo Basra:conj>Aleppo fell .", []),
        ("Aleppo:nsubj>fell ,:punct>Aleppo Basra:conj>Aleppo , fell .", []),
        ("Basra:nsubj>fell ,:punct>Basra Iran:appos>Basra , fell .", []),  # Basra is in Iraq
        ("Iran:nsubj>fell ,:punct>Iran Iraq:conj>Iran , fell .", []),
        ("Troops/NNS:nsubj>left left Basra:dobj>left for:prep>left Iraq:pobj>for .", []),
    ],
)
def test_places(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *STATES) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "The:det>parliament Iranian:amod>parliament parliament:nsubj>left left .",
            ["Iranian parliament partOf Iran"],
        ),
        ("The:det>junta Syrian:amod>junta junta:nsubj>left left .", ["Syrian government leads Syria"]),
        ("Duma:nsubj>left of:prep>Duma Russia:pobj>of left .", ["Duma partOf Russia"]),
        ("Gazprom:nsubj>left of:prep>Gazprom Hamas:pobj>of left .", []),  # no organ by its name
        ("Russia:poss>Duma 's:case>Russia Duma:nsubj>left left .", ["Duma partOf Russia"]),
        ("Russia:poss>Gazprom 's:case>Russia Gazprom:nsubj>left left .", ["Gazprom locatedIn Russia"]),
        (
            "Merkel:nsubj>left of:prep>Merkel the:det>Duma Duma:pobj>of left .",
            ["Angela Merkel memberOf Duma"],
        ),
        ("Baath:compound>Merkel Merkel:nsubj>left left .", ["Angela Merkel memberOf Baath"]),
        (
            "UN:compound>scientist scientist/NN:compound>Merkel Merkel:nsubj>left left .",
            ["Angela Merkel memberOf United Nations"],
        ),
        (
            "Iranian:amod>scientist scientist/NN:compound>Merkel Merkel:nsubj>left left .",
            ["Angela Merkel citizenOf Iran"],
        ),
        ("Merkel:nsubj>left left the:det>UN UN:dobj>left .", []),
        ("The:det>government Iranian:amod>government government:nsubj>left left .", []),  # is the state
        ("Russia:poss>Basra 's:case>Russia Basra:nsubj>fell fell .", []),
        ("Syria:poss>Assad 's:case>Syria Assad:nsubj>left left .", []),  # a person is no part of a country
        ("Egypt:poss>Hamas 's:case>Egypt Hamas:nsubj>left left .", []),
    ],
)
def test_whose_body_it_is(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *STATES) == expected


def test_a_state_holds_whatever_the_clause_around_it_says() -> None:
    spec = (
        "French:amod>Minister Minister:compound>Ayrault Ayrault:nsubj>hit did/VBD:aux>hit not:neg>hit hit/VB "
        "Basra:dobj>hit ."
    )
    assert claims_of(read_parse(spec)) == [
        "Jean-Marc Ayrault officialOf France",
        "Jean-Marc Ayrault attacks Basra [negated]",
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Senator Dean Heller of Nevada met students in Reno on Monday.",
            ["Dean Heller memberOf United States Senate"],
        ),
        (
            "British MP Diane Abbott called for calm.",
            ["Diane Abbott memberOf Parliament of the United Kingdom"],
        ),
        (
            "Brazil changed its law. Brazilian judges welcomed it. Senator Flavio Dino thanked Brazil.",
            ["Flavio Dino memberOf Brazilian senate"],
        ),
        # no country is told, or another than the member's
        ("Senator Flavio Dino criticised Spain.", []),
        ("A representative, Jane Doe, met Canadian bankers.", []),
    ],
)
def test_members_of_a_house_by_their_title(text: str, expected: list[str]) -> None:
    assert claims_of(read(text), "memberOf") == expected
