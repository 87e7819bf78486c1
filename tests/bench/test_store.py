"""The store: loaded beside Oxigraph's own `bulk_load`, and asked beside rdflib.

Times are of the processor, of all threads: what other programs do at the same time counts for less.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from pytest_benchmark.fixture import BenchmarkFixture

from kg.build import load
from kg.ontology import queries
from kg.rdf import Names, find_lines, open_store
from kg.rdf.store import load_lines
from kg.sparql import ask, fill

# The same questions as one would write them without a thought of speed.
PLAIN = {
    "top-pairs": """SELECT ?from ?to (SUM(?of) AS ?origins) { ?edge a kg:Edge ; kg:actor ?from ;
        kg:recipient ?to ; kg:origins ?of } GROUP BY ?from ?to ORDER BY DESC(?origins) LIMIT 20""",
    "evidence": """SELECT ?claim ?sentence { ?claim rdf:subject ACTOR ; rdf:object RECIPIENT ;
        prov:wasDerivedFrom ?evidence . ?evidence oa:hasSelector/oa:exact ?sentence }""",
    "two-hops": """SELECT DISTINCT ?end { ACTOR ?first ?between . ?first rdfs:subPropertyOf kg:relatesTo .
        ?between ?second ?end . ?second rdfs:subPropertyOf kg:relatesTo }""",
    "events-by-month": """SELECT ?month ?type (COUNT(?claim) AS ?claims) { ?claim a kg:Claim ;
        rdf:predicate ?relation ; kg:date ?date . ?relation kg:plover ?type .
        BIND (SUBSTR(STR(?date), 1, 7) AS ?month) } GROUP BY ?month ?type""",
    "places-in-box": """SELECT ?place ?label { ?place geo:lat ?lat ; geo:long ?long ; rdfs:label ?label
        FILTER (?lat >= 29 && ?lat <= 38 && ?long >= 33 && ?long <= 49) }""",
    "labels": 'SELECT ?thing ?label { ?thing rdfs:label ?label FILTER (CONTAINS(LCASE(?label), "babace")) }',
}
Tell = Callable[[str], None]


def test_loading(million: Path, tmp_path: Path, benchmark: BenchmarkFixture, tell: Tell) -> None:
    project = load(million)
    graph, file = project.graph(), tmp_path / "all.nq"
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(find_lines(graph, project.records(), project.relations))

    def theirs(place: Path) -> None:
        Store(str(place)).bulk_load(path=file, format=RdfFormat.N_QUADS)

    def step(place: Path) -> None:
        with file.open(encoding="utf-8") as lines:
            load_lines(Store(str(place)), lines)

    def whole(place: Path) -> None:
        load_lines(Store(str(place)), find_lines(graph, project.records(), project.relations))

    def measure() -> dict[str, tuple[float, float]]:
        found = {}
        for name, do in (("theirs", theirs), ("step", step), ("whole", whole)):
            cpu, wall = time.process_time(), time.perf_counter()
            do(tmp_path / name)
            found[name] = time.process_time() - cpu, time.perf_counter() - wall
        return found

    found = benchmark.pedantic(measure, rounds=1)
    size = len(Store.read_only(str(tmp_path / "step")))
    assert size == len(Store.read_only(str(tmp_path / "theirs")))
    assert size == len(Store.read_only(str(tmp_path / "whole")))
    for name, words in (("step", "of ready N-Quads"), ("whole", "with the quads made from records")):
        cpu, wall = (one / other for one, other in zip(found["theirs"], found[name], strict=True))
        tell(f"loading {size:,} quads {words}: {cpu:.2f} of bulk_load's speed ({wall:.2f} by the clock)")


@pytest.mark.parametrize("name", PLAIN)
def test_a_query(name: str, million: Path, benchmark: BenchmarkFixture) -> None:
    """As it comes with kg, at a million quads."""
    project = load(million)
    store, vocabulary = open_store(project.folder), Names(project.base).vocabulary()
    one, other = _pair(million)
    known = {"evidence": {"one": one, "other": other}, "two-hops": {"name": one}}
    sparql = fill(queries().get(name, PLAIN[name]), known.get(name, {}), store=store, vocabulary=vocabulary)
    assert list(benchmark.pedantic(lambda: list(_rows(store, sparql, vocabulary.prefixes)), rounds=3))


@pytest.mark.parametrize("name", PLAIN)
def test_a_query_beside_rdflib(
    name: str, tenth: Path, tmp_path: Path, benchmark: BenchmarkFixture, tell: Tell
) -> None:
    """The same plain query at a hundred thousand quads, all in one graph."""
    import rdflib

    project = load(tenth)
    store, prefixes = open_store(project.folder), Names(project.base).vocabulary().prefixes
    one, other = _pair(tenth)
    sparql = PLAIN[name].replace("ACTOR", one).replace("RECIPIENT", other)
    file = tmp_path / "all.nt"
    file.write_text("".join({f"{quad.triple} .\n" for quad in store}), "utf-8")
    graph = rdflib.Graph().parse(file, format="nt")

    def measure() -> tuple[float, float, int, int]:
        started = time.process_time()
        ours = len(list(_rows(store, sparql, prefixes)))
        between = time.process_time()
        theirs = len(list(graph.query(sparql, initNs=dict(prefixes))))
        return between - started, time.process_time() - between, ours, theirs

    quick, slow, ours, theirs = benchmark.pedantic(measure, rounds=1)
    assert ours == theirs
    found = f"{quick * 1000:.1f} ms, rdflib {slow:.2f} s, {slow / quick:,.0f} times"
    tell(f"{name} at {len(graph):,} triples: {found}")


def _rows(store: Store, sparql: str, prefixes: object) -> object:
    return ask(store, sparql, prefixes=prefixes)  # type: ignore[arg-type]


def _pair(path: Path) -> tuple[str, str]:
    """The ends of the edge with most claims, as a query names them."""
    edges = load(path).graph().edges
    edge = max(edges, key=lambda edge: (edge.claims, edge.id))
    return f"ent:{edge.actor}", f"ent:{edge.recipient}"
