"""What noun phrases mean. Each case: a parse, and the mentions in it that are no bare names."""

import pytest

from kg.model import EntityType, MentionKind
from kg.nlp.referents import noun_lemma
from tests.nlp.factories import parse, read_parse, word


def phrases(spec: str) -> list[str]:
    """`words=entity` for role nouns, forces, collectives, and names that their noun widens."""
    record = read_parse(spec)
    labels = {e.id: e.label for e in record.entities}
    kept = [m for m in record.mentions if m.kind is MentionKind.NOMINAL or " " in m.text]
    return [f"{m.text}={labels[m.entity or '']}" for m in kept]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # the forces, police and government of a state, a leader, or the article's country
        ("Syrian:amod>troops troops:nsubj>left left .", ["Syrian troops=Syrian armed forces"]),
        ("Assad:poss>forces 's:case>Assad forces:nsubj>left left .", ["Assad's forces=Syrian armed forces"]),
        ("The:det>army army:nsubj>left left Aleppo:dobj>left .", ["army=Syrian armed forces"]),
        (
            "The:det>government government:nsubj>fled fled in:prep>fled Basra:pobj>in .",
            ["government=Iraqi government"],
        ),
        (
            "Syrian:amod>troops and:cc>Syrian Iraqi:conj>Syrian troops:nsubj>left left .",
            ["Syrian and Iraqi troops=Iraqi armed forces", "Syrian and Iraqi troops=Syrian armed forces"],
        ),
        (
            "Syrian:amod>Assad Assad:poss>forces 's:case>Assad forces:nsubj>left left .",
            ["Assad's forces=Syrian armed forces"],
        ),
        ("Hamas:compound>police police:nsubj>left left .", ["Hamas police=Hamas"]),
        # collectives are told by their country
        ("Syrian:amod>rebels rebels:nsubj>left left .", ["Syrian rebels=Syrian rebels"]),
        ("Rebels/NNS:nsubj>left in:prep>Rebels Aleppo:pobj>in left .", ["Rebels=Syrian rebels"]),
        ("Rebels/NNS:nsubj>left left .", ["Rebels=rebels"]),
        ("Residents/NNS:nsubj>left of:prep>Residents Aleppo:pobj>of left .", ["Residents=Syrian residents"]),
        ("UN:compound>monitors monitors:nsubj>left left .", ["UN monitors=United Nations monitors"]),
        (
            "Syrian:amod>rebels and:cc>Syrian Iraqi:conj>Syrian rebels:nsubj>left left .",
            ["Syrian and Iraqi rebels=Syrian rebels", "Iraqi rebels=Iraqi rebels"],
        ),
        (
            "Syrian:amod>forces rebel:compound>forces forces:nsubj>left left .",
            ["Syrian rebel forces=Syrian rebel forces"],
        ),
        (
            "Coalition/NN:compound>forces forces:nsubj>left left Aleppo:dobj>left .",
            ["Coalition forces=coalition forces"],
        ),
        (
            "Iraq:nmod>army and:cc>Iraq Syrian:conj>Iraq army:nsubj>left left .",
            ["Iraq and Syrian army=Iraqi armed forces", "Syrian army=Syrian armed forces"],
        ),
        ("Syrian:amod>diplomats diplomats:nsubj>left left .", ["Syrian diplomats=Syrian diplomats"]),
        # what a name is, and what holds it
        ("The:det>group ISIS:compound>group group:nsubj>left left .", ["ISIS group=Islamic State"]),
        ("Hamas:compound>fighters fighters:nsubj>left left .", ["Hamas fighters=Hamas"]),
        ("Homs:compound>province province:nsubj>fell fell .", ["Homs province=Homs"]),
        ("Members/NNS:nsubj>left of:prep>Members Hamas:pobj>of left .", []),
        (
            "The:det>towns Homs:compound>towns towns/NNS:nsubj>fell of:prep>towns Aleppo:pobj>of "
            "and:cc>Aleppo Basra:conj>Aleppo fell .",
            [],
        ),
        # two titles before one name
        (
            "Writer/NN:nsubj>left and:cc>Writer doctor:compound>Assad Assad:conj>Writer left .",
            [],
        ),
        # several owners after "of"
        (
            "The:det>governments governments/NNS:nsubj>met of:prep>governments Iran:pobj>of and:cc>Iran "
            "Iraq:conj>Iran met .",
            ["Iran=Iranian government", "Iraq=Iraqi government"],
        ),
        # offices and bodies
        (
            "The:det>president Syrian:amod>president president:nsubj>left left .",
            ["Syrian president=Bashar al-Assad"],
        ),
        (
            "The:det>president embattled:amod>president Syrian:amod>president president:nsubj>left left .",
            ["embattled Syrian president=Bashar al-Assad"],
        ),
        ("The:det>president former:amod>president Syrian:amod>president president:nsubj>left left .", []),
        ("The:det>chef Syrian:amod>chef chef:nsubj>left left .", []),
        (
            "The:det>parliament Syrian:amod>parliament parliament:nsubj>met met .",
            ["Syrian parliament=Syrian parliament"],
        ),
        # bodies and states that act as a number, and bare numbers of people
        (
            "Iranian:amod>companies companies=company/NNS:nsubj>left left .",
            ["Iranian companies=Iranian companies"],
        ),
        ("Syria:nsubj>detained detained four/CD:dobj>detained .", ["four=Syrian people"]),
        ("Dozens/NNS:nsubjpass>killed were:auxpass>killed killed/VBN .", ["Dozens=people"]),
        (
            "Syria:nsubj>wounded wounded=wound six/CD:nummod>more more/JJ:dobj>wounded .",
            ["six more=Syrian people"],
        ),
        # not of one that is told apart, nor of what is no number of people
        ("The:det>company Iranian:amod>company company/NN:nsubj>left left .", []),
        ("Syria:nsubj>won won four/CD:dobj>won .", []),
        # no known kind of thing
        ("The:det>tea Syrian:amod>tea tea:nsubj>fell fell .", []),
        ("The:det>war Syrian:amod>war war:nsubj>fell fell .", []),
        ("Presidents/NNS:nsubj>met met .", []),
    ],
)
def test_noun_phrases(spec: str, expected: list[str]) -> None:
    assert phrases(spec) == expected


