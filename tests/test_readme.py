"""README.md tells of every command, format, input and view, and its examples run as they stand there.

A fenced block `console` holds commands after `$`, each with what it prints in a terminal of 80 columns;
`python` is executed, and a `text` block after it is what it prints; `toml NAME`, `csv NAME` and the like
are the files that the examples read. A last line `...` means that more lines follow. All examples share one
folder, in their order. `pytest --update-golden` rewrites what is printed.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
import typer.main

from kg.cli import app
from kg.errors import KgError
from kg.ontology import queries
from kg.plugins import list_plugins, load_plugin
from tests.conftest import Golden

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TEXT = README.read_text("utf-8")
MORE = "..."
SHOWN = 12  # lines of a long answer that has no shown lines yet

SET_UP = (
    "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . && .venv/bin/kg demo",
    "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt '.[dev]' && .venv/bin/pytest",
)

_BLOCK = re.compile(r"^```(?P<kind>\w*)[ ]?(?P<name>\S*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: what it is, the file it stands for, and where its body is in the page."""

    kind: str
    name: str
    body: str
    start: int


BLOCKS = [
    Block(found["kind"], found["name"], found["body"], found.start("body")) for found in _BLOCK.finditer(TEXT)
]


def _named(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """The command and those below it, each with its words after `kg`."""
    yield name, command
    for word, sub in getattr(command, "commands", {}).items():
        yield from _named(sub, f"{name} {word}".strip())


COMMANDS = dict(_named(typer.main.get_command(app)))


def _tells(word: str) -> bool:
    """Whether the page has the word by itself, not as a part of another."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", TEXT) is not None


def _errors(error: type[KgError] = KgError) -> Iterator[type[KgError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _errors(kind)


@pytest.mark.parametrize("line", SET_UP)
def test_a_set_up_line_is_a_block_of_its_own(line: str) -> None:
    assert f"{line}\n" in [block.body for block in BLOCKS]


@pytest.mark.parametrize("name", sorted(filter(None, COMMANDS)))
def test_every_command_is_told(name: str) -> None:
    assert _tells(f"kg {name}")


@pytest.mark.parametrize("package", ["kg.exporters", "kg.readers", "kg.views"])
def test_every_plug_in_is_told(package: str) -> None:
    assert [name for name in list_plugins(package) if not _tells(name)] == []


@pytest.mark.parametrize("package", ["kg.exporters", "kg.readers"])
def test_every_file_ending_is_told(package: str) -> None:
    endings = [
        ending
        for name in list_plugins(package)
        for ending in getattr(load_plugin(package, name), "ENDINGS", ())
        or load_plugin(package, name).EXTENSIONS
        if ending != "/"
    ]
    assert [ending for ending in endings if f"`{ending}`" not in TEXT] == []


def test_every_query_that_comes_with_kg_is_told_and_shown() -> None:
    assert [name for name in queries() if not _tells(f"kg query {name}")] == []


def test_every_exit_code_is_told() -> None:
    told = set(map(int, re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)))
    assert told == {0, *(error.exit_code for error in _errors())}


def test_every_option_named_is_there() -> None:
    parameters = [
        *typer.main.get_command(app).params,
        *(one for command in COMMANDS.values() for one in command.params),
    ]
    known = {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}
    inline = re.findall(r"(?<!`)`([^`\n]+)`", TEXT)
    shown = re.findall(r"^\$ (kg .*)$", TEXT, re.MULTILINE)
    told = {word for text in [*inline, *shown] for word in text.split() if word.startswith("--")}
    assert told
    assert told - known == set()


def test_nothing_of_the_makers_machine_is_told() -> None:
    assert re.findall(r"/(?:home|root|tmp|opt|work|usr)/", TEXT) == []


@pytest.mark.model
def test_examples_run_and_print_what_is_shown(tmp_path: Path, golden: Golden) -> None:
    page, shift = TEXT, 0
    for block, body in _run_all(tmp_path):
        start = block.start + shift
        page = page[:start] + body + page[start + len(block.body) :]
        shift += len(body) - len(block.body)
    if golden.update:
        README.write_text(page, "utf-8")
    elif page != TEXT:
        diff = difflib.unified_diff(TEXT.splitlines(), page.splitlines(), "README.md", "now", lineterm="")
        pytest.fail("README.md differs; if that is right: pytest --update-golden\n" + "\n".join(diff))


def _run_all(folder: Path) -> Iterator[tuple[Block, str]]:
    """Each block with a result, and its body as it should be."""
    for block in BLOCKS:
        if block.name:
            (folder / block.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.name).write_text(block.body, "utf-8")
    environment = _environment(folder)
    printed = ""
    for block in BLOCKS:
        if block.kind == "console":
            yield block, "".join(_run_console(block.body, folder, environment))
        elif block.kind == "python":
            quiet = ["-W", "ignore:[W095]"]  # spaCy's on the age of the pipeline; the page tells of it
            printed = _run([sys.executable, *quiet, "-c", block.body], folder, environment)
        elif block.kind == "text" and not block.name:
            yield block, _like(block.body, printed)


def _environment(folder: Path) -> dict[str, str]:
    """With a `kg` on the path, and a terminal without colours."""
    programs = folder / ".bin"
    programs.mkdir()
    (programs / "kg").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kg "$@"\n')
    (programs / "kg").chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        "PYTHONUNBUFFERED": "1",  # notes and results in the order in which a terminal shows them
        "TERM": "dumb",
        "COLUMNS": "80",
    }


def _run_console(body: str, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    for found in re.finditer(
        r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<shown>(?:(?!\$ ).*\n)*)", body, re.MULTILINE
    ):
        command = found["command"]
        piped = "|" in shlex.shlex(command.replace("\\\n", " "), posix=True, punctuation_chars=True)
        terminal = {} if piped else {"TTY_COMPATIBLE": "1"}
        printed = _run(["sh", "-c", command], folder, environment | terminal)
        yield f"$ {command}\n{_like(found['shown'], printed)}"


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: exit code {done.returncode}\n{done.stdout}"
    return done.stdout


def _like(shown: str, printed: str) -> str:
    """What was printed, cut where the page cuts it."""
    lines = [line.rstrip() for line in printed.splitlines()]
    asked = shown.splitlines()
    if not asked or asked[-1] != MORE:
        return "".join(f"{line}\n" for line in lines)
    number = len(asked) - 1 or SHOWN
    assert len(lines) > number, f"nothing is left out after {number} lines of:\n{printed}"
    return "".join(f"{line}\n" for line in [*lines[:number], MORE])
