"""Records and graph as RDF 1.1 quads, and the embedded Oxigraph store of a project folder.

The default graph holds entities and edges, the graph of each article (named by it) its claims and
evidence, and `urn:kg:ontology` the ontology. Every node has an IRI, so output is stable.
"""

from kg.rdf.names import PREFIXES, TERMS, Names, expand
from kg.rdf.quads import edge_lines, find_lines, find_quads, node_lines, record_lines, run_lines, spell_lines
from kg.rdf.queries import find_hints, run_query
from kg.rdf.store import (
    find_store,
    newest_store,
    ontology_lines,
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
    "edge_lines",
    "expand",
    "find_hints",
    "find_lines",
    "find_quads",
    "find_store",
    "newest_store",
    "node_lines",
    "ontology_lines",
    "ontology_quads",
    "open_rdflib",
    "open_store",
    "record_lines",
    "run_lines",
    "run_query",
    "spell_lines",
    "update_store",
    "write_store",
]
