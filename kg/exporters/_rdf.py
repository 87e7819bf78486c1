"""The project's quads in any syntax that Oxigraph writes."""

from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from kg.exporters import Exportable, open_bytes
from kg.rdf import Names, add_triple_terms, find_quads

_PLAIN = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)  # have no prefixes


def write_quads(
    project: Exportable, path: Path | BinaryIO, syntax: RdfFormat, *, triple_terms: bool = False
) -> None:
    """Write all quads, in their one order; a syntax without named graphs gets the triples of all graphs.

    With `triple_terms` it is RDF 1.2.
    """
    quads = find_quads(project.graph(), project.records(), project.relations, base=project.base)
    if triple_terms:
        quads = add_triple_terms(quads)
    found = quads if syntax.supports_datasets else (quad.triple for quad in quads)
    prefixes = None if syntax in _PLAIN else Names(project.base).prefixes()
    with open_bytes(path) as stream:
        serialize(found, stream, syntax, prefixes=prefixes)
