"""Views of 100,000 edges: `pytest tests/bench --benchmark-only --benchmark-columns=min,median`.

The times are without the start of Python, which `kg top` on such a folder has too: `test_a_command`.
"""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from kg.graph import Graph, Level, Selection, select
from kg.graph.crossing import Measure
from kg.graph.stored import GRAPH_FORMAT, find_graph
from kg.graph.tables import write_tables
from kg.model import Entity, EntityType, Record
from kg.records import find_derived, open_folder, write_derived
from kg.views import Ranking, between, matrix, path, stats, timeline, top, who
from tests.factories import make_article, make_claim, make_graph, make_record
from tests.views.printing import printed

ROOT = Path(__file__).parent.parent.parent
EDGES = 100_000
ONE, TWO = "person-p5", "person-p19000"


def _records() -> "list[Record]":
    """Claims between 20,000 people, a few of whom are in many; ten claims an article."""
    chance = random.Random(1)
    countries = ("FR", "RU", "SY", "US", None)
    people = [
        Entity(f"person-p{number}", f"Person Number {number}", EntityType.PERSON, chance.choice(countries))
        for number in range(EDGES // 5)
    ]
    relations = sorted(make_graph([]).relations)
    records = []
    for number in range(EDGES // 10):
        sentence = f"Somebody accused somebody else of thing {number}, which nobody had seen before that day."
        day = date(2020, 1, 1) + timedelta(chance.randrange(2000))
        article = make_article(sentence, published=day, publisher=chance.choice(("Wire", "Gazette")))
        words = {"actor_text": "Somebody", "recipient_text": "somebody else"}
        ends = [
            (people[int(len(people) * chance.random() ** 3)], chance.choice(relations), chance.choice(people))
            for _ in range(10)
        ]
        claims = [make_claim(article, sentence, *found, **words) for found in ends]  # type: ignore[arg-type]
        records.append(make_record(article, {end for found in ends for end in (found[0], found[2])}, claims))
    return records


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with that graph kept in it, and no records."""
    made = open_folder(tmp_path_factory.mktemp("bench") / "big.kg", create=True)
    tables = make_graph(_records()).tables
    write_derived(made, find_derived(made, "graph", GRAPH_FORMAT), lambda place: write_tables(tables, place))
    return made.path


VIEWS: dict[str, Callable[[Graph], object]] = {
    "between": lambda graph: between.render(graph, ONE, TWO),
    "matrix": lambda graph: matrix.render(graph, Measure.SCORE),
    "path": lambda graph: path.render(graph, ONE, TWO),
    "stats": stats.render,
    "timeline": timeline.render,
    "timeline-day": lambda graph: timeline.find_rows(graph, limit=0),
    **{f"top-{what.value}": lambda graph, what=what: top.render(graph, what) for what in Ranking},
    "who": lambda graph: who.render(graph, ONE),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view(name: str, folder: Path, benchmark: BenchmarkFixture) -> None:
    def look() -> str:
        graph = find_graph(open_folder(folder))
        assert graph is not None
        return printed(VIEWS[name](graph)) if "-day" not in name else str(VIEWS[name](graph))  # type: ignore[arg-type]

    assert benchmark(look)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(since="2022"),
        Selection(quads=frozenset({"verbal-conflict"})),
        Selection(level=Level.COUNTRY),
    ],
    ids=["since", "quad", "country"],
)
def test_a_part(selection: Selection, folder: Path, benchmark: BenchmarkFixture) -> None:
    graph = find_graph(open_folder(folder))
    assert graph is not None
    assert len(benchmark(select, graph, selection).edges)


@pytest.mark.parametrize(
    "command",
    ["top", f"who {ONE}", f"between {ONE} {TWO}", "timeline", "matrix", f"path {ONE} {TWO}", "stats"],
)
def test_a_command(command: str, folder: Path, benchmark: BenchmarkFixture) -> None:
    """With the start of Python, as on a terminal."""
    environment = {**os.environ, "TTY_COMPATIBLE": "1", "COLUMNS": "100"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path])
    line = [sys.executable, "-m", "kg", *command.split(), "--in", str(folder)]

    def run() -> int:
        return subprocess.run(line, env=environment, capture_output=True, check=False).returncode

    assert benchmark.pedantic(run, rounds=3) == 0
