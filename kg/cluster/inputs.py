"""What the user names -> rows of `ARTICLE`, read by the tasks: files of this machine, or of any Hadoop path.

A path with a scheme (`hdfs://`, `s3a://`, `file:///`) is Hadoop's; any other is one of this machine, which
all workers must see. A file is read whole, by the reader that one machine has for it; only JSON Lines and
Parquet that are large are cut into parts, of which each task reads one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.cluster.columns import ARTICLE, to_ddl
from kg.cluster.files import escape
from kg.cluster.reading import PATH, ROW, read_files, read_lines, read_tables
from kg.errors import ArticleError, InputError, UsageError
from kg.model import Skipped
from kg.readers import find_inputs, without_reader
from kg.readers._files import LONGEST, MAX_CHARS
from kg.readers.parquet import find_columns

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
PART = 64 << 20  # bytes: JSON Lines and Parquet of this size and more are read in parts
_MOST = 1 << 29  # bytes of any other file: it must go through the memory of one worker twice
_Shown = Mapping[str, tuple[int, str]]  # by path: number in the input, and name


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its path as Spark has it, how the user named it, and its bytes."""

    path: str
    shown: str
    size: int


def has_scheme(path: str) -> bool:
    """Whether a path is one of Hadoop's, not of this machine."""
    return _SCHEME.match(path) is not None


def find_files(spark: "SparkSession", inputs: Sequence[str]) -> "list[File | Skipped]":
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
    if file.size < _MOST or _kind(file):
        return file
    return Skipped(file.shown, f"is larger than {_MOST:,} bytes; write it as JSON Lines or Parquet")


def _kind(file: File) -> str:
    """`lines` or `table` where a file is so large that many tasks read it; empty where one does."""
    if file.size < PART:
        return ""
    return {".jsonl": "lines", ".ndjson": "lines", ".parquet": "table"}.get(
        PurePosixPath(file.path.lower()).suffix, ""
    )


def read_rows(spark: "SparkSession", files: Sequence[File | Skipped]) -> "DataFrame":
    """The items in all files as rows of `ARTICLE`."""
    shown: dict[str, dict[str, tuple[int, str]]] = {"": {}, "lines": {}, "table": {}}
    skipped = []
    for at, file in enumerate(files):
        if isinstance(file, File):
            shown[_kind(file)][file.path] = at, file.shown
        else:
            item = {"place": file.place, "reason": file.reason, "failed": file.failed}
            skipped.append({"file": at, "row": 0, **item})
    rows = spark.createDataFrame(skipped, to_ddl(ARTICLE))
    for kind, read in (("", _read_whole), ("lines", _read_lines), ("table", _read_tables)):
        if shown[kind]:
            rows = rows.unionByName(read(spark, shown[kind]))
    return rows


def _read_whole(spark: "SparkSession", shown: _Shown) -> "DataFrame":
    files = spark.read.format("binaryFile").load(_paths(shown)).select("path", "content")
    return files.mapInArrow(partial(read_files, shown=shown), to_ddl(ARTICLE))


def _read_lines(spark: "SparkSession", shown: _Shown) -> "DataFrame":
    lines = spark.read.text(_paths(shown), lineSep="\n").selectExpr(
        "_metadata.file_path as path",
        "_metadata.file_block_start as start",
        f"left(value, {LONGEST}) as line",
    )
    return lines.mapInArrow(partial(read_lines, shown=shown), to_ddl(ARTICLE))


def _read_tables(spark: "SparkSession", shown: _Shown) -> "DataFrame":
    """Raises InputError where columns of one name have two types, or none has a text."""
    from pyspark.errors import PySparkException
    from pyspark.sql import functions as f

    try:
        table = spark.read.option("mergeSchema", "true").parquet(*_paths(shown))
        columns = [_cut(table, name) for name in find_columns(table.columns)]
    except (PySparkException, ArticleError) as error:
        names = ", ".join(name for _, name in shown.values())
        raise InputError(f"{names}: cannot be read as one table ({_first_line(error)})") from error
    where = [f.col("_metadata.file_path").alias(PATH), f.col("_metadata.row_index").alias(ROW)]
    return table.select(*columns, *where).mapInArrow(partial(read_tables, shown=shown), to_ddl(ARTICLE))


def _cut(table: "DataFrame", name: str) -> "Column":
    """A column; texts that are too long to be an article are cut where that is sure."""
    from pyspark.sql import functions as f

    column = table[f"`{name}`"]
    is_text = table.schema[name].dataType.typeName() == "string"
    return f.substring(column, 1, MAX_CHARS + 1).alias(name) if is_text else column


def _paths(shown: _Shown) -> list[str]:
    return list(map(escape, shown))


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
