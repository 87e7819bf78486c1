"""Patterns held against the grammar of a sentence. Each case: a parse, and all claims in it but states."""

import pytest

from kg.nlp.events import light_verb, occurrence
from kg.nlp.predicates import is_predicate, verb_lemmas
from tests.nlp.factories import WORDS, claims_of, parse, read_parse, word

EVENTS = [name for name, relation in WORDS.items() if relation.kind == "event"]


def gap(spec: str, expected: list[str], reason: str) -> object:
    return pytest.param(spec, expected, marks=pytest.mark.xfail(strict=True, reason=reason))


def check(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), *EVENTS) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Iran:nsubj>shelled shelled Basra:dobj>shelled .", ["Iran attacks Basra"]),
        ("Basra:nsubjpass>hit was:auxpass>hit hit/VBN by:agent>hit Iran:pobj>by .", ["Iran attacks Basra"]),
        ("Iran:nsubj>came who:nsubj>hit hit:relcl>Iran Basra:dobj>hit came .", ["Iran attacks Basra"]),
        (
            "Basra:nsubjpass>hit taken:acl>Basra by:agent>taken Iran:pobj>by was:auxpass>hit hit/VBN "
            "by:agent>hit Egypt:pobj>by#2 .",
            ["Iran captures Basra", "Egypt attacks Basra"],
        ),
        (
            "Iran:nsubj>told told Iraq:dobj>told to:aux>hit hit:xcomp>told Basra:dobj>hit .",
            ["Iraq attacks Basra [hypothetical]"],
        ),
        ("Iran:nsubj>came came hitting=hit/VBG:advcl>came Basra:dobj>hitting .", ["Iran attacks Basra"]),
        (
            "Iran:nsubj>left left after:prep>left hitting=hit:pcomp>after Basra:dobj>hitting .",
            ["Iran attacks Basra"],
        ),
        (
            "Iran:npadvmod>backed backed/VBN:amod>Hamas Hamas:nsubj>hit hit/VBD Basra:dobj>hit .",
            ["Iran supports Hamas", "Hamas attacks Basra"],
        ),
        # every conjunct is an end
        (
            "Iran:nsubj>hit and:cc>Iran Egypt:conj>Iran hit/VBD Basra:dobj>hit and:cc>Basra "
            "Aleppo:conj>Basra .",
            ["Iran attacks Basra", "Iran attacks Aleppo", "Egypt attacks Basra", "Egypt attacks Aleppo"],
        ),
        (
            "Iran:nsubj>took took Basra:dobj>took and:cc>took hit/VBD:conj>took Aleppo:dobj>hit .",
            ["Iran captures Basra", "Iran attacks Aleppo"],
        ),
        # a noun's modifier and its container mean an end
        ("Iranian:amod>jets jets:nsubj>hit hit/VBD Basra:dobj>hit .", ["Iran attacks Basra"]),
        (
            "Basra:nsubjpass>hit was:auxpass>hit hit/VBN by:agent>hit Iranian:amod>jets jets:pobj>by .",
            ["Iran attacks Basra"],
        ),
        (
            "Iran:nsubj>hit hit/VBD the:det>city city:dobj>hit of:prep>city Basra:pobj>of .",
            ["Iran attacks Basra"],
        ),
        (
            "Iran:nsubj>hit hit/VBD positions:dobj>hit in:prep>positions Basra:pobj>in .",
            ["Iran attacks Basra"],
        ),
        # silent
        ("Iran:nsubj>drinks drinks/VBZ tea:dobj>drinks .", []),
        ("Iran:nsubj>hit hit/VBD Iran:dobj>hit .", []),
        ("Iran:nsubj>hit hit/VBD .", []),
        ("Hit/VB Basra:dobj>Hit !", []),
        ("Basra:nsubjpass>hit was:auxpass>hit hit/VBN .", []),
        ("Iran:nsubj>came came in:prep>came May:pobj>in Basra:nsubj>fell fell:conj>came .", []),
    ],
)
def test_who_acts_on_whom(spec: str, expected: list[str]) -> None:
    check(spec, expected)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # fixed words and prepositions
        ("Iran:nsubj>opened opened fire:dobj>opened on:prep>opened Basra:pobj>on .", ["Iran attacks Basra"]),
        ("Iran:nsubj>opened opened bank:dobj>opened on:prep>opened Basra:pobj>on .", []),
        ("Iran:nsubj>opened opened fire:dobj>opened in:prep>opened Basra:pobj>in .", []),
        ("Iran:nsubj>took took control:dobj>took of:prep>control Basra:pobj>of .", ["Iran captures Basra"]),
        ("Iran:nsubj>took took control:dobj>took of:prep>took Basra:pobj>of .", ["Iran captures Basra"]),
        ("Iran:nsubj>took took care:dobj>took of:prep>care Basra:pobj>of .", []),
        ("Iran:nsubj>put put/VBD the:det>blame blame:dobj>put on:prep>put Egypt:pobj>on .", []),
        (
            "Iran:nsubj>blamed blamed=blame the:det>raid raid:dobj>blamed on:prep>blamed Egypt:pobj>on .",
            ["Iran accuses Egypt"],
        ),
        ("Iran:nsubj>blamed blamed=blame rain:dobj>blamed .", []),
        # the actor stands last
        ("Basra:nsubj>fell fell to:prep>fell Iran:pobj>to .", ["Iran captures Basra"]),
        ("Basra:nsubj>fell fell on:prep>fell Iran:pobj>on .", []),
        # particles
        (
            "Iran:nsubj>closed closed=close in:prt>closed on:prep>closed Basra:pobj>on .",
            ["Iran attacks Basra"],
        ),
        ("Iran:nsubj>closed closed=close on:prep>closed Basra:pobj>on .", []),
        ("Iran:nsubj>took took over:prt>took Basra:dobj>took .", ["Iran captures Basra"]),
        ("Iran:nsubj>took took Basra:dobj>took over:prt>took .", ["Iran captures Basra"]),
        (
            "Iran:nsubj>pulled pulled out:prep>pulled of:prep>out Basra:pobj>of .",
            ["Iran withdrawsFrom Basra"],
        ),
        ("Iran:nsubj>pulled pulled Basra:dobj>pulled .", []),
        # types choose between patterns of one shape
        ("Iran:nsubj>took took Basra:dobj>took .", ["Iran captures Basra"]),
        ("Iran:nsubj>took took Assad:dobj>took .", ["Iran detains Bashar al-Assad"]),
        ("Iran:nsubj>took took Egypt:dobj>took .", ["Iran captures Egypt"]),
        ("Iran:nsubj>took took Gazprom:dobj>took .", []),
        ("Basra:nsubj>took took Egypt:dobj>took .", []),  # a city takes nothing
        # infinitives and that-clauses
        ("Iran:nsubj>urged urged=urge Iraq:dobj>urged to:aux>go go:xcomp>urged .", ["Iran asks Iraq"]),
        ("Iran:nsubj>urged urged=urge Iraq:dobj>urged .", []),
        (
            "Iran:nsubj>called called on:prep>called Iraq:pobj>on to:aux>go go:xcomp>called .",
            ["Iran asks Iraq"],
        ),
        ("Iran:nsubj>called called on:prep>called Iraq:pobj>on .", []),
        ("Iran:nsubj>asked asked that:mark>go Iraq:nsubj>go go/VB:ccomp>asked .", ["Iran asks Iraq"]),
        # "be" with a fixed noun, in an apposition, in a headline without a verb
        (
            "Egypt:nsubj>is is a:det>critic critic:attr>is of:prep>critic Iran:pobj>of .",
            ["Egypt criticOf Iran"],
        ),
        (
            "Egypt:nsubj>met ,:punct>Egypt a:det>critic critic:appos>Egypt of:prep>critic Iran:pobj>of , met "
            ".",
            ["Egypt criticOf Iran"],
        ),
        ("Egypt:nsubj>is is at:prep>is war:pobj>at with:prep>war Iran:pobj>with .", ["Egypt criticOf Iran"]),
        ("Egypt:nsubj>is is a:det>part part:attr>is of:prep>part Iran:pobj>of .", []),
        ("ISIS back:advmod>ISIS in:prep>back Basra:pobj>in", ["Islamic State presentIn Basra"]),
        ("ISIS out:advmod>ISIS of:prep>out Basra:pobj>of", []),
    ],
)
def test_what_must_stand_around_a_verb(spec: str, expected: list[str]) -> None:
    check(spec, expected)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Iran:nsubj>met and:cc>Iran Egypt:conj>Iran met .", ["Iran talksWith Egypt"]),
        ("Iran:nsubj>met met Egypt:dobj>met .", ["Iran talksWith Egypt"]),
        ("Iran:nsubj>held held talks:dobj>held with:prep>talks Egypt:pobj>with .", ["Iran talksWith Egypt"]),
        ("Iran:nsubj>held and:cc>Iran Egypt:conj>Iran held talks:dobj>held .", ["Iran talksWith Egypt"]),
        (
            "Talks/NNS:nsubj>failed between:prep>Talks Iran:pobj>between and:cc>Iran Egypt:conj>Iran failed "
            ".",
            ["Iran talksWith Egypt"],
        ),
        (
            "Iran:compound>Egypt -:punct>Egypt Egypt:compound>talks talks:nsubj>failed failed .",
            ["Egypt talksWith Iran"],
        ),
        (
            "Iran:nsubj>met ,:punct>Iran Iraq:appos>Iran ,:punct>Iraq Egypt:conj>Iraq and:cc>Egypt "
            "Syria:conj>Egypt met Russia:dobj>met .",
            [
                "Iran talksWith Russia",
                "Iraq talksWith Russia",
                "Egypt talksWith Russia",
                "Syria talksWith Russia",
            ],
        ),
        ("Iran:nsubj>met met .", []),
        ("Iran:nsubj>held held talks:dobj>held .", []),
        ("Talks/NNS:nsubj>failed failed .", []),
        (
            "Iran:nsubj>met ,:punct>Iran Iraq:conj>Iran and:cc>Iraq Egypt:conj>Iraq met .",
            ["Iran talksWith Iraq", "Iran talksWith Egypt", "Iraq talksWith Egypt"],
        ),
    ],
)
def test_both_sides_in_one_phrase(spec: str, expected: list[str]) -> None:
    check(spec, expected)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # the actor before the noun, after "by", as subject of a light verb
        (
            "Iran:poss>attack 's:case>Iran attack:nsubj>failed on:prep>attack Basra:pobj>on failed .",
            ["Iran attacks Basra"],
        ),
        (
            "Iranian:amod>attacks attacks:nsubj>failed on:prep>attacks Basra:pobj>on failed .",
            ["Iran attacks Basra"],
        ),
        (
            "An:det>attack attack:nsubj>failed by:prep>attack Iran:pobj>by on:prep>attack Basra:pobj>on "
            "failed .",
            ["Iran attacks Basra"],
        ),
        (
            "The:det>capture capture:nsubj>failed of:prep>capture Basra:pobj>of by:prep>capture Iran:pobj>by "
            "failed .",
            ["Iran captures Basra"],
        ),
        (
            "The:det>capture capture:nsubj>failed of:prep>capture Basra:pobj>of by:prep>Basra Iran:pobj>by "
            "failed .",
            ["Iran captures Basra"],
        ),
        (
            "Iran:poss>capture 's:case>Iran capture:nsubj>failed of:prep>capture Basra:pobj>of failed .",
            ["Iran captures Basra"],
        ),
        (
            "Iran:nsubj>launched launched an:det>attack attack:dobj>launched on:prep>attack Basra:pobj>on .",
            ["Iran attacks Basra"],
        ),
        (
            "Iran:nsubj>launched launched an:det>attack attack:dobj>launched on:prep>launched Basra:pobj>on "
            ".",
            ["Iran attacks Basra"],
        ),
        (
            "Iran:nsubj>carried carried=carry out:prt>carried attacks:dobj>carried on:prep>attacks "
            "Basra:pobj>on .",
            ["Iran attacks Basra"],
        ),
        (
            "Attacks/NNS:nsubjpass>launched were:auxpass>launched launched/VBN on:prep>Attacks Basra:pobj>on "
            "by:agent>launched Iran:pobj>by .",
            ["Iran attacks Basra"],
        ),
        (
            "An:det>strike air:compound>strike strike:nsubj>came by:prep>strike Iran:pobj>by on:prep>strike "
            "Basra:pobj>on came .",
            ["Iran attacks Basra"],
        ),
        gap(
            "Iran:poss>bombing 's:case>Iran Basra:compound>bombing bombing:nsubj>failed failed .",
            ["Iran attacks Basra"],
            "the actor before 'R NOUN' is not found",
        ),
        # one side alone, or a verb that lends nothing
        ("The:det>attack attack:nsubj>failed on:prep>attack Basra:pobj>on failed .", []),
        ("Iran:poss>attack 's:case>Iran attack:nsubj>failed failed .", []),
        ("Iran:nsubj>saw saw the:det>attack attack:dobj>saw on:prep>attack Basra:pobj>on .", []),
        ("Iran:nsubj>feared feared the:det>capture capture:dobj>feared of:prep>capture Basra:pobj>of .", []),
        # the fight is his whom another helps in it
        (
            "Egypt:nsubj>helped helped=help Iraq:dobj>helped in:prep>helped attacks:pobj>in on:prep>attacks "
            "ISIS:pobj>on .",
            ["Iraq attacks Islamic State"],
        ),
        (
            "Egypt:nsubj>voiced voiced=voice support:dobj>voiced for:prep>support Iraq:pobj>for "
            "in:prep>voiced attacks:pobj>in on:prep>attacks ISIS:pobj>on .",
            ["Egypt supports Iraq", "Iraq attacks Islamic State"],
        ),
    ],
)
def test_nouns_of_events(spec: str, expected: list[str]) -> None:
    check(spec, expected)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # what is told in another word of the sentence stands beside it
        (
            "Iran:nsubj>condemned condemned Iraq:dobj>condemned for:prep>condemned hitting=hit:pcomp>for "
            "Basra:dobj>hitting .",
            ["Iran accuses Iraq", "Iraq attacks Basra"],
        ),
        (
            "Iran:nsubj>accused accused=accuse Iraq:dobj>accused of:prep>accused hitting=hit:pcomp>of "
            "Basra:dobj>hitting .",
            ["Iran accuses Iraq", "Iraq attacks Basra says Iran"],
        ),
    ],
)
def test_several_readings_of_one_sentence(spec: str, expected: list[str]) -> None:
    check(spec, expected)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Rebels/NNS:nsubj>back back/VBP:ccomp>support Hamas:dobj>back ; Iran:nsubj>support "
            "yet:advmod>Iran "
            "to:aux>support support/VB",
            ["rebels supports Hamas", "Iran supports Hamas [negated]"],
        ),
        (
            "Rebels/NNS:nsubj>back back/VBP:ccomp>drink Hamas:dobj>back ; Iran:nsubj>drink to:aux>drink "
            "drink/VB",
            ["rebels supports Hamas"],
        ),
    ],
)
def test_a_headline_shares_its_object(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec, headline=True), *EVENTS) == expected


