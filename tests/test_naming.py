"""Names that a user types, and the ids that they mean."""

import pytest

from kg.errors import UsageError
from kg.naming import find_id, fold

LABELS = {"country-no": "Norway", "person-a": "Ana Lind", "person-b": "Oda Lind", "org-f": "The Front"}
WEIGHTS = {"person-b": 3}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("country-no", "country-no"),
        ("NORWAY", "country-no"),
        ("front", "org-f"),
        ("the front", "org-f"),
        ("oda", "person-b"),
        ("Oslo", "country-no"),
    ],
)
def test_a_name_means_one_id(name: str, expected: str) -> None:
    aliases = {"oslo": ["country-no"]}
    assert find_id(name, LABELS, WEIGHTS, aliases=lambda said: aliases.get(said, [])) == expected


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("lind", r"'lind' may be Oda Lind \(person-b\) or Ana Lind \(person-a\); give the id"),
        ("norwya", "nothing is called 'norwya' here; did you mean Norway"),
        ("xyzzy", "among 4 names here"),
        ("", "nothing is called ''"),
    ],
)
def test_a_name_that_means_none_or_several_is_an_error(name: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        find_id(name, LABELS, WEIGHTS)


def test_labels_that_are_folded_already_are_taken_as_they_are() -> None:
    assert find_id("Rome", LABELS, WEIGHTS, folded={"country-no": "rome"}) == "country-no"


def test_folding() -> None:
    assert fold("  The São-Tomé & Príncipe!") == "sao tome principe"
    assert fold("The") == "the"
