import pytest

from tests.nlp.factories import claims_of, read


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pro-Russian separatists held Luhansk.", ["Ukrainian separatists backs Russia"]),
        ("Pro-government militias held a road near Damascus.", ["Syrian militias backs Syria"]),
        ("Critics of Paul Kagame met in Brussels.", ["Rwandan critics condemns Paul Kagame"]),
        ("Paul Kagame's opponents met in Brussels.", ["Rwandan opponents opposes Paul Kagame"]),
        # no side, or none any more
        ("Pro-choice and anti-war groups met in Brussels.", []),
        ("Former allies of Paul Kagame met in Brussels.", []),
        ("The supporters of the plan met in Brussels.", []),
    ],
)
def test_sides_that_a_word_tells(text: str, expected: list[str]) -> None:
    assert claims_of(read(text), "backs", "opposes", "protestsAgainst", "condemns", "alliesWith") == expected