@pytest.mark.parametrize(
    ("spec", "token", "expected"),
    [
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit .", "hit", True),
        ("Iran:nsubj>hit has:aux>hit hit/VBN Basra:dobj>hit .", "has", False),
        ("Iran:npadvmod>backed backed/VBN:amod>Hamas Hamas:nsubj>hit hit/VBD .", "backed", False),
        ("Iran:nsubj>denied denied=deny bombing/NN:xcomp>denied Basra:dobj>bombing .", "bombing", True),
        ("The:det>bombing bombing:nsubj>failed failed .", "bombing", False),
        (
            "Iran:nsubj>strikes strikes/NNS Basra:dobj>strikes",
            "strikes",
            True,
        ),  # a headline's verb, taken for a noun
    ],
)
def test_predicates(spec: str, token: str, expected: bool) -> None:
    assert is_predicate(word(parse(spec), token)) is expected


def test_a_verb_is_looked_up_without_its_hyphen_and_its_ending() -> None:
    doc = parse("Iran:nsubj>re-enters re-enters/VBZ Basra:dobj>re-enters")
    assert verb_lemmas(word(doc, "re-enters")) == ["re-enter", "reenter"]
    doc = parse("Iran:nsubj>denied denied=deny hitting/NN:xcomp>denied Basra:dobj>hitting .")
    assert verb_lemmas(word(doc, "hitting")) == ["hitting", "hitt", "hitte", "hit"]


