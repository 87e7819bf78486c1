import pytest

from tests.nlp.factories import claims_of, read


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the clause tells who
        ("Rwanda freed the men after talks with Belgium.", ["Rwanda talksWith Belgium"]),
        ("Kenya struck the rebels in cooperation with Uganda.", ["Kenya cooperatesWith Uganda"]),
        ("Hundreds rallied in Lima in support of Pedro Castillo.", ["Peruvian people backs Pedro Castillo"]),
        # the clause tells toward whom
        ("Dina Boluarte signed the law despite criticism from Chile.", ["Chile condemns Dina Boluarte"]),
        ("Togo closed the port under pressure from Ghana.", ["Ghana demandsOf Togo"]),
        ("Japan delayed the vote at the request of Vietnam.", ["Vietnam urges Japan"]),
        # what was done to the subject is not what the others talked of
        ("The men were freed after talks with Belgium.", []),
        # the noun tells it itself
        ("Chad closed the port despite Niger's criticism of Mali.", ["Niger condemns Mali"]),
        ("The court in Accra ruled on the appeal of Togo.", []),
    ],
)
def test_what_a_clause_lends_an_event_noun(text: str, expected: list[str]) -> None:
    told = ("talksWith", "cooperatesWith", "backs", "condemns", "demandsOf", "urges")
    assert claims_of(read(text), *told) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Talks between Peru, Chile and Brazil began on Monday.",
            ["Chile talksWith Brazil", "Peru talksWith Chile", "Peru talksWith Brazil"],
        ),
        ("The talks between the parties began on Monday.", []),
    ],
)
def test_each_side_talks_with_each(text: str, expected: list[str]) -> None:
    told = [line.split(" [")[0] for line in claims_of(read(text), "talksWith")]
    assert sorted(told) == sorted(expected)
