import pytest

from kg.gazetteers.names import is_acronym, local_entity, name_key, slug
from kg.model import EntityType


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Nusra Front", "al Nusra Front"),
        ("Élysée", "Elysee"),
        ("Da’esh", "Da'esh"),
        ("Łódź", "Lodz"),
        ("Sanʿa", "San'a"),
        ("U.S.", "U. S."),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_case_stays_in_a_key() -> None:
    assert name_key("US") != name_key("us")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("  People's Party! ", "people-s-party"),
        ("İzmir", "izmir"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_local_entity_is_the_same_every_time() -> None:
    assert local_entity("Jane Doe", EntityType.PERSON).id == "person-jane-doe"
    assert local_entity("Ministry of Ice", EntityType.GOVERNMENT, "FI").id == "gov-fi-ministry-of-ice"
    assert local_entity("Новости", EntityType.MEDIA).id == local_entity("НОВОСТИ", EntityType.MEDIA).id


def test_names_without_latin_letters_stay_apart() -> None:
    assert local_entity("東京", EntityType.CITY).id != local_entity("京都", EntityType.CITY).id


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("SDF", "Syrian Democratic Forces", True),
        ("S.D.F.", "Syrian Democratic Forces", True),
        ("UNICEF", "United Nations International Children's Emergency Fund", True),
        ("PKK", "Kurdistan Workers' Party", False),
        ("Texas", "Paris", False),
        ("US", "US", False),
    ],
)
def test_acronyms(short: str, long: str, expected: bool) -> None:
    assert is_acronym(short, long) is expected
