"""The notebooks run from top to bottom on public names alone, and are stored without what they print."""

import ast
import json
import os
import re
import shutil
import sys
from importlib import import_module
from pathlib import Path

import nbformat
import pytest

import kg

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
# Of each notebook, how many pictures it draws, and words that stand in what it prints: a claim among them.
TOLD = {
    "conflict": (4, ["United Arab Emirates arms Rapid Support Forces", "Wad Madani: Sudanese Armed Forces"]),
    "map": (3, ["places in Sudan", "rdfs:label  Wad Madani"]),
    "media": (4, ["Army bombs Tora", "aw-11 and mm-09: 100% of the words"]),
}
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


def _read(name: str) -> nbformat.NotebookNode:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def _code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_every_notebook_is_in_both_readmes() -> None:
    assert sorted(TOLD) == NAMES
    for readme in (ROOT / "README.md", FOLDER / "README.md"):
        text = readme.read_text("utf-8")
        assert [name for name in NAMES if f"{name}.ipynb" not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_printed_is_stored(name: str) -> None:
    for cell in _code(_read(name)):
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.parametrize("name", NAMES)
def test_only_public_names_are_used(name: str) -> None:
    """What is imported from kg is in the `__all__` of its package, and no name begins with an underscore."""
    tree = ast.parse("\n".join(cell.source for cell in _code(_read(name))))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "kg":
            assert {alias.name for alias in node.names} <= set(import_module(node.module or "").__all__)
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_"), ast.unparse(node)
            if isinstance(node.value, ast.Name) and node.value.id == "kg":
                assert node.attr in kg.__all__


def test_each_article_says_that_it_is_not_news() -> None:
    lines = [
        line for path in FOLDER.glob("articles/*.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    rows = [json.loads(line) for line in lines]
    assert len({row["id"] for row in rows}) == len(rows) > 20
    assert {row["note"] for row in rows} == {"written for kg from general knowledge; not news"}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the notebooks read. The first that runs builds the graph, the others find it."""
    folder = tmp_path_factory.mktemp("notebooks") / "notebooks"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.kg", "*.ipynb", ".*"))
    return folder


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_draws(name: str, workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *sys.path]))
    notebook = _read(name)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(workshop)}}).execute()
    outputs = [output for cell in _code(notebook) for output in cell.outputs]
    assert "stderr" not in {output.get("name") for output in outputs}

    shown = [output.data for output in outputs if "data" in output]
    pictures, words = TOLD[name]
    assert sum("image/png" in data for data in shown) == pictures
    tables = [data["text/html"] for data in shown if "text/html" in data]
    assert tables
    assert all(re.search(r"<td>[^<]+</td>", table) for table in tables)
    printed = "".join(output.get("text", "") for output in outputs)
    assert [word for word in words if word not in printed] == []
