"""Queries that take too long, too much memory or too long an answer are ended, and others go on."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from kg.rdf import Names, find_store
from kg.records import open_folder
from kg.server import Limits
from kg.server.jobs import Job, Reply, Task
from kg.server.workers import Workers

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
ALL = "CONSTRUCT WHERE { ?s ?p ?o }"
QUICK = "ASK { ?a kg:accuses ?b }"

Use = Callable[[Workers, Callable[[str], Job]], Awaitable[None]]


def use(folder: Path, limits: Limits, scratch: Path, do: Use) -> None:
    """Do something with a pool, and see that no process is left of it."""
    others = children()
    opened = open_folder(folder)
    names = iter(range(100))

    def job(sparql: str) -> Job:
        file = str(scratch / str(next(names)))
        return Job(Task.QUERY, str(find_store(opened)), sparql, rows="json", triples="nt", file=file)

    async def run() -> None:
        workers = Workers(limits, Names(opened.base).vocabulary())
        await workers.start()
        try:
            await do(workers, job)
        finally:
            await workers.close()

    asyncio.run(run())
    assert children() == others


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_a_job_and_a_reply_survive_the_way() -> None:
    job = Job(Task.FILL, "s", "q\n", ("a",), ("b",), "json", "ttl", {"x": "ü"}, True, "f")
    assert "\n" not in job.to_json()
    assert Job.from_json(job.to_json().encode()) == job
    reply = Reply(200, {"a": [1]})
    assert Reply.from_json(reply.to_json().encode()) == reply


def test_a_late_query_is_ended_with_its_process(folder: Path, tmp_path: Path) -> None:
    others = children()

    async def do(workers: Workers, job: Callable[[str], Job]) -> None:
        before = children() - others
        assert len(before) == 1
        reply = await workers.run(job(LONG))
        assert (reply.status, reply.found) == (504, "the query took longer than 1 s, and was ended")
        assert children() & before == set()
        assert (await workers.run(job(QUICK))).status == 200
        assert len(children() - others) == 1

    use(folder, Limits(seconds=1, workers=1), tmp_path, do)


def test_a_query_that_needs_too_much_memory_is_ended(folder: Path, tmp_path: Path) -> None:
    async def do(workers: Workers, job: Callable[[str], Job]) -> None:
        reply = await workers.run(job(LARGE))
        assert (reply.status, "may have needed more than 0.25 GB" in reply.found) == (503, True)
        assert (await workers.run(job(QUICK))).status == 200

    use(folder, Limits(seconds=60, workers=1, memory=256 << 20), tmp_path, do)


def test_an_answer_that_is_too_long_is_refused(folder: Path, tmp_path: Path) -> None:
    async def do(workers: Workers, job: Callable[[str], Job]) -> None:
        reply = await workers.run(job(ALL))
        assert (reply.status, "add LIMIT" in reply.found) == (413, True)
        assert (await workers.run(job(f"{ALL} LIMIT 10"))).status == 200

    use(folder, Limits(seconds=60, workers=1, answer=20_000), tmp_path, do)


def test_late_queries_hold_up_no_others(folder: Path, tmp_path: Path) -> None:
    async def do(workers: Workers, job: Callable[[str], Job]) -> None:
        late = asyncio.create_task(workers.run(job(LONG)))
        quick = await asyncio.gather(*(workers.run(job(QUICK)) for _ in range(20)))
        assert [reply.status for reply in quick] == [200] * 20
        assert not late.done()
        late.cancel()
        with pytest.raises(asyncio.CancelledError):
            await late
        assert (await workers.run(job(QUICK))).status == 200

    use(folder, Limits(seconds=60, workers=2), tmp_path, do)


def test_where_no_process_is_free_the_client_is_told(folder: Path, tmp_path: Path) -> None:
    async def do(workers: Workers, job: Callable[[str], Job]) -> None:
        reply = await workers.run(job(QUICK))
        assert (reply.status, reply.found[:22]) == (503, "all 0 processes are at")

    use(folder, Limits(seconds=0.1, workers=0), tmp_path, do)


def test_a_store_that_cannot_be_opened_is_an_error_of_its_own(folder: Path, tmp_path: Path) -> None:
    async def do(workers: Workers, job: Callable[[str], Job]) -> None:
        reply = await workers.run(Job(Task.QUERY, str(tmp_path / "none"), QUICK))
        assert (reply.status, "the store cannot be opened" in reply.found) == (503, True)

    use(folder, Limits(workers=1), tmp_path, do)


def test_a_process_that_was_ended_at_rest_is_replaced(folder: Path, tmp_path: Path) -> None:
    async def do(workers: Workers, job: Callable[[str], Job]) -> None:
        assert (await workers.run(job(QUICK))).status == 200
        [process] = workers._all
        process.kill()
        await process.wait()
        assert (await workers.run(job(QUICK))).status == 200

    use(folder, Limits(workers=1), tmp_path, do)
