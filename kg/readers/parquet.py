"""Tables in Parquet (.parquet): one article a row, the columns named as the keys of JSON Lines.

Only the columns that an article has are read, in batches, so that a large table needs little memory.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article, Skipped
from kg.readers._rows import KEYS, TEXT_KEYS, read_row

EXTENSIONS = (".parquet",)
_BATCH = 500  # rows: some megabytes of news


def find_columns(names: Iterable[str]) -> list[str]:
    """The columns that an article has. Raises ArticleError where there is none with a text."""
    columns = [name for name in names if name.lower().strip() in KEYS]
    if not any(name.lower().strip() in TEXT_KEYS for name in columns):
        raise ArticleError(f"has no column {', '.join(TEXT_KEYS[:3])}")
    return columns


def read(path: Path | str) -> Iterator[Article | Skipped]:
    """The articles of one table, row by row."""
    import pyarrow as pa  # takes a third of a second, and only tables need it
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(path)
        columns = find_columns(table.schema_arrow.names)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield read_row(row, f"{path}:[{number}]")
    except (pa.ArrowException, ValueError) as error:
        raise ArticleError(f"is not a sound Parquet file: {str(error).splitlines()[0]}") from error
