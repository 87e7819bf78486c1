"""Words of a query: what stands for a thing in the graph, and which prefixes are bound."""

import pytest

from kg.sparql.tokens import find_declared, find_terms, find_unbound

PREFIXES = {"kg": "urn:kg:ontology#", "ent": "urn:kg:entity/", "geof": "urn:geof/", "xsd": "urn:xsd#"}


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT * { ?a kg:accuses ent:country-ru }", ["kg:accuses", "ent:country-ru"]),
        ("SELECT * { ?a kg:accuses ?b . ?b kg:accuses ent:x. }", ["kg:accuses", "ent:x"]),
        ("SELECT * { ?a <urn:kg:ontology#accuses>/kg:aids+ ?b }", ["<urn:kg:ontology#accuses>", "kg:aids"]),
        ("PREFIX kg: <urn:other#> SELECT * { ?a kg:accuses ?b }", ["kg:accuses"]),
        ('SELECT * { ?a ?b \'kg:no\' , """kg:"no""" , ent:yes } # kg:no', ["ent:yes"]),
        ("ASK FROM <urn:g> { GRAPH ent:graph { ?s ?p ?o } }", []),
        ("SELECT (geof:distance(?a, ?b) AS ?d) { FILTER(?d > '3'^^xsd:int) }", []),
        ("SELECT * { FILTER(?a<?b && ?c>?d) ?a kg:aids ?b }", ["kg:aids"]),
        ("CONSTRUCT { ?a kg:made ent:up } WHERE { ?a kg:aids ent:x }", ["kg:aids", "ent:x"]),
        ("CONSTRUCT WHERE { ?a kg:aids ent:x }", ["kg:aids", "ent:x"]),
        ("SELECT * { _:a foo:unknown ?b }", []),
        ("", []),
    ],
)
def test_terms_are_what_a_query_asks_about(sparql: str, expected: list[str]) -> None:
    assert [term.written for term in find_terms(sparql, PREFIXES)] == expected


def test_a_term_is_told_in_full_by_the_prefix_that_is_declared_last() -> None:
    assert [term.iri for term in find_terms("ASK { ent:a%20b ?p ?o }", PREFIXES)] == ["urn:kg:entity/a%20b"]
    sparql = "PREFIX kg: <urn:other#> ASK { ?s kg:x ent:a\\,b }"
    assert [term.iri for term in find_terms(sparql, PREFIXES)] == ["urn:other#x", "urn:kg:entity/a,b"]


def test_declared_and_unbound_prefixes() -> None:
    sparql = "prefix my: <urn:my#>\nPREFIX : <urn:e#>\nASK { ?a my:x :y ; your:z 'his:w' }"
    assert find_declared(sparql) == {"my": "urn:my#", "": "urn:e#"}
    unbound = find_unbound(sparql, PREFIXES)
    assert unbound is not None
    assert unbound.text == "your:z"
    assert sparql[unbound.start :].startswith("your:z")
    assert find_unbound("ASK { ?a kg:x _:b }", PREFIXES) is None
