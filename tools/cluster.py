"""What a build on Spark costs here, and what that makes of a million articles and more.

    python -m tools.cluster measure ARTICLES.jsonl N   what the stages of a build of N articles cost
    python -m tools.cluster against ARTICLES.jsonl N   extraction on Spark against two plain processes
    python -m tools.cluster table docs/cluster.json      the table of docs/cluster.md

Costs of a stage are CPU seconds of the whole tree of processes, since the machine may be shared; bytes are
those of Spark's own log of events. The difference of two measurements leaves out what each build costs once.
"""

import gzip
import json
import math
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq

from kg import cluster
from kg.build import Progress
from kg.extraction import Extractor
from kg.model import Article
from kg.readers import read_articles

STAGES = ("reading", "merging", "storing")
_SHUFFLED, _WRITTEN = "internal.metrics.shuffle.write.bytesWritten", "internal.metrics.output.bytesWritten"


def measure(source: Path, count: int) -> dict[str, Any]:
    """What each stage of a build of the first articles costs, and how large its results are."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = _first(source, count, Path(folder))
        log = Path(folder, "log")
        log.mkdir()
        conf = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": log.as_uri()}
        conf |= {"spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false"}
        marks: list[tuple[str, float, float]] = []

        def note(progress: Progress) -> None:
            marks.append((progress.stage, _cpu(), time.time()))

        spark = cluster.start_session("local[2,4]", conf)
        out = Path(folder, "out")
        report = cluster.build(spark, [str(inputs)], out.as_uri(), on_progress=note)
        marks.append(("end", _cpu(), time.time()))
        spark.stop()
        stages = {
            name: {"cpu": later[1] - cpu, "wall": later[2] - at, **_bytes(log, at, later[2])}
            for (name, cpu, at), later in pairwise(marks)
        }
        sizes = {path.name: _size(path) for path in sorted(out.glob("*")) if path.is_dir()}
        return {
            "articles": report.added,
            "chars": sum(len(article.text) for article in _articles(inputs)),
            "input": inputs.stat().st_size,
            "claims": report.claims,
            "entities": report.entities,
            "edges": report.edges,
            "seen": sum(pq.read_metadata(path).num_rows for path in out.glob("records/entities/*.parquet")),
            "quads": _lines(out / "quads"),
            "stages": stages,
            "sizes": sizes,
        }


def against(source: Path, count: int) -> dict[str, float]:
    """Seconds of two plain processes and of Spark on two cores, from start to the last record, in one run."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = _first(source, count, Path(folder))
        found: dict[str, float] = {}
        start, cpu = time.time(), _cpu()
        context = multiprocessing.get_context("spawn")
        halves = [context.Process(target=_extract, args=(str(inputs), half)) for half in (0, 1)]
        for process in halves:
            process.start()
        for process in halves:
            process.join()
        found["plain wall"], found["plain cpu"] = time.time() - start, _cpu() - cpu
        start, cpu = time.time(), _cpu()
        ends: list[tuple[float, float]] = []
        spark = cluster.start_session("local[2,4]")
        found["session wall"] = time.time() - start
        cluster.build(
            spark,
            [str(inputs)],
            Path(folder, "out").as_uri(),
            on_progress=lambda progress: ends.append((time.time(), _cpu())),
        )
        found["spark wall"], found["spark cpu"] = ends[1][0] - start, ends[1][1] - cpu
        found["build wall"], found["build cpu"] = time.time() - start, _cpu() - cpu
        spark.stop()
        found["ratio wall"] = found["spark wall"] / found["plain wall"]
        found["ratio cpu"] = found["spark cpu"] / found["plain cpu"]
        return {name: round(value, 2) for name, value in found.items()}


def _extract(source: str, half: int) -> None:
    for _ in Extractor().extract(islice(_articles(Path(source)), half, None, 2)):
        pass


def _articles(path: Path) -> Iterator[Article]:
    return (item for item in read_articles([str(path)]) if isinstance(item, Article))


def _first(source: Path, count: int, folder: Path) -> Path:
    path = folder / "articles.jsonl"
    with source.open(encoding="utf-8") as lines:
        path.write_text("".join(islice(lines, count)), "utf-8")
    return path


