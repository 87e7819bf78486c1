"""Spark sessions: one started for the command line, and one of kg's own beside that of a program."""

import importlib.util
import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import EngineError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DEFAULT_MASTER = "local[*,4]"  # all cores here, and four tries for a task: without the 4 there is one

_UNLESS_SET = {
    "spark.master": DEFAULT_MASTER,
    "spark.app.name": "kg build",
    "spark.executorEnv.OMP_NUM_THREADS": "1",  # Spark fills the cores with tasks
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",  # the driver gets a row an entity
}

# Of each session that kg works with; those of the program's own stay as they are.
_OURS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(64 << 20),
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}


def start_session(master: str = "", conf: Mapping[str, str] | None = None) -> "SparkSession":
    """A session for this process; `master` is that of spark-submit or of Spark's own files unless given.

    `conf` holds more of Spark's settings.

    Raises UsageError where pyspark or Java is missing.
    """
    check_installed()
    # Said of pandas 3, of which no more is used than that it is there.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    # Workers run this Python: another one may not have kg.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    settings = SparkConf()  # with what spark-submit and spark-defaults.conf say
    for key, value in {**(conf or {}), **({"spark.master": master} if master else {})}.items():
        settings.set(key, value)
    for key, value in _UNLESS_SET.items():
        settings.setIfMissing(key, value)
    if str(settings.get("spark.master")).startswith("local"):
        # Minutes of little work for Java: what would make it faster later took 9 of 51 CPU seconds.
        for one in ("driver", "executor"):
            settings.setIfMissing(f"spark.{one}.extraJavaOptions", "-XX:TieredStopAtLevel=1")
    spark = SparkSession.builder.config(conf=settings).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def check_installed() -> None:
    """Raise UsageError where pyspark or Java is missing."""
    for need in ("pyspark", "pandas"):  # pyspark does not bring what it needs for Arrow
        if importlib.util.find_spec(need) is None:
            raise UsageError(f"{need} is not installed; run: pip install 'kg[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin", "java").exists()) and shutil.which("java") is None:
        raise UsageError("Java is not installed; Spark needs Java 17 or 21, on the PATH or in JAVA_HOME")


@contextmanager
def told_as_ours() -> Iterator[None]:
    """Raise EngineError for what Spark raises where it gives up, with the line that tells why."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise EngineError(
            f"Spark gave up: {_find_reason(str(error))}; mend that and build again: what was read is kept"
        ) from error


def _find_reason(message: str) -> str:
    """The last line that names an error of Python, else the first that says anything."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    named = [line for line in lines if _NAMED.match(line)]
    return (named or lines or ["it does not say why"])[-1 if named else 0]


# "kg.errors.ModelError: spaCy pipeline ...", not a frame of Java's.
_NAMED = re.compile(r"(?!(?:java|org|scala|sun|py4j|net|io)\.)[A-Za-z_][\w.]*(?:Error|Exception): ")


def own_session(spark: "SparkSession", **conf: str) -> "SparkSession":
    """A session on the same cluster whose settings are kg's."""
    session = spark.newSession()
    for key, value in {**_OURS, **conf}.items():
        session.conf.set(key, value)
    return session
