"""From the demo articles to answers and files, through the command line."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from typer.testing import CliRunner, Result

import kg
from kg.cli import app
from kg.exporters import find_files
from kg.ontology import queries
from kg.plugins import list_plugins, load_plugin
from tests.test_build import times

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


def _kg(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), prog_name="kg")


def _answer(*arguments: str) -> str:
    done = _kg(*arguments)
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory after `kg demo`, in a process of its own."""
    place = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    command = [sys.executable, "-m", "kg", "demo"]
    done = subprocess.run(
        command, cwd=place, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def here(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That directory, as the current one."""
    monkeypatch.chdir(made)
    return made


@pytest.fixture(scope="module")
def project(made: Path) -> "kg.Project":
    return kg.load(made / "kg-demo.kg")


def test_the_demo_again_adds_nothing(here: Path) -> None:
    before = times(here)
    done = _kg("demo")
    assert "kg: kg-demo.kg: 0 articles added, 10 known already" in done.stderr
    assert times(here) == before


@pytest.mark.parametrize("command", ASKING, ids=" ".join)
@pytest.mark.usefixtures("here")
def test_piped_output_is_tsv_and_json_has_the_same_rows(command: list[str]) -> None:
    output = _answer(*command)
    table = list(csv.reader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(table) > 1
    assert len({len(row) for row in table}) == 1
    rows = json.loads(_answer(*command, "--json"))
    assert len(rows) == len(table) - 1
    assert list(rows[0]) == table[0]


@pytest.mark.parametrize("command", ["doctor", "summary"])
@pytest.mark.usefixtures("here")
def test_the_other_tables_are_json_too(command: str) -> None:
    assert json.loads(_answer(command, "--json"))


@pytest.mark.parametrize("name", sorted(queries()))
@pytest.mark.usefixtures("here")
def test_a_query_that_comes_with_kg_answers(name: str) -> None:
    output = _answer("query", name, "--format", "csv")
    [head, *_] = csv.reader(io.StringIO(output))
    asked = json.loads(_answer("query", name, "--json"))
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
    done = _kg("export", f"graph{ending}")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    files = find_files(name, here / f"graph{ending}")
    assert f"kg: {', '.join(path.name for path in files)}: " in done.stderr
    assert all(path.stat().st_size for path in here.glob("graph.*"))
    if name in READ_BACK:  # a new format is at least written, and the same twice
        READ_BACK[name](here, project)
    again = _kg("export", f"again{ending}", "--format", name)
    assert again.exit_code == 0
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


def test_a_removed_article_leaves_nothing_behind(made: Path, project: "kg.Project", tmp_path: Path) -> None:
    folder = shutil.copytree(made / "kg-demo.kg", tmp_path / "less.kg")
    ids = [record.article.id for record in project.records()]
    _answer("remove", ids[0], "--in", str(folder))
    assert [record.article.id for record in kg.load(folder).records()] == ids[1:]
    asked = f'SELECT ?x {{ ?x a schema:NewsArticle . FILTER (STRENDS(STR(?x), "{ids[0]}")) }}'
    answer = json.loads(_answer("query", asked, "--in", str(folder), "--json"))
    assert answer["results"]["bindings"] == []