def _cpu() -> float:
    """CPU seconds of this process and of all below it, those that have ended too."""
    own = psutil.Process()
    total = 0.0
    for process in (own, *own.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _bytes(log: Path, start: float, end: float) -> dict[str, int]:
    """Bytes shuffled and written by the stages of Spark that ended in a time."""
    found: Counter[str] = Counter()
    for path in log.iterdir():
        for line in path.read_text("utf-8").splitlines():
            event = json.loads(line)
            if event["Event"] != "SparkListenerStageCompleted":
                continue
            info = event["Stage Info"]
            if start * 1000 <= info["Completion Time"] < end * 1000:
                values = {
                    one["Name"]: int(one["Value"])
                    for one in info["Accumulables"]
                    if "internal" in one["Name"]
                }
                found["shuffled"] += values.get(_SHUFFLED, 0)
                found["written"] += values.get(_WRITTEN, 0)
    return dict(found)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def _lines(folder: Path) -> int:
    total = 0
    for path in folder.glob("*.nq.gz"):
        with gzip.open(path) as stream:
            total += sum(1 for _ in stream)
    return total


def make_table(costs: dict[str, Any]) -> str:
    """What a million and a hundred million articles need, as Markdown.

    `costs` has measurements of `small` and `large` numbers of short reports, and of `whole` articles.
    """
    small, large, whole = (costs[name] for name in ("small", "large", "whole"))
    more = large["articles"] - small["articles"]
    # What an article costs, without what each build costs once.
    short = _each(lambda path: (_at(large, path) - _at(small, path)) / more)
    once = {path: max(0.0, _at(small, path) - short[path] * small["articles"]) for path in short}
    long = _each(lambda path: max(0.0, _at(whole, path) - once[path]) / whole["articles"])
    growth = math.log(large["entities"] / small["entities"]) / math.log(large["articles"] / small["articles"])
    header = [f"{name}, {count:,}" for count in COUNTS for name in ("Short reports", "Whole articles")]
    rows = [
        [
            row(kind, count, *_entities(at, growth, count))
            for count in COUNTS
            for kind, at in ((short, large), (long, whole))
        ]
        for _, row in _ROWS
    ]
    lines = [["", *header], ["---", *["---:"] * len(header)]]
    lines += [[name, *cells] for (name, _), cells in zip(_ROWS, rows, strict=True)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


COUNTS = (1_000_000, 100_000_000)
CORES = {1_000_000: 16, 100_000_000: 512}
_ENTITY, _SEEN = 2_460, 48  # bytes of the driver: an entity, and each article that names it (measured)
_PATHS = (
    *(("stages", stage, what) for stage in STAGES for what in ("cpu", "shuffled")),
    *(("sizes", name) for name in ("read", "records", "graph", "quads")),
    *((name,) for name in ("chars", "input", "claims", "edges", "quads", "seen")),
)
_Path = tuple[str, ...]
_Each = dict[_Path, float]


def _at(measured: dict[str, Any], path: _Path) -> float:
    found: Any = measured
    for name in path:
        found = found.get(name, 0)
    return float(found)


def _each(value: Callable[[_Path], float]) -> _Each:
    return {path: value(path) for path in _PATHS}


def _entities(measured: dict[str, Any], growth: float, count: int) -> tuple[float]:
    """How many entities so many articles name: words grow by a power of the text (Heaps' law)."""
    return (measured["entities"] * (count / measured["articles"]) ** growth,)


def _hours(each: _Each, count: int, *stages: str) -> float:
    return sum(each["stages", stage, "cpu"] for stage in stages) * count / 3600


def _bytes_of(found: float) -> str:
    size, unit = next((found / 10**n, u) for n, u in ((12, "TB"), (9, "GB"), (6, "MB")) if found >= 10**n)
    return f"{_round(size)} {unit}"


def _round(found: float) -> str:
    return f"{float(f'{found:.2g}'):,.12g}"


def _memory(each: _Each, count: int, entities: float) -> str:
    return _bytes_of(entities * _ENTITY + count * each[("seen",)] * _SEEN)


_ROWS: tuple[tuple[str, Callable[[_Each, int, float], str]], ...] = (
    ("input", lambda each, n, _: _bytes_of(each[("input",)] * n)),
    ("reading, core hours", lambda each, n, _: _round(_hours(each, n, "reading"))),
    ("who is who, origins, edges, core hours", lambda each, n, _: _round(_hours(each, n, "merging"))),
    ("N-Quads, core hours", lambda each, n, _: _round(_hours(each, n, "storing"))),
    (
        f"hours on {CORES[COUNTS[0]]} cores, or {CORES[COUNTS[1]]}",
        lambda each, n, _: _round(_hours(each, n, *STAGES) / CORES[n]),
    ),
    ("shuffled", lambda each, n, _: _bytes_of(sum(each["stages", s, "shuffled"] for s in STAGES) * n)),
    ("kept for later builds (`read`)", lambda each, n, _: _bytes_of(each["sizes", "read"] * n)),
    (
        "tables (`records`, `graph`)",
        lambda each, n, _: _bytes_of((each["sizes", "records"] + each["sizes", "graph"]) * n),
    ),
    ("N-Quads, packed", lambda each, n, _: _bytes_of(each["sizes", "quads"] * n)),
    ("quads", lambda each, n, _: _round(each[("quads",)] * n)),
    ("claims", lambda each, n, _: _round(each[("claims",)] * n)),
    ("entities (extrapolated)", lambda each, n, entities: _round(entities)),
    ("memory of the driver", _memory),
)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "table":
        print(make_table(json.loads(Path(rest[0]).read_text("utf-8"))))
    else:
        run = {"measure": measure, "against": against}[command]
        print(json.dumps(run(Path(rest[0]), int(rest[1])), indent=1))
