"""Bad input from end to end: each is named with its place and a remedy, and the rest is read all the same.

One process reads all the cases, as a user's folder would hold them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOOD = "Norway accused Russia of jamming satellite signals over Finnmark, officials said on Monday."
FRENCH = (
    "Le gouvernement norvégien a accusé la Russie de brouiller les signaux des satellites, "
    "et il a demandé à ses voisins de l'aider à trouver une solution avant la fin de l'année."
)
MENU = "<html><body><nav><a href='/a'>Home</a> <a href='/b'>Sport</a></nav><p>Log in</p></body></html>"

# file: its bytes, and the message on standard error, less `kg: skipped ` before it
BAD = {
    "binary.txt": (bytes(range(256)) * 40, "binary.txt: is binary, or text in an unknown encoding: save it"),
    "broken.jsonl": (
        b'{"id": "j1", "text": "Sweden warned Russia."}\n{"id": "j2", "text": \n'
        b'{"id": "j3", "text": "Finland backs Sweden."}\n',
        "broken.jsonl:2: is not JSON: Expecting value at character 23; each line holds one whole object",
    ),
    "empty.txt": (b" \n", "empty.txt: holds no text"),
    "endless.txt": (
        b"Norway accused Russia of lying. " * 160_000,
        "endless.txt: is longer than 300,000 characters; split it into its articles",
    ),
    "french.txt": (FRENCH.encode(), "french.txt: is in French; kg reads English"),
    "menu.html": (
        MENU.encode(),
        "menu.html: holds no article that could be told from the rest of the page; save its text",
    ),
    "no_text.csv": (b"name,born\nNansen,1861\n", "no_text.csv: has no column text, body, content"),
    "no_text.jsonl": (b'{"id": "n1", "txt": "lost"}\n', "no_text.jsonl:1: holds no text: looked for text"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + bytes(200), "photo.jpg: no reader for .jpg files: looked for"),
    "truncated.txt.gz": (b"\x1f\x8b\x08\x00broken", "truncated.txt.gz: cannot be read: "),
}
# read nonetheless, with a word about it
DOUBTFUL = {
    "latin.txt": (
        f"{GOOD} He said \x93no\x94.".encode("latin-1"),
        "latin.txt: is not UTF-8 and was read as Windows-1252; save it as UTF-8",
    ),
    "broken.txt": (
        f"Zürich aids Mali. {GOOD} ".encode() + b"\x81\xfe",
        "broken.txt: undecodable bytes were read as U+FFFD; save it as UTF-8",
    ),
}
READ = {"j1", "j3", "good"}  # ids of the sound rows, beside the doubtful files


def _kg(*arguments: str, cwd: Path, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, input=stdin, capture_output=True, timeout=300, check=False
    )


def _lines(output: bytes) -> list[str]:
    return output.decode("utf-8").splitlines()


def _told(message: str, lines: list[str]) -> bool:
    """Whether one line tells of a file in the folder with this message."""
    place = f"bad{os.sep}{message}"
    return any(line.startswith((f"kg: skipped {place}", f"kg: {place}")) for line in lines)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory that holds the folder `bad`."""
    place = tmp_path_factory.mktemp("input")
    (place / "bad").mkdir()
    for name, (data, _) in {**BAD, **DOUBTFUL}.items():
        (place / "bad" / name).write_bytes(data)
    (place / "bad" / "sound.jsonl").write_text(json.dumps({"id": "good", "text": GOOD}))
    return place


@pytest.fixture(scope="module")
def extracted(bad: Path) -> "subprocess.CompletedProcess[bytes]":
    return _kg("extract", "bad", cwd=bad)


@pytest.fixture(scope="module")
def built(bad: Path) -> "subprocess.CompletedProcess[bytes]":
    return _kg("build", "bad", "--into", "out.kg", cwd=bad)


@pytest.mark.model
@pytest.mark.parametrize("name", [*BAD, *DOUBTFUL])
def test_extract_names_what_is_wrong_and_what_to_do(
    name: str, extracted: "subprocess.CompletedProcess[bytes]"
) -> None:
    message = {**BAD, **DOUBTFUL}[name][1]
    assert _told(message, _lines(extracted.stderr)), extracted.stderr.decode()


