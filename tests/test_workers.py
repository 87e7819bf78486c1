"""Several processes give what one gives, whatever becomes of them."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import date

import psutil
import pytest

from kg import workers
from kg.errors import ArticleError
from kg.extraction import Extractor, Settings, load_extractor
from kg.model import Article, Record, Skipped
from kg.workers import Workers, count_processes

SENTENCES = (
    "Norway accused Mali of theft on Sunday.",
    "Mali denied that it had attacked Norway.",
    "The president of Chad, Mahamat Déby, met Benin's foreign minister in Oslo.",
    "Rebels captured the town of Timbuktu, he said.",
)


def articles(count: int) -> Iterator[Article]:
    for i in range(count):
        text = "\n\n".join(f"{sentence} It was day {i}." for sentence in SENTENCES)
        yield Article(id=f"a{i:04}", text=text, published=date(2024, 5, 1))


@pytest.fixture(scope="module")
def by_one() -> list[Record]:
    return list(Extractor().extract(articles(200)))


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SOON", 1000)


@pytest.mark.model
@pytest.mark.usefixtures("soon")
def test_two_processes_give_the_records_of_one(by_one: list[Record]) -> None:
    assert list(Workers(Extractor(), 2).extract(articles(200))) == by_one


@pytest.mark.model
@pytest.mark.usefixtures("soon")
def test_a_process_that_is_killed_costs_nothing(by_one: list[Record]) -> None:
    stream = Workers(Extractor(), 2).extract(articles(200))
    found = [next(stream)]
    readers = [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]
    assert len(readers) == 2
    os.kill(readers[0].pid, signal.SIGKILL)
    assert [*found, *stream] == by_one


@pytest.mark.model
def test_a_few_articles_are_read_here(monkeypatch: pytest.MonkeyPatch, by_one: list[Record]) -> None:
    monkeypatch.setattr(workers, "_start", None)
    assert list(Workers(Extractor(), 8).extract(articles(5))) == by_one[:5]


@pytest.mark.model
def test_settings_make_the_same_extractor(by_one: list[Record]) -> None:
    assert list(load_extractor(Extractor().settings).extract(articles(5))) == by_one[:5]


@pytest.mark.model
def test_nothing_is_read_before_it_is_asked_for(by_one: list[Record]) -> None:
    stream = Workers(Extractor(), 1).extract(articles(10**9))
    assert [next(stream) for _ in range(3)] == by_one[:3]


class Pool:
    """Dies of one article, as a process does."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self.dead = False

    def submit(self, _: object, batch: list[Article]) -> "Future[tuple[list[Record], list[Skipped]]]":
        self.dead = self.dead or any(article.id == "a0003" for article in batch)
        future: Future[tuple[list[Record], list[Skipped]]] = Future()
        if self.dead:
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(([Record(article, (), (), (), ()) for article in batch], []))
        return future

    def shutdown(self, **_: bool) -> None:
        pass


@pytest.mark.usefixtures("soon")
def test_an_article_that_kills_its_process_is_skipped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start", Pool)
    skipped: list[Skipped] = []
    found = list(Workers(Extractor(), 2).extract(articles(6), on_fail=skipped.append))
    assert [record.article.id for record in found] == ["a0000", "a0001", "a0002", "a0004", "a0005"]
    assert [item.place for item in skipped] == ["a0003"]
    with pytest.raises(ArticleError, match="a0003"):
        list(Workers(Extractor(), 2).extract(articles(6)))


class BrokenAtOnce(Pool):
    """Is found to be broken when it is given the next batch, not by what it had."""

    def submit(self, task: object, batch: list[Article]) -> "Future[tuple[list[Record], list[Skipped]]]":
        if self.dead:
            raise BrokenProcessPool
        return super().submit(task, batch)


@pytest.mark.usefixtures("soon")
def test_a_pool_that_refuses_a_batch_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start", BrokenAtOnce)
    monkeypatch.setattr("kg.extraction._BATCH", 10)
    skipped: list[Skipped] = []
    found = list(Workers(Extractor(), 2).extract(articles(9), on_fail=skipped.append))
    assert [record.article.id for record in found] == [f"a{i:04}" for i in range(9) if i != 3]
    assert [item.place for item in skipped] == ["a0003"]


def test_a_machine_has_room_for_one_process_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_processes() >= 1
    monkeypatch.setattr(workers, "_MEMORY", 10**18)
    assert count_processes() == 1
