"""The log of decisions: what is written is read again, what is damaged is named, what is undone is undone."""

import json
from pathlib import Path

import pytest

from kg.decisions import (
    FILE,
    KINDS,
    Apart,
    Changed,
    Decision,
    Merge,
    RejectClaim,
    RejectEdge,
    Rename,
    Retype,
    Split,
    Undo,
    What,
    add_decision,
    in_force,
    next_number,
    read_decisions,
    undo_of,
)
from kg.errors import DataError, FolderError, UsageError
from kg.records import Folder, open_folder

ALL: list[What] = [
    Merge("a", "Å", "b", "B"),
    Split("b", "B", ("x", "y"), "c", "C"),
    Apart("a", "A", "b", "B"),
    Rename("a", "A", "Aa"),
    Retype("a", "A", "Party"),
    RejectEdge("a", "meets", "b", True, "A meets B"),
    RejectClaim("0123", "x", "A meets B"),
    Undo(2),
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return open_folder(tmp_path / "n.kg", create=True)


def made(*what: What) -> list[Decision]:
    return [Decision(number, one, Changed(number, 0, 1, 2)) for number, one in enumerate(what, 1)]


def test_every_kind_is_read_as_it_was_written(folder: Folder) -> None:
    assert {type(what) for what in ALL} == set(KINDS.values())
    for decision in made(*ALL):
        add_decision(folder, decision)
    assert list(read_decisions(folder)) == made(*ALL)


def test_the_log_changes_the_state_of_the_folder_and_tells_no_time(folder: Folder) -> None:
    before = folder.state()
    add_decision(folder, made(ALL[0])[0])
    assert folder.state() != before
    row = json.loads((folder.path / FILE).read_text("utf-8"))
    assert set(row) == {"number", "kind", "entity", "label", "into", "into_label", "changed"}


def test_what_a_kill_left_of_a_line_is_passed_over_and_written_over(folder: Folder) -> None:
    add_decision(folder, made(ALL[0])[0])
    with (folder.path / FILE).open("a") as file:
        file.write('{"number": 2, "ki')
    assert list(read_decisions(folder)) == made(ALL[0])
    add_decision(folder, made(*ALL[:2])[1])
    assert list(read_decisions(folder)) == made(*ALL[:2])


GOOD = {"number": 1, "kind": "rename", "entity": "a", "label": "A", "to": "B",
        "changed": {"mentions": 1, "claims": 0, "edges_gone": 0, "edges_new": 0}}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("no json", "not a decision"),
        ("[]", "not a decision"),
        (json.dumps(GOOD | {"kind": "burn"}), "'burn' is no kind"),
        (json.dumps({key: value for key, value in GOOD.items() if key != "to"}), "'to'"),
        (json.dumps(GOOD | {"to": 7}), "to is 7"),
        (json.dumps(GOOD | {"number": "1"}), "a number is missing"),
        (json.dumps(GOOD | {"number": 0}), "out of order"),
        (json.dumps(GOOD | {"kind": "split", "articles": "x", "new": "c", "new_label": "C"}), "articles is"),
        (json.dumps(GOOD | {"kind": "undo", "decision": 4}), "decision 4, which is not before it"),
        (json.dumps(GOOD | {"kind": "undo", "decision": True}), "decision is True"),
    ],
)  # fmt: skip
def test_a_damaged_line_is_named(folder: Folder, line: str, fault: str) -> None:
    (folder.path / FILE).write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(DataError, match=r"curation\.jsonl:2: ") as caught:
        read_decisions(folder)
    assert fault in str(caught.value)


def test_a_log_of_other_bytes_is_named(folder: Folder) -> None:
    (folder.path / FILE).write_bytes(b"\xff\n")
    with pytest.raises(DataError, match=r"curation\.jsonl:1: is not UTF-8"):
        read_decisions(folder)


def test_a_log_that_cannot_be_written_is_named(folder: Folder) -> None:
    (folder.path / FILE).mkdir()
    with pytest.raises(FolderError, match=r"curation\.jsonl: cannot be written"):
        add_decision(folder, made(ALL[0])[0])


@pytest.mark.parametrize(
    ("undos", "numbers"),
    [
        ([], [1, 2, 3]),
        ([2], [1, 3]),
        ([1, 2, 3], []),
        ([2, 4], [1, 2, 3]),  # an undo undone
        ([2, 4, 5], [1, 3]),  # ... and that again
    ],
)
def test_what_is_in_force(undos: list[int], numbers: list[int]) -> None:
    decisions = made(*ALL[:3], *map(Undo, undos))
    assert [decision.number for decision in in_force(decisions)] == numbers


def test_an_undo_is_of_a_decision_that_holds() -> None:
    decisions = made(*ALL[:2], Undo(1))
    assert undo_of(decisions, 2) == Undo(2)
    assert undo_of(decisions, 3) == Undo(3)
    for number, fault in ((1, "decision 1 is undone already"), (9, "no decision 9")):
        with pytest.raises(UsageError, match=fault):
            undo_of(decisions, number)


def test_numbers_rise() -> None:
    assert next_number([]) == 1
    assert next_number(made(*ALL)) == len(ALL) + 1
