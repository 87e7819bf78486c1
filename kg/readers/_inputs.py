"""What the user names -> the files to read: checked as a whole before the first is opened."""

import glob
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePath

from kg.errors import InputError
from kg.model import Skipped
from kg.plugins import list_plugins, load_plugin
from kg.readers._files import STDIN

_PLAIN = "text"  # the reader for what no other claims


def find_inputs(inputs: Sequence[str]) -> list[Path | Skipped | str]:
    """The files behind files, folders, globs and `-`, in order; those in folders sorted by path.

    A folder's files without a reader are `Skipped`; a file that is named itself is read as plain text.
    Hidden files and folders are passed over; a folder reached twice through links is read once.

    Raises:
        InputError: nothing is named; a file is missing; a folder or glob holds no article.
    """
    if not inputs:
        raise InputError("nothing to read: name files, folders, globs, or - for standard input")
    return [found for name in inputs for found in _find(str(name))]


def reader_for(path: PurePath) -> str:
    """The name of the reader for a file, by its extension; the one for plain text by default."""
    return _readers().get(_extension(path), _PLAIN)


def _find(name: str) -> Iterator[Path | Skipped | str]:
    if name == STDIN:
        yield STDIN
    elif Path(name).is_dir():
        found = list(_find_in_folder(Path(name)))
        if not any(isinstance(item, Path) for item in found):
            raise InputError(f"folder {name} holds no article: looked for {_looked_for()}")
        yield from found
    elif os.path.lexists(name):
        yield Path(name)
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  a pattern may be absolute
        if not matches:
            raise InputError(f"no file matches {name}: check the pattern, and quote it for the shell")
        found = [item for match in matches for item in _find_match(Path(match))]
        if not any(isinstance(item, Path) for item in found):
            raise InputError(f"what matches {name} holds no article: looked for {_looked_for()}")
        yield from found
    else:
        raise InputError(f"no such file or folder: {name}; looked in {Path.cwd()}")


def _find_match(path: Path) -> Iterator[Path | Skipped]:
    if path.is_dir():
        yield from _find_in_folder(path)
    else:
        yield _with_reader(path)


def _find_in_folder(folder: Path) -> Iterator[Path | Skipped]:
    seen: set[str] = set()
    files: list[Path] = []
    for root, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(root)
        # a link that leads back up would never end
        folders[:] = [] if real in seen else sorted(name for name in folders if not name.startswith("."))
        if real not in seen:
            files += [Path(root, name) for name in names if not name.startswith(".")]
        seen.add(real)
    for path in sorted(files):
        yield _with_reader(path)


def _with_reader(path: Path) -> Path | Skipped:
    if missing := without_reader(path):
        return Skipped(str(path), missing)
    if not path.is_file():
        return Skipped(str(path), "is not a file, or a link to nowhere")
    return path


def without_reader(path: PurePath) -> str:
    """Why a file in a folder is skipped by its name; empty where it is read."""
    extension = _extension(path)
    is_known = not extension or extension in _readers()
    return "" if is_known else f"no reader for {extension} files: looked for {_looked_for()}"


def _extension(path: PurePath) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


@cache
def _readers() -> dict[str, str]:
    """Extension to the name of its reader."""
    names = list_plugins("kg.readers")
    return {extension: name for name in names for extension in load_plugin("kg.readers", name).EXTENSIONS}


def _looked_for() -> str:
    return " ".join(sorted(_readers()))
