"""Parameters: a line each, set as terms of their kind; nothing else of a query can be changed by a value."""

import pytest
from pyoxigraph import Store

from kg.errors import QueryError, UsageError
from kg.ontology import queries
from kg.sparql import Parameter, Vocabulary, ask, fill, find_parameters


def line(default: str) -> str:
    return f"SELECT ?x {{\n  VALUES ?x {{ {default} }}  # parameter: what it is\n}}"


def values(sparql: str, store: Store, vocabulary: Vocabulary) -> list[str]:
    return [str(row["x"]) for row in ask(store, sparql, prefixes=vocabulary.prefixes)]  # type: ignore[union-attr,index]


def test_a_parameter_is_a_line_of_the_query() -> None:
    sparql = (
        '  values $one{ent:a}#Parameter:first \nVALUES ?b { "x # y" }  # parameter: second\n# a parameter'
    )
    assert find_parameters(sparql) == (
        Parameter("one", "ent:a", "first"),
        Parameter("b", '"x # y"', "second"),
    )
    assert find_parameters("ASK { VALUES ?x { 1 } } # no more\n# parameter of nothing") == ()


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("ASK {\nVALUES (?x ?y) { (1 2) }  # parameter: two", "line 2: a parameter is written as: VALUES"),
        ("VALUES ?x { 1 }  # parameter", "line 1: a parameter is written as"),
        (
            "VALUES ?x { 1 } # parameter: a\nVALUES ?x { 2 } # parameter: b",
            "line 2: parameter 'x' stands",
        ),
    ],
)
def test_a_parameter_that_is_written_wrongly_is_named_with_its_line(sparql: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        find_parameters(sparql)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("default", "value", "expected"),
    [
        ("ent:country-ru", "norway", "<https://kg.example/entity/country-no>"),
        ("ent:country-ru", "sao tome", "<https://kg.example/entity/country-st>"),
        ("ent:country-ru", "country-no", "<https://kg.example/entity/country-no>"),
        ("ent:country-ru", "ent:country-no", "<https://kg.example/entity/country-no>"),
        ("ent:country-ru", "<urn:other:x>", "<urn:other:x>"),
        ("ent:country-ru", "https://kg.example/entity/country-no", "<https://kg.example/entity/country-no>"),
        ("kg:accuses", "aids", "<urn:kg:ontology#aids>"),
        ('"Iran"', "Russia", '"Russia"'),
        ('"Iran"', 'a"} ?s ?p ?o # \\ \n', '"a\\"} ?s ?p ?o # \\\\ \\n"'),
        ('"Iran"@en', "Russia", '"Russia"@en'),
        ("3", "12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("3", "-1.5", '"-1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ('"2024-01-01"^^xsd:date', " 2024-02-29 ", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("true", "false", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ],
)
def test_a_value_is_a_term_of_the_kind_of_the_default(
    default: str, value: str, expected: str, store: Store, vocabulary: Vocabulary
) -> None:
    filled = fill(line(default), {"x": value}, store=store, vocabulary=vocabulary)
    assert values(filled, store, vocabulary) == [expected]
    assert filled.count("\n") == line(default).count("\n")
    assert [one.means for one in find_parameters(filled)] == ["what it is"]


@pytest.mark.parametrize(
    ("default", "value", "words"),
    [
        ("ent:country-ru", "Norwya", "x: nothing is called 'Norwya' here; did you mean Norway?"),
        ("ent:country-ru", "<no iri>", "x: '<no iri>' cannot be used"),
        ("3", "three", "x: 'three' is no number such as 3"),
        ("3", "1e5) }", "is no number"),
        ('"2024-01-01"^^xsd:date', "2024-02-30", "x: '2024-02-30' is no day such as 2024-01-01"),
        ("true", "yes", "x: 'yes' is neither true nor false"),
    ],
)
def test_a_value_of_another_kind_is_an_error(
    default: str, value: str, words: str, store: Store, vocabulary: Vocabulary
) -> None:
    with pytest.raises(UsageError) as caught:
        fill(line(default), {"x": value}, store=store, vocabulary=vocabulary)
    assert words in str(caught.value)


@pytest.mark.parametrize("default", ["1 2", "<urn:x", "UNDEF", "kg"])
def test_a_default_that_is_no_term_is_named_with_its_line(
    default: str, store: Store, vocabulary: Vocabulary
) -> None:
    with pytest.raises(QueryError, match="query, line 2: "):
        fill(line(default), {"x": "1"}, store=store, vocabulary=vocabulary)


def test_unknown_parameters_name_the_known_ones(store: Store, vocabulary: Vocabulary) -> None:
    with pytest.raises(UsageError, match=r"no parameter 'nmae'; did you mean 'name'\? It has: name"):
        fill(queries()["two-hops"], {"nmae": "Norway"}, store=store, vocabulary=vocabulary)
    with pytest.raises(UsageError, match=r"no parameter 'x', and no other; a line of it may be: VALUES"):
        fill("ASK {}", {"x": "1"}, store=store, vocabulary=vocabulary)


def test_without_settings_a_query_is_as_it_was(store: Store, vocabulary: Vocabulary) -> None:
    for sparql in queries().values():
        assert fill(sparql, {}, store=store, vocabulary=vocabulary) == sparql
