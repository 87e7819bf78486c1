"""Logs in a project folder: files of lines that are added one by one and never changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from kg.errors import DataError, FolderError
from kg.files import explain_failure, sync


def append_line(path: Path, line: str) -> None:
    """Add one line to a log, in place of what a kill has left of another; then it is on the disk."""
    try:
        is_new = not path.exists()
        with path.open("a+b") as file:
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync(path.parent)
    except OSError as error:
        raise FolderError(f"{path}: cannot be written: {explain_failure(error)}") from error


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a log that are not empty, each with its number; none where there is no such file.

    A last line without a line end is what a kill has left, and is passed over. Raises DataError.
    """
    *lines, _ = path.read_bytes().split(b"\n") if path.exists() else [b""]
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            raise DataError(
                f"{path}:{number}: is not UTF-8 ({error.reason}); mend or delete the line"
            ) from error
        if text:
            yield number, text
