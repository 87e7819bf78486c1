"""Articles read by several processes, with the records of one: in the same order, whoever reads what.

In: an extractor and articles. Out: records. Each process loads the model once. Processes start when there is
enough to read; a few articles are read sooner here.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain

from kg.errors import ArticleError
from kg.extraction import Extractor, Settings, load_extractor, split
from kg.model import Article, Record, Skipped

_SOON = 100_000  # characters: about five seconds of reading, which is what it takes two processes to start
_MEMORY = 1_500_000_000  # bytes that one process may take; measured 0.8 GB
_MOST = 16
_AHEAD = 3  # batches given to each process, so that none waits for the one that is read slowly

_log = logging.getLogger(__name__)

_Found = tuple[list[Record], list[Skipped]]


def count_processes() -> int:
    """How many processes this machine has cores and memory for, one at least."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not told on this system
        memory = _MEMORY * cores
    return max(1, min(cores, memory // _MEMORY, _MOST))


class Workers:
    """Reads as an extractor does whose relations and gazetteer are of files, with so many processes."""

    def __init__(self, extractor: Extractor, processes: int) -> None:
        self._extractor = extractor
        self._processes = processes
        self.relations = extractor.relations
        self.gazetteer = extractor.gazetteer

    @property
    def settings(self) -> Settings:
        """What every process reads with."""
        return self._extractor.settings

    def extract(
        self, articles: Iterable[Article], *, on_fail: Callable[[Skipped], None] | None = None
    ) -> Iterator[Record]:
        """The record of each article, in order; one that cannot be read goes to `on_fail`."""
        batches = split(articles)
        first: list[list[Article]] = []
        size = 0
        for batch in batches:
            first.append(batch)
            size += sum(len(article.text) for article in batch)
            if size > _SOON:
                break
        every = chain(first, batches)
        if self._processes == 1 or size <= _SOON:
            yield from self._extractor.extract(chain.from_iterable(every), on_fail=on_fail)
            return
        for records, skipped in _read_all(self.settings, every, self._processes):
            for item in skipped:
                if on_fail is None:
                    raise ArticleError(f"{item.place}: {item.reason}")
                on_fail(item)
            yield from records


def _read_all(settings: Settings, batches: Iterator[list[Article]], processes: int) -> Iterator[_Found]:
    waiting: deque[tuple[list[Article], Future[_Found]]] = deque()
    pool = _start(settings, processes)
    try:
        while True:
            while len(waiting) < processes * _AHEAD and (batch := next(batches, None)) is not None:
                waiting.append((batch, _submit(pool, batch)))
            if not waiting:
                return
            try:
                yield waiting[0][1].result()
                waiting.popleft()
            except BrokenProcessPool:
                _log.warning("a process that read articles has died; what it had is read again")
                pool.shutdown(wait=False)
                yield _read_singly(settings, waiting.popleft()[0])
                pool = _start(settings, processes)
                again = [batch for batch, _ in waiting]
                waiting = deque((batch, _submit(pool, batch)) for batch in again)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, batch: list[Article]) -> "Future[_Found]":
    """What the batch will give; a pool that has broken meanwhile is told with its result, like any other."""
    try:
        return pool.submit(_read, batch)
    except BrokenProcessPool as error:
        broken: Future[_Found] = Future()
        broken.set_exception(error)
        return broken


def _read_singly(settings: Settings, batch: list[Article]) -> _Found:
    """What is in a batch that a process died of, read one by one; the article that kills again is skipped."""
    records: list[Record] = []
    skipped: list[Skipped] = []
    pool = _start(settings, 1)
    try:
        for article in batch:
            try:
                found, failed = pool.submit(_read, [article]).result()
                records += found
                skipped += failed
            except BrokenProcessPool:
                place = article.place or article.id
                skipped.append(
                    Skipped(place, "ended the process that read it, perhaps by its size; split it")
                )
                pool = _start(settings, 1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return records, skipped


def _start(settings: Settings, processes: int) -> ProcessPoolExecutor:
    # A forked process would keep the folder's lock, and the threads of libraries are not made for it.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(settings,))


# --- in the new process ------------------------------------------------------------------------------------

_extractors: list[Extractor] = []


def _begin(settings: Settings) -> None:
    """Get ready: this process ends with the one that started it, which alone hears Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _extractors[:] = [load_extractor(settings)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _read(batch: list[Article]) -> _Found:
    [extractor] = _extractors
    skipped: list[Skipped] = []
    return list(extractor.extract(batch, on_fail=skipped.append)), skipped
