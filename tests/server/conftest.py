"""A project folder to serve, the application in this process, and a server of its own."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.rdf import update_store
from kg.records import open_folder
from kg.server import Limits
from kg.server.app import make_app
from tests.factories import sample

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Served:
    """A running `kg serve`."""

    url: str
    process: "subprocess.Popen[str]"


def fill_folder(path: Path) -> Path:
    folder = open_folder(path, create=True)
    folder.add(sample().records())
    update_store(folder)
    return path


def _as_in_a_terminal() -> None:
    """A server ends by Ctrl-C even if the tests run in the background, where shells ignore it.

    Nor may it outlive tests that are killed, which leaves them no time to stop it (Linux).
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        set_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGTERM)


def start(folder: Path, *options: str) -> Served:
    """`kg serve` on any free port, once it says that it can be asked."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_as_in_a_terminal,  # noqa: PLW1509 -- it makes two calls of the system
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
            "TMPDIR": str(folder.parent),  # where answers on their way are, which SIGKILL leaves there
        },
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    while line and "Ctrl-C ends it" not in line:
        line = process.stderr.readline()
    assert line, "the server has not started"
    return Served(line.partition(" at ")[2].split()[0], process)


def stop(served: Served) -> None:
    served.process.terminate()
    served.process.communicate(timeout=30)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_folder(tmp_path_factory.mktemp("server") / "sample.kg")


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[Served]:
    served = start(folder, "--workers", "2")
    yield served
    stop(served)


@pytest.fixture(scope="session")
def client(folder: Path) -> Iterator[TestClient]:
    """The application with one process, and little time for a query."""
    app = make_app(open_folder(folder), Limits(workers=1, seconds=20))
    with TestClient(app, base_url="http://kg.example") as client:
        yield client
