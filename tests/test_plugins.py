import sys
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.plugins import list_plugins, load_plugin


@pytest.fixture
def shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with two plug-ins, one of which cannot be imported, and a private module."""
    folder = tmp_path / "kg_test_shapes"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "square.py").write_text('"""Four corners.\n\nMore words.\n"""\nSIDES = 4\n')
    (folder / "heavy.py").write_text('"""Needs much."""\nimport no_such_module_anywhere\n')
    (folder / "bare.py").write_text("SIDES = 0\n")
    (folder / "_shared.py").write_text('"""Not a plug-in."""\n')
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder.name
    for name in [key for key in sys.modules if key.startswith(folder.name)]:
        del sys.modules[name]
    list_plugins.cache_clear()


def test_lists_names_and_first_docstring_lines_without_importing(shapes: str) -> None:
    assert list_plugins(shapes) == {"bare": "", "heavy": "Needs much.", "square": "Four corners."}


def test_loads_a_module_by_its_file_name(shapes: str) -> None:
    assert load_plugin(shapes, "square").SIDES == 4


@pytest.mark.parametrize(("name", "hint"), [("sqare", "did you mean 'square'?"), ("Square", "'square'?")])
def test_names_the_nearest(shapes: str, name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"no '{name}'") as caught:
        load_plugin(shapes, name)
    assert hint in str(caught.value)


def test_lists_all_when_nothing_is_near(shapes: str) -> None:
    with pytest.raises(UsageError, match="There are: bare, heavy, square") as caught:
        load_plugin(shapes, "xyzzy")
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize("name", ["_shared", "", "os.path", "../secrets"])
def test_private_and_odd_names_are_no_plugins(shapes: str, name: str) -> None:
    with pytest.raises(UsageError):
        load_plugin(shapes, name)


def test_the_readers_are_plugins_with_help() -> None:
    readers = list_plugins("kg.readers")
    assert {"csv", "html", "jsonl", "markdown", "text"} <= set(readers)
    assert all(line.endswith(".") for line in readers.values())
