"""A project folder built on a cluster: what the tasks have made becomes its records, graph and store.

The tasks write into `cluster/` in the folder, which all machines must see; only the driver touches the rest.
"""

import gzip
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.build import note_reader
from kg.cluster.building import Building, Built, Plan, to_report
from kg.cluster.columns import READ, to_ddl
from kg.cluster.graph import to_tables
from kg.cluster.reading import own_extractor, read_batches
from kg.decisions import read_decisions
from kg.errors import FolderError
from kg.graph import Graph
from kg.graph.stored import keep_graph
from kg.rdf import write_store
from kg.records import Folder, open_folder
from kg.records.columns import RECORDS
from kg.relations import Relation
from kg.resolve import keep_resolution
from kg.stories import keep_origins
from kg.stories.kept import SIGNATURES
from kg.tally import BuildReport

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

WORK = "cluster"


def build_folder(spark: "SparkSession", into: Path, plan: Plan) -> BuildReport:
    """Carry out a plan, but for what the folder decides: where, base, decisions, what is listed and there."""
    folder = open_folder(into, create=True)
    extractor = own_extractor(plan.settings)
    with folder.lock():
        note_reader(folder, extractor)
        work = folder.path.absolute() / WORK
        take_in(folder, work)  # what a killed build has read
        shutil.rmtree(work, ignore_errors=True)
        plan = replace(
            plan,
            out=f"file:{work}",
            base=folder.base,
            decisions=read_decisions(folder),
            listed=folder.listed(),
            earlier=partial(_earlier, folder),
        )
        built = Building(spark, plan).run()
        graph = _keep(folder, work, built, extractor.relations)
    return to_report(built.counts, entities=len(graph.nodes), edges=len(graph.edges))


def _earlier(folder: Folder, spark: "SparkSession") -> "DataFrame":
    """The records that are in the folder as rows of `READ`."""
    rows = [asdict(batch) for batch in folder.batches()]
    if not rows:
        return spark.createDataFrame([], to_ddl(READ))
    found = spark.createDataFrame(pa.Table.from_pylist(rows, schema=_BATCH)).repartition(len(rows))
    reading = partial(read_batches, root=str(folder.root.absolute()))
    return found.mapInArrow(reading, to_ddl(READ))


_BATCH = pa.schema([(name, pa.int64()) for name in ("first", "last", "generation")])


def take_in(folder: Folder, work: Path) -> None:
    """Make what the tasks have read batches of the folder, as far as it is not in it. Raises FolderError."""
    for path in sorted(work.glob("read/*/*.parquet")):
        folder.add_rows(_rows(path))


def _rows(path: Path) -> Iterator[Any]:
    """The articles in a file of rows of `READ`, as batches of `RECORDS`."""
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for batch in file.iter_batches(columns=RECORDS.names):
                rows = pa.Table.from_batches([batch]).select(RECORDS.names).cast(RECORDS)
                yield from rows.filter(pc.is_valid(rows["id"])).combine_chunks().to_batches()
    except (OSError, pa.ArrowException) as error:
        told = str(error).partition("\n")[0]
        raise FolderError(f"{path}: is damaged ({told}); delete it, and build again") from error


def _keep(folder: Folder, work: Path, built: Built, relations: Mapping[str, Relation]) -> Graph:
    """Put all that the tasks have made into the folder; from then on it is as one machine leaves it."""
    tables = to_tables(built.parts, relations)
    columns = [f"signature.{name}" for name in SIGNATURES.names]
    origins = built.records.select(*columns, "signed", "origin").toArrow().sort_by("article")
    take_in(folder, work)
    folder.compact()
    if built.counts.skipped:
        folder.note_skipped(built.counts.skipped)
    keep_resolution(folder, built.resolution)
    keep_origins(folder, origins.rename_columns([*SIGNATURES.names, "digest", "origin"]))
    graph = keep_graph(folder, Graph(tables))
    write_store(folder, _read_quads(work))
    shutil.rmtree(work, ignore_errors=True)
    return graph


def _read_quads(work: Path) -> Iterator[str]:
    """The lines of N-Quads that the tasks wrote."""
    for path in sorted(work.glob("quads/*.nq.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
