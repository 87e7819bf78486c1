"""Line by line RDF tools: N-Triples, with the claims of all articles in one graph."""

from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.exporters import Exportable
from kg.exporters._rdf import write_quads

ENDINGS = (".nt",)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project as N-Triples."""
    del per_claim  # RDF always holds both edges and claims
    write_quads(project, path, RdfFormat.N_TRIPLES)