@pytest.mark.model
def test_extract_reads_the_rest_as_json_lines(extracted: "subprocess.CompletedProcess[bytes]") -> None:
    records = [json.loads(line) for line in _lines(extracted.stdout)]
    assert {record["article"]["id"] for record in records} >= READ
    assert len(records) == len(READ) + len(DOUBTFUL)
    accusations = [
        claim
        for record in records
        for claim in record["claims"]
        if (claim["actor"]["label"], claim["relation"], claim["recipient"]["label"])
        == ("Norway", "accuses", "Russia")
    ]
    assert len(accusations) == 1 + len(DOUBTFUL)
    assert extracted.returncode == 8


@pytest.mark.model
def test_messages_are_no_tracebacks(extracted: "subprocess.CompletedProcess[bytes]") -> None:
    lines = _lines(extracted.stderr)
    assert [line for line in lines if not line.startswith("kg: ")] == []
    assert len(lines) == len(BAD) + len(DOUBTFUL)


@pytest.mark.model
def test_build_names_each_and_adds_the_rest(built: "subprocess.CompletedProcess[bytes]") -> None:
    lines = _lines(built.stderr)
    missing = [name for name, (_, message) in {**BAD, **DOUBTFUL}.items() if not _told(message, lines)]
    assert missing == []
    assert f"kg: out.kg: {len(READ) + len(DOUBTFUL)} articles added, {len(BAD)} skipped" in lines
    assert built.returncode == 8


@pytest.mark.model
def test_building_again_adds_nothing(bad: Path, built: "subprocess.CompletedProcess[bytes]") -> None:
    again = _kg("build", "bad", "--into", "out.kg", cwd=bad)
    known = len(READ) + len(DOUBTFUL)
    assert f"kg: out.kg: 0 articles added, {known} known already, {len(BAD)} skipped" in _lines(again.stderr)
    assert again.stdout == built.stdout


@pytest.mark.model
def test_an_article_in_another_language_is_no_failure(bad: Path) -> None:
    done = _kg("extract", "bad/french.txt", "bad/sound.jsonl", cwd=bad)
    assert _told("french.txt: is in French; kg reads English", _lines(done.stderr))
    assert len(_lines(done.stdout)) == 1
    assert done.returncode == 0


@pytest.mark.model
def test_a_row_from_a_pipe_is_named_by_its_line(bad: Path) -> None:
    done = _kg("extract", "-", cwd=bad, stdin=BAD["broken.jsonl"][0])
    assert [json.loads(line)["article"]["id"] for line in _lines(done.stdout)] == ["j1", "j3"]
    assert "kg: skipped -:2: is not JSON" in done.stderr.decode()
    assert done.returncode == 8


@pytest.mark.parametrize("command", ["extract", "build"])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "no such file or folder: missing.txt; looked in "),
        ("hollow", "folder hollow holds no article: looked for .atom .csv "),
        ("*.doc", "no file matches *.doc: check the pattern, and quote it for the shell"),
    ],
)
def test_an_input_that_is_not_there_stops_at_once(bad: Path, command: str, name: str, message: str) -> None:
    (bad / "hollow").mkdir(exist_ok=True)
    done = _kg(command, "bad/sound.jsonl", name, cwd=bad)
    [line] = _lines(done.stderr)
    assert line.startswith(f"kg: {message}")
    assert done.stdout == b""
    assert done.returncode == 3
    assert not (bad / "news.kg").exists()


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        (
            "--relations",
            "[accuses]\nverb = ['slam']\n",
            "[accuses]: unknown key 'verb'; did you mean 'verbs'?",
        ),
        ("--relations", "[accuses\n", "not valid TOML"),
        (
            "--gazetteer",
            "type,label\nState,Ruritania\n",
            "words:2: unknown type 'State'; the types are Country",
        ),
        ("--gazetteer", "type,name\nCountry,Ruritania\n", "words: unknown column 'name'; the columns are id"),
    ],
)
def test_a_mistake_in_own_words_is_named(tmp_path: Path, option: str, text: str, message: str) -> None:
    (tmp_path / "words").write_text(text)
    done = _kg("explain", "Norway accused Russia.", option, "words", cwd=tmp_path)
    assert message in done.stderr.decode()
    assert done.stdout == b""
    assert done.returncode == 5
