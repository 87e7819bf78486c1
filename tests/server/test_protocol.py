"""The SPARQL 1.1 Protocol over HTTP, without the network: one process asks the store."""

import csv
import io
import json
from typing import Any

import pytest
import rdflib
from httpx import Response
from starlette.testclient import TestClient

from kg.ontology import queries
from kg.server.description import FUNCTIONS
from kg.server.limits import MOST_BODY, MOST_URL
from kg.sparql import ROWS, TRIPLES

ACCUSED = "SELECT ?who { ent:country-no kg:accuses ?who }"
RUSSIA = "urn:kg:entity/country-ru"
SPARQL = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
PLAIN = {"Content-Type": "text/plain"}


def get(client: TestClient, query: str, accept: str = "*/*", **fields: str) -> Response:
    return client.get("/sparql", params={"query": query, **fields}, headers={"Accept": accept})


def found(response: Response) -> Any:
    assert response.status_code == 200, response.text
    return [
        {name: term["value"] for name, term in row.items()} for row in response.json()["results"]["bindings"]
    ]


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/sparql", params={"query": ACCUSED}),
        lambda client: client.post("/sparql", data={"query": ACCUSED}),
        lambda client: client.post("/sparql", content=ACCUSED, headers=SPARQL),
        lambda client: client.post(
            "/sparql", content=ACCUSED, headers={"Content-Type": "application/sparql-query; charset=utf-8"}
        ),
    ],
    ids=["get", "form", "direct", "charset"],
)
def test_the_three_ways_to_ask(send: Any, client: TestClient) -> None:
    response = send(client)
    assert found(response) == [{"who": RUSSIA}]
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert response.headers["vary"].startswith("Accept")


@pytest.mark.parametrize("syntax", ROWS, ids=lambda one: one.name)
def test_rows_and_yes_or_no_in_each_syntax(syntax: Any, client: TestClient) -> None:
    for media_type in syntax.media_types:
        rows = get(client, ACCUSED, media_type)
        assert rows.headers["content-type"].partition(";")[0] == media_type
        assert RUSSIA in rows.text
        assert "true" in get(client, "ASK { ?a kg:accuses ?b }", media_type).text


@pytest.mark.parametrize("syntax", TRIPLES, ids=lambda one: one.name)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?a kg:accuses ?b }", "DESCRIBE ent:country-no"])
def test_triples_in_each_syntax(query: str, syntax: Any, client: TestClient) -> None:
    response = get(client, query, syntax.media_types[0])
    assert response.headers["content-type"].partition(";")[0] == syntax.media_types[0]
    read = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "xml": "xml"}[syntax.name]
    graph = rdflib.Graph().parse(data=response.text, format=read)
    assert (None, None, rdflib.URIRef(RUSSIA)) in graph


def test_csv_is_as_the_recommendation_says(client: TestClient) -> None:
    text = get(client, "SELECT ?a ?b { ?x rdfs:label ?a } ORDER BY ?a LIMIT 2", "text/csv").text
    assert text.startswith("a,b\r\n")
    assert len(list(csv.reader(io.StringIO(text)))) == 3


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"default-graph-uri": "urn:kg:ontology"}, False),
        ({"named-graph-uri": "urn:kg:ontology"}, False),
    ],
)
def test_the_dataset_may_be_named_in_the_request(
    fields: dict[str, str], expected: bool, client: TestClient
) -> None:
    query = "ASK { ?c a kg:Claim }"
    assert get(client, query, **fields).json()["boolean"] is expected
    assert client.post("/sparql", data={"query": query, **fields}).json()["boolean"] is expected
    posted = client.post("/sparql", params=fields, content=query, headers=SPARQL)
    assert posted.json()["boolean"] is expected
    assert get(client, "ASK { GRAPH ?g { kg:Claim a ?t } }", **fields).json()["boolean"] is (
        "default-graph-uri" not in fields
    )


