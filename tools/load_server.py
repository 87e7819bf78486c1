"""`kg serve` under load: many clients at once for a time, each answer held against that of one client alone.

    python -m tools.load_server FOLDER [--clients 32] [--seconds 60] [--workers 4]

Prints requests, errors, latencies and the memory of all processes of the server, and whether it ended as it
should when it was told to; exits with 1 where anything was wrong.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import quantiles

import httpx
import psutil

ROOT = Path(__file__).parent.parent

_ROWS = ("application/sparql-results+json", "text/csv", "application/sparql-results+xml")
_TRIPLES = ("text/turtle", "application/n-triples")
_QUERIES = {
    "top": "SELECT ?f ?t (SUM(?o) AS ?n) { ?e kg:actor ?f ; kg:recipient ?t ; kg:origins ?o } "
    "GROUP BY ?f ?t ORDER BY DESC(?n) ?f ?t LIMIT 10",
    "ask": "ASK { ?a a kg:Edge }",
    "count": "SELECT (COUNT(*) AS ?n) { ?a a schema:NewsArticle }",
    "claims": "SELECT ?c ?s { ?c a kg:Claim ; rdf:subject ?s } ORDER BY ?c LIMIT 200",
    "words": 'SELECT ?s ?l { ?s a kg:Person ; rdfs:label ?l FILTER(CONTAINS(LCASE(?l), "an")) } '
    "ORDER BY ?s ?l LIMIT 50",
}
_GRAPHS = {
    "edges": "CONSTRUCT { ?a ?b ?c } WHERE { { SELECT * { ?e a kg:Edge } ORDER BY ?e LIMIT 50 } "
    "?e kg:actor ?a ; kg:relation ?b ; kg:recipient ?c }"
}
_MOST_WRONG = 5  # of each kind that are told in words


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: how it is sent, and what for."""

    name: str
    method: str
    path: str
    accept: str
    sparql: str = ""

    def send(self, client: httpx.Client) -> httpx.Response:
        """The response."""
        headers = {"Accept": self.accept}
        if not self.sparql:
            return client.get(self.path, headers=headers)
        if self.method == "GET":
            return client.get(self.path, params={"query": self.sparql}, headers=headers)
        return client.post(self.path, data={"query": self.sparql}, headers=headers)


@dataclass(slots=True)
class Result:
    """What came of a load. `wrong` says of each request that failed or differed what it was."""

    seconds: float = 0
    times: list[float] = field(default_factory=list)  # seconds
    wrong: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # bytes of all processes: before, amid, after

    def percentile(self, number: int) -> float:
        """Milliseconds that so many of a hundred requests took at most."""
        return 1000 * quantiles(self.times, n=100, method="inclusive")[number - 1]


def requests() -> tuple[Asked, ...]:
    """The mix that is asked: queries in every kind of syntax by GET and POST, the page, lists and hints."""
    found = [
        Asked(f"{name} {accept}", method, "/sparql", accept, sparql)
        for queries, types in ((_QUERIES, _ROWS), (_GRAPHS, _TRIPLES))
        for name, sparql in queries.items()
        for accept, method in zip(types, ("GET", "POST", "GET"), strict=False)
    ]
    found += [Asked(path, "GET", path, "*/*") for path in ("/", "/queries", "/queries/top-pairs")]
    found += [Asked("hints", "POST", "/hints", "*/*", "ASK { ?a kg:acuses ?b }")]
    found += [Asked("description", "GET", "/sparql", "text/turtle")]
    return tuple(found)


def load(url: str, process: int, *, clients: int, seconds: float) -> Result:
    """Let so many clients ask for so long, after one alone has; each begins at another request of the mix."""
    asked, result = requests(), Result()
    with httpx.Client(base_url=url, timeout=60) as client:
        expected = {one: _answer(one, client) for one in asked}
    bad = [one.name for one, (status, _) in expected.items() if status != 200]
    result.wrong += [f"{name}: no answer to one client alone" for name in bad]
    result.memory.append(memory_of(process))
    started = time.monotonic()
    ends = started + seconds

    def ask(first: int) -> None:
        with httpx.Client(base_url=url, timeout=60) as client:
            for number in count(first):
                if time.monotonic() > ends:
                    return
                one = asked[number % len(asked)]
                before = time.monotonic()
                try:
                    status, body = _answer(one, client)
                except httpx.HTTPError as error:
                    result.wrong.append(f"{one.name}: {error!r}")
                    continue
                result.times.append(time.monotonic() - before)
                if (status, body) != expected[one]:
                    what = "another answer" if status == 200 else f"{status} {body[:80]!r}"
                    result.wrong.append(f"{one.name}: {what}")

    threads = [threading.Thread(target=ask, args=(7 * number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 2)
    result.memory.append(memory_of(process))
    for thread in threads:
        thread.join()
    result.seconds = time.monotonic() - started
    result.memory.append(memory_of(process))
    return result


def _answer(one: Asked, client: httpx.Client) -> tuple[int, bytes]:
    response = one.send(client)
    return response.status_code, response.content


def memory_of(process: int) -> int:
    """Bytes that a process and its children have in memory, what they share counted once for each."""
    server = psutil.Process(process)
    return sum(one.memory_info().rss for one in (server, *server.children(recursive=True)))


def find_left(served: "subprocess.Popen[str]", number: int, url: str) -> Iterator[str]:
    """End a server by a signal; what is not as it should be then, in words."""
    children = psutil.Process(served.pid).children(recursive=True)
    served.send_signal(number)
    try:
        served.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        served.kill()
        served.communicate()
        yield "it had not ended after 30 s"
    expected = 128 + number if number == signal.SIGINT else -number
    if served.returncode != expected:
        yield f"exit code {served.returncode} and not {expected}"
    if left := [child.pid for child in children if child.is_running()]:
        yield f"{len(left)} of its processes are left"
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", int(url.rstrip("/").rpartition(":")[2])))
        except OSError:
            yield "its port is still in use"


def start(folder: Path, *options: str) -> tuple["subprocess.Popen[str]", str]:
    """A `kg serve` of a folder and its address, once it can be asked."""
    served = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
    )
    if served.stderr is None:
        raise ValueError("its words cannot be read")
    for line in served.stderr:
        if "Ctrl-C ends it" in line:
            return served, line.partition(" at ")[2].split()[0]
    raise SystemExit(f"{folder} cannot be served")


def main(arguments: Sequence[str] | None = None) -> int:
    """Load a server of its own, and tell what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", default="4")
    given = parser.parse_args(arguments)
    wrong = []
    served, url = start(given.folder, "--workers", given.workers)
    try:
        result = load(url, served.pid, clients=given.clients, seconds=given.seconds)
    finally:
        wrong += [f"SIGTERM: {what}" for what in find_left(served, signal.SIGTERM, url)]
    other, url = start(given.folder)
    wrong += [f"SIGINT: {what}" for what in find_left(other, signal.SIGINT, url)]
    print(f"{len(result.times):,} requests of {given.clients} clients in {result.seconds:.0f} s")
    print(", ".join(f"p{number} {result.percentile(number):.0f} ms" for number in (50, 95, 99)))
    print("memory before, amid, after: " + ", ".join(f"{size / 1e6:.0f} MB" for size in result.memory))
    print(f"{len(result.wrong)} errors or other answers than one client alone got")
    for words in (*result.wrong[:_MOST_WRONG], *wrong):
        print(f"  {words}")
    print("ended by SIGTERM and SIGINT" + (", not as it should" if wrong else ": no process left, port free"))
    return 1 if result.wrong or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
