"""Clients that people use: SPARQLWrapper, rdflib, comunica."""

import shlex
import shutil
import subprocess

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.server.conftest import ROOT, Served

ACCUSED = "SELECT ?who { ent:country-no kg:accuses ?who }"
RUSSIA = "urn:kg:entity/country-ru"
KG = "urn:kg:ontology#"


def wrapper(served: Served, query: str, form: str = JSON) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{served.url}sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    return client


def test_sparqlwrapper_reads_rows(served: Served) -> None:
    for method in ("GET", POST):
        client = wrapper(served, ACCUSED)
        client.setMethod(method)
        assert [row["who"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == [RUSSIA]
    client.setRequestMethod(POSTDIRECTLY)
    assert client.queryAndConvert()["results"]["bindings"][0]["who"]["value"] == RUSSIA
    assert RUSSIA in wrapper(served, ACCUSED, XML).queryAndConvert().toxml()
    assert RUSSIA.encode() in wrapper(served, ACCUSED, CSV).queryAndConvert()
    assert wrapper(served, "ASK { ?a kg:accuses ?b }").queryAndConvert()["boolean"] is True


def test_sparqlwrapper_reads_triples_and_graphs(served: Served) -> None:
    turtle = wrapper(served, "CONSTRUCT WHERE { ?a kg:accuses ?b }", TURTLE).queryAndConvert()
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == 1
    client = wrapper(served, "ASK { ?c a kg:Claim }")
    client.addDefaultGraph("urn:kg:ontology")
    assert client.queryAndConvert()["boolean"] is False


def test_sparqlwrapper_says_what_is_wrong(served: Served) -> None:
    with pytest.raises(QueryBadFormed, match="prefix 'skso:' not found"):
        wrapper(served, "ASK { ?a skso:x ?b }").query()


def test_rdflib_asks_the_endpoint_like_a_graph(served: Served) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{served.url}sparql"))
    accuses = rdflib.URIRef(f"{KG}accuses")
    assert [str(one) for one in graph.objects(None, accuses)] == [RUSSIA]
    rows = graph.query(f"SELECT ?who {{ ?by <{accuses}> ?who }}")
    assert [str(row.who) for row in rows] == [RUSSIA]  # type: ignore[union-attr]
    assert len(graph) > 100


@pytest.fixture
def comunica() -> str:
    """The command line of comunica, where somebody has installed it."""
    command = shutil.which("comunica-sparql")
    if command is None:
        pytest.skip("no comunica-sparql on the path; npm install -g @comunica/query-sparql puts it there")
    shown = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    if "Comunica Engine" not in shown.stdout + shown.stderr:
        pytest.skip("comunica-sparql does not start, with this version of Node perhaps")
    return command


def test_comunica_finds_out_what_the_endpoint_is(comunica: str, served: Served) -> None:
    query = f"""PREFIX kg: <{KG}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?actor ?recipient ?claims {{
          ?edge a kg:Edge ; kg:actor/rdfs:label ?actor ; kg:relation kg:accuses ; kg:recipient ?to ;
                kg:claims ?claims .
          ?to rdfs:label ?recipient }}"""
    command = [comunica, f"{served.url}sparql", query, "-t", "text/csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.splitlines() == ["actor,recipient,claims", "Norway,Russia,2"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on the path")
def test_the_lines_for_curl_in_readme_work(served: Served) -> None:
    text = (ROOT / "README.md").read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line.startswith("curl http://127.0.0.1:8585/")]
    assert len(lines) == 4
    for line in lines:
        command = shlex.split(line.replace("http://127.0.0.1:8585/", served.url))
        done = subprocess.run([*command, "--fail", "--silent"], capture_output=True, text=True, check=True)
        assert "urn:kg:" in done.stdout
