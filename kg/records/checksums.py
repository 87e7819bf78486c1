"""Checksums of the files of a directory, kept in it: whether each file is still as it was written."""

import hashlib
import json
from pathlib import Path
from typing import Any

from kg.files import sync

FILE = "checksums.json"


def write_checksums(place: Path) -> None:
    """Note size and SHA-256 of each file of a directory, none of which is written any more.

    When this returns, all of it is on the disk. Raises OSError.
    """
    files = {}
    for path in sorted(place.iterdir()):
        if path.name != FILE:
            files[path.name] = {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            sync(path)
    (place / FILE).write_text(json.dumps({"files": files}, indent=1) + "\n", "utf-8")
    sync(place / FILE)
    sync(place)


def has_checksums(place: Path) -> bool:
    """Whether a directory has any; one that was written before kg kept checksums has none."""
    return (place / FILE).exists()


def find_damaged(place: Path, *, quick: bool = False) -> tuple[str, ...]:
    """The names of the files that are missing or not as they were written, sorted.

    Where the checksums cannot be read, it is they that are damaged. With `quick`, only sizes are looked at.
    """
    try:
        files: dict[str, dict[str, Any]] = json.loads((place / FILE).read_text("utf-8"))["files"]
        return tuple(name for name in sorted(files) if _is_damaged(place / name, files[name], quick))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (FILE,)


def _is_damaged(path: Path, noted: dict[str, Any], quick: bool) -> bool:
    if not path.is_file() or path.stat().st_size != noted["bytes"]:
        return True
    return not quick and _sha256(path) != noted["sha256"]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
