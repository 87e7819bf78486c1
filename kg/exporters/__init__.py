"""A project written to a file, one module for each format; the file name is the format's name.

Each module has `write(project, path, *, per_claim=False)` and `ENDINGS`, the file endings that choose
it; one that writes several files has `PARTS`, their names. In go a project's graph and records; out goes a
file, the same bytes whenever the project is the same. Graphs come by some thousand rows, so memory does not
grow with the edges. With `per_claim`, formats that hold a plain graph write one edge for each claim,
not one for each pair and relation; only claims that make an edge are written. RDF always holds both.
Modules whose names begin with an underscore are parts of several formats.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TextIO

from kg.errors import UsageError
from kg.files import explain_failure, whole_file
from kg.plugins import list_plugins, load_plugin

if TYPE_CHECKING:  # the command line lists the formats, and must not load Arrow for it
    from kg.graph import Graph
    from kg.model import Record
    from kg.relations import Relation


class Exportable(Protocol):
    """What a format needs of a project."""

    @property
    def base(self) -> str:
        """The start of the IRIs of its entities."""
        ...

    @property
    def relations(self) -> "Mapping[str, Relation]":
        """The relations that its claims were read for."""
        ...

    def graph(self) -> "Graph":
        """The merged graph."""
        ...

    def records(self) -> "Iterable[Record]":
        """The record of each article."""
        ...


def find_format(name: str) -> str:
    """The format whose ending the file name has, the longest ending first. Raises UsageError."""
    endings = {
        ending: plugin
        for plugin in list_plugins("kg.exporters")
        for ending in load_plugin("kg.exporters", plugin).ENDINGS
    }
    for ending in sorted(endings, key=len, reverse=True):
        if name.lower().endswith(ending):
            return endings[ending]
    known = " ".join(sorted(endings))
    raise UsageError(f"{name}: no format has this ending; use one of {known}, or --format")


def find_files(form: str, path: Path) -> tuple[Path, ...]:
    """The files that a format writes for a path: itself, or for a format with parts one file a part.

    `graph.csv` gives `graph.nodes.csv`; a folder `graph` gives `graph/nodes.csv`. Raises UsageError.
    """
    plugin = load_plugin("kg.exporters", form)
    parts: tuple[str, ...] = getattr(plugin, "PARTS", ())
    if not parts:
        return (path,)
    ending: str = plugin.ENDINGS[0]
    if path.is_dir() or not path.name.lower().endswith(ending):
        return tuple(path / f"{part}{_last(ending)}" for part in parts)
    stem = path.name[: -len(ending)]
    return tuple(path.with_name(f"{stem}.{part}{_last(ending)}") for part in parts)


def part_paths(form: str, path: Path | BinaryIO) -> tuple[Path, ...]:
    """The same for writing: a folder is made where there is none. Raises UsageError where it is a stream."""
    if not isinstance(path, Path):
        raise UsageError(f"{form}: several files do not fit in one stream; give a folder or a file name")
    files = find_files(form, path)
    if files[0].parent == path:
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{path}: cannot be made: {explain_failure(error)}") from error
    return files


def _last(ending: str) -> str:
    return f".{ending.rpartition('.')[2]}"


@contextmanager
def open_bytes(path: Path | BinaryIO) -> Iterator[BinaryIO]:
    """Where to write. A file takes its name only when the block ends well, so none is ever half there."""
    if not isinstance(path, Path):
        yield path
        return
    try:
        with whole_file(path) as stream:
            yield stream
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {explain_failure(error)}") from error


@contextmanager
def open_text(path: Path | BinaryIO) -> Iterator[TextIO]:
    """As `open_bytes`, for UTF-8 text; line ends are written as they are."""
    with open_bytes(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()
