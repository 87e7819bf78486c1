import pytest

from kg.nlp.attribution import find_speaker, is_reporting, last_sayer
from tests.nlp.factories import parse, word, words


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        # the saying stands before, after, or turned round
        ("Qatar:nsubj>said said Iran:nsubj>hit hit:ccomp>said Basra:dobj>hit .", "hit", "Qatar"),
        ("Iran:nsubj>hit hit:ccomp>said Basra:dobj>hit , Qatar:nsubj>said said .", "hit", "Qatar"),
        ("Iran:nsubj>hit hit:ccomp>says Basra:dobj>hit , says/VBZ Qatar:nsubj>says", "hit", "Qatar"),
        ("Iran:nsubj>hit hit Basra:dobj>hit , says/VBZ:parataxis>hit Qatar:nsubj>says", "hit", "Qatar"),
        # the nearest saying is the one
        (
            "Qatar:nsubj>said said Iran:nsubj>claimed claimed:ccomp>said Iraq:nsubj>hit hit:ccomp>claimed .",
            "hit",
            "Iran",
        ),
        (
            "Qatar:nsubj>said said Iran:nsubj>claimed claimed:ccomp>said Iraq:nsubj>hit hit:ccomp>claimed .",
            "claimed",
            "Qatar",
        ),
        # by other words
        (
            "Iran:nsubj>hit hit Basra:dobj>hit , according:prep>hit to:prep>according Qatar:pobj>to .",
            "hit",
            "Qatar",
        ),
        (
            "According:prep>hit to:prep>According Qatar:pobj>to , Iran:nsubj>hit hit Basra:dobj>hit .",
            "hit",
            "Qatar",
        ),
        pytest.param(
            "Iran:nsubj>hit hit Basra:dobj>hit , as:mark>reported Qatar:nsubj>reported reported:advcl>hit .",
            "hit",
            "Qatar",
            marks=pytest.mark.xfail(strict=True, reason="'as X reported' names no speaker"),
        ),
        (
            "It:nsubjpass>reported was:auxpass>reported reported/VBN by:agent>reported Qatar:pobj>by "
            "Iran:nsubj>hit hit:ccomp>reported .",
            "hit",
            "Qatar",
        ),
        (
            "Qatar:nsubj>accused accused=accuse Iran:dobj>accused of:prep>accused hitting=hit:pcomp>of "
            "Basra:dobj>hitting .",
            "hitting",
            "Qatar",
        ),
        (
            "Iran:nsubj>denied denied=deny hitting=hit/VBG:xcomp>denied Basra:dobj>hitting .",
            "hitting",
            "Iran",
        ),
        (
            "Qatar:nsubj>announced announced=announce a:det>raid raid:dobj>announced on:prep>raid "
            "Basra:pobj>on .",
            "raid",
            "Qatar",
        ),
        (
            "Iran:nsubj>condemned condemned Qatar:dobj>condemned , saying/VBG:advcl>condemned it:nsubj>hit "
            "hit:ccomp>saying .",
            "hit",
            "Iran",
        ),
        # deep below what is said
        (
            "Qatar:nsubj>said said it:nsubj>wanted wanted:ccomp>said Iran:nsubj>leave to:aux>leave "
            "leave/VB:ccomp>wanted .",
            "leave",
            "Qatar",
        ),
        (
            "Qatar:nsubj>said said Iran:nsubj>hit hit:ccomp>said Basra:dobj>hit and:cc>hit took:conj>hit "
            "Qom:dobj>took .",
            "took",
            "Qatar",
        ),
        (
            "Qatar:nsubj>told told us:dobj>told that:mark>hit Iran:nsubj>hit hit:ccomp>told Basra:dobj>hit .",
            "hit",
            "Qatar",
        ),
    ],
)
def test_who_says_so(spec: str, verb: str, expected: str) -> None:
    assert words(find_speaker(word(parse(spec), verb))) == expected


@pytest.mark.parametrize(
    ("spec", "verb"),
    [
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit .", "hit"),
        ("Qatar:nsubj>said said Iran:nsubj>hit hit:ccomp>said Basra:dobj>hit .", "said"),
        (
            "It:nsubjpass>reported was:auxpass>reported reported/VBN Iran:nsubj>hit hit:ccomp>reported .",
            "hit",
        ),
        ("Qatar:nsubj>told told Iran:dobj>told to:aux>go go:xcomp>told .", "go"),
        ("Qatar:nsubj>wants wants/VBZ Iran:nsubj>go to:aux>go go/VB:ccomp>wants .", "go"),
        ("Qatar:nsubj>fled which:nsubj>hit hit:relcl>Qatar Basra:dobj>hit fled .", "hit"),
        ("Qatar:nsubj>saw saw Iran:nsubj>fall fall/VB:ccomp>saw .", "fall"),
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit to:prep>hit Qatar:pobj>to .", "hit"),
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit and:cc>hit Qatar:nsubj>wept wept=weep/VBD:conj>hit .", "hit"),
    ],
)
def test_the_article_itself_speaks(spec: str, verb: str) -> None:
    assert find_speaker(word(parse(spec), verb)) == []


def test_reporting_verbs() -> None:
    doc = parse("Qatar:nsubj>said said Iran:nsubj>hit hit:ccomp>said the:det>report report:dobj>hit .")
    assert is_reporting(word(doc, "said"))
    assert not is_reporting(word(doc, "hit"))
    assert not is_reporting(word(doc, "report"))  # the noun says nothing


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ('" They:nsubj>hit hit:ccomp>said Basra:dobj>hit , " Qatar:nsubj>said said .', "Qatar"),
        ('" They:nsubj>hit hit:ccomp>said Basra:dobj>hit , " said Qatar:nsubj>said .', "Qatar"),
        ("They:nsubj>hit hit:ccomp>said Basra:dobj>hit , Qatar:nsubj>said said .", ""),  # nothing is quoted
        ('" They:nsubj>hit hit/VBD Basra:dobj>hit . "', ""),  # nobody says it here
    ],
)
def test_who_speaks_in_a_sentence_that_quotes(spec: str, expected: str) -> None:
    assert words(last_sayer(parse(spec).sents[0])) == expected
