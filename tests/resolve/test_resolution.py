"""What records look like with each entity put for what it is, in whatever order they came."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.decisions import Merge, Retype
from kg.errors import FolderError
from kg.model import Record, UnreadVerb
from kg.records import check_record, open_folder
from kg.resolve import Resolution, load_resolution, resolve, resolve_record, resolve_records
from tests.factories import HARBOUR, NORWAY, RUSSIA, make_article, make_claim, make_record
from tests.resolve.factories import (
    COMPANY,
    GROUP,
    MIL,
    ORG,
    PERSON,
    gazetteer,
    local,
    record,
    resolved,
    two_articles,
)

ONE, OTHER = local("Sergei Voldin", PERSON), local("Sergey Voldin", PERSON)
SENTENCE = "Sergey Voldin accused Norway near the Old Harbour, Sergei Voldin said."
ARTICLE = make_article(SENTENCE, id="a1")
CLAIM = make_claim(ARTICLE, SENTENCE, OTHER, "accuses", NORWAY, speaker=ONE, place=HARBOUR)
INSIDE = make_claim(ARTICLE, SENTENCE, OTHER, "meets", ONE)
READ = make_record(ARTICLE, [ONE, OTHER, NORWAY, HARBOUR], [CLAIM, INSIDE])
READ = replace(
    READ, unread=(UnreadVerb("nudge", OTHER.id, NORWAY.id, 0, 9), UnreadVerb("eye", ONE.id, OTHER.id, 0, 9))
)
SAME = Resolution(same={OTHER.id: ONE.id}, entities={ONE.id: ONE})


def test_every_part_of_a_record_is_put_for_what_it_is() -> None:
    found = resolve_record(READ, SAME)
    (claim,) = found.claims
    assert OTHER not in found.entities
    assert {mention.entity for mention in found.mentions} == {ONE.id, NORWAY.id}
    assert (claim.actor.entity, claim.actor.label) == (ONE.id, ONE.label)
    assert [verb.actor for verb in found.unread] == [ONE.id]
    check_record(found)


def test_ids_of_claims_offsets_and_evidence_stay() -> None:
    (claim,) = resolve_record(READ, SAME).claims
    end = replace(claim.actor, entity=OTHER.id, label=OTHER.label)
    assert replace(claim, actor=end) == CLAIM


def test_a_claim_of_one_with_itself_is_left_out_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="kg"):
        resolve_record(READ, SAME)
    assert f"claim {INSIDE.id} joins Sergei Voldin with itself" in caplog.text


def test_a_record_of_none_of_them_is_the_same_value() -> None:
    other = record("a2", NORWAY, RUSSIA)
    assert resolve_record(other, SAME) is other


def test_a_described_entity_is_described_so_everywhere() -> None:
    renamed = replace(NORWAY, label="Noreg")
    found = resolve_record(READ, Resolution(entities={NORWAY.id: renamed}))
    assert renamed in found.entities
    assert found.claims[0].recipient.label == "Noreg"


def test_a_split_is_of_one_article() -> None:
    new = local("Sergey Voldin (pilot)", PERSON)
    split = Resolution(split={("a1", OTHER.id): new.id}, entities={new.id: new})
    assert resolve_record(READ, split).claims[0].actor.label == new.label
    elsewhere = replace(READ, article=replace(ARTICLE, id="a2"))
    assert resolve_record(elsewhere, split) is elsewhere


POOL = [
    record("p1", local("Johan Lindqvist", PERSON), NORWAY, HARBOUR),
    record("p2", local("Lindqvist", PERSON), NORWAY, HARBOUR, day="2024-03-20"),
    record("p3", local("J. Lindqvist", PERSON), NORWAY, HARBOUR),
    record("p4", local("Johan P. Lindqvist", PERSON), NORWAY, HARBOUR),
    record("p5", local("Jens Lindqvist", PERSON), NORWAY),
    record("p6", ONE, RUSSIA, NORWAY),
    record("p7", OTHER, RUSSIA, NORWAY),
    record("p8", local("Northlight", COMPANY), NORWAY, HARBOUR),
    record("p9", local("Northlight Ltd", ORG), NORWAY, HARBOUR),
    record(
        "q1",
        local("Harbour Watch Network", ORG),
        NORWAY,
        text="Norway let the Harbour Watch Network (HWN) in.",
    ),
    record("q2", local("HWN", ORG), NORWAY),
    record("q3", local("Syrian rebel", GROUP), local("Syrian rebels", GROUP), RUSSIA),
    record("q4", local("Cal Brisk", ORG), NORWAY, HARBOUR),
    record("q5", local("Cal Brisk", PERSON), NORWAY, HARBOUR),
    record("q6", local("Puntmark Security Force", ORG), NORWAY),
    record("q7", local("Puntmark Security Forces", MIL), NORWAY, day=None),
    READ,
]


@settings(deadline=None, max_examples=60)
@given(st.permutations(POOL), st.integers(1, len(POOL)))
def test_order_makes_no_difference_and_what_is_resolved_stays(records: list[Record], size: int) -> None:
    some = records[:size]
    found = resolved(some)
    assert resolved(sorted(some, key=lambda one: one.article.id)) == found
    after = list(resolve_records(some, found))
    again = resolved(after)
    assert again.same == {}
    assert list(resolve_records(after, again)) == after


@settings(deadline=None, max_examples=30)
@given(st.permutations(POOL), st.integers(1, len(POOL)))
def test_nothing_is_merged_into_what_is_merged_and_no_listed_one_is(records: list[Record], size: int) -> None:
    found = resolved(records[:size])
    assert not set(found.same) & set(found.same.values())
    assert all(gazetteer().known(key) is None for key in found.same)


def test_the_users_own_gazetteer_is_listed_too() -> None:
    records = two_articles(ONE, OTHER)
    assert resolve(records, gazetteer=gazetteer(), listed={ONE.id, OTHER.id}).same == {}
    assert resolve(records, gazetteer=gazetteer(), listed={OTHER.id}).same == {ONE.id: OTHER.id}


def test_a_resolution_is_kept_until_something_changes(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "n.kg", create=True)
    folder.add(two_articles(ONE, OTHER))
    found = load_resolution(folder)
    kept = tmp_path / "n.kg" / "resolution.json"
    assert found.same == {OTHER.id: ONE.id}
    before = kept.read_bytes()
    assert load_resolution(folder) == found
    assert kept.read_bytes() == before
    folder.remove(["a2"])
    assert load_resolution(folder).same == {}


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"state": 1}', "\udcff"])
def test_a_damaged_resolution_is_made_again(tmp_path: Path, damage: str) -> None:
    folder = open_folder(tmp_path / "n.kg", create=True)
    folder.add(two_articles(ONE, OTHER))
    kept = tmp_path / "n.kg" / "resolution.json"
    kept.write_bytes(damage.encode(errors="surrogateescape"))
    assert load_resolution(folder).same == {OTHER.id: ONE.id}
    assert json.loads(kept.read_text("utf-8"))["same"] == {OTHER.id: ONE.id}


def test_a_folder_that_cannot_be_written_is_resolved_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise FolderError("read-only")

    folder = open_folder(tmp_path / "n.kg", create=True)
    folder.add(two_articles(ONE, OTHER))
    monkeypatch.setattr("kg.resolve.resolving.replace_file", refuse)
    assert load_resolution(folder).same == {OTHER.id: ONE.id}
    assert not (tmp_path / "n.kg" / "resolution.json").exists()


def test_decisions_come_after_the_rules() -> None:
    third = local("Oda Lind", PERSON)
    records = [*two_articles(ONE, OTHER), record("a3", third, NORWAY)]
    merge = Merge(ONE.id, ONE.label, third.id, third.label)
    found = resolved(records, merge, Retype(third.id, third.label, "Group"))
    assert found.same == {ONE.id: third.id, OTHER.id: third.id}
    assert found.entities[third.id] == replace(third, type=GROUP)
