"""A process that asks one store after another, one job at a time, until its input ends.

It imports no more than Oxigraph and `kg.sparql`. The system ends it when it takes too much time or memory,
whatever it is at: a query cannot be interrupted from within.
"""

import errno
import json
import os
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from pyoxigraph import NamedNode, QueryTriples, Store

from kg.errors import KgError
from kg.server.counts import count
from kg.server.jobs import Job, Reply, Task
from kg.server.limits import Limits
from kg.sparql import (
    DAMAGED,
    ROWS,
    TRIPLES,
    Vocabulary,
    ask,
    explain_empty,
    fill,
    find_unknown,
    is_damage,
    write_answer,
)

# The server ends a late process itself; this is for when the server is no more.
_GRACE = 2.0


def main() -> None:
    """Answer the jobs on standard input, a line each; the first line holds limits and vocabulary as JSON."""
    given = json.loads(sys.stdin.buffer.readline())
    limits, vocabulary = Limits(**given["limits"]), Vocabulary(**given["vocabulary"])
    _confine(limits)
    jobs: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(jobs,), daemon=True).start()
    stores = _Stores()
    while True:
        job = Job.from_json(jobs.get())
        _set_alarm(limits.seconds + _GRACE)
        print(_do(job, stores, vocabulary).to_json(), flush=True)
        _set_alarm(0)


def _listen(jobs: "SimpleQueue[bytes]") -> None:
    """Hand on each line of standard input; where it ends the process does, in the midst of a query too."""
    for line in sys.stdin.buffer:
        jobs.put(line)
    os._exit(0)


def _confine(limits: Limits) -> None:
    """Let the system refuse more memory and longer files than the limits, and keep no core."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_FSIZE, limits.answer),
        (resource.RLIMIT_CORE, 0),
    ):
        _, highest = resource.getrlimit(kind)
        allowed = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(kind, (allowed, highest))


def _set_alarm(seconds: float) -> None:
    """The system ends the process after so many seconds; 0 takes that back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


class _Stores:
    """The store that was asked last, kept open."""

    def __init__(self) -> None:
        self._place = ""
        self._store: Store | None = None

    def open(self, place: str) -> Store:
        """The store at a place. Raises OSError."""
        if self._store is None or self._place != place:
            self._store = None
            self._store, self._place = Store.read_only(place), place
        return self._store


def _do(job: Job, stores: _Stores, vocabulary: Vocabulary) -> Reply:
    try:
        store = stores.open(job.store)
    except OSError as error:
        return Reply(
            503, f"the store cannot be opened ({error}); it may just have been made anew, so ask again"
        )
    except RuntimeError as error:
        return Reply(500, DAMAGED if is_damage(error) else f"the store cannot be opened ({error})")
    try:
        match job.task:
            case Task.QUERY:
                return _query(job, store, vocabulary)
            case Task.HINTS:
                hints = list(find_unknown(store, job.sparql, vocabulary))
                return Reply(200, hints + [explain_empty(store, job.sparql, vocabulary)] * job.empty)
            case Task.FILL:
                return Reply(200, fill(job.sparql, job.settings, store=store, vocabulary=vocabulary))
            case Task.COUNTS:
                return Reply(200, count(store))
    except KgError as error:
        return Reply(400, str(error))
    except ValueError as error:  # the name of a graph that is no IRI
        return Reply(400, f"query: {error}")


def _query(job: Job, store: Store, vocabulary: Vocabulary) -> Reply:
    answer = ask(
        store,
        job.sparql,
        prefixes=vocabulary.prefixes,
        default_graphs=[NamedNode(name) for name in job.default_graphs],
        named_graphs=[NamedNode(name) for name in job.named_graphs],
    )
    kind, wanted, known = (
        ("triples", job.triples, TRIPLES) if isinstance(answer, QueryTriples) else ("rows", job.rows, ROWS)
    )
    syntax = next((one for one in known if one.name == wanted), None)
    if syntax is None:
        types = ", ".join(one.media_types[0] for one in known)
        return Reply(406, f"the query finds {kind}; ask for one of {types} in the Accept header")
    try:
        write_answer(answer, Path(job.file), syntax, prefixes=vocabulary.prefixes)
    except OSError as error:
        if error.errno == errno.EFBIG or "File too large" in str(error):
            return Reply(413, "the answer is too long; narrow the query, add LIMIT, or use kg export for all")
        return Reply(500, f"the answer cannot be written ({error})")
    except RuntimeError as error:  # what Oxigraph finds wrong while it looks
        return Reply(500, DAMAGED) if is_damage(error) else Reply(400, f"query: {error}")
    return Reply(200, kind)


if __name__ == "__main__":
    main()
