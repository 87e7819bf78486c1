"""RDF 1.1 quads -> RDF 1.2: claims and edges reify the triple that they are of, as a triple term.

`claim:x rdf:reifies <<( ent:a kg:accuses ent:b )>>` stands for rdf:subject, rdf:predicate, rdf:object and the
type rdf:Statement (RDF 1.2 Concepts, section 1.5). An edge keeps kg:actor, kg:relation and kg:recipient.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Quad, Triple

from kg.rdf.names import expand

_REIFIES = expand("rdf:reifies")
_STATEMENT = expand("rdf:Statement")
_PARTS = {expand(f"rdf:{part}"): number for number, part in enumerate(("subject", "predicate", "object"))}
_EDGE_PARTS = {expand(f"kg:{part}"): number for number, part in enumerate(("actor", "relation", "recipient"))}


def add_triple_terms(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads of `find_quads`, where those that make one statement follow each other, as RDF 1.2."""
    parts: list[Any] = [None] * 3
    for quad in quads:
        if quad.object == _STATEMENT:
            continue
        number = _PARTS.get(quad.predicate, _EDGE_PARTS.get(quad.predicate))
        if number is None:
            yield quad
            continue
        if quad.predicate in _EDGE_PARTS:
            yield quad
        parts[number] = quad.object
        if number == 2:
            yield Quad(quad.subject, _REIFIES, Triple(*parts), quad.graph_name)
