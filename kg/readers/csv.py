"""Tables (.csv, .tsv): one article a row, the columns named as the keys of JSON Lines.

The first row names the columns; the delimiter (comma, semicolon, tab, bar) is read from it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from kg.errors import ArticleError
from kg.model import Article, Skipped
from kg.readers._files import LONGEST, open_text
from kg.readers._rows import TEXT_KEYS, read_row

EXTENSIONS = (".csv", ".tsv")
_DELIMITERS = ",;\t|"
_NUL_SHARE = 0.01


def read(path: Path | str) -> Iterator[Article | Skipped]:
    """The articles of one table, row by row."""
    csv.field_size_limit(LONGEST)  # the module's own limit of 131,072 is less than a long article
    with open_text(path, nul_share=_NUL_SHARE) as stream:
        lines = _Lines(stream)
        header = stream.readline(LONGEST).strip("\r\n")
        delimiter = max(_DELIMITERS, key=header.count)
        columns = _columns(header, delimiter)
        if not any(column.lower().strip() in TEXT_KEYS for column in columns):
            looked = ", ".join(TEXT_KEYS[:3])
            raise ArticleError(f"has no column {looked}; its first row is {header[:80]!r}")
        rows = csv.reader(lines, delimiter=delimiter)
        line = 2
        while True:
            place = f"{path}:{line}"
            lines.taken = 0
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield Skipped(place, f"is not CSV: {error}; quote texts and double the quotes inside")
                return
            if row is None:
                return
            if row:
                yield read_row(dict(zip(columns, row, strict=False)), place)
            line = rows.line_num + 2


class _Lines:
    """The lines of a table, as long as one row does not take too many: quotes that stay open take all."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.taken = 0  # characters since it was set back

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(LONGEST)
        self.taken += len(line)
        if self.taken >= LONGEST:
            raise csv.Error(f"the row is longer than {LONGEST:,} characters")
        if not line:
            raise StopIteration
        return line


def _columns(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []  # no names: the caller says so
