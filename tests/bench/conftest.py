"""Ratios and sizes that benchmarks find, told at the end; and a folder of made claims that several ask."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import load
from tests.bench.making import make_folder

MILLION = 27_000  # claims that make a million quads

_told: list[str] = []


@pytest.fixture
def tell() -> Callable[[str], None]:
    """Takes a line that is shown when all benchmarks have run."""
    return _told.append


@pytest.fixture(scope="session")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder of a million quads, with its graph and store."""
    return _stored(tmp_path_factory.mktemp("million") / "million.kg", MILLION)


@pytest.fixture(scope="session")
def tenth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of a hundred thousand quads."""
    return _stored(tmp_path_factory.mktemp("tenth") / "tenth.kg", MILLION // 10)


def _stored(path: Path, claims: int) -> Path:
    make_folder(path, claims)
    load(path).update_store()
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _told:
        terminalreporter.section("measured")
        for line in _told:
            terminalreporter.write_line(line)