HIT = "was:auxpass>hit hit/VBN by:agent>hit Iran:pobj>by ."


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Hundreds/NNS:nsubjpass>hit of:prep>Hundreds Hamas:pobj>of", ["Hamas"]),
        ("The:det>city city:nsubjpass>hit of:prep>city Basra:pobj>of", ["Basra"]),
        (
            "Parts/NNS:nsubjpass>hit of:prep>Parts Basra:pobj>of and:cc>Basra Aleppo:conj>Basra",
            ["Basra", "Aleppo"],
        ),
        ("The:det>book book:nsubjpass>hit of:prep>book Basra:pobj>of", []),
        ("Residents/NNS:nsubjpass>hit of:prep>Residents Basra:pobj>of", ["Iraqi residents"]),
    ],
)
def test_words_that_only_hold_what_follows_of(spec: str, expected: list[str]) -> None:
    claims = read_parse(f"{spec} {HIT}").claims
    assert [claim.recipient.label for claim in claims if claim.relation == "attacks"] == expected


def test_the_type_and_country_of_what_is_made_up() -> None:
    record = read_parse("Syrian:amod>rebels rebels:nsubj>left left .")
    rebels = next(e for e in record.entities if e.label == "Syrian rebels")
    assert (rebels.id, rebels.type, rebels.country, rebels.sector) == (
        "group-syrian-rebels",
        EntityType.GROUP,
        "SY",
        "REB",
    )
    record = read_parse("Syrian:amod>troops troops:nsubj>left left .")
    assert ("mil-sy", EntityType.MILITARY, "SY") in [(e.id, e.type, e.country) for e in record.entities]


@pytest.mark.parametrize(
    ("spec", "noun", "expected"),
    [
        ("The:det>minister foreign:amod>minister minister:nsubj>left left .", "minister", "foreign minister"),
        ("Foreign:amod>ministers ministers:nsubj>left left .", "ministers", "foreign minister"),
        ("The:det>minister prime:amod>minister minister:nsubj>left left .", "minister", "minister"),
        ("The:det>envoy foreign:amod>envoy envoy:nsubj>left left .", "envoy", None),
    ],
)
def test_the_longest_listed_phrase_ends_at_the_noun(spec: str, noun: str, expected: str | None) -> None:
    assert noun_lemma(word(parse(spec), noun), frozenset({"minister", "foreign minister"})) == expected
