"""Tables in Parquet (.parquet): one article a row, the columns named as the keys of JSON Lines.

Only the columns that an article has are read, in batches, so that a large table needs little memory.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.model import Article, Skipped
from kg.readers._rows import KEYS, TEXT_KEYS, read_row

EXTENSIONS = (".parquet",)
_BATCH = 500  # rows at most: some megabytes of news
_BATCH_BYTES = 64_000_000  # and no more rows than fit in here, if each had the largest value that may be
# A table of 50,000 reports that all but repeat each other unpacks to 290 times its size, news to 4 times.
_MOST_UNPACKED = 1_000


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
        for batch in table.iter_batches(batch_size=_rows_at_once(table.metadata), columns=columns):
            for at in range(batch.num_rows):  # one by one: a value that stands in many rows may be large
                number += 1
                yield read_one(batch.slice(at, 1), f"{path}:[{number}]")
    except (pa.ArrowException, ValueError) as error:
        raise ArticleError(f"is not a sound Parquet file: {str(error).splitlines()[0]}") from error


def _rows_at_once(metadata: Any) -> int:
    """How many rows may be read at once: no value is longer than its column in its row group.

    Raises:
        ArticleError: a part of the table would fill the memory.
    """
    parts = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    columns = [part.column(number) for part in parts for number in range(part.num_columns)]
    for column in columns:
        unpacked, packed = column.total_uncompressed_size, column.total_compressed_size
        if unpacked > _BATCH_BYTES and unpacked > _MOST_UNPACKED * packed:
            raise ArticleError(f"holds {packed:,} bytes that unpack to {unpacked:,}; write it anew")
    longest = max((column.total_uncompressed_size for column in columns), default=1)
    return max(1, min(_BATCH, _BATCH_BYTES // max(longest, 1)))


def read_one(row: Any, place: str) -> Article | Skipped:
    """The article in a part of a table that is one row long, or why there is none."""
    try:
        return read_row(row.to_pylist()[0], place)
    except (ValueError, OverflowError) as error:  # a day that no calendar has, bytes that are not UTF-8
        return Skipped(place, f"holds a value that cannot be read: {error}")
