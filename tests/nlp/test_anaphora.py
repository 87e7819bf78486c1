"""What "the company", "the party" and "the court" stand for. Each case: sentences, and its nominals."""

import pytest

from kg.model import MentionKind
from tests.nlp.factories import claims_of, read, read_parse

FELL = "The:det>{0} {0}:nsubj>fell fell ."


def nominals(*specs: str) -> list[str]:
    """`words=entity` of every mention that is no name and no pronoun."""
    record = read_parse(*specs)
    labels = {e.id: e.label for e in record.entities}
    return [f"{m.text}={labels[m.entity or '']}" for m in record.mentions if m.kind is MentionKind.NOMINAL]


@pytest.mark.parametrize(
    ("specs", "expected"),
    [
        # the one entity of the kind
        (["Gazprom:nsubj>came came .", FELL.format("company")], ["company=Gazprom"]),
        (["Baath:nsubj>came came .", FELL.format("party")], ["party=Baath"]),
        (["Iran:nsubj>came came .", FELL.format("country")], ["country=Iran"]),
        (["Iranian:amod>aides aides/NNS:nsubj>came came .", FELL.format("nation")], ["nation=Iran"]),
        (["Gazprom:nsubj>came came .", "This:det>firm firm:nsubj>fell fell ."], ["firm=Gazprom"]),
        # two could be meant, in one sentence; in two, it is the nearer
        (["Iran:nsubj>saw saw Iraq:dobj>saw .", FELL.format("country")], []),
        (["Iraq:nsubj>fell fell .", "Iran:nsubj>came came .", FELL.format("country")], ["country=Iran"]),
        # nothing of the kind, or too long ago
        (["Iran:nsubj>came came .", FELL.format("company")], []),
        (["Gazprom:nsubj>came came .", *["Basra:nsubj>fell fell ."] * 5, FELL.format("company")], []),
        # a noun with words of its own, or without an article, is another
        (["Gazprom:nsubj>came came .", "The:det>company other:amod>company company:nsubj>fell fell ."], []),
        (["Gazprom:nsubj>came came .", "Each:det>company company:nsubj>fell fell ."], []),
        (["Gazprom:nsubj>came came .", "Basra:nsubj>is is the:det>company company:attr>is ."], []),
        # words that only say again what it is; a possessor, or who acts on it, is not meant
        (
            ["Hamas:nsubj>came came .", "The:det>group militant:amod>group group:nsubj>fell fell ."],
            ["militant group=Hamas"],
        ),
        (
            ["Iran:nsubj>came came .", "Iraq:nsubj>hit hit/VBD the:det>country country:dobj>hit ."],
            ["country=Iran"],
        ),
        # what somebody was called
        (
            ["The:det>singer singer:nsubj>came , Merkel:appos>singer , came .", FELL.format("singer")],
            ["singer=Angela Merkel"],
        ),
        (
            ["Merkel:nsubj>is is a:det>chemist chemist:attr>is .", FELL.format("chemist")],
            ["chemist=Angela Merkel"],
        ),
        # two who were named together
        (
            [
                "Iran:nsubj>met and:cc>Iran Russia:conj>Iran met .",
                "The:det>countries two:nummod>countries countries=country/NNS:nsubj>fell fell .",
            ],
            ["two countries=Iran", "two countries=Russia"],
        ),
        (
            [
                "Iran:nsubj>met and:cc>Iran Russia:conj>Iran met .",
                "Both:det>leaders leaders=leader/NNS:nsubj>fell fell .",
            ],
            ["leaders=leaders"],
        ),
        # the country of the one whose country it is
        (
            ["Merkel:nsubj>left left her:poss>country country:dobj>left ."],
            [],
        ),
        (
            ["Assad:nsubj>left left his:poss>country country:dobj>left ."],
            ["country=Syria"],
        ),
    ],
)
def test_definite_nouns(specs: list[str], expected: list[str]) -> None:
    assert nominals(*specs) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The Electoral Council opened its doors on Monday. The council accused Venezuela of fraud.",
            "Electoral Council accuses Venezuela",
        ),
        (
            "Lufthansa cancelled its flights. Germany fined the airline.",
            "Germany sanctions Lufthansa",
        ),
    ],
)
def test_the_name_that_ends_in_the_noun(text: str, claim: str) -> None:
    assert claim in claims_of(read(text))
