"""What a query may have meant, and why it finds nothing."""

import pytest
from pyoxigraph import NamedNode, Store

from kg.ontology import queries
from kg.sparql import Vocabulary, explain_empty, find_unknown


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("ASK { ?a kg:acuses ?b }", ["kg:acuses is nowhere in this graph; did you mean kg:accuses?"]),
        ("ASK { ?a a kg:Cuontry }", ["kg:Cuontry is nowhere in this graph; did you mean kg:Country?"]),
        ("ASK { ?a kg:marries ?b }", ["kg:marries is nowhere in this graph"]),
        ("ASK { ?a rdf:label ?b }", ["rdf:label is nowhere in this graph; did you mean rdfs:label?"]),
        (
            "ASK { ent:Norway ?p ent:country-rru }",
            [
                "ent:Norway is nowhere in this graph; did you mean ent:country-no (Norway)?",
                "ent:country-rru is nowhere in this graph; did you mean ent:country-ru (Russia)?",
            ],
        ),
        (
            "ASK { ent:person-norway ?p ?o }",
            ["ent:person-norway is nowhere in this graph; did you mean ent:country-no (Norway)?"],
        ),
        ("ASK { ent:xyzzy ?p ?o }", ["ent:xyzzy is nowhere in this graph; kg top actors lists what is"]),
        (
            "PREFIX foaf: <http://xmlns.com/foaf/0.1/> ASK { ?a foaf:name ?b }",
            ["foaf:name is nowhere in this graph"],
        ),
        # known, whether or not this graph has it
        ("ASK { ?a kg:accuses ent:country-ru ; schema:url ?u ; kg:speaker ?s }", []),
        ("SELECT (xsd:date(?d) AS ?e) { FILTER(DATATYPE(?d) = xsd:gYear) }", []),
        ("SELECT (geof:distance(?a, ?b, uom:metre) AS ?d) {}", []),
        ("CONSTRUCT { ?a kg:knows ?b } WHERE { ?a kg:accuses ?b }", []),
    ],
)
def test_terms_that_are_nowhere_come_with_the_nearest(
    sparql: str, expected: list[str], store: Store, vocabulary: Vocabulary
) -> None:
    assert list(find_unknown(store, sparql, vocabulary)) == expected


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        (
            "SELECT * { ?a kg:accuses ?b . ?b kg:expels 77 }",
            "nothing matches { ?b kg:expels 77 }",
        ),
        (
            "SELECT * { ?a kg:aids ?b . ?b kg:accuses ?c . OPTIONAL { ?b kg:expels ?d } }",
            "each of { ?a kg:aids ?b } and { ?b kg:accuses ?c } matches something, but not together",
        ),
        (
            "SELECT * { ?a kg:accuses ?b FILTER(?a = ?b) }",
            "the patterns match, but what they find is left out by a FILTER, VALUES, MINUS, HAVING or OFFSET",
        ),
        (
            "SELECT * { VALUES ?a { ent:country-ml } ?a kg:accuses/rdfs:label ?b }",
            "nothing matches { ent:country-ml kg:accuses/rdfs:label ?b }",
        ),
        (
            "SELECT * { { ?a kg:expels ?b } UNION { ?a kg:arrests ?b } }",
            "nothing matches { ?a kg:expels ?b } and { ?a kg:arrests ?b }",
        ),
        (
            "SELECT * { { ?a kg:expels ?b } UNION { ?a kg:aids ?b } FILTER(?a = ?b) }",
            "the patterns match, but what they find is left out by a FILTER, VALUES, MINUS, HAVING or OFFSET",
        ),
        (
            "SELECT * { GRAPH ?g { ?a a kg:Edge } }",
            "nothing matches { GRAPH ?g { ?a a kg:Edge } }",
        ),
        ("SELECT (COUNT(*) AS ?n) FROM <urn:x> { ?s ?p ?o }", "nothing in the graph matches the query"),
        ("no query", "nothing in the graph matches the query"),
    ],
)
def test_an_empty_answer_is_explained(
    sparql: str, expected: str, store: Store, vocabulary: Vocabulary
) -> None:
    assert explain_empty(store, sparql, vocabulary) == expected


def test_an_empty_answer_of_some_graphs_is_explained_by_those(store: Store, vocabulary: Vocabulary) -> None:
    sparql = "SELECT * { ?a a kg:Edge }"
    graphs = [NamedNode("urn:kg:ontology")]
    found = explain_empty(store, sparql, vocabulary, default_graphs=graphs)
    assert found == "nothing matches { ?a a kg:Edge }"


@pytest.mark.parametrize("name", queries())
def test_the_queries_that_come_with_kg_can_be_explained(
    name: str, store: Store, vocabulary: Vocabulary
) -> None:
    assert explain_empty(store, queries()[name], vocabulary) != "nothing in the graph matches the query"


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("urn:kg:ontology#accuses", "kg:accuses"),
        ("https://kg.example/entity/country-no", "ent:country-no"),
        ("https://kg.example/evidence/x/0-5", "<https://kg.example/evidence/x/0-5>"),
        ("urn:other:x", "<urn:other:x>"),
    ],
)
def test_an_iri_is_written_with_its_prefix(iri: str, expected: str, vocabulary: Vocabulary) -> None:
    assert vocabulary.shorten(iri) == expected
