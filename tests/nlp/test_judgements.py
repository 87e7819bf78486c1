import pytest

from tests.nlp.factories import claims_of, read


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gabriel Boric called Nicolas Maduro a dictator.", ["Gabriel Boric condemns Nicolás Maduro"]),
        ("Gabriel Boric said Nicolas Maduro was a liar.", ["Gabriel Boric condemns Nicolás Maduro"]),
        (
            "Lula da Silva said that Pepe Mujica was an extraordinary man.",
            ["Luiz Inácio Lula da Silva praises Pepe Mujica"],
        ),
        ('Kenya called Uganda\'s plan "half baked".', ["Kenya condemns Uganda"]),
        # no judgement, none of another, or a denied one
        ("Gabriel Boric called Nicolas Maduro on Sunday.", []),
        ("Gabriel Boric said Nicolas Maduro was in Quito.", []),
        ("Gabriel Boric said Nicolas Maduro was not a liar.", []),
        ('Kenya called it "half baked".', []),
    ],
)
def test_praise_and_blame_in_what_is_said(text: str, expected: list[str]) -> None:
    told = [line.split(" says ")[0] for line in claims_of(read(text), "condemns", "praises")]
    assert told == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spain said that Morocco should open the border.", ["Spain urges Morocco"]),
        ("Spain said that Morocco has to open the border.", ["Spain demandsOf Morocco"]),
        ("Spain said that Morocco must have opened the border.", []),
        ("Spain said that Spain should open the border.", []),
        ("Spain said that Morocco had opened the border.", []),
    ],
)
def test_what_another_should_do(text: str, expected: list[str]) -> None:
    assert claims_of(read(text), "urges", "demandsOf") == expected
