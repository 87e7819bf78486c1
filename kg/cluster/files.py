"""Names in a directory of any file system that Spark knows, through Hadoop's own interface."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


_MAGIC = re.compile(r"([\[\]{}*?\\])")  # what Hadoop takes for a pattern


def escape(path: str) -> str:
    """A path as readers of Spark take it, which else read it as a pattern."""
    return _MAGIC.sub(r"\\\1", path)


class Files:
    """The file system that a directory lies on."""

    def __init__(self, spark: "SparkSession", root: str) -> None:
        context: Any = spark.sparkContext
        self._path = context._jvm.org.apache.hadoop.fs.Path
        self._system = self._path(root).getFileSystem(context._jsc.hadoopConfiguration())

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where there is no such folder."""
        path = self._path(folder)
        if not self._system.exists(path):
            return []
        return sorted(found.getPath().getName() for found in self._system.listStatus(path))

    def rename(self, path: str, name: str) -> None:
        """Give a file another name in its folder."""
        old = self._path(path)
        self._system.rename(old, self._path(old.getParent(), name))

    def delete(self, path: str) -> None:
        """Delete a file, or a folder with all in it, where there is one."""
        self._system.delete(self._path(path), True)
