"""Records and graph as RDF 1.1 quads, and the embedded Oxigraph store of a project folder.

The default graph holds entities and edges, the graph of each article (named by it) its claims and
evidence, and `urn:kg:ontology` the ontology. Every node has an IRI, so output is stable.
"""

from kg.rdf.names import PREFIXES, TERMS, Names, expand
from kg.rdf.quads import find_lines, find_quads
from kg.rdf.queries import find_hints, run_query
from kg.rdf.store import (
    find_store,
    newest_store,
    ontology_quads,
    open_rdflib,
    open_store,
    update_store,
    write_store,
)
from kg.rdf.triple_terms import add_triple_terms

__all__ = [
    "PREFIXES",
    "TERMS",
    "Names",
    "add_triple_terms",
    "expand",
    "find_hints",
    "find_lines",
    "find_quads",
    "find_store",
    "newest_store",
    "ontology_quads",
    "open_rdflib",
    "open_store",
    "run_query",
    "update_store",
    "write_store",
]
