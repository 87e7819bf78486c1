"""Nothing that an article, a name or a file says can command the terminal, whatever the command."""

import io
import json
import os
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest

from kg.cells import harmless
from kg.cli import app
from kg.model import Entity, EntityType
from kg.records import open_folder
from kg.views import clean_lines, escape_json
from tests.factories import make_article, make_claim, make_record

# sets the title, clears the screen, sets the title by an 8-bit code, rings, deletes, turns the line around
EVIL = "\x1b]0;owned\x07\x1b[2J\x9d0;owned\x9c\x07\x08\x7f\u202etxt.exe\u2066\u200f\x9b2J\r"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
OWN = re.compile(
    r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\|\x1b\[\?25[lh]|\r?\x1b\[(?:2K|1A)"
)  # styles, links, progress of rich

COMMANDS = [
    "summary", "who Hostile", "between Hostile Mali", "top", "top actors", "top relations", "timeline",
    "matrix", "path Hostile Mali", "evidence Hostile attacks Mali", "stats", "control", "offices", "coverage",
    "curate log", "curate log --rules", "curate suggest", "audit --report", "check", "remove no\x1b[2Jthing",
    "who no\x1b[2Jthing", "query top-pairs", "export - --format csv", "export - --format turtle",
    "export - --format events", "export - --format jsonld", "export - --format cypher",
    "query SELECT(?s){?c\x0a(kg:topic)?s}",
]  # fmt: skip
SELECT = "SELECT ?s ?t { ?s rdfs:label ?t }"
CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?t } WHERE { ?s rdfs:label ?t }"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder built from one article in which every field is hostile."""
    one = Entity("person-hostile", f"Hostile {EVIL}", EntityType.PERSON, "NO", "GOV")
    two = Entity("place-mali", f"Mali {EVIL}", EntityType.PLACE, "ML", None, None, None, 17.0, -4.0)
    text = f"{one.label} attacks {two.label} with {EVIL}."
    article = make_article(
        text, title=text, url=f"https://news.example/{EVIL}", publisher=f"P {EVIL}", place=EVIL
    )
    claim = make_claim(
        article, text, one, "attacks", two, topic=EVIL, speaker=one, place=two, date="2024-03-03"
    )
    path = tmp_path_factory.mktemp("hostile") / "evil\x1b[2J\u202e.kg"
    open_folder(path, create=True).add([make_record(article, [one, two], [claim])])
    return path


class _Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _run(hostile: Path, arguments: list[str], *, terminal: bool) -> str:
    """What a command writes, results and notes together."""
    seen = io.BytesIO()
    kind = _Screen if terminal else io.TextIOWrapper
    screen = kind(seen, encoding="utf-8", newline="", write_through=True)
    environment = {"KG_FOLDER": str(hostile), "TERM": "xterm-256color", "COLUMNS": "100"}
    with mock.patch.dict(os.environ, environment), redirect_stdout(screen), redirect_stderr(screen):
        with pytest.raises(SystemExit):
            app(arguments, prog_name="kg")
        screen.flush()
    return seen.getvalue().decode()


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("command", [*COMMANDS, SELECT], ids=repr)
def test_no_command_hands_codes_on(command: str, terminal: bool, hostile: Path) -> None:
    arguments = ["query", command] if command.startswith("SELECT") else command.split()
    shown = _run(hostile, arguments, terminal=terminal)
    assert shown
    if terminal or not command.startswith("export"):  # what is exported to a file stays as it was said
        assert OBEYED.findall(OWN.sub("", shown)) == []


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_no_answer_hands_codes_on(form: str, hostile: Path) -> None:
    shown = _run(hostile, ["query", SELECT, "--format", form], terminal=True)
    assert "Hostile" in shown
    assert OBEYED.findall(OWN.sub("", shown)) == []


@pytest.mark.parametrize("form", ["auto", "ttl", "nt", "jsonld", "xml"])
def test_no_triples_hand_codes_on(form: str, hostile: Path) -> None:
    shown = _run(hostile, ["query", CONSTRUCT, "--format", form], terminal=True)
    assert "Hostile" in shown
    assert OBEYED.findall(OWN.sub("", shown)) == []


@pytest.mark.parametrize(
    "command", ["who Hostile", "top", "evidence Hostile attacks Mali", "between Hostile Mali"]
)
def test_json_is_escaped_and_says_the_same(command: str, hostile: Path) -> None:
    shown = _run(hostile, [*command.split(), "--json"], terminal=True)
    assert OBEYED.search(shown) is None
    assert "owned" in json.dumps(json.loads(shown))


@pytest.mark.model
def test_explain_and_extract_hand_no_codes_on(hostile: Path) -> None:
    text = f"Norway accused Russia {EVIL} of lying, officials said on Monday."
    for arguments in (["explain", text], ["explain", text, "--json"]):
        shown = _run(hostile, arguments, terminal=True)
        assert "Norway" in shown
        assert OBEYED.findall(OWN.sub("", shown)) == []


def test_names_of_files_hand_no_codes_on(tmp_path: Path, hostile: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a\x1b[2J\u202e.txt").write_bytes(b"  ")
    (folder / "b\x1b[2J.jsonl").write_bytes(b'{"text": 1}\n')
    (folder / "c\x1b[2J.txt").write_bytes("Zürich ".encode() + b"\x81\xfe")
    (folder / "d\x1b[2J.exe").write_bytes(b"")
    (folder / "e\x1b[2J.txt").symlink_to(tmp_path / "nowhere")
    shown = _run(hostile, ["extract", str(folder)], terminal=True)
    assert shown.count("kg: ") >= 4
    assert OBEYED.findall(OWN.sub("", shown)) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\tc\nd  e", "ab\tc\nd  e"),
        ("\u202ea\x9b31mb", "ab"),
        ("plain", "plain"),
    ],
)
def test_lines_are_cleaned(text: str, shown: str) -> None:
    assert clean_lines(text) == shown


@pytest.mark.parametrize("text", ["a\x9bb", "\u202e\x7f", "plain é", "\ud800"])
def test_escaped_json_reads_back(text: str) -> None:
    written = escape_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert OBEYED.search(written) is None
    written.encode()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(0)", "'=HYPERLINK(0)"), ("+cmd", "'+cmd"), ("-cmd|x", "'-cmd|x"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("-12", "-12"), ("+1.5e3", "+1.5e3"), ("a=b", "a=b"), ("", ""),
        ("-1+1", "'-1+1"), ("'=1", "'=1"),
    ],
)  # fmt: skip
def test_formulas_are_defused_and_numbers_are_not(cell: str, written: str) -> None:
    assert harmless(cell) == written
