"""Answers in the standard syntaxes, and which of them say that nothing was found."""

import io

import pytest
import rdflib
from pyoxigraph import Store

from kg.sparql import ROWS, TRIPLES, Syntax, Vocabulary, ask, write_answer


def written(sparql: str, syntax: Syntax, store: Store, vocabulary: Vocabulary) -> bytes:
    stream = io.BytesIO()
    answer = ask(store, sparql, prefixes=vocabulary.prefixes)
    write_answer(answer, stream, syntax, prefixes=vocabulary.prefixes)
    return stream.getvalue()


@pytest.mark.parametrize("syntax", ROWS, ids=lambda one: one.name)
@pytest.mark.parametrize(
    ("sparql", "nothing"),
    [
        ("SELECT ?a ?b { ?a kg:expels ?b }", True),
        ("ASK { ?a kg:expels ?b }", True),
        ("SELECT ?a ?b { ?a kg:accuses ?b }", False),
        ("SELECT ?none { ?a kg:accuses ?b } LIMIT 1", False),
        ("ASK { ?a kg:accuses ?b }", False),
    ],
)
def test_rows(sparql: str, nothing: bool, syntax: Syntax, store: Store, vocabulary: Vocabulary) -> None:
    found = written(sparql, syntax, store, vocabulary)
    assert bool(syntax.nothing.fullmatch(found)) == nothing


@pytest.mark.parametrize("syntax", TRIPLES, ids=lambda one: one.name)
@pytest.mark.parametrize("relation", ["accuses", "expels"])
def test_triples(relation: str, syntax: Syntax, store: Store, vocabulary: Vocabulary) -> None:
    found = written(f"CONSTRUCT WHERE {{ ?a kg:{relation} ?b }}", syntax, store, vocabulary)
    assert bool(syntax.nothing.fullmatch(found)) == (relation == "expels")
    if relation == "accuses":
        read = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "xml": "xml"}[syntax.name]
        assert len(rdflib.Graph().parse(data=found.decode(), format=read)) == 1


def test_turtle_has_prefixes(store: Store, vocabulary: Vocabulary) -> None:
    found = written("CONSTRUCT WHERE { ?a kg:accuses ?b }", TRIPLES[0], store, vocabulary)
    assert b"ent:country-no kg:accuses ent:country-ru ." in found


def test_rows_are_no_triples(store: Store, vocabulary: Vocabulary) -> None:
    with pytest.raises(TypeError, match="rows cannot be written as ttl"):
        written("ASK {}", TRIPLES[0], store, vocabulary)
    with pytest.raises(TypeError, match="triples cannot be written as csv"):
        written("CONSTRUCT WHERE { ?a kg:accuses ?b }", ROWS[2], store, vocabulary)
