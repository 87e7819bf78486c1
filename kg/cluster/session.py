"""Spark sessions: one started for the command line, and one of kg's own beside that of a program."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DEFAULT_MASTER = "local[*,4]"  # all cores here, and four tries for a task: without the 4 there is one

# Of each session that kg works with; those of the program's own stay as they are.
_OURS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}


def start_session(master: str = "") -> "SparkSession":
    """A session for this process; `master` is that of spark-submit or of Spark's own files unless given.

    Raises UsageError where pyspark or Java is missing.
    """
    check_installed()
    # Workers run this Python: another one may not have kg.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    conf = SparkConf()  # with what spark-submit and spark-defaults.conf say
    if master:
        conf.setMaster(master)
    conf.setIfMissing("spark.master", DEFAULT_MASTER)
    conf.setIfMissing("spark.app.name", "kg build")
    # One thread a task: Spark fills the cores with tasks.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1")
    conf.setIfMissing("spark.ui.showConsoleProgress", "false")
    conf.setIfMissing("spark.driver.maxResultSize", "0")
    spark = SparkSession.builder.config(conf=conf).getOrCreate()
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


def own_session(spark: "SparkSession", **conf: str) -> "SparkSession":
    """A session on the same cluster whose settings are kg's."""
    session = spark.newSession()
    for key, value in {**_OURS, **conf}.items():
        session.conf.set(key, value)
    return session
