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