@pytest.mark.parametrize(
    ("spec", "noun", "expected"),
    [
        ("Iran:nsubj>launched launched an:det>attack attack:dobj>launched .", "attack", "launched"),
        (
            "Iran:nsubj>launched launched a:det>wave wave:dobj>launched of:prep>wave attacks:pobj>of .",
            "attacks",
            "launched",
        ),
        (
            "Iran:nsubj>launched launched raids:dobj>launched and:cc>raids attacks:conj>raids .",
            "attacks",
            "launched",
        ),
        ("Iran:nsubj>saw saw an:det>attack attack:dobj>saw .", "attack", ""),
        ("An:det>attack attack:nsubj>failed failed .", "attack", ""),
        (
            "Iran:nsubj>launched launched a:det>book book:dobj>launched of:prep>book attacks:pobj>of .",
            "attacks",
            "",
        ),
    ],
)
def test_light_verbs(spec: str, noun: str, expected: str) -> None:
    verb = light_verb(word(parse(spec), noun))
    assert (verb.text if verb is not None else "") == expected


def test_verbs_of_occurring() -> None:
    doc = parse("Fighting/NN:nsubj>erupted erupted between:prep>erupted Iran:pobj>between .")
    assert [verb.text for verb in occurrence(word(doc, "Fighting"))] == ["erupted"]
    doc = parse("Fighting/NN:nsubj>angered angered Iran:dobj>angered .")
    assert occurrence(word(doc, "Fighting")) == []
