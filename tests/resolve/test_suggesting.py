"""What is suggested as one, why, and what is not."""

import pytest

from kg.decisions import Apart, Changed, Decision, Undo
from kg.model import EntityType, Record
from kg.resolve import Suggestion, suggest
from tests.factories import HARBOUR, MALI, NORWAY, RUSSIA
from tests.resolve.factories import (
    CITY,
    GOV,
    GROUP,
    LATER,
    MUCH_LATER,
    ORG,
    PARTY,
    PERSON,
    PLACE,
    local,
    record,
    resolved,
    two_articles,
)

Thing = tuple[str, EntityType]

MAY_BE_ONE: list[tuple[Thing, Thing, str]] = [
    (("Grey Ox Ferries", ORG), ("GOF", ORG), "its initials"),
    (("Oda Lundberg", PERSON), ("Oda Lundborg", PERSON), "names spelled alike"),
    (("Harbour Watch Netwrok", ORG), ("Harbour Watch Network", ORG), "names spelled alike"),
    (("Reza Pahlvand", PERSON), ("Mohammad Reza Pahlvand", PERSON), "a shorter form of the name"),
    (("Johan", PERSON), ("Johan Lindqvist", PERSON), "a part of the name"),
    (("Brisk Movement", ORG), ("Brisk", PARTY), "the name has a word more"),
    (("Brenna District", PLACE), ("Brenna", CITY), "the name has a word more"),
    (("Qasr Brenna", GOV), ("Qasr Brenna", CITY), "the same name"),
]


def suggested(records: list[Record], *decisions: Decision) -> tuple[Suggestion, ...]:
    assert resolved(records).same == {}
    return suggest(records, decisions)


@pytest.mark.parametrize(("one", "other", "reason"), MAY_BE_ONE)
def test_what_may_be_one(one: Thing, other: Thing, reason: str) -> None:
    later = MUCH_LATER if one[0] == other[0] else LATER
    (row,) = suggested(two_articles(local(*one), local(*other), later=later))
    assert row.reason == reason
    assert {row.entity, row.into} == {local(*one).id, local(*other).id}
    assert 0.4 <= row.score <= 1


TWO: list[tuple[Thing, Thing]] = [
    (("North Quay Trust Fund", ORG), ("South Quay Trust Fund", ORG)),
    (("Martin Brandt", PERSON), ("Martin Brandt Jr.", PERSON)),
    (("Norwegian protesters", GROUP), ("Norwegian protest", GROUP)),
    (("Southern Brenna", PLACE), ("Brenna", PLACE)),
    (("Oda Lund", PERSON), ("Ola Sund", PERSON)),
    (("GOX", ORG), ("Grey Ox Ferries", ORG)),
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_what_is_not_suggested(one: Thing, other: Thing) -> None:
    assert suggested(two_articles(local(*one), local(*other))) == ()


LUNDBERG, LUNDBORG = local("Oda Lundberg", PERSON), local("Oda Lundborg", PERSON)


def test_those_in_one_story_come_first() -> None:
    near = two_articles(LUNDBERG, LUNDBORG)
    far = [record("a1", LUNDBERG, NORWAY), record("a2", LUNDBORG, RUSSIA, day=MUCH_LATER)]
    (row,) = suggested(near)
    assert suggested(far) == ()
    half = [record("a1", LUNDBERG, NORWAY), record("a2", LUNDBORG, NORWAY, day=MUCH_LATER)]
    (less,) = suggested(half)
    assert less.score < row.score


def test_those_that_the_user_set_apart_are_suggested_no_more() -> None:
    none = Changed(0, 0, 0, 0)
    apart = Decision(1, Apart(LUNDBERG.id, "Oda Lundberg", LUNDBORG.id, "Oda Lundborg"), none)
    records = two_articles(LUNDBERG, LUNDBORG)
    assert suggested(records, apart) == ()
    assert len(suggested(records, apart, Decision(2, Undo(1), none))) == 1


def test_offices_in_two_countries_keep_two_apart() -> None:
    told = [
        f"{label} of {state} met Norway."
        for label, state in (("Oda Lundberg", "Russia"), ("Oda Lundborg", "Mali"))
    ]
    records = [
        record("a1", LUNDBERG, RUSSIA, NORWAY, text=told[0], offices=[(LUNDBERG, "officialOf", RUSSIA)]),
        record("a2", LUNDBORG, MALI, NORWAY, text=told[1], offices=[(LUNDBORG, "officialOf", MALI)]),
    ]
    assert suggested(records) == ()


def test_what_is_listed_twice_is_not_suggested() -> None:
    records = two_articles(LUNDBERG, LUNDBORG)
    assert suggest(records, listed={LUNDBERG.id, LUNDBORG.id}) == ()
    (row,) = suggest(records, listed={LUNDBORG.id})
    assert row.into == LUNDBORG.id


def test_the_order_of_records_makes_no_difference() -> None:
    records = [
        record(f"a{n}", local(*thing), NORWAY, HARBOUR)
        for n, thing in enumerate(thing for one, other, _ in MAY_BE_ONE for thing in (one, other))
    ]
    assert suggest(records) == suggest(records[::-1])
