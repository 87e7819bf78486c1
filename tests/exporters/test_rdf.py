"""Turtle, N-Triples, TriG, N-Quads and JSON-LD as rdflib reads them."""

from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef

from kg.exporters import jsonld, nquads, ntriples, trig, turtle
from kg.rdf import PREFIXES
from tests.factories import NORWAY, RUSSIA, sample

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # inside its own parsers

BASE = "https://kg.example/"
KG = PREFIXES["kg"]
PAIR = (URIRef(f"{BASE}entity/{NORWAY.id}"), URIRef(f"{BASE}entity/{RUSSIA.id}"))


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("rdf") / "graph.ttl"
    turtle.write(sample(), path)
    return Graph().parse(path)


def test_an_edge_is_a_plain_triple(triples: Graph) -> None:
    assert (PAIR[0], URIRef(f"{KG}accuses"), PAIR[1]) in triples


@pytest.mark.parametrize("relation", ["expels", "sanctions", "talksWith"])
def test_a_denied_planned_or_hedged_claim_is_no_plain_triple(triples: Graph, relation: str) -> None:
    assert (PAIR[0], URIRef(f"{KG}{relation}"), PAIR[1]) not in triples
    assert list(triples.subjects(URIRef(f"{PREFIXES['rdf']}predicate"), URIRef(f"{KG}{relation}")))


def test_all_syntaxes_hold_the_same(triples: Graph, tmp_path: Path) -> None:
    nquads.write(sample(), tmp_path / "graph.nq")
    jsonld.write(sample(), tmp_path / "graph.jsonld")
    trig.write(sample(), tmp_path / "graph.trig")
    ntriples.write(sample(), tmp_path / "graph.nt")
    one = Dataset().parse(tmp_path / "graph.nq", format="nquads")
    for file, syntax in (("graph.jsonld", "json-ld"), ("graph.trig", "trig")):
        assert set(one.quads()) == set(Dataset().parse(tmp_path / file, format=syntax).quads())
    assert {quad[:3] for quad in one.quads()} == set(triples)
    assert set(Graph().parse(tmp_path / "graph.nt")) == set(triples)


def test_each_article_has_its_graph(tmp_path: Path) -> None:
    nquads.write(sample(), tmp_path / "graph.nq")
    names = {
        str(graph.identifier) for graph in Dataset().parse(tmp_path / "graph.nq", format="nquads").graphs()
    }
    assert {f"{BASE}article/{record.article.id}" for record in sample().records()} <= names
