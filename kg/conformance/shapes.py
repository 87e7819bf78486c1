"""Slices held against the shapes of `ontology/shapes.ttl`, with pyshacl.

Only the shapes of a slice's kind look at it, so that nodes which came along are not judged by the little that
is said of them there.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from kg.conformance.findings import Finding, shorten
from kg.conformance.slices import Slice, Term
from kg.ontology import find_ontology, relations_turtle
from kg.rdf import PREFIXES
from kg.relations import Relation

_KG = rdflib.Namespace(PREFIXES["kg"])
# Which shapes look at the nodes of a kind: how they tell their targets, and by which classes or properties.
_TARGETS: dict[str, tuple[rdflib.URIRef, frozenset[rdflib.URIRef]]] = {
    "claims": (SH.targetClass, frozenset({_KG.Claim})),
    "evidence": (SH.targetClass, frozenset({_KG.Evidence})),
    "spans": (SH.targetClass, frozenset({rdflib.URIRef(f"{PREFIXES['oa']}TextPositionSelector")})),
    "spells": (SH.targetClass, frozenset({_KG.Spell})),
    "edges": (SH.targetClass, frozenset({_KG.Edge})),
    "entities": (SH.targetClass, frozenset({_KG.Entity})),
    "geometries": (SH.targetClass, frozenset({rdflib.URIRef(f"{PREFIXES['geosparql']}Geometry")})),
    "ends": (SH.targetObjectsOf, frozenset({_KG.actor, _KG.recipient, _KG.speaker, _KG.place})),
}
_TARGETED = frozenset({SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf, SH.targetNode})
# What the shapes ask of the ontology, of a class or relation wherever it stands.
_ASKED = (RDFS.subClassOf, RDFS.subPropertyOf)


class Shapes:
    """The shapes, and the ontology with some relations, ready to judge slices."""

    def __init__(self, relations: Mapping[str, Relation]) -> None:
        self._shapes = rdflib.Graph().parse(find_ontology() / "shapes.ttl")
        ontology = rdflib.Graph().parse(find_ontology() / "kg.ttl")
        ontology.parse(data=relations_turtle(relations), format="turtle")
        self._facts = [fact for name in _ASKED for fact in ontology.triples((None, name, None))]
        self._facts += ontology.triples((None, RDF.type, OWL.SymmetricProperty))
        self.classes = {kind: _classes(ontology, named) for kind, (how, named) in _TARGETS.items()}  # by kind
        self._by_kind = {kind: self._aimed(*target) for kind, target in _TARGETS.items()}

    def judge(self, part: Slice) -> tuple[Finding, ...]:
        """What the shapes have against the nodes of a slice, sorted."""
        graph = _Graph()
        for fact in self._facts:
            graph.add(fact)
        for subject, name, found in part.facts:
            if not isinstance(subject, Triple) and not isinstance(found, Triple):  # RDF 1.2, no shape of ours
                graph.add((_convert(subject), _convert(name), _convert(found)))
        _, report, _ = pyshacl.validate(graph, shacl_graph=self._by_kind[part.kind])
        nodes = {_convert(node) for node in part.nodes if not isinstance(node, Triple)}
        return tuple(sorted(finding for focus, finding in _read(report) if focus in nodes))

    def _aimed(self, how: rdflib.URIRef, named: frozenset[rdflib.URIRef]) -> rdflib.Graph:
        """The shapes without the targets of all others."""
        found = rdflib.Graph()
        for fact in self._shapes:
            if fact[1] not in _TARGETED or (fact[1] == how and fact[2] in named):
                found.add(fact)
        return found


def _classes(ontology: rdflib.Graph, named: frozenset[rdflib.URIRef]) -> tuple[NamedNode, ...]:
    """These classes with those below them; properties have none."""
    found = {str(low) for high in named for low in ontology.transitive_subjects(RDFS.subClassOf, high)}
    return tuple(map(NamedNode, sorted(found)))


class _Graph(rdflib.Graph):
    """A graph that understands a query once: pyshacl asks the same one of each node."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> rdflib.query.Result:
        """As a graph does."""
        known = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(known, *args, **options)


@lru_cache(maxsize=64)
def _prepare(text: str) -> Query:
    return prepareQuery(text)


def _read(report: rdflib.Graph) -> Iterator[tuple[rdflib.term.Node, Finding]]:
    """Each result of a report, by its node."""
    for result in report.objects(None, SH.result):
        focus = report.value(result, SH.focusNode)
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        words = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        node = "" if focus is None else str(focus)
        # A shape of the node as a whole gives the node itself as the value.
        told = "" if value is None or value == focus else str(value)
        if focus is not None:
            yield focus, Finding("shapes", node, _spell(report, path), told, " ".join(words))


def _spell(report: rdflib.Graph, path: rdflib.term.Node | None) -> str:
    """A path as SPARQL writes it, with prefixes: `oa:hasSelector/oa:start`."""
    if isinstance(path, rdflib.BNode):
        return "/".join(_spell(report, step) for step in Collection(report, path))
    return "" if path is None else shorten(str(path))


def _convert(term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    """A term of Oxigraph as rdflib has it; a plain string has no datatype there."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, Literal)
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == str(rdflib.XSD.string):
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
