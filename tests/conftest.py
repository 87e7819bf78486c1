"""What all tests share: golden files and a terminal that looks the same everywhere."""

import difflib
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the files in tests/golden")
    parser.addoption("--update-gaps", action="store_true", help="rewrite tests/known_gaps.toml")
    parser.addoption("--update-floors", action="store_true", help="raise the floors in tests/floors.json")


class Golden:
    """Compares a text with the file that holds what is expected, or rewrites that file."""

    def __init__(self, update: bool) -> None:
        self.update = update

    def __call__(self, name: str, text: str) -> None:
        path = GOLDEN / name
        if self.update:
            path.write_text(text, "utf-8")
        expected = path.read_text("utf-8") if path.exists() else ""
        if text != expected:
            diff = difflib.unified_diff(
                expected.splitlines(), text.splitlines(), "golden", "now", lineterm=""
            )
            pytest.fail(f"{name} differs; if that is right: pytest --update-golden\n" + "\n".join(diff))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the colours, width or folder that the caller's shell has set."""
    for name in ("KG_FOLDER", "KG_DEBUG", "FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
