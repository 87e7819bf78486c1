"""A server starts with a word, follows the folder, and leaves nothing behind when it is stopped."""

import asyncio
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kg.build import load
from kg.cli import app
from kg.errors import FolderError
from kg.rdf import newest_store, update_store
from kg.records import open_folder
from kg.server import Limits
from kg.server.app import make_app
from kg.server.serving import _prepare, is_loopback
from tests.server.conftest import fill_folder, start
from tests.server.test_workers import LONG, children
from tests.test_records import make_records

COUNT = {"query": "SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }"}


def count(client: Any) -> str:
    response = client.get("/sparql", params=COUNT)
    assert response.status_code == 200, response.text
    return str(response.json()["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 128 + signal.SIGINT), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_it_ends_quietly_and_leaves_no_process(number: int, code: int, folder: Path) -> None:
    served = start(folder)
    assert httpx.get(f"{served.url}sparql", params=COUNT).status_code == 200
    workers = psutil.Process(served.process.pid).children()
    assert len(workers) == 4
    served.process.send_signal(number)
    _, said = served.process.communicate(timeout=60)
    assert (served.process.returncode, said) == (code, "")
    assert not any(worker.is_running() for worker in workers)


def test_its_processes_end_when_it_is_killed(folder: Path) -> None:
    served = start(folder, "--workers", "2")
    workers = psutil.Process(served.process.pid).children()
    with httpx.Client() as client, pytest.raises(httpx.TimeoutException):
        client.get(f"{served.url}sparql", params={"query": LONG}, timeout=1)
    served.process.kill()
    served.process.communicate(timeout=60)
    _, alive = psutil.wait_procs(workers, timeout=60)
    assert alive == []


def test_a_port_in_use_is_named(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = CliRunner().invoke(app, ["serve", str(folder), "--port", port], prog_name="kg")
        assert result.exit_code == 2
        assert f"port {port} on 127.0.0.1 is in use; choose another with --port" in result.stderr
        outside = CliRunner().invoke(app, ["serve", str(folder), "--port", port, "--host", "0.0.0.0"])
        assert "0.0.0.0 can be reached from other machines" in outside.stderr
        assert "can be reached" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["no.kg"], 4, "no.kg: no such project folder"),
        (["a.kg", "--in", "b.kg"], 2, "the folder is given twice"),
        (["{folder}", "--host", "no host"], 2, "host 'no host' is unknown"),
        (["{folder}", "--host", "192.0.2.1"], 2, "cannot be used"),  # an address that no machine has
    ],
)
def test_what_cannot_be_served_is_told(arguments: list[str], code: int, words: str, folder: Path) -> None:
    given = [argument.format(folder=folder) for argument in arguments]
    result = CliRunner().invoke(app, ["serve", *given], prog_name="kg")
    assert result.exit_code == code
    assert words in result.stderr


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)]
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_a_folder_that_is_built_anew_is_followed(tmp_path: Path) -> None:
    path = fill_folder(tmp_path / "news.kg")
    folder = open_folder(path)
    with TestClient(make_app(folder, Limits(workers=1))) as client:
        assert count(client) == "3"
        folder.add(make_records(2))  # the store is older than the records now, and still answers
        assert count(client) == "3"
        update_store(folder)
        assert count(client) == "5"
        shutil.rmtree(path / "store")
        response = client.get("/sparql", params=COUNT)
        assert (response.status_code, "the store is being made" in response.text) == (503, True)
        assert response.headers["retry-after"] == "5"
        update_store(folder)
        assert count(client) == "5"


def test_while_another_process_writes_the_store_of_before_is_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = fill_folder(tmp_path / "news.kg")
    folder = open_folder(path)
    folder.add(make_records(1))
    with open_folder(path).lock():
        _prepare(load(path))
        assert "another process (id " in caplog.text
        shutil.rmtree(path / "store")
        with pytest.raises(FolderError, match=r"another process .* is writing"):
            _prepare(load(path))
    _prepare(load(path))
    assert newest_store(folder) is not None


def test_without_cors_no_other_site_is_let_in(folder: Path) -> None:
    with TestClient(make_app(open_folder(folder), Limits(workers=1), cors=False)) as client:
        answer = client.get("/sparql", params=COUNT, headers={"Origin": "https://other.example"})
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers


def test_a_query_whose_client_has_gone_is_ended(folder: Path) -> None:
    application = make_app(open_folder(folder), Limits(workers=1, seconds=600))
    sent: list[dict[str, Any]] = []
    others = children()
    messages = iter([{"type": "http.request", "body": LONG.encode()}, {"type": "http.disconnect"}])

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask() -> None:
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/sparql",
            "query_string": b"",
            "headers": [(b"content-type", b"application/sparql-query")],
        }
        async with application.router.lifespan_context(application):
            await asyncio.wait_for(application(scope, receive, send), timeout=60)

    asyncio.run(ask())
    assert sent[0]["status"] == 499
    assert children() == others
