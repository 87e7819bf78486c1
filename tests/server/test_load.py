"""Many clients at once get what one alone gets, and nothing is left of the server that answered them."""

import signal
from itertools import count
from pathlib import Path

import pytest

from tests.server.conftest import start
from tools.load_server import find_left, load, requests


@pytest.mark.parametrize("workers", ["1", "4"])
def test_many_clients_get_what_one_gets(workers: str, folder: Path) -> None:
    """More clients than processes: each waits, and none is refused."""
    served = start(folder, "--workers", workers)
    try:
        result = load(served.url, served.process.pid, clients=32, seconds=1.5)
    finally:
        left = list(find_left(served.process, signal.SIGTERM, served.url))
    assert result.wrong == []
    assert len(result.times) > len(requests())
    assert left == []


def test_an_answer_that_differs_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = count()
    monkeypatch.setattr("tools.load_server._answer", lambda one, client: (200, b"%d" % next(answers)))
    served = start(folder, "--workers", "1")
    try:
        result = load(served.url, served.process.pid, clients=1, seconds=0.5)
    finally:
        left = list(find_left(served.process, signal.SIGINT, served.url))
    assert "another answer" in result.wrong[0]
    assert left == []
