"""The processes that ask the store: as many as may run at once, each ended and replaced when it is late."""

import asyncio
import json
import logging
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from kg.server.jobs import Job, Reply
from kg.server.limits import Limits
from kg.sparql import Vocabulary

# A reply without its answer is small, but the counts of a large ontology are some hundred kB.
_LONGEST_REPLY = 16 << 20

_log = logging.getLogger(__name__)


class Workers:
    """A pool of processes, in one event loop. `run` may be called as often and as much at once as wanted."""

    def __init__(self, limits: Limits, vocabulary: Vocabulary) -> None:
        self._limits = limits
        self._setup = json.dumps({"limits": asdict(limits), "vocabulary": asdict(vocabulary)})
        self._idle: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._all: set[asyncio.subprocess.Process] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the processes."""
        await asyncio.gather(*(self._add() for _ in range(self._limits.workers)))

    async def close(self) -> None:
        """End all processes, whatever they are at."""
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(self._end(process) for process in list(self._all)))

    async def run(self, job: Job) -> Reply:
        """What comes of a job; 503 where no process is free in time, 504 where the job takes too long.

        When this is cancelled, the job is ended too.
        """
        try:
            async with asyncio.timeout(self._limits.seconds):
                process = await self._take()
        except TimeoutError:
            return Reply(503, f"all {self._limits.workers} processes are at other queries; ask again later")
        done = False
        try:
            async with asyncio.timeout(self._limits.seconds):
                reply = await _exchange(process, job)
                done = True
        except TimeoutError:
            return Reply(504, f"the query took longer than {self._limits.seconds:g} s, and was ended")
        except (EOFError, ConnectionError):
            gigabytes = self._limits.memory / (1 << 30)
            _log.warning("a process ended in the midst of a query")
            return Reply(503, f"the query was ended; it may have needed more than {gigabytes:g} GB of memory")
        finally:
            if done:
                self._idle.put_nowait(process)
            else:
                if job.file:
                    Path(job.file).unlink(missing_ok=True)
                await self._replace(process)
        return reply

    async def _take(self) -> asyncio.subprocess.Process:
        """A process that has nothing to do; one that the system has ended meanwhile is replaced."""
        process = await self._idle.get()
        while process.returncode is not None:
            await self._replace(process)
            process = await self._idle.get()
        return process

    async def _replace(self, process: asyncio.subprocess.Process) -> None:
        await asyncio.shield(self._end(process))
        task = asyncio.create_task(self._add())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kg.server.worker",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("KG_DEBUG") else subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)},
            limit=_LONGEST_REPLY,
            # A group of its own, so that Ctrl-C reaches the server alone, which ends all in order.
            process_group=None if sys.platform == "win32" else 0,
        )
        self._all.add(process)
        if process.stdin is not None:
            process.stdin.write(f"{self._setup}\n".encode())
        self._idle.put_nowait(process)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        self._all.discard(process)


async def _exchange(process: asyncio.subprocess.Process, job: Job) -> Reply:
    """Hand a job to a process and wait for its reply. Raises EOFError where the process ends before."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(f"{job.to_json()}\n".encode())
    await process.stdin.drain()
    line = await process.stdout.readline()
    if not line:
        raise EOFError
    return Reply.from_json(line)
