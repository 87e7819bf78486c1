"""Articles -> records, graph and RDF on a cluster, in a directory that any machine of it can read.

    read/       one row an article, as it was read: what is here already is not read again
    records/    the same as tables: articles, entities, mentions, claims, unread
    skipped/    what could not be used, with place and reason
    origins/    for each article the first of its telling
    graph/      nodes, edges, tellings, articles, unread
    quads/      N-Quads, packed, for the bulk loader of any triple store

All but `read` is made anew by each build.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.cluster import graph
from kg.cluster.columns import ARTICLE, READ, TOLD, to_ddl
from kg.cluster.files import Files, escape
from kg.cluster.inputs import File, read_rows
from kg.cluster.origins import find_origins
from kg.cluster.reading import extract, own_extractor
from kg.cluster.resolving import find_resolution, with_changes
from kg.cluster.session import own_session
from kg.cluster.telling import tell
from kg.decisions import Decision
from kg.extraction import Settings
from kg.model import Skipped
from kg.records.columns import LISTS, RECORDS, SCHEMAS
from kg.relations import Relation
from kg.resolve import Resolution
from kg.tally import UNREAD_SHOWN, BuildReport, Progress

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TASK_BYTES = 8 << 20  # of input a task: some 2,500 articles, a few minutes
_MOST_TASKS = 20_000  # of 100 million articles: then each has more
_MOST_PARTS = 4_000  # of the tables that are shuffled after it: each part goes to each
_BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is to do. `earlier` has rows of `READ` that lie elsewhere, where some do."""

    files: Sequence[File | Skipped]
    out: str
    settings: Settings
    base: str
    partitions: int | None = None
    decisions: Sequence[Decision] = ()
    listed: Collection[str] = ()
    earlier: "Callable[[SparkSession], DataFrame] | None" = None
    on_progress: Callable[[Progress], None] | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the items of one build."""

    read: int
    added: int
    known: int
    skipped: tuple[Skipped, ...]
    mentions: int
    claims: int
    unread: tuple[tuple[str, int], ...]  # verbs, the most frequent first


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made, as tables on the cluster."""

    counts: Counts
    resolution: Resolution
    parts: graph.Parts
    records: "DataFrame"  # of all builds, each with its origin


def load_words(settings: Settings) -> Mapping[str, Relation]:
    """The relations of these settings, in the process that needs them."""
    return own_extractor(settings).relations


