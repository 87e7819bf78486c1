"""What reading costs, against spaCy alone: `pytest tests/bench/test_reading.py --benchmark-only`.

The floor is `nlp.pipe` of the same model over the same texts, in this process and run; CPU time, the best of
several rounds taken in turn, so that a busy machine changes the ratio little. KG_BENCH_ARTICLES names other
articles (JSON Lines with `text`) than those that come with kg.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from kg.extraction import Extractor, split
from kg.linking import article as linking
from kg.model import Article
from kg.nlp import claims, mentions, reading
from kg.nlp.pipeline import load_pipeline
from kg.nlp.reading import read_article
from kg.readers import read_articles
from kg.records import to_json
from kg.workers import Workers

ROOT = Path(__file__).parents[2]
ROUNDS = 5

Tell = Callable[[str], None]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    given = os.environ.get("KG_BENCH_ARTICLES")
    inputs = [given] if given else [str(ROOT / "notebooks/articles"), str(ROOT / "kg/data/demo")]
    return [found for found in read_articles(inputs) if isinstance(found, Article)]


def cpu_times(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The least CPU seconds of each work, of rounds in which each has its turn."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.process_time()
            work()
            best[name] = min(best[name], time.process_time() - start)
    return best


def test_extraction_over_the_floor(articles: list[Article], benchmark: BenchmarkFixture, tell: Tell) -> None:
    nlp, extractor = load_pipeline(), Extractor()
    texts = [article.text for article in articles]
    list(extractor.extract(articles[:5]))
    parsed = [found for batch in split(articles) for found in extractor._parse(batch, None)]
    records = list(extractor.extract(articles))
    passages = [found for _, found in parsed]

    def read() -> None:
        for article, found in parsed:
            read_article(article, found, gazetteer=extractor.gazetteer, relations=extractor.relations)

    works: dict[str, Callable[[], object]] = {
        "floor": lambda: list(nlp.pipe(texts)),
        "whole extraction": lambda: list(extractor.extract(articles)),
        "model": lambda: [
            extractor._run([a.text[p.start : p.start + len(p.doc.text)] for a, f in batch for p in f])
            for batch in _batches(parsed)
        ],
        "reading what was parsed": read,
        "JSON of records": lambda: [to_json(record, extractor.relations) for record in records],
    }
    times = benchmark.pedantic(cpu_times, args=(works,), rounds=1)
    floor = times.pop("floor")
    words = sum(len(passage.doc) for found in passages for passage in found)
    tell(f"reading: {len(articles)} articles, {words} words, floor {floor / words * 1e6:.0f} us a word")
    for name, seconds in times.items():
        tell(f"reading: {name} over the floor: {seconds / floor:.2f}")


def _batches(parsed: list[tuple[Article, tuple[object, ...]]]) -> Iterator[list[tuple[Article, tuple]]]:  # type: ignore[type-arg]
    for i in range(0, len(parsed), 16):
        yield parsed[i : i + 16]


def test_linking_and_claims_over_the_floor(
    articles: list[Article], benchmark: BenchmarkFixture, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time within the functions that link names and make claims of matches, of one whole reading."""
    nlp, extractor = load_pipeline(), Extractor()
    spent = {"linking": 0.0, "claims": 0.0, "records": 0.0}

    def timed(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*args: object, **options: object) -> object:
            start = time.process_time()
            found = work(*args, **options)
            found = list(found) if isinstance(found, Iterator) else found
            spent[name] += time.process_time() - start
            return found

        return wrapper

    monkeypatch.setattr(mentions, "link", timed("linking", linking.link))
    monkeypatch.setattr(reading, "find_claims", timed("claims", claims.find_claims))
    monkeypatch.setattr(reading._Article, "record", timed("records", reading._Article.record))
    list(extractor.extract(articles))
    spent.update(dict.fromkeys(spent, 0.0))
    works = {
        "floor": lambda: list(nlp.pipe([article.text for article in articles])),
        "extraction": lambda: list(extractor.extract(articles)),
    }
    times = benchmark.pedantic(cpu_times, args=(works,), rounds=1)
    shares = {name: seconds / ROUNDS / times["floor"] for name, seconds in spent.items()}
    told = ", ".join(f"{name} {share:.3f}" for name, share in shares.items())
    tell(f"reading: of the floor {told}; together {sum(shares.values()):.3f}")


def test_two_processes_over_one(articles: list[Article], benchmark: BenchmarkFixture, tell: Tell) -> None:
    """Articles a second of wall time, once all processes have started: it needs two idle cores."""
    many = [
        Article(f"{i}-{article.id}", article.text, published=article.published)
        for i in range(1 + 600_000 // sum(len(article.text) for article in articles))
        for article in articles
    ]
    extractor = Extractor()
    list(extractor.extract(articles))

    def speed(processes: int) -> float:
        stream = Workers(extractor, processes).extract(many)
        skipped = len(many) // 4  # until then processes start
        for _ in range(skipped):
            next(stream)
        start = time.perf_counter()
        read = sum(1 for _ in stream)
        return read / (time.perf_counter() - start)

    one, two = benchmark.pedantic(lambda: (speed(1), speed(2)), rounds=1)
    load = os.getloadavg()[0]
    tell(f"reading: two processes over one: {two / one:.2f} (load of the machine {load:.1f})")
