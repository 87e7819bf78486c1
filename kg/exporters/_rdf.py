"""The project's quads in any syntax that Oxigraph writes."""

from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from kg.exporters import Exportable, open_bytes
from kg.rdf import Names, find_quads


def write_quads(project: Exportable, path: Path | BinaryIO, syntax: RdfFormat) -> None:
    """Write all quads, in their one order; a syntax without named graphs gets the triples of all graphs."""
    quads = find_quads(project.graph(), project.records(), project.relations, base=project.base)
    found = quads if syntax.supports_datasets else (quad.triple for quad in quads)
    prefixes = Names(project.base).prefixes() if syntax != RdfFormat.N_QUADS else None
    with open_bytes(path) as stream:
        serialize(found, stream, syntax, prefixes=prefixes)
