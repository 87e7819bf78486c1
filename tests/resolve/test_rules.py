"""Which names are one across articles, and which look alike and stay apart."""

from dataclasses import replace

import pytest

from kg.model import Entity, EntityType, Record
from kg.resolve import Rule
from tests.factories import HARBOUR, MALI, NORWAY, RUSSIA
from tests.resolve.factories import (
    ARMED,
    CITY,
    COMPANY,
    GOV,
    GROUP,
    LATER,
    MIL,
    MUCH_LATER,
    ORG,
    PARTY,
    PERSON,
    PLACE,
    are_one,
    gazetteer,
    local,
    record,
    resolved,
    two_articles,
)

ONE_THING = [
    # spellings of a full name
    (PERSON, "Haitham al-Ghazwani", "Haitham el-Ghazwani", Rule.SPELLING),
    (PERSON, "Haitham al-Ghazwani", "Haitham Ghazwani", Rule.SPELLING),
    (PERSON, "Kim Yong-hwan", "Kim Yonghwan", Rule.SPELLING),
    (PERSON, "Mohamed Sahnoudi", "Muhammad Sahnoudi", Rule.SPELLING),
    (PERSON, "Abdel Rahman Teguer", "Abd al-Rahman Teguer", Rule.SPELLING),
    (PERSON, "Abdur Rahman Teguer", "Abdelrahman Teguer", Rule.SPELLING),
    (PERSON, "Abu Bakr Lamine", "Abubakr Lamine", Rule.SPELLING),
    (PERSON, "Sergei Voldin", "Serhiy Voldin", Rule.SPELLING),
    (PERSON, "Oda N'Diaye", "Oda Ndiaye", Rule.SPELLING),
    (PERSON, "Nadim ibn Khaldar", "Nadim bin Khaldar", Rule.SPELLING),
    (PERSON, "Sayyid Hussein Badrawi", "Hossein Badrawi", Rule.SPELLING),
    # the other order, longer forms, initials
    (PERSON, "Chae Eun-woo", "Eun-woo Chae", Rule.ORDER),
    (PERSON, "Ingrid Halvorsen", "Ingrid Marie Halvorsen", Rule.LONGER),
    (PERSON, "Ingrid Halvorsen", "Ingrid M. Halvorsen", Rule.LONGER),
    (PERSON, "Carlos Benavidez", "Carlos Benavidez Otero", Rule.LONGER),
    (PERSON, "J. Lindqvist", "Johan Lindqvist", Rule.INITIAL),
    (PERSON, "J. P. Lindqvist", "Johan Petter Lindqvist", Rule.INITIAL),
    # the family name alone
    (PERSON, "Lindqvist", "Johan Lindqvist", Rule.FAMILY),
    (PERSON, "Avramides", "Dimitris Avramides", Rule.FAMILY),
    # by ear
    (PERSON, "Minni Badawi", "Minni Baddawi", Rule.BY_EAR),
    (PERSON, "Nour bin Laddar", "Nour bin Ladder", Rule.BY_EAR),
    (PERSON, "Mohsen Tavakoli", "Mohsen Tavakkoli", Rule.BY_EAR),
    (PERSON, "Abdourahamane Kotto", "Abdourahmane Kotto", Rule.BY_EAR),
    # a country told otherwise
    (GOV, "National Harbour Assembly of Vietnam", "Vietnamese National Harbour Assembly", Rule.COUNTRY),
    (GOV, "Ministry of Fisheries of Norway", "Norwegian Fisheries Ministry", Rule.COUNTRY),
    (GOV, "Norway's Ministry of Fisheries", "Norwegian Ministry of Fisheries", Rule.COUNTRY),
    (GOV, "Ministry of National Ferries of Norway", "Norwegian Ministry of Ferries", Rule.COUNTRY),
    (MIL, "Chad Border Corps", "Chadian Border Corps", Rule.COUNTRY),
    (ORG, "U.S. Harbour Commission", "United States Harbour Commission", Rule.COUNTRY),
    (PARTY, "Seafarers' Party of Norway", "Norwegian Seafarers' Party", Rule.COUNTRY),
    # spellings, plurals and legal forms of bodies
    (ORG, "Harbour Stabilisation Trust", "Harbour Stabilization Trust", Rule.SPELLING),
    (ORG, "4th Coastal Brigade", "Fourth Coastal Brigade", Rule.SPELLING),
    (MIL, "Puntmark Security Force", "Puntmark Security Forces", Rule.SPELLING),
    (COMPANY, "Brisk & Sons Ferries", "Brisk and Sons Ferries", Rule.SPELLING),
    (ORG, "O.S.K. Ferries", "OSK Ferries", Rule.SPELLING),
    (COMPANY, "Northlight", "Northlight Ltd", Rule.SPELLING),
    (COMPANY, "Northlight Ferries GmbH", "Northlight Ferries Inc.", Rule.SPELLING),
    (ORG, "Institute for Coast Studies", "Institute of Coast Studies", Rule.SPELLING),
    (ORG, "Centre for Harbour Law", "Center for Harbour Law", Rule.SPELLING),
    # one and many
    (GROUP, "Syrian rebel", "Syrian rebels", Rule.NUMBER),
    (GROUP, "Malian gunman", "Malian gunmen", Rule.NUMBER),
    (GROUP, "protester", "protesters", Rule.NUMBER),
    (GROUP, "Norwegian militia", "Norwegian militias", Rule.NUMBER),
    # places
    (CITY, "El Qasrah", "Al-Qasrah", Rule.PLACE),
    (PLACE, "St. Olave Bay", "Saint Olave Bay", Rule.PLACE),
    (PLACE, "Mt. Brenna", "Mount Brenna", Rule.PLACE),
    (CITY, "Deir es-Sawa", "Deir esSawa", Rule.PLACE),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other", "rule"), ONE_THING)
def test_names_of_one_thing_are_merged(kind: EntityType, one: str, other: str, rule: Rule) -> None:
    first, second = local(one, kind), local(other, kind)
    found = resolved(two_articles(first, second))
    assert are_one(found, first, second)
    assert [identity.rule for identity in found.identities] == [rule]


LOOK_ALIKES = [
    (PERSON, "Reza Pahlvand", "Mohammad Reza Pahlvand"),
    (PERSON, "Martin Brandt", "Martin Brandt Jr."),
    (PERSON, "Aga Karam IV", "Aga Karam V"),
    (PERSON, "George H. W. Brandt", "George W. Brandt"),
    (PERSON, "John A. Brandt", "John B. Brandt"),
    (PERSON, "Sasha Voldin", "Sasha Voldina"),
    (PERSON, "Oda Lundberg", "Oda Lundborg"),
    (PERSON, "Mario Testrini", "Maria Testrini"),
    (PERSON, "Julian Testrini", "Juliana Testrini"),
    (PERSON, "Amir Hussein Badrawi", "Amir Hassan Badrawi"),
    (PERSON, "Zhang Minghua", "Zheng Minghua"),
    (PERSON, "Kim Yong-nam", "Kim Yong-un"),
    (PERSON, "Li Na", "Lina"),
    (PERSON, "Ahmed", "Ahmad"),
    (PERSON, "Johan", "Johan Lindqvist"),
    (PERSON, "Johan Lindqvist", "Johan Lindström"),
    (PERSON, "Best Picture", "Best Motion Picture"),
    (PERSON, "Ali Hassan", "Hassan Badrawi"),
    (PERSON, "Lee", "Bruce Lee"),
    (GOV, "National Harbour Assembly of Vietnam", "Laotian National Harbour Assembly"),
    (GOV, "Malaysian Federal Harbour Court", "Malaysian Harbour Court"),
    (GOV, "Norwegian embassy", "Embassy of Norway"),
    (GOV, "authority", "authorities"),
    (GOV, "Ministry of Fisheries", "Norwegian Ministry of Fisheries"),
    (PARTY, "Serb Harbour Party", "Serbian Harbour Party"),
    (PARTY, "Harbour Party of the USA", "Harbour Party of America"),
    (MIL, "Defence Force", "Defence Forces"),
    (ORG, "Seahawk", "Seahawks"),
    (ORG, "North Quay Trust", "South Quay Trust"),
    (ORG, "Bank of Harbours", "Harbours Bank"),
    (GROUP, "Israeli minister", "Israeli ministers"),
    (GROUP, "Christian", "Christians"),
    (GROUP, "Norwegian man", "Norwegian men"),
    (GROUP, "Norwegian rebels", "Malian rebels"),
    (CITY, "El Qasrah", "Qasrain"),
    (CITY, "Ali", "Al-Ali"),
    (PLACE, "North Waterside", "South Waterside"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other"), LOOK_ALIKES)
def test_look_alikes_stay_apart(kind: EntityType, one: str, other: str) -> None:
    assert resolved(two_articles(local(one, kind), local(other, kind))).same == {}


JOHAN, LINDQVIST = local("Johan Lindqvist", PERSON), local("Lindqvist", PERSON)


def test_a_family_name_of_two_is_left_open() -> None:
    others = [record("a3", local("Per Lindqvist", PERSON), NORWAY)]
    assert resolved([*two_articles(JOHAN, LINDQVIST), *others]).same == {}


def test_a_family_name_of_somebody_long_out_of_the_news_is_left_open() -> None:
    assert resolved(two_articles(JOHAN, LINDQVIST, later=MUCH_LATER)).same == {}
    assert resolved(two_articles(JOHAN, LINDQVIST, later=None)).same == {}


def test_a_family_name_with_nobody_in_common_is_left_open() -> None:
    records = [record("a1", JOHAN, NORWAY, HARBOUR), record("a2", LINDQVIST, MALI, day=LATER)]
    assert resolved(records).same == {}


def test_a_piece_of_a_longer_name_is_left_open() -> None:
    piece = record("a2", LINDQVIST, NORWAY, HARBOUR, text="Anna Berg Lindqvist left Norway's Old Harbour.")
    assert resolved([record("a1", JOHAN, NORWAY, HARBOUR), piece]).same == {}
    titled = record("a2", LINDQVIST, NORWAY, HARBOUR, text="President Lindqvist left Norway's Old Harbour.")
    assert are_one(resolved([record("a1", JOHAN, NORWAY, HARBOUR), titled]), JOHAN, LINDQVIST)


def test_an_initial_that_two_fit_is_left_open() -> None:
    short = local("J. Lindqvist", PERSON)
    others = [record("a3", local("Jens Lindqvist", PERSON), NORWAY, HARBOUR)]
    assert resolved([*two_articles(JOHAN, short), *others]).same == {}


def test_initials_join_longer_names_step_by_step() -> None:
    labels = ("J. Lindqvist", "Johan Lindqvist", "Johan P. Lindqvist", "Johan Petter Lindqvist")
    persons = [local(label, PERSON) for label in labels]
    found = resolved(record(f"a{n}", person, NORWAY, HARBOUR) for n, person in enumerate(persons))
    assert all(are_one(found, one, other) for one in persons for other in persons)


def test_a_middle_name_in_the_same_article_tells_two_apart() -> None:
    one, other = local("Gloria Vandermeer", PERSON), local("Gloria Anne Vandermeer", PERSON)
    assert resolved([record("a1", one, other, NORWAY, HARBOUR)]).same == {}
    assert are_one(resolved(two_articles(one, other)), one, other)


def test_a_common_name_needs_somebody_in_common() -> None:
    one, other = local("Mohammed Badrawi", PERSON), local("Mohammed Ali Badrawi", PERSON)
    apart = [record("a1", one, NORWAY), record("a2", other, NORWAY, day=LATER)]
    assert not are_one(resolved([*apart, *_crowd()]), one, other)
    assert are_one(resolved([*two_articles(one, other), *_crowd()]), one, other)


def _crowd() -> list[Record]:
    """So many articles on Norway that to be named with it tells nothing."""
    return [record(f"z{number}", NORWAY) for number in range(30)]


def test_offices_in_two_countries_are_of_two_people() -> None:
    one, other = local("Sergei Voldin", PERSON), local("Sergey Voldin", PERSON)
    told = "Sergei Voldin, minister of Russia, met Norway."
    also = "Sergey Voldin, minister of Mali, met Norway."
    records = [
        record("a1", one, RUSSIA, NORWAY, text=told, offices=[(one, "officialOf", RUSSIA)]),
        record("a2", other, MALI, NORWAY, text=also, offices=[(other, "officialOf", MALI)]),
    ]
    assert resolved(records).same == {}
    assert are_one(resolved([records[0], record("a2", other, NORWAY)]), one, other)


def test_countries_that_bodies_have_keep_them_apart() -> None:
    one, other = local("Puntmark Guard Force", MIL, "SO"), local("Puntmark Guard Forces", MIL, "KE")
    assert resolved(two_articles(one, other)).same == {}


LISTED = [
    (GOV, "American treasury department", "gov-us-department-of-the-treasury"),
    (ORG, "Ukrainian Security Service", "gov-ua-sbu"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "label", "listed"), LISTED)
def test_bodies_are_found_in_the_gazetteer(kind: EntityType, label: str, listed: str) -> None:
    found = resolved([record("a1", local(label, kind), NORWAY)])
    assert list(found.same.values()) == [listed]
    assert found.entities[listed] == gazetteer().known(listed).entity


def test_a_chamber_listed_by_another_word_is_not_the_parliament() -> None:
    assert resolved([record("a1", local("Dutch parliament", GOV, "NL"))]).same == {}


def _known(key: str) -> Entity:
    found = gazetteer().known(key)
    assert found is not None
    return found.entity


@pytest.mark.parametrize(
    ("label", "kind", "listed"),
    [("Conservative Party", PARTY, "party-conservative-uk"), ("Rafah", CITY, "city-281102")],
)
def test_what_reading_told_apart_from_a_listed_one_stays_apart(
    label: str, kind: EntityType, listed: str
) -> None:
    assert resolved(two_articles(local(label, kind), _known(listed))).same == {}


def test_two_listed_are_two() -> None:
    one, other = _known("region-ae-du"), replace(_known("region-ae-du"), id="region-ae-az")
    assert resolved(two_articles(one, other)).same == {}


HWN, NETWORK = local("HWN", ORG), local("Harbour Watch Network", ORG)
TOLD = record(
    "a1", NETWORK, NORWAY, HARBOUR, text="The Harbour Watch Network (HWN) left Norway's Old Harbour."
)


def test_an_acronym_is_the_body_that_an_article_gives_it_for() -> None:
    found = resolved([TOLD, record("a2", HWN, NORWAY, day=LATER)])
    assert found.same == {HWN.id: NETWORK.id}
    assert [identity.rule for identity in found.identities] == [Rule.ACRONYM]


def test_an_acronym_of_two_bodies_is_left_open() -> None:
    other = local("Hull Welders National", ORG)
    also = record("a3", other, NORWAY, text="Hull Welders National (HWN) met Norway.")
    assert resolved([TOLD, also, record("a2", HWN, NORWAY)]).same == {}


def test_an_acronym_that_no_article_gives_is_left_open() -> None:
    assert resolved(two_articles(NETWORK, HWN)).same == {}


def test_an_acronym_given_for_another_body_is_left_open() -> None:
    union = local("Norwegian Welders", ORG)
    text = "The Norwegian Welders (HWN) struck in Norway."
    assert resolved([TOLD, record("a2", union, HWN, NORWAY, text=text)]).same == {}


def test_a_legal_form_alone_joins_only_what_has_somebody_in_common() -> None:
    one, other = local("Grey Ox", ORG), local("Grey Ox GmbH", COMPANY)
    assert resolved([record("a1", one, NORWAY), record("a2", other, RUSSIA)]).same == {}
    assert are_one(resolved(two_articles(one, other)), one, other)


KINDS = [(PERSON, CITY), (ORG, CITY), (PERSON, ORG), (PLACE, PERSON)]


@pytest.mark.parametrize(("one", "other"), KINDS)
def test_one_name_of_several_kinds_is_one_thing_in_one_story(one: EntityType, other: EntityType) -> None:
    first, second = local("Cal Brisk", one), local("Cal Brisk", other)
    found = resolved(two_articles(first, second))
    assert are_one(found, first, second)
    assert are_one(resolved([record("a1", first, second)]), first, second)
    assert [identity.rule for identity in found.identities] == [Rule.KIND]


@pytest.mark.parametrize(("one", "other"), KINDS)
def test_homonyms_of_several_kinds_stay_apart(one: EntityType, other: EntityType) -> None:
    first, second = local("Marta", one), local("Marta", other)
    assert resolved(two_articles(first, second, later=MUCH_LATER)).same == {}
    assert resolved([record("a1", first, NORWAY), record("a2", second, RUSSIA)]).same == {}


def test_a_word_for_people_is_no_place_of_that_name() -> None:
    assert resolved(two_articles(local("Christian", GROUP), local("Christian", CITY))).same == {}


CANONICAL = [
    # the whole name, whatever the shorter one's share; then the one in most articles; then the fullest
    (["Lindqvist", "Lindqvist", "Lindqvist", "Johan Lindqvist"], "Johan Lindqvist"),
    (["J. Lindqvist", "J. Lindqvist", "Johan Lindqvist"], "Johan Lindqvist"),
    (["Johan Lindqvist", "Johan Lindqvist", "Johan Petter Lindqvist"], "Johan Lindqvist"),
    (["Johan Lindqvist", "Johan Petter Lindqvist"], "Johan Petter Lindqvist"),
    (["Sergey Voldin", "Sergei Voldin"], "Sergei Voldin"),
    (["Sergey Voldin", "Sergei Voldin", "Sergey Voldin"], "Sergey Voldin"),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "label"), CANONICAL)
def test_which_name_stands_for_all(labels: list[str], label: str) -> None:
    found = resolved(record(f"a{n}", local(one, PERSON), NORWAY, HARBOUR) for n, one in enumerate(labels))
    assert {found.entities[key].label for key in found.same.values()} == {label}


def test_a_listed_entity_stands_for_all() -> None:
    found = resolved([record(f"a{n}", local("Ukrainian Security Service", ARMED)) for n in range(5)])
    assert found.same == {}  # an armed group is no service of a state
    found = resolved([record(f"a{n}", local("Ukrainian Security Service", ORG)) for n in range(5)])
    assert list(found.same.values()) == ["gov-ua-sbu"]
