"""Triple stores and text editors: TriG, one named graph for each article."""

from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.exporters import Exportable
from kg.exporters._rdf import write_quads

ENDINGS = (".trig",)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project as TriG."""
    del per_claim  # RDF always holds both edges and claims
    write_quads(project, path, RdfFormat.TRIG)
