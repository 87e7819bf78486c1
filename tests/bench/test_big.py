"""A million claims: how long a view of them takes, and how much memory the stages of a build need."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from kg.build import load
from kg.records import open_folder
from tests.bench.making import make_folder
from tests.bench.memory import keep_graph, peak_of

SIZES = (100_000, 1_000_000)  # claims
Tell = Callable[[str], None]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Folders with a graph and no records, by the number of claims."""
    place = tmp_path_factory.mktemp("graphs")
    found = {size: place / f"{size}.kg" for size in SIZES}
    for size, path in found.items():
        keep_graph(open_folder(path, create=True), size)
    return found


def test_who(graphs: dict[int, Path], benchmark: BenchmarkFixture, tell: Tell) -> None:
    """The whole command, the start of Python included."""
    path = graphs[SIZES[-1]]
    edges = load(path).graph().edges
    line = [sys.executable, "-m", "kg", "who", edges[len(edges) // 2].actor, "--in", str(path)]
    before = os.times()

    def run() -> float:
        started = time.perf_counter()
        subprocess.run(line, check=True, capture_output=True)
        return time.perf_counter() - started

    wall = benchmark.pedantic(run, rounds=1)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    told = f"{wall:.2f} s, {cpu:.2f} s of the processor, at a load of {os.getloadavg()[0]:.1f}"
    tell(f"kg who on {SIZES[-1]:,} claims: {told}")


def test_memory_of_gexf(graphs: dict[int, Path], benchmark: BenchmarkFixture, tell: Tell) -> None:
    peaks = benchmark.pedantic(lambda: {size: peak_of("gexf", graphs[size]) for size in SIZES}, rounds=1)
    tell("GEXF: " + ", ".join(f"{peaks[size]:.0f} MB for {size:,} claims" for size in SIZES))


@pytest.mark.parametrize("stage", ["resolution", "origins", "merging", "store"])
def test_memory_of_a_build(stage: str, tmp_path: Path, benchmark: BenchmarkFixture, tell: Tell) -> None:
    """After reading, which `merging` has the stages before it done for."""
    sizes = (10_000, 100_000)
    for size in sizes:
        make_folder(tmp_path / f"{size}.kg", size)
        if stage in {"merging", "store"}:
            folder = open_folder(tmp_path / f"{size}.kg")
            peak_of("resolution", folder.path)
            peak_of("origins", folder.path)
    peaks = benchmark.pedantic(
        lambda: {size: peak_of(stage, tmp_path / f"{size}.kg") for size in sizes}, rounds=1
    )
    tell(f"{stage}: " + ", ".join(f"{peaks[size]:.0f} MB for {size:,} claims" for size in sizes))
