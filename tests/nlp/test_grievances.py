import pytest

from tests.nlp.factories import claims_of, read


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya imposed sanctions on Ugandan officials, accusing them of plotting a coup.",
            ["Kenya accuses Ugandan officials"],
        ),
        (
            "Kenya imposed sanctions on Uganda and Rwanda, accusing them of fraud.",
            ["Kenya accuses Uganda", "Kenya accuses Rwanda"],
        ),
        ("Togo expelled a Ghanaian diplomat, citing his violations of the law.", ["Togo accuses Ghana"]),
        ("Togo imposed sanctions on Ghana, alleging its involvement in a coup.", ["Togo accuses Ghana"]),
        # somebody else is accused, or nobody
        ("Kenya imposed sanctions on Uganda, accusing Rwanda of fraud.", ["Kenya accuses Rwanda"]),
        ("Kenya imposed sanctions on Uganda, citing the drought.", []),
        ("Kenya did not impose sanctions on Uganda, citing its violations.", []),
    ],
)
def test_what_is_held_against_those_moved_against(text: str, expected: list[str]) -> None:
    assert claims_of(read(text), "accuses") == expected
