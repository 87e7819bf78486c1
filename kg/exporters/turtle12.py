"""RDF 1.2 tools: Turtle where each claim reifies a triple term, all in one graph."""

from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.exporters import Exportable
from kg.exporters._rdf import write_quads

ENDINGS = (".ttl12",)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project as Turtle 1.2."""
    del per_claim  # RDF always holds both edges and claims
    write_quads(project, path, RdfFormat.TURTLE, triple_terms=True)
