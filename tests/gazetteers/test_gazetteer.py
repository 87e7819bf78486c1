from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataError, UsageError
from kg.gazetteers import Gazetteer, load_gazetteer
from kg.model import EntityType, MentionKind


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    """Each name found, with the id of its first candidate."""
    return [(text[m.start : m.end], m.candidates[0].entity.id) for m in gazetteer.find_names(text)]


def ids(gazetteer: Gazetteer, name: str) -> set[str]:
    return {known.entity.id for known in gazetteer.candidates(name)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighters of the al-Nusra Front left.", [("al-Nusra Front", "armed-nusra-front")]),
        ("Fighters of the al Nusra Front left.", [("al Nusra Front", "armed-nusra-front")]),
        ("Al-Qaeda threatens", [("Al-Qaeda", "armed-al-qaeda")]),
        ("Syria’s war", [("Syria", "country-sy")]),
        ("in the U.S. on Monday", [("U.S.", "country-us")]),
        ("Talks in the U.S.", [("U.S.", "country-us")]),
        ("Côte d’Ivoire votes", [("Côte d’Ivoire", "country-ci")]),
        ("the Kurdistan Workers' Party", [("Kurdistan Workers' Party", "armed-pkk")]),
        ("the UN Security Council met", [("UN Security Council", "igo-un-security-council")]),
        ("Erdoğan and Erdogan", [("Erdoğan", "person-recep-tayyip-erdogan")] * 1
         + [("Erdogan", "person-recep-tayyip-erdogan")]),
        ("South\nKorea agreed", [("South\nKorea", "country-kr")]),
    ],
)  # fmt: skip
def test_names_are_found_whole(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize("text", ["It is who told us to march.", "they may split", "a nice reading"])
def test_small_words_are_no_names(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


def test_names_do_not_run_over_the_end_of_a_sentence(gazetteer: Gazetteer) -> None:
    assert ("South Korea", "country-kr") not in found(gazetteer, "They went South. Korea was cold.")


@pytest.mark.parametrize(
    "name", ["Reading", "Nice", "Split", "Mobile", "March", "May", "IS", "Johnson", "Kim"]
)
def test_names_that_are_words_or_common_are_weak(gazetteer: Gazetteer, name: str) -> None:
    matches = list(gazetteer.find_names(f"{name} is here"))
    assert not matches or not matches[0].strong


@pytest.mark.parametrize("name", ["Paris", "London", "Putin", "Netanyahu", "Aleppo", "Gaza", "UN", "Hamas"])
def test_distinctive_names_are_strong(gazetteer: Gazetteer, name: str) -> None:
    assert next(gazetteer.find_names(f"{name} is here")).strong


def test_demonyms(gazetteer: Gazetteer) -> None:
    match = next(gazetteer.find_names("Syrians fled"))
    assert match.kind is MentionKind.DEMONYM
    assert [known.entity.id for known in match.candidates] == ["country-sy"]
    assert gazetteer.country_of_demonym("French") == "country-fr"
    assert gazetteer.country_of_demonym("Paris") is None
    assert gazetteer.demonym("IL") == "Israeli"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Syrian army", "mil-sy"),
        ("Iranian government", "gov-ir"),
        ("US military", "mil-us"),
        ("French police", "police-fr"),
        ("Israel Defense Forces", "mil-il"),
        ("IDF", "mil-il"),
    ],
)
def test_forces_have_their_usual_names(gazetteer: Gazetteer, text: str, id: str) -> None:
    assert found(gazetteer, f"The {text} said")[0] == (text, id)
    assert id in ids(gazetteer, text)


def test_a_force_is_made_for_every_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.force("SY", "MIL").label == "Syrian armed forces"
    assert gazetteer.force("BT", "COP").label == "Bhutanese police"
    known = gazetteer.known("gov-bt")
    assert known is not None
    assert known.entity.type is EntityType.GOVERNMENT
    with pytest.raises(UsageError, match="XYZ"):
        gazetteer.force("SY", "XYZ")


def test_a_division_word_means_the_region(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "in Homs governorate") == [("Homs governorate", "region-sy-hi")]
    assert "city-169577" in ids(gazetteer, "Homs")


