"""Slips of the parser that are mended, as the parser makes them, and shapes that must stay as they are."""

import pytest

from kg.nlp.lemmas import find_inflections
from kg.nlp.repairs import mend_parse
from tests.nlp.factories import claims_of, parse, read

FORMS = find_inflections(["sentence", "arrest", "kill", "meet"])


def mended(spec: str, ents: dict[str, str] | None = None) -> list[str]:
    """What the repairs change: `word: label of head`."""
    doc = parse(spec, ents=ents)
    before = [(t.head.i, t.dep_) for t in doc]
    sentences = [s.text for s in doc.sents]
    mend_parse(doc, FORMS)
    assert [s.text for s in doc.sents] == sentences
    changed = (t for t, old in zip(doc, before, strict=True) if (t.head.i, t.dep_) != old)
    return [f"{t.text}: {t.dep_} of {t.head.text}" for t in changed]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "A:det>jails Kenyan/JJ:amod>jails court:compound>jails jails/VBZ Duale:dobj>jails",
            ["A: det of court", "Kenyan: amod of court", "court: nsubj of jails"],
        ),
        ("The:det>court court:nsubj>jails jails/VBZ Duale:dobj>jails", []),
        # a noun after all: "by US military airstrikes"
        ("killed/VBN by:agent>killed army:compound>raids raids/VBZ:pobj>by", []),
    ],
)
def test_a_finite_verb_has_a_subject(spec: str, expected: list[str]) -> None:
    assert mended(spec) == expected


def test_a_verb_is_freed_from_the_name_after_it() -> None:
    spec = "Police:compound>arrests arrests/VBZ:compound>Farah Farah/NNP ."
    assert mended(spec, {"Farah": "PERSON"}) == [
        "Police: nsubj of arrests",
        "arrests: ROOT of arrests",
        "Farah: dobj of arrests",
        ".: punct of arrests",
    ]
    court = "An:det>court appeals/VBZ:compound>court court:nsubj>ruled ruled ."
    assert mended(court) == []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Greek:amod>police police:compound>arrests arrests/NNS five:nummod>people people:appos>arrests",
            ["police: nsubj of arrests", "people: dobj of arrests"],
        ),
        # a headline about arrests
        (
            "Police:compound>arrests arrests/NNS ,:punct>arrests a:det>surprise surprise:appos>arrests",
            [],
        ),
    ],
)
def test_a_plural_that_heads_all_is_a_verb(spec: str, expected: list[str]) -> None:
    assert mended(spec) == expected


def test_an_apposition_to_a_verb_is_its_object() -> None:
    assert mended("Courts:nsubj>jail jail/VBP minister:appos>jail") == ["minister: dobj of jail"]
    assert mended("Courts:nsubj>rest rest/VBP ,:punct>rest minister:appos>rest") == []


def test_what_follows_as_is_the_subject_of_the_verb_after_it() -> None:
    spec = "Mali:nsubj>left left/VBD as:prep>left raid:pobj>as killed/VBD:conj>left guards:dobj>killed"
    assert mended(spec) == ["as: mark of killed", "raid: nsubj of killed", "killed: advcl of left"]
    joined = "Mali:nsubj>left left/VBD as:prep>left planned:pobj>as and:cc>left killed/VBD:conj>left"
    assert mended(joined) == []


def test_whom_a_report_names_is_the_subject_of_the_verb_joined_to_it() -> None:
    spec = "Kabul:nsubj>says says/VBZ children:dobj>says were/VBD:auxpass>killed killed/VBN:conj>says"
    assert mended(spec) == ["children: nsubjpass of killed", "killed: ccomp of says"]
    two = "Kabul:nsubj>says says/VBZ much:dobj>says and:cc>says was/VBD:auxpass>heard heard/VBN:conj>says"
    assert mended(two) == []


def test_the_last_noun_of_a_joined_compound_is_its_head() -> None:
    spec = (
        "hit/VBN in:prep>hit a:det>missile missile:pobj>in and:cc>missile drone:compound>attack "
        "attack:conj>missile on:prep>missile Odesa:pobj>on"
    )
    assert mended(spec) == [
        "a: det of attack",
        "missile: nmod of attack",
        "drone: conj of missile",
        "attack: pobj of in",
        "on: prep of attack",
    ]
    two = (
        "hit/VBN in:prep>hit a:det>fire fire:pobj>in and:cc>fire a#2:det>attack drone:compound>attack "
        "attack:conj>fire"
    )
    assert mended(two.replace("a#2", "one")) == []
    assert mended(spec.replace("attack", "president")) == []


def test_a_person_is_the_envoy_not_the_country() -> None:
    spec = "the:det>envoy envoy for:prep>envoy Peru:pobj>for ,:punct>Peru Solis:appos>Peru"
    ents = {"Peru": "GPE", "Solis": "PERSON"}
    assert mended(spec, ents) == ["Solis: appos of envoy"]
    assert mended(spec.replace("envoy", "war"), ents) == []


def test_places_in_a_row_lie_in_each_other() -> None:
    spec = "rain in:prep>rain Leoben:pobj>in ,:punct>Leoben Styria:conj>Leoben ,#2:punct>Styria"
    spec = spec.replace(",#2", ",")
    ents = {"Leoben": "GPE", "Styria": "GPE"}
    assert mended(spec, ents) == ["Styria: appos of Leoben"]
    listed = "rain in:prep>rain Leoben:pobj>in and:cc>Leoben Styria:conj>Leoben"
    assert mended(listed, ents) == []
    listed = (
        "rain in:prep>rain Leoben:pobj>in ,:punct>Leoben Styria:conj>Leoben ,:punct>Styria Tyrol:conj>Styria "
        "and:cc>Styria Carinthia:conj>Styria"
    )
    assert mended(listed, ents | {"Tyrol": "GPE", "Carinthia": "GPE"}) == []


def test_a_relative_is_somebody_else() -> None:
    spec = "on Mbeki:pobj>on ,:punct>Mbeki his/PRP$:poss>wife wife:appos>Mbeki Anne:appos>wife"
    assert mended(spec) == ["wife: conj of Mbeki"]
    assert mended(spec.replace("his/PRP$:poss>wife", "a:det>wife")) == []


@pytest.mark.model
def test_mended_sentences_are_read() -> None:
    text = "Greek police arrests five people. "
    text += "Forty are hurt in an Eritrean missile and mortar attack on Adigrat."
    assert {"Greek police arrests Greek people", "Eritrea bombs Adigrat"} <= set(claims_of(read(text)))
