import pytest

from kg.nlp.metonymy import find_verbal_words, stands_for_state
from tests.nlp.factories import WORDS, claims_of, parse, read_parse, word

VERBAL = find_verbal_words(WORDS)


def test_verbal_words_are_those_of_words_not_of_force() -> None:
    assert {"accuse", "meet", "talk", "urge"} <= VERBAL
    assert not VERBAL & {"shell", "capture", "attack"}


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("Moscow:nsubj>denied denied=deny it:dobj>denied .", "Moscow"),
        ("Moscow:nsubj>said said so:advmod>said .", "Moscow"),
        ("Moscow:nsubj>is is ready:acomp>is to:aux>talk talk:xcomp>is .", "Moscow"),
        ("Iran:nsubjpass>hit was:auxpass>hit hit/VBN by:agent>hit Moscow:pobj>by .", "Moscow"),
        ("Moscow:npadvmod>backed backed/VBN:amod>rebels rebels:nsubj>fled fled .", "Moscow"),
        ("Iran:nsubj>accused accused=accuse Moscow:dobj>accused .", "Moscow"),
        ("Iran:nsubj>urged urged=urge Moscow:dobj>urged to:aux>talk talk:xcomp>urged .", "Moscow"),
        ("Moscow:nsubjpass>accused was:auxpass>accused accused=accuse/VBN .", "Moscow"),
        ("Iran:nsubj>held held talks:dobj>held with:prep>talks Moscow:pobj>with .", "Moscow"),
        (
            "Talks/NNS:nsubj>failed between:prep>Talks Tehran:pobj>between and:cc>Tehran Moscow:conj>Tehran "
            "failed .",
            "Moscow",
        ),
        ("Moscow:poss>envoy 's:case>Moscow envoy:nsubj>left left .", "Moscow"),
        ("Criticism/NN:nsubj>grew of:prep>Criticism Moscow:pobj>of grew=grow .", "Moscow"),
        ("Moscow:nmod>talks -:punct>talks Tehran:nmod>talks talks:nsubj>failed failed .", "Moscow"),
        pytest.param(
            "Moscow:compound>Tehran -:punct>Tehran Tehran:compound>talks talks:nsubj>failed failed .",
            "Moscow",
            marks=pytest.mark.xfail(
                strict=True, reason="the first of two capitals before 'talks' hangs on the second"
            ),
        ),
    ],
)
def test_a_capital_stands_for_its_state_where_it_acts(spec: str, name: str) -> None:
    assert stands_for_state(word(parse(spec), name), VERBAL)


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("Iran:nsubj>met met Assad:dobj>met in:prep>met Moscow:pobj>in .", "Moscow"),
        ("Iran:nsubj>left left for:prep>left Moscow:pobj>for .", "Moscow"),
        ("Iran:nsubj>flew flew=fly from:prep>flew Moscow:pobj>from .", "Moscow"),
        ("Iran:nsubj>hit hit/VBD Moscow:dobj>hit .", "Moscow"),
        ("Moscow:nsubjpass>hit was:auxpass>hit hit/VBN .", "Moscow"),
        ("Moscow:nsubj>lies lies/VBZ on:prep>lies a:det>river river:pobj>on .", "Moscow"),
        pytest.param(
            "Moscow:nsubj>is is cold:acomp>is .",
            "Moscow",
            marks=pytest.mark.xfail(
                strict=True, reason="any adjective after 'be' is taken for what a state is"
            ),
        ),
        ("Moscow:poss>streets 's:case>Moscow streets:nsubj>were were empty:acomp>were .", "Moscow"),
        ("The:det>metro Moscow:compound>metro metro:nsubj>closed closed=close .", "Moscow"),
        ("A:det>visit visit:nsubj>ended to:prep>visit Moscow:pobj>to ended .", "Moscow"),
        (
            "Protesters/NNS:nsubj>fled in:prep>Protesters Tehran:pobj>in and:cc>Tehran Moscow:conj>Tehran "
            "fled .",
            "Moscow",
        ),
    ],
)
def test_a_capital_is_a_city_where_things_happen_in_it(spec: str, name: str) -> None:
    assert not stands_for_state(word(parse(spec), name), VERBAL)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Moscow:nsubj>hit hit/VBD Aleppo:dobj>hit .", ["Russia attacks Aleppo"]),
        ("Iran:nsubj>hit hit/VBD Moscow:dobj>hit .", ["Iran attacks Moscow"]),
        ("Aleppo:nsubj>hit hit/VBD Basra:dobj>hit .", []),  # a city that stands for nobody
        (
            "Iran:nsubj>met met Assad:dobj>met in:prep>met Moscow:pobj>in .",
            ["Iran talksWith Bashar al-Assad"],
        ),
        (
            "Iran:nsubj>held held talks:dobj>held with:prep>talks Moscow:pobj>with .",
            ["Iran talksWith Russia"],
        ),
    ],
)
def test_the_state_is_the_end_of_the_claim(spec: str, expected: list[str]) -> None:
    record = read_parse(spec)
    assert claims_of(record) == expected
    assert {m.text for m in record.mentions if m.entity == "country-ru"} <= {"Moscow"}
