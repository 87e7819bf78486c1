"""Triple stores: N-Quads, one named graph for each article."""

from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.exporters import Exportable
from kg.exporters._rdf import write_quads

ENDINGS = (".nq",)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project as N-Quads."""
    del per_claim  # RDF always holds both edges and claims
    write_quads(project, path, RdfFormat.N_QUADS)
