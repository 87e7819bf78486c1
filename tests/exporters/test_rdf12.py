"""RDF 1.2 as pyoxigraph reads it; rdflib cannot yet."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.exporters import trig, trig12, turtle, turtle12
from kg.rdf import PREFIXES
from tests.factories import NORWAY, RUSSIA, sample

BASE = "https://kg.example/"
ACCUSES = NamedNode(f"{PREFIXES['kg']}accuses")
EXPELS = NamedNode(f"{PREFIXES['kg']}expels")
REIFIES = NamedNode(f"{PREFIXES['rdf']}reifies")
PAIR = (NamedNode(f"{BASE}entity/{NORWAY.id}"), NamedNode(f"{BASE}entity/{RUSSIA.id}"))


def _read(path: Path, syntax: RdfFormat) -> list[Quad]:
    return list(parse(path=str(path), format=syntax))


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> list[Quad]:
    path = tmp_path_factory.mktemp("rdf12") / "graph.ttl12"
    turtle12.write(sample(), path)
    return _read(path, RdfFormat.TURTLE)


@pytest.mark.parametrize(("relation", "claims", "edges"), [(ACCUSES, 2, 1), (EXPELS, 1, 0)])
def test_each_claim_and_edge_reifies_its_triple(
    quads: list[Quad], relation: NamedNode, claims: int, edges: int
) -> None:
    found = [q.subject.value for q in quads if q.object == Triple(PAIR[0], relation, PAIR[1])]
    assert {q.predicate for q in quads if isinstance(q.object, Triple)} == {REIFIES}
    kinds = [name.removeprefix(BASE).partition("/")[0] for name in found]
    assert (kinds.count("claim"), kinds.count("edge")) == (claims, edges)


def test_what_is_denied_is_reified_and_not_asserted(quads: list[Quad]) -> None:
    asserted = {(q.subject, q.predicate, q.object) for q in quads}
    assert (PAIR[0], ACCUSES, PAIR[1]) in asserted
    assert (PAIR[0], EXPELS, PAIR[1]) not in asserted


def test_all_else_is_as_in_rdf_1_1(quads: list[Quad], tmp_path: Path) -> None:
    turtle.write(sample(), tmp_path / "graph.ttl")
    old = set(_read(tmp_path / "graph.ttl", RdfFormat.TURTLE))
    gone = {NamedNode(PREFIXES["rdf"] + part) for part in ("subject", "predicate", "object", "Statement")}
    assert {q for q in old if not {q.predicate, q.object} & gone} == {
        q for q in quads if q.predicate != REIFIES
    }


def test_trig_has_the_same_graphs_as_in_rdf_1_1(tmp_path: Path) -> None:
    for module, ending in ((trig, "trig"), (trig12, "trig12")):
        module.write(sample(), tmp_path / f"graph.{ending}")
    one, two = (_read(tmp_path / f"graph.{ending}", RdfFormat.TRIG) for ending in ("trig", "trig12"))
    assert {quad.graph_name for quad in one} == {quad.graph_name for quad in two}


def test_sparql_finds_claims_by_their_triple(quads: list[Quad]) -> None:
    store = Store()
    store.extend(quads)
    query = f"SELECT ?claim {{ ?claim a kg:Claim ; rdf:reifies <<( {PAIR[0]} kg:accuses {PAIR[1]} )>> }}"
    assert len(list(store.query(query, prefixes=PREFIXES))) == 2  # type: ignore[arg-type]
