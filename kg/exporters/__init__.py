"""A project written to a file, one module for each format; the file name is the format's name.

Each module has `write(project, path, *, per_claim=False)` and `ENDINGS`, the file endings that choose
it. In go a project's graph and records; out goes one file (CSV: two), the same bytes whenever the
project is the same. With `per_claim`, formats that hold a plain graph write one edge for each claim,
not one for each pair and relation; only claims that make an edge are written. RDF always holds both.
Modules whose names begin with an underscore are parts of several formats.
"""

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TextIO

from kg.errors import UsageError
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


@contextmanager
def open_bytes(path: Path | BinaryIO) -> Iterator[BinaryIO]:
    """Where to write. A file takes its name only when the block ends well, so none is ever half there."""
    if not isinstance(path, Path):
        yield path
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as stream:
            yield stream
        unfinished.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def open_text(path: Path | BinaryIO) -> Iterator[TextIO]:
    """As `open_bytes`, for UTF-8 text; line ends are written as they are."""
    with open_bytes(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()
