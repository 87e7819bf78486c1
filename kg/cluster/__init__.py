"""A build on Apache Spark: the same functions as on one machine, on as many as there are, and the same graph.

`build` reads articles from any path that Hadoop reads, and leaves an ordinary project folder, or a directory
of Parquet tables and N-Quads parts. pyspark comes with the extra `kg[spark]`.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cluster.building import Building, Plan, to_report
from kg.cluster.folder import build_folder
from kg.cluster.inputs import find_files, has_scheme
from kg.cluster.reading import own_extractor
from kg.cluster.session import start_session, told_as_ours
from kg.decisions import Decision
from kg.extraction import Settings
from kg.records import DEFAULT_BASE
from kg.tally import BuildReport, Progress

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["build", "has_scheme", "start_session"]


def build(  # noqa: PLR0913  each is a choice of the user's
    spark: "SparkSession",
    inputs: Sequence[str],
    into: str | Path,
    *,
    settings: Settings = Settings(),  # noqa: B008  a frozen value
    partitions: int | None = None,
    base: str = DEFAULT_BASE,
    decisions: Iterable[Decision] = (),
    on_progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Add the articles of some inputs to a project folder, or to a directory of tables.

    `into` with a scheme (`hdfs://`, `s3a://`, `file:///`) is a directory of Parquet tables and N-Quads (see
    `kg.cluster.building`); any other is a project folder on this machine, with its own base and decisions.
    `settings` are those of an extractor, `Extractor.settings`. Extraction is cut into `partitions` tasks.
    Articles that are there already are not read again.

    Raises InputError where an input is missing, FolderError where the folder cannot be used, EngineError
    where Spark gives up.
    """
    with told_as_ours():
        files = find_files(spark, inputs)
        if not has_scheme(str(into)):
            plan = Plan(files, "", settings, "", partitions, on_progress=on_progress)
            return build_folder(spark, Path(into), plan)
        listed = own_extractor(settings).gazetteer.own
        plan = Plan(files, str(into), settings, base, partitions, tuple(decisions), listed, None, on_progress)
        built = Building(spark, plan).run()
        return to_report(built.counts, entities=built.parts.nodes.count(), edges=built.parts.edges.count())
