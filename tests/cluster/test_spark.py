"""A cluster gives the graph of one machine, whatever dies on the way. Needs pyspark and Java."""

import gzip
import importlib.util
import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.build import build, load
from kg.decisions import Changed, Decision, Merge, RejectEdge, add_decision
from kg.errors import EngineError, InputError, UsageError
from kg.extraction import Extractor, Settings, load_extractor
from kg.gazetteers import load_gazetteer
from kg.graph import Graph, find_graph
from kg.graph.tables import Tables
from kg.model import Skipped
from kg.rdf import find_quads, find_store, ontology_quads, open_store
from kg.records import find_batch_damage, find_derived_damage, open_folder
from kg.records.checksums import has_checksums
from kg.relations import load_relations
from kg.tally import BuildReport

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HERE = Path(__file__).parents[2]
DEMO, NOTEBOOKS = HERE / "kg" / "data" / "demo", HERE / "notebooks" / "articles"
MISSING = importlib.util.find_spec("pyspark") is None or shutil.which("java") is None

pytestmark = [
    pytest.mark.spark,
    pytest.mark.model,
    pytest.mark.skipif(MISSING, reason="needs pyspark and Java"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator["SparkSession"]:
    """Two executors of one core, each a process of its own."""
    from kg.cluster import start_session

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(HERE), prepend=":")
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        quick = {"spark.ui.enabled": "false", "spark.sql.codegen.wholeStage": "false"}
        session = start_session("local-cluster[2,1,2048]", quick)
        yield session
        session.stop()


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More articles: a copy, one in another language, one that is none, and a table with one too long."""
    folder = tmp_path_factory.mktemp("articles")
    copy = (DEMO / "2015-02-12-minsk.md").read_bytes()
    (folder / "copy of minsk.md").write_bytes(copy)
    rows: list[object] = [
        {"id": "n1", "date": "2024-03-08", "text": "Oda Lind met Vladimir Putin. Norway fingered Russia."},
        {
            "id": "n2",
            "text": "Le président a rencontré le ministre, et il a promis de soutenir la loi.",
        },
        "nonsense",
    ]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    text = ["Norway fingered Russia on Friday. Putin, who met Lind, denied it.", "China arms Iran."]
    text.append("China arms Iran. " * 20_000)  # too long
    pq.write_table(pa.table({"text": text, "id": ["t1", "t2", "t3"]}), folder / "table.parquet")
    return folder


def same_graph(one: Graph | None, two: Graph | None) -> bool:
    assert one is not None
    assert two is not None
    return all(getattr(one.tables, name).equals(getattr(two.tables, name)) for name in Tables.__slots__)


def quads_of(path: Path) -> list[str]:
    project = load(path)
    quads = find_quads(project.graph(), project.records(), project.relations, base=project.base)
    return sorted(f"{quad} ." for quad in (*quads, *ontology_quads(project.relations)))


def without_places(report: BuildReport) -> tuple[Any, ...]:
    """The report; a line of a file that is read in parts has another place."""
    skipped = [(item.place.split(":")[0], item.reason, item.failed) for item in report.skipped]
    return report.read, report.added, report.mentions, report.claims, report.edges, report.unread, skipped


def test_two_executors_give_the_edges_and_quads_of_one_process(
    spark: "SparkSession", articles: Path, tmp_path: Path
) -> None:
    from kg import cluster

    names = [str(DEMO), str(NOTEBOOKS), str(articles)]
    alone = build(names, tmp_path / "one.kg")
    out = tmp_path / "parts [1] of it"
    report = cluster.build(spark, names, f"file://{out}")
    assert report == alone
    assert sorted(item.failed for item in report.skipped) == [False, False, True, True]
    project = load(tmp_path / "one.kg")
    tables = project.graph().tables
    edges = pq.read_table(out / "graph" / "edges").sort_by("id")
    assert edges.equals(tables.edges.drop_columns(["first"]).cast(edges.schema))
    nodes = pq.read_table(out / "graph" / "nodes").sort_by("id")
    assert nodes.equals(tables.nodes.cast(nodes.schema))
    claims = pq.read_table(out / "records" / "claims")
    assert claims.num_rows == len(tables.tellings) + len(tables.others)
    packed = [gzip.decompress(path.read_bytes()) for path in out.glob("quads/*.nq.gz")]
    lines = [line for part in packed for line in part.decode().split("\n") if line]
    assert sorted(lines) == quads_of(tmp_path / "one.kg")

    again = cluster.build(spark, [f"file://{DEMO}"], f"file://{out}", partitions=2)
    assert (again.read, again.known, again.added, again.edges) == (10, 10, 0, report.edges)


def executors() -> list[psutil.Process]:
    """The processes that run Python for executors, and have begun to."""
    return [process for process in psutil.Process().children(recursive=True) if is_executor(process)]


def is_executor(process: psutil.Process) -> bool:
    try:
        return "CoarseGrainedExecutorBackend" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # has ended meanwhile, as workers do
        return False


def kill_one(spark: "SparkSession", killed: list[int]) -> None:
    """Kill an executor once a task of a stage with six has ended, and others have not."""
    tracker = spark.sparkContext.statusTracker()
    for _ in range(3000):
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info is not None and info.numTasks == 6 and 1 <= info.numCompletedTasks <= 4:
                process = executors()[0]
                process.kill()
                killed.append(process.pid)
                return
        time.sleep(0.05)


def test_a_folder_is_the_same_with_an_executor_killed_in_the_middle(
    spark: "SparkSession", articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg import cluster
    from kg.cluster import inputs

    words, actors = tmp_path / "words.toml", tmp_path / "actors.csv"
    words.write_text('[accuses]\nverbs = ["finger"]\n', "utf-8")
    actors.write_text("type,label,country,sector\nPerson,Oda Lind,NO,GOV\n", "utf-8")
    settings = Extractor(
        relations=load_relations(words), gazetteer=load_gazetteer([actors]), least=0.5
    ).settings
    first, rest = [str(DEMO)], [str(NOTEBOOKS), str(articles)]
    reports = {}
    for name in ("one.kg", "two.kg"):
        build(first, tmp_path / name, extractor=load_extractor(settings))
        folder = open_folder(tmp_path / name)
        merge = Merge("country-fi", "Finland", "country-se", "Sweden")
        reject = RejectEdge("country-ua", "accuses", "country-ru", False, "Ukraine accuses Russia")
        for number, what in enumerate((merge, reject), 1):
            add_decision(folder, Decision(number, what, Changed(0, 0, 0, 0)))
    extractor = load_extractor(settings)
    reports["one"] = build(rest, tmp_path / "one.kg", extractor=extractor)

    monkeypatch.setattr(inputs, "PART", 0)  # JSON Lines and tables are read in parts
    killed: list[int] = []
    killer = threading.Thread(target=kill_one, args=(spark, killed))
    killer.start()
    reports["two"] = cluster.build(spark, rest, tmp_path / "two.kg", settings=settings, partitions=6)
    killer.join()

    assert len(killed) == 1
    assert without_places(reports["one"]) == without_places(reports["two"])
    one, two = (open_folder(tmp_path / name) for name in ("one.kg", "two.kg"))
    assert list(one.records()) == list(two.records())
    assert [type(item) for item in two.skipped()] == [Skipped] * 3  # the copy is in the folder
    assert all(has_checksums(two.root / batch.name) for batch in two.batches())
    assert not [*find_batch_damage(two), *find_derived_damage(two)]
    graph = find_graph(two)
    assert same_graph(find_graph(one), graph)
    assert graph is not None
    assert "country-fi" not in graph.nodes
    assert find_store(two).exists()
    stores = [sorted(map(str, open_store(folder))) for folder in (one, two)]
    assert stores[0] == stores[1]
    kept = [pq.read_table(folder.path / "origins.parquet") for folder in (one, two)]
    assert kept[0].equals(kept[1])
    assert sorted(path.name for path in two.path.iterdir()) == sorted(
        path.name for path in one.path.iterdir()
    )


def test_what_is_wrong_is_said_at_once(spark: "SparkSession", tmp_path: Path) -> None:
    from kg import cluster

    with pytest.raises(InputError, match="no such file"):
        cluster.build(spark, ["nowhere.txt"], tmp_path / "x.kg")
    with pytest.raises(InputError, match="file:///nowhere"):
        cluster.build(spark, ["file:///nowhere"], tmp_path / "x.kg")
    with pytest.raises(UsageError, match="standard input"):
        cluster.build(spark, ["-"], tmp_path / "x.kg")
    assert not (tmp_path / "x.kg").exists()
    (tmp_path / "a.txt").write_text("Norway accused Russia.", "utf-8")
    with pytest.raises(EngineError, match="spaCy pipeline 'no_such_model' is not installed"):
        cluster.build(
            spark,
            [str(tmp_path / "a.txt")],
            tmp_path / "x.kg",
            settings=Settings(model="no_such_model"),
            partitions=1,
        )