def test_lines_in_capitals_are_read_and_stay_in_order(gazetteer: Gazetteer) -> None:
    text = "Paris spoke.\nSYRIAN ARMY RETAKES PALMYRA\nRome answered."
    names = [name for name, _ in found(gazetteer, text)]
    assert names == ["Paris", "SYRIAN ARMY", "PALMYRA", "Rome"]


def test_short_names_on_a_line_in_capitals_are_weak(gazetteer: Gazetteer) -> None:
    match = next(gazetteer.find_names("US STRIKES ALEPPO"))
    assert not match.strong


def test_capitals_and_palaces_act_for_states(gazetteer: Gazetteer) -> None:
    def acts_for(name: str) -> set[str | None]:
        return {known.stands_for for known in gazetteer.candidates(name)}

    assert "country-ru" in acts_for("Moscow")
    assert "country-ru" in acts_for("Kremlin")
    assert "igo-european-union" in acts_for("Brussels")
    assert acts_for("Milan") == {None}


@pytest.mark.parametrize(
    ("role", "of", "day", "holder"),
    [
        ("president", "country-fr", date(2016, 12, 12), "person-francois-hollande"),
        ("foreign minister", "country-fr", date(2016, 12, 12), "person-jean-marc-ayrault"),
        ("Secretary of State", "country-us", date(2015, 5, 1), "person-john-kerry"),
        ("Defense Minister", "country-il", date(2023, 11, 1), "person-yoav-gallant"),
        ("president", "country-fr", date(1850, 1, 1), None),
        ("dog catcher", "country-fr", date(2016, 12, 12), None),
    ],
)
def test_who_held_an_office(gazetteer: Gazetteer, role: str, of: str, day: date, holder: str | None) -> None:
    known = gazetteer.holder(role, of, day)
    assert (known and known.entity.id) == holder


def test_an_ended_office_has_no_holder_now(gazetteer: Gazetteer) -> None:
    assert gazetteer.holder("supreme leader", "country-af", None) is not None
    assert gazetteer.holder("chancellor", "country-fr", None) is None


def test_the_offices_of_a_person(gazetteer: Gazetteer) -> None:
    on_the_day = gazetteer.offices("person-mark-rutte", date(2015, 1, 1))
    assert [(office.role, office.of) for office in on_the_day] == [("prime minister", "country-nl")]
    assert len(gazetteer.offices("person-mark-rutte")) == 2
    assert gazetteer.offices("person-nobody") == ()


def test_the_users_names_win(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(
        "type,label,aliases,demonyms,country\n"
        "Country,Arnor,,Arnorian|Arnorians,ARN\n"
        "Person,Paris of Troy,Paris,,\n"
    )
    gazetteer = load_gazetteer([table])
    assert ids(gazetteer, "Paris") == {"person-paris-of-troy"}
    assert gazetteer.country_of_demonym("Arnorian") == "country-arnor"
    assert gazetteer.force("ARN", "MIL").label == "Arnorian armed forces"
    assert [name for name, _ in found(gazetteer, "The Arnorian army")] == ["Arnorian army"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type,label,colour\n", "mine.csv: unknown column 'colour'"),
        ("type\nCity\n", "mine.csv: column 'label' is missing"),
        ("# mine\ntype,label\nTown,Bree\n", "mine.csv:3: unknown type 'Town'"),
        ("type,label\nCity,\n", "mine.csv:2: the label is empty"),
        ("type,label,since\nCity,Bree,spring\n", "mine.csv:2: 'spring' is not a date"),
        ("type,label,since,until\nCity,Bree,2001,2000\n", "mine.csv:2: since 2001-01-01 is after until"),
        ("type,label,lat\nCity,Bree,91\n", "mine.csv:2: lat and lon are not degrees"),
        ("type,label,wikidata\nCity,Bree,142\n", "mine.csv:2: '142' is not a Wikidata id"),
        ("type,label\nCity,Bree,Shire\n", "mine.csv:2: not 2 cells"),
        ("type,label\nCity,Bree\nCity,bree\n", "id 'city-bree' is Bree and bree"),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(text)
    with pytest.raises(DataError) as caught:
        load_gazetteer([table])
    assert message in str(caught.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_gazetteer([tmp_path / "none.csv"])
