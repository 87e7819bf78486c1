"""RDF 1.2 triple stores: TriG with triple terms, one named graph for each article."""

from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.exporters import Exportable
from kg.exporters._rdf import write_quads

ENDINGS = (".trig12",)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project as TriG 1.2."""
    del per_claim  # RDF always holds both edges and claims
    write_quads(project, path, RdfFormat.TRIG, triple_terms=True)