class Building:
    """One build, stage by stage; each leaves its tables in the directory, and the next reads them there."""

    def __init__(self, spark: "SparkSession", plan: Plan) -> None:
        self._plan = plan
        self._out = plan.out.rstrip("/")
        self._files = Files(spark, self._out)
        self._tasks = plan.partitions or _count_tasks(spark, plan.files)
        shuffle = {"spark.sql.shuffle.partitions": str(min(self._tasks, _MOST_PARTS))}
        self._spark = own_session(spark, **shuffle)
        self._many = own_session(spark, **shuffle, **{_BATCH: "8192"})  # for rows of a few numbers
        self._load = partial(load_words, plan.settings)

    def run(self) -> Built:
        """All stages."""
        plan = self._plan
        self._say("reading", None)
        if plan.earlier:
            self._keep("earlier", plan.earlier(self._spark))
        counts = self._read()
        self._say("merging", counts)
        records = self._records(self._spark)
        if not plan.earlier:  # a folder has records of its own
            self._write_records(records)
        resolution = find_resolution(records, plan.decisions, plan.listed)
        origins = self._keep("origins", find_origins(self._records(self._many)))
        changed = with_changes(records.select(*RECORDS.names), resolution)
        telling = partial(tell, load=self._load, rejected=resolution.rejected, base=plan.base)
        told = self._keep("told", changed.mapInArrow(telling, to_ddl(TOLD)))
        parts = self._graph(told, origins)
        self._say("storing", counts)
        self._write_quads(told, parts)
        self._files.delete(f"{self._out}/told")
        return Built(counts, resolution, parts, records.join(origins, records["id"] == origins["article"]))

    def _read(self) -> Counts:
        """Read what is new, and keep it as one more part of `read`."""
        from pyspark.sql import functions as f

        there = self._records(self._spark).select("id", "digest")
        columns = {kind.name: f.lit(None).cast(to_ddl(kind.type)) for kind in ARTICLE}
        columns |= {"id": f.col("id"), "digest": f.col("digest"), "file": f.lit(-1), "row": f.lit(0)}
        known = there.select(*(column.alias(name) for name, column in columns.items()))
        rows = read_rows(self._spark, self._plan.files).unionByName(known)
        placed = rows.repartition(self._tasks, "id").sortWithinPartitions("id", "file", "row")
        found = placed.mapInArrow(partial(extract, settings=self._plan.settings), to_ddl(READ))
        part = f"{self._out}/read/{len(self._files.names(f'{self._out}/read')) + 1:04}"
        # A task's rows stay once it has ended, also if the driver is killed before all have: version 2.
        found.write.option("mapreduce.fileoutputcommitter.algorithm.version", "2").parquet(part)
        return self._count(self._spark.read.schema(to_ddl(READ)).parquet(escape(part)))

    def _records(self, spark: "SparkSession") -> "DataFrame":
        """The rows of `READ` that are articles, of this build and all before."""
        parts = [f"{self._out}/read/{name}" for name in self._files.names(f"{self._out}/read")]
        if self._plan.earlier:
            parts.append(f"{self._out}/earlier")
        reader = spark.read.schema(to_ddl(READ))
        found = reader.parquet(*map(escape, parts)) if parts else spark.createDataFrame([], to_ddl(READ))
        return found.filter("id is not null")

    def _count(self, part: "DataFrame") -> Counts:
        from pyspark.sql import functions as f

        is_new, is_skipped = f.col("id").isNotNull(), f.col("reason").isNotNull()
        item = f.struct("file", "row", "place", "reason", "failed")
        row = part.agg(
            f.count(f.lit(1)),
            f.count_if(is_new),
            f.count_if("known"),
            f.coalesce(f.sum(f.size("mentions")).cast("bigint"), f.lit(0)),
            f.coalesce(f.sum(f.size("claims")).cast("bigint"), f.lit(0)),
            f.collect_list(f.when(is_skipped, item)),
        ).first()
        assert row is not None  # an aggregate has one row
        read, added, known, mentions, claims, skipped = row
        if skipped and not self._plan.earlier:
            rows = part.filter(is_skipped).select("place", "reason", "failed")
            rows.write.mode("append").parquet(f"{self._out}/skipped")
        verbs = part.filter(is_new).select(f.explode("unread.lemma").alias("lemma")).groupBy("lemma").count()
        most = verbs.orderBy(f.desc("count"), "lemma").limit(UNREAD_SHOWN).collect()
        return Counts(
            read,
            added,
            known,
            tuple(Skipped(*found[2:]) for found in sorted(skipped)),
            mentions,
            claims,
            tuple((found["lemma"], found["count"]) for found in most),
        )

    def _write_records(self, records: "DataFrame") -> None:
        from pyspark.sql import functions as f

        records.select(*SCHEMAS["articles"].names).write.mode("overwrite").parquet(
            f"{self._out}/records/articles"
        )
        for name in LISTS:
            rows = records.select(f.col("id").alias("article"), f.explode(name).alias("found"))
            rows = rows.select("article", "found.*")
            rows.write.mode("overwrite").parquet(f"{self._out}/records/{name}")

    def _graph(self, told: "DataFrame", origins: "DataFrame") -> graph.Parts:
        tellings = self._keep("graph/tellings", graph.find_tellings(told, origins))
        return graph.Parts(
            articles=self._keep("graph/articles", graph.find_articles(told, origins)),
            tellings=tellings,
            nodes=self._keep("graph/nodes", graph.find_nodes(told)),
            edges=self._keep("graph/edges", graph.find_edges(tellings)),
            unread=self._keep("graph/unread", graph.find_unread(told)),
        )

    def _keep(self, name: str, rows: "DataFrame") -> "DataFrame":
        """Write rows into the directory, and read them from there from now on."""
        rows.write.mode("overwrite").parquet(f"{self._out}/{name}")
        return self._spark.read.schema(rows.schema).parquet(escape(f"{self._out}/{name}"))

    def _write_quads(self, told: "DataFrame", parts: graph.Parts) -> None:
        quads = graph.find_quads(told, parts, self._load, self._plan.base)
        folder = f"{self._out}/quads"
        quads.write.mode("overwrite").option("compression", "gzip").text(folder)
        for name in self._files.names(folder):  # loaders tell the syntax by the ending
            if name.endswith(".txt.gz"):
                self._files.rename(f"{folder}/{name}", f"{name.removesuffix('.txt.gz')}.nq.gz")

    def _say(self, stage: str, counts: Counts | None) -> None:
        if self._plan.on_progress:
            found = counts or Counts(0, 0, 0, (), 0, 0, ())
            self._plan.on_progress(Progress(stage, found.read, found.added, found.known, len(found.skipped)))


def to_report(counts: Counts, *, entities: int, edges: int) -> BuildReport:
    """The report of a build, with the size of the graph after it."""
    return BuildReport(
        read=counts.read,
        added=counts.added,
        known=counts.known,
        skipped=counts.skipped,
        mentions=counts.mentions,
        claims=counts.claims,
        entities=entities,
        edges=edges,
        unread=counts.unread,
    )


def _count_tasks(spark: "SparkSession", files: Sequence[File | Skipped]) -> int:
    size = sum(file.size for file in files if isinstance(file, File))
    return max(2 * spark.sparkContext.defaultParallelism, min(size // _TASK_BYTES, _MOST_TASKS))
