"""`kg curate` as a user meets it: what is asked, kept, refused and listed."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.cli.curating import COMMANDS
from kg.records import open_folder
from tests.factories import HARBOUR, NORWAY
from tests.resolve.factories import ORG, PERSON, local, record, two_articles
from tests.test_curation import BRISK, JOHAN, LINDQVIST, RECORDS

ATTACK = RECORDS[0].claims[0].id


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, with the one project folder in it."""
    open_folder(tmp_path / "n.kg", create=True).add(RECORDS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin, prog_name="kg")


def _rows(*arguments: str) -> list[dict[str, str]]:
    result = _run("curate", *arguments)
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t"))


MADE = [
    (("merge", "cal brisk", "Johan Lindqvist"), "Cal Brisk is Johan Lindqvist: 2 mentions, 3 claims"),
    (("split", "Brisk", "--article", "a3", "--label", "Calum"), "Cal Brisk in 1 article is Calum"),
    (("rename", BRISK.id, "Calum"), "Cal Brisk is called Calum"),
    (("retype", "Brisk", "group"), "Cal Brisk is of type Group"),
    (("reject", "Brisk", "attacks", "Norway"), "not so: Cal Brisk attacks Norway"),
    (("reject", ATTACK), f"not so in claim {ATTACK}: Cal Brisk attacks Norway"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "told"), MADE)
def test_a_decision_is_told_kept_and_listed(arguments: tuple[str, ...], told: str) -> None:
    result = _run("curate", *arguments, "--yes")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"kg: {told}")
    assert result.stderr.endswith("kg: kept as decision 1; kg curate undo 1 takes it back\n")
    (row,) = _rows("log")
    assert (row["number"], row["state"]) == ("1", "")
    assert told.startswith(row["decision"])
    assert _run("curate", "undo", "1", "--yes").exit_code == 0
    assert [(row["kind"], row["state"]) for row in _rows("log")][1] == ("undo", "")
    assert _rows("log")[0]["state"] == "undone"


@pytest.mark.parametrize(("arguments", "told"), MADE)
def test_nothing_is_kept_unasked_in_a_pipe(here: Path, arguments: tuple[str, ...], told: str) -> None:
    result = _run("curate", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"kg: {told}")
    assert result.stderr.endswith("not kept, because nobody can be asked here: add --yes\n")
    assert not (here / "n.kg" / "curation.jsonl").exists()


@pytest.mark.parametrize(("answer", "kept"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(here: Path, monkeypatch: pytest.MonkeyPatch, answer: str, kept: bool) -> None:
    monkeypatch.setattr("kg.cli.curating._can_ask", lambda: True)
    result = _run("curate", "rename", "Brisk", "Calum", stdin=f"{answer}\n")
    assert result.exit_code == 0
    assert "kg: Cal Brisk is called Calum: 2 mentions, 3 claims; no edge\n" in result.stderr
    assert "Keep this decision?" in result.stderr
    assert ("not kept" in result.stderr) is not kept
    assert (here / "n.kg" / "curation.jsonl").exists() is kept


WRONG = [
    (("merge", "Nobody", "Norway"), "nothing is called 'Nobody'"),
    (("split", "Brisk", "--article", "a3"), "--article and --label go together"),
    (("split", "Brisk", "--label", "X"), "--article and --label go together"),
    (("split", "Brisk"), "no rule took 'Brisk' for another"),
    (("retype", "Brisk", "wizard"), "'wizard' is no type"),
    (("reject", "Brisk", "attacks"), "give the id of a claim or an edge"),
    (("reject", "Brisk", "praises", "Norway"), "this changes nothing: no claim says"),
    (("undo", "7"), "there is no decision 7"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "fault"), WRONG)
def test_what_cannot_be_decided_is_said(here: Path, arguments: tuple[str, ...], fault: str) -> None:
    result = _run("curate", *arguments, "--yes")
    assert (result.exit_code, result.stdout) == (2, "")
    assert fault in result.stderr
    assert not (here / "n.kg" / "curation.jsonl").exists()


def test_a_rejected_claim_stands_apart_in_the_views() -> None:
    _run("curate", "reject", "Brisk", "attacks", "Norway", "--yes")
    shown = json.loads(_run("between", "Brisk", "Norway", "--json").stdout)
    assert [row["edge"] for row in shown] == [False, False]
    assert _run("who", "Brisk").stdout.count("attacks") == 0


def test_a_damaged_log_is_named(here: Path) -> None:
    (here / "n.kg" / "curation.jsonl").write_text("{}\n")
    for arguments in (("curate", "log"), ("who", "Norway")):
        result = _run(*arguments)
        assert result.exit_code == 5
        assert "curation.jsonl:1: not a decision" in result.stderr


def test_an_empty_log_says_what_to_try() -> None:
    for arguments in (("log",), ("log", "--rules"), ("suggest",)):
        result = _run("curate", *arguments)
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) == 1  # the head
        assert "n.kg" in result.stderr


def test_what_the_rules_merged_is_listed_and_can_be_set_apart(here: Path) -> None:
    open_folder(here / "r.kg", create=True).add(two_articles(JOHAN, LINDQVIST))
    (row,) = _rows("log", "--rules", "--in", "r.kg")
    assert (row["label"], row["into"], row["entity"]) == ("Lindqvist", JOHAN.id, LINDQVIST.id)
    assert row["reason"].startswith("the only person of that family name")
    assert _run("curate", "split", "lindqvist", "--yes", "--in", "r.kg").exit_code == 0
    assert _rows("log", "--rules", "--in", "r.kg") == []
    assert _rows("suggest", "--in", "r.kg") == []  # what the user set apart is not suggested


def test_what_may_be_one_is_suggested_best_first(here: Path) -> None:
    names = [("Oda Lundberg", PERSON), ("Oda Lundborg", PERSON), ("Grey Ox Ferries", ORG), ("GOF", ORG)]
    records = [record(f"s{n}", local(*name), NORWAY, HARBOUR) for n, name in enumerate(names)]
    open_folder(here / "s.kg", create=True).add(records)
    rows = _rows("suggest", "--in", "s.kg")
    assert [(row["label"], row["into_label"], row["reason"]) for row in rows] == [
        ("GOF", "Grey Ox Ferries", "its initials"),
        ("Oda Lundborg", "Oda Lundberg", "names spelled alike"),
    ]
    assert [float(row["score"]) for row in rows] == sorted((float(r["score"]) for r in rows), reverse=True)
    assert len(json.loads(_run("curate", "suggest", "--limit", "1", "--json", "--in", "s.kg").stdout)) == 1


@pytest.mark.parametrize("command", [command.__name__ for command in COMMANDS])
def test_every_command_has_help(command: str) -> None:
    assert _run("curate", command, "--help").stdout.startswith(f"Usage: kg curate {command}")