@pytest.mark.parametrize(
    ("status", "words", "send"),
    [
        (400, "query, line 1, column", lambda c: get(c, "SELECT ?x { ?x a }")),
        (400, "prefix 'skso:' not found; did you mean 'skos:'?", lambda c: get(c, "ASK { ?x skso:a ?y }")),
        (400, "works offline", lambda c: get(c, "ASK { SERVICE <http://x.example/> { ?s ?p ?o } }")),
        (400, "INSERT would change the graph", lambda c: get(c, "INSERT DATA { <a:a> <a:a> <a:a> }")),
        (400, "the field 'query' is empty", lambda c: get(c, " ")),
        (400, "several fields 'query'", lambda c: c.get("/sparql?query=ASK{}&query=ASK{}")),
        (400, "query: ", lambda c: get(c, "ASK {}", **{"default-graph-uri": "no iri"})),
        (400, "the form has no field 'query'", lambda c: c.post("/sparql", data={"q": "ASK {}"})),
        (400, "cannot be read", lambda c: c.get("/sparql?query=%ff")),
        (400, "is not UTF-8", lambda c: c.post("/sparql", content=b"ASK {} # \xff", headers=SPARQL)),
        (400, "in the URL and in the body",
         lambda c: c.post("/sparql?query=ASK{}", content="ASK {}", headers=SPARQL)),
        (403, "read-only", lambda c: c.post("/sparql", data={"update": "DROP ALL"})),
        (403, "read-only", lambda c: c.get("/sparql?update=DROP+ALL")),
        (403, "read-only", lambda c: c.post("/sparql", content="DROP ALL", headers=UPDATE)),
        (404, "Not Found", lambda c: c.get("/nowhere")),
        (405, "Method Not Allowed", lambda c: c.put("/sparql", content="x")),
        (406, "there are application/sparql-results+json", lambda c: get(c, ACCUSED, "image/png")),
        (406, "the query finds rows; ask for one of application/sparql-results+json",
         lambda c: get(c, ACCUSED, "text/turtle")),
        (406, "the query finds triples; ask for one of text/turtle",
         lambda c: get(c, "CONSTRUCT WHERE { ?a kg:accuses ?b }", "text/csv")),
        (413, "the query is longer",
         lambda c: c.post("/sparql", content="#" * (MOST_BODY + 1), headers=SPARQL)),
        (414, "the URL is longer", lambda c: get(c, "ASK {} #" + "x" * MOST_URL)),
        (415, "not as text/plain", lambda c: c.post("/sparql", content="ASK {}", headers=PLAIN)),
        (415, "not as nothing", lambda c: c.post("/sparql", content="ASK {}")),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_answered_says_why(
    status: int, words: str, send: Any, client: TestClient
) -> None:
    response = send(client)
    assert words in response.text
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/plain")


def test_what_may_be_asked_how(client: TestClient) -> None:
    assert set(client.put("/sparql").headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    options = client.options("/sparql")
    assert options.status_code == 204
    assert "POST" in options.headers["allow"]
    head = client.head("/sparql", params={"query": ACCUSED})
    assert (head.status_code, head.text) == (200, "")


def test_pages_of_other_sites_may_ask(client: TestClient) -> None:
    origin = {"Origin": "https://yasgui.example"}
    preflight = client.options(
        "/sparql",
        headers={
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"]
    for query in (ACCUSED, "no query"):
        answer = client.get("/sparql", params={"query": query}, headers=origin)
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("syntax", TRIPLES, ids=lambda one: one.name)
def test_the_service_describes_itself(syntax: Any, client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": syntax.media_types[0]})
    read = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "xml": "xml"}[syntax.name]
    graph = rdflib.Graph().parse(data=response.text, format=read)
    rows = graph.query(
        """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?service ?triples ?claims {
          ?service a sd:Service ; sd:endpoint ?service ; sd:feature sd:UnionDefaultGraph ;
                   sd:defaultDataset ?data .
          ?data void:triples ?triples ; void:documents 3 ; void:classPartition ?part .
          ?part void:class <urn:kg:ontology#Claim> ; void:entities ?claims }"""
    )
    [(service, triples, claims)] = rows  # type: ignore[misc]
    assert str(service) == "http://kg.example/sparql"
    asked = found(get(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert int(triples) == int(asked[0]["n"])
    assert int(claims) == 8


def test_the_service_describes_itself_to_people_too(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.headers["content-type"].startswith("text/html")
    assert "kg:Claim<td>8" in response.text
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    void = client.get("/.well-known/void", follow_redirects=False)
    assert (void.status_code, void.headers["location"]) == (303, "/sparql")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_functions_that_it_names_are_there(name: str, client: TestClient) -> None:
    wkt = '"POINT(1 2)"^^geosparql:wktLiteral'
    arguments = {"distance": f"{wkt}, {wkt}, uom:metre"}.get(
        name, f"{wkt}, {wkt}" if name.startswith("sf") else wkt
    )
    [row] = found(get(client, f"SELECT (geof:{name}({arguments}) AS ?x) {{}}"))
    assert row["x"]


def test_the_page_asks_nobody_else(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "connect-src 'self'" in page.headers["content-security-policy"]
    assert "src=" not in page.text
    assert "innerHTML" not in page.text  # words from articles never become markup
    assert "http://" not in page.text.replace("http://www.w3.org/2001/XMLSchema#", "")


def test_the_page_knows_the_queries(client: TestClient) -> None:
    about = client.get("/queries").json()
    assert about["title"] == "sample.kg"
    assert about["prefixes"]["ent"] == "urn:kg:entity/"
    assert {one["name"] for one in about["queries"]} == set(queries())
    two_hops = next(one for one in about["queries"] if one["name"] == "two-hops")
    assert two_hops["answers"].startswith("Through whom")
    assert two_hops["parameters"] == [
        {"name": "name", "default": "ent:country-ir", "means": "the actor to start from"}
    ]


def test_a_query_is_filled_for_the_page(client: TestClient) -> None:
    filled = client.get("/queries/two-hops", params={"name": "sao tome"}).text
    assert len(found(get(client, filled))) == 2
    assert client.get("/queries/two-hops").text == queries()["two-hops"]
    wrong = client.get("/queries/two-hops", params={"name": "Norwya"})
    assert (wrong.status_code, wrong.text) == (
        400,
        "name: nothing is called 'Norwya' here; did you mean Norway?",
    )
    assert client.get("/queries/nothing").status_code == 404


def test_hints_for_the_page(client: TestClient) -> None:
    query = {"query": "SELECT * { ?a kg:acuses ?b }"}
    term = "kg:acuses is nowhere in this graph; did you mean kg:accuses?"
    assert client.get("/hints", params=query).json() == [term]
    both = [term, "nothing matches { ?a kg:acuses ?b }"]
    assert client.get("/hints", params={**query, "empty": "1"}).json() == both
    assert client.post("/hints?empty=1", content=query["query"], headers=SPARQL).json() == both
    assert client.get("/hints", params={"query": ACCUSED}).json() == []


@pytest.mark.parametrize("name", queries())
def test_the_queries_that_come_with_kg_are_answered(name: str, client: TestClient) -> None:
    assert isinstance(found(client.post("/sparql", data={"query": queries()[name]})), list)


def test_hostile_words_stay_data(client: TestClient) -> None:
    query = 'SELECT ?l { ?a rdfs:label ?l FILTER(CONTAINS(?l, "Bridge")) } LIMIT 1'
    assert json.loads(get(client, query).text)["results"]["bindings"][0]["l"]["value"].startswith(
        'The "Bridge"'
    )
