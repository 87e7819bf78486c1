"""From the demo articles to answers and files, through the command line as it is installed."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
import rdflib

import kg
from kg.ontology import queries
from kg.plugins import list_plugins, load_plugin

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.model

ASKING = [
    ["who", "Russia"],
    ["between", "Hamas", "Israel"],
    ["top", "actors"],
    ["top", "pairs"],
    ["top", "relations"],
    ["coverage"],
]


def _kg(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def _answer(*arguments: str, cwd: Path) -> str:
    done = _kg(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory after `kg demo`."""
    place = tmp_path_factory.mktemp("demo")
    _answer("demo", cwd=place)
    return place


@pytest.fixture(scope="module")
def project(here: Path) -> "kg.Project":
    return kg.load(here / "kg-demo.kg")


def test_the_demo_again_adds_nothing(here: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in here.rglob("*") if path.is_file()}
    done = _kg("demo", cwd=here)
    assert "kg: kg-demo.kg: 0 articles added, 10 known already" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in here.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", ASKING, ids=" ".join)
def test_piped_output_is_tsv_and_json_has_the_same_rows(here: Path, command: list[str]) -> None:
    output = _answer(*command, cwd=here)
    table = list(csv.reader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(table) > 1
    assert len({len(row) for row in table}) == 1
    rows = json.loads(_answer(*command, "--json", cwd=here))
    assert len(rows) == len(table) - 1
    assert list(rows[0]) == table[0]


@pytest.mark.parametrize("command", ["doctor", "summary"])
def test_the_other_tables_are_json_too(here: Path, command: str) -> None:
    assert json.loads(_answer(command, "--json", cwd=here))


@pytest.mark.parametrize("name", sorted(queries()))
def test_a_query_that_comes_with_kg_answers(here: Path, name: str) -> None:
    output = _answer("query", name, "--format", "csv", cwd=here)
    [head, *_] = csv.reader(io.StringIO(output))
    asked = json.loads(_answer("query", name, "--json", cwd=here))
    assert asked["head"]["vars"] == head


def test_every_edge_opens_to_a_sentence_of_its_article(project: "kg.Project") -> None:
    articles = {record.article.id: record.article for record in project.records()}
    edges = project.graph().edges
    assert edges
    for edge in edges:
        for telling in edge.tellings:
            evidence = telling.claim.evidence
            assert articles[telling.article.id].text[evidence.start : evidence.end] == evidence.text


def test_no_denial_is_an_edge(project: "kg.Project") -> None:
    graph = project.graph()
    told = {telling.claim.id for edge in graph.edges for telling in edge.tellings}
    claims = [claim for record in project.records() for claim in record.claims]
    denied = {claim.id for claim in claims if claim.polarity is kg.Polarity.NEGATED}
    reserved = {claim.id for claim in claims if claim.modality is not kg.Modality.ACTUAL}
    assert denied
    assert reserved
    assert not told & (denied | reserved)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", sorted(list_plugins("kg.exporters")))
def test_every_format_is_written_and_reads_back(here: Path, project: "kg.Project", name: str) -> None:
    ending = load_plugin("kg.exporters", name).ENDINGS[0]
    done = _kg("export", f"graph{ending}", cwd=here)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert f"kg: graph{ending}: " in done.stderr
    assert all(path.stat().st_size for path in here.glob("graph.*"))
    if name in READ_BACK:  # a new format is at least written, and the same twice
        READ_BACK[name](here, project)
    again = _kg("export", f"again{ending}", "--format", name, cwd=here)
    assert again.returncode == 0
    for path in here.glob("graph.*"):
        if (twin := path.with_name(path.name.replace("graph", "again", 1))).exists():
            assert twin.read_bytes() == path.read_bytes()


def _same_size(graph: nx.MultiDiGraph, project: "kg.Project") -> None:
    expected = project.to_networkx()
    assert set(graph.nodes) == set(expected.nodes)
    assert graph.number_of_edges() == expected.number_of_edges()


def _read_gexf(here: Path, project: "kg.Project") -> None:
    _same_size(nx.read_gexf(here / "graph.gexf"), project)


def _read_graphml(here: Path, project: "kg.Project") -> None:
    _same_size(nx.read_graphml(here / "graph.graphml"), project)


def _read_csv(here: Path, project: "kg.Project") -> None:
    nodes = list(csv.DictReader((here / "graph.nodes.csv").open(encoding="utf-8", newline="")))
    edges = list(csv.DictReader((here / "graph.edges.csv").open(encoding="utf-8", newline="")))
    assert {node["Id"] for node in nodes} == set(project.graph().nodes)
    assert {edge["Id"] for edge in edges} == {edge.id for edge in project.graph().edges}


def _read_events(here: Path, project: "kg.Project") -> None:
    rows = list(csv.DictReader((here / "graph.events.csv").open(encoding="utf-8", newline="")))
    told = {telling.claim.id for edge in project.graph().edges for telling in edge.tellings}
    assert rows
    assert {row["id"] for row in rows} <= told
    assert all(row["event"] and row["text"] for row in rows)


def _read_rdf(ending: str, here: Path, project: "kg.Project") -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(here / f"graph{ending}")
    edge = rdflib.URIRef("urn:kg:ontology#Edge")
    assert len(set(dataset.subjects(rdflib.RDF.type, edge))) == len(project.graph().edges)


READ_BACK = {
    "csv": _read_csv,
    "events": _read_events,
    "gexf": _read_gexf,
    "graphml": _read_graphml,
    "jsonld": lambda here, project: _read_rdf(".jsonld", here, project),
    "nquads": lambda here, project: _read_rdf(".nq", here, project),
    "turtle": lambda here, project: _read_rdf(".ttl", here, project),
}


def test_a_removed_article_leaves_nothing_behind(here: Path, project: "kg.Project") -> None:
    _answer("demo", "--into", "less.kg", cwd=here)
    gone = next(iter(project.records())).article.id
    _answer("remove", gone, "--in", "less.kg", cwd=here)
    left = kg.load(here / "less.kg")
    assert [record.article.id for record in left.records()] == [
        record.article.id for record in project.records() if record.article.id != gone
    ]
    asked = f'SELECT ?x {{ ?x a schema:NewsArticle . FILTER (STRENDS(STR(?x), "{gone}")) }}'
    assert (
        json.loads(_answer("query", asked, "--in", "less.kg", "--json", cwd=here))["results"]["bindings"]
        == []
    )
