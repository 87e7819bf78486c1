"""What a build on Spark costs here, and what that makes of a million articles and more.

    python -m tools.cluster measure ARTICLES.jsonl N   what the stages of a build of N articles cost
    python -m tools.cluster against ARTICLES.jsonl N   extraction on Spark against two plain processes
    python -m tools.cluster table SMALL.json LARGE.json  the tables of docs/cluster.md, of two measurements

Costs of a stage are CPU seconds of the whole tree of processes, since the machine may be shared; bytes are
those of Spark's own log of events. The difference of two measurements leaves out what each build costs once.
"""

import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import psutil

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
    import gzip

    total = 0
    for path in folder.glob("*.nq.gz"):
        with gzip.open(path) as stream:
            total += sum(1 for _ in stream)
    return total


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command in ("measure", "against"):
        run = measure if command == "measure" else against
        print(json.dumps(run(Path(rest[0]), int(rest[1])), indent=1))
