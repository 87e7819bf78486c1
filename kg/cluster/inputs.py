"""What the user names -> rows of `ARTICLE`, read by the tasks: files of this machine, or of any Hadoop path.

A path with a scheme (`hdfs://`, `s3a://`, `file:///`) is Hadoop's; any other is one of this machine, which
all workers must see. A file is read whole, by the reader that one machine has for it.
"""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kg.cluster.columns import ARTICLE, to_ddl
from kg.cluster.reading import read_files
from kg.errors import InputError, UsageError
from kg.model import Skipped
from kg.readers import find_inputs, without_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame, SparkSession

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_MAGIC = re.compile(r"([\[\]{}*?\\])")  # what Hadoop takes for a pattern
_MOST = 1 << 30  # bytes: a row of Spark holds less than two billion


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its path as Spark has it, how the user named it, and its bytes."""

    path: str
    shown: str
    size: int


def has_scheme(path: str) -> bool:
    """Whether a path is one of Hadoop's, not of this machine."""
    return _SCHEME.match(path) is not None


def find_files(spark: "SparkSession", inputs: "Sequence[str]") -> "list[File | Skipped]":
    """All files in files, folders and patterns, in order.

    Raises InputError where an input is missing or holds no article, UsageError for standard input.
    """
    if not inputs:
        raise InputError("nothing to read: name files, folders or patterns")
    found = [file for name in inputs for file in (_remote if has_scheme(name) else _local)(spark, name)]
    return [_not_too_large(file) if isinstance(file, File) else file for file in found]


def _local(spark: "SparkSession", name: str) -> "list[File | Skipped]":
    del spark
    if name == "-":
        raise UsageError("standard input cannot be read on a cluster; write it to a file first")
    return [
        found
        if isinstance(found, Skipped)
        else File(f"file:{Path(found).absolute()}", str(found), Path(found).stat().st_size)
        for found in find_inputs([name])
    ]


def _remote(spark: "SparkSession", name: str) -> "list[File | Skipped]":
    from pyspark.errors import AnalysisException

    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    try:
        listed = reader.load(name).select("path", "length").collect()
    except AnalysisException as error:
        raise InputError(f"{name}: cannot be read ({_first_line(error)})") from error
    files = sorted((row["path"], row["length"]) for row in listed)
    if len(files) == 1 and PurePosixPath(name).name == PurePosixPath(files[0][0]).name:
        return [File(files[0][0], files[0][0], files[0][1])]  # named itself: read whatever it is called
    found: list[File | Skipped] = []
    for path, size in files:
        missing = without_reader(PurePosixPath(path))
        found.append(Skipped(path, missing) if missing else File(path, path, size))
    if not any(isinstance(file, File) for file in found):
        raise InputError(f"{name} holds no article")
    return found


def _not_too_large(file: File) -> File | Skipped:
    if file.size < _MOST:
        return file
    return Skipped(file.shown, f"is larger than {_MOST:,} bytes; split it into files of some 100 MB")


def read_rows(spark: "SparkSession", files: "Sequence[File | Skipped]") -> "DataFrame":
    """The items in all files as rows of `ARTICLE`."""
    shown = {file.path: (at, file.shown) for at, file in enumerate(files) if isinstance(file, File)}
    skipped = [
        {"file": at, "row": 0, "place": file.place, "reason": file.reason, "failed": file.failed}
        for at, file in enumerate(files)
        if isinstance(file, Skipped)
    ]
    rows = spark.createDataFrame(skipped, to_ddl(ARTICLE))
    if shown:
        paths = [_MAGIC.sub(r"\\\1", path) for path in shown]
        whole: Any = spark.read.format("binaryFile").load(paths).select("path", "content")
        rows = rows.unionByName(whole.mapInArrow(partial(read_files, shown=shown), to_ddl(ARTICLE)))
    return rows


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
