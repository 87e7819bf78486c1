"""An "it" that stands for nothing, and one that stands for something."""

import pytest

from kg.nlp.dummies import is_dummy
from tests.nlp.factories import parse, word


@pytest.mark.parametrize(
    "spec",
    [
        "It:nsubj>rained rained .",
        "It:nsubj>is is clear:acomp>is that:mark>won Iran:nsubj>won won:ccomp>is .",
        "It:nsubj>seems seems/VBZ that:mark>won Iran:nsubj>won won:ccomp>seems .",
        "It:nsubj>took took days/NNS:dobj>took to:aux>win win/VB:xcomp>took .",
        "It:nsubj>was was Iran:attr>was that:nsubj>won won:relcl>Iran .",
        "It:nsubjpass>believed is:auxpass>believed believed=believe/VBN that:mark>won Iran:nsubj>won "
        "won:ccomp>believed .",
    ],
)
def test_it_stands_for_nothing(spec: str) -> None:
    assert is_dummy(word(parse(spec), "It"))


@pytest.mark.parametrize(
    "spec",
    [
        "It:nsubj>won won .",
        "It:nsubj>is is ready:acomp>is .",
        "It:nsubj>is is willing:acomp>is to:aux>leave leave/VB:xcomp>willing .",
        "It:nsubj>is is unable:acomp>is to:aux>leave leave/VB:xcomp>unable .",
        "It:nsubj>is is a:det>party party:attr>is .",
        "It:nsubj>said said that:mark>won Iran:nsubj>won won:ccomp>said .",
        "It:nsubj>took took Basra:dobj>took .",
        "It:nsubjpass>hit was:auxpass>hit hit/VBN .",
    ],
)
def test_it_stands_for_something(spec: str) -> None:
    assert not is_dummy(word(parse(spec), "It"))


def test_it_stands_for_what_a_clause_tells() -> None:
    assert is_dummy(word(parse("Iran:nsubj>denied denied=deny it:dobj>denied ."), "it"))
    assert not is_dummy(word(parse("Iran:nsubj>hit hit/VBD it:dobj>hit ."), "it"))
