"""A check finds what was done to a folder or file behind kg's back, and nothing where nothing was."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib.namespace import SH
from typer.testing import CliRunner, Result

from kg.build import load
from kg.cli import app
from kg.conformance import Checked, Finding, check_file, check_folder, report, slices
from kg.conformance.shapes import Shapes
from kg.conformance.slices import cut
from kg.curation import attempt, keep, reject
from kg.errors import FolderError, InputError
from kg.graph import build_graph, update_graph
from kg.graph.stored import GRAPH_FORMAT
from kg.graph.tables import write_tables
from kg.ontology import find_ontology
from kg.rdf import Names, expand, find_quads, find_store, update_store
from kg.records import Folder, find_derived, open_folder
from kg.records.checksums import write_checksums
from kg.relations import load_relations, parse_relations
from tests.factories import sample
from tests.test_ontology import FAULTS, RELATIONS, SAMPLE, prefixes

KNOWN = load_relations()
TURTLE = prefixes() + SAMPLE
UNBACKED = "A negated, planned, hypothetical, hedged or rejected claim alone makes no edge."
SPELL = """
:s1 a kg:Tenure ; kg:holder :p9 ; kg:held :fr ;
    kg:since "2020-01-01"^^xsd:date ; kg:until "2024-01-01"^^xsd:date ; prov:wasDerivedFrom :c1 .
:p9 a kg:Person ; rdfs:label "Oda Lind"@en .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = open_folder(tmp_path / "news.kg", create=True)
    found.add(sample().records())
    return found


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes(RELATIONS)


def judge(store: Store, shapes: Shapes) -> list[Finding]:
    return [finding for part in cut(store, shapes.classes) for finding in shapes.judge(part)]


def loaded(turtle: str) -> Store:
    store = Store()
    store.load(turtle, format=RdfFormat.TURTLE)
    return store


def messages(folder: Folder) -> set[tuple[str, str]]:
    return {(f.check, f.message) for part in check_folder(folder, KNOWN) for f in part.findings}


# --- slices against the shapes -----------------------------------------------------------------------------


@pytest.fixture(params=[1, 3, 400])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many nodes are in a slice: what is found does not depend on it."""
    monkeypatch.setattr(slices, "NODES", request.param)
    return int(request.param)


def test_the_sample_conforms_in_slices(size: int, shapes: Shapes) -> None:
    assert judge(loaded(TURTLE), shapes) == []
    assert judge(loaded(TURTLE.replace("kg:accuses", "kg:meets") + ":ru kg:meets :fr ."), shapes) == []


def test_a_symmetric_edge_may_be_backed_the_other_way_round(size: int, shapes: Shapes) -> None:
    turned = TURTLE.replace("kg:accuses", "kg:meets").replace(
        "rdf:subject :fr ; rdf:predicate kg:meets ; rdf:object :ru",
        "rdf:subject :ru ; rdf:predicate kg:meets ; rdf:object :fr",
    )
    assert turned != TURTLE.replace("kg:accuses", "kg:meets")
    assert judge(loaded(turned), shapes) == []
    one_way = {finding.message for finding in judge(loaded(turned.replace("kg:meets", "kg:accuses")), shapes)}
    assert one_way == {UNBACKED}


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS)
def test_a_fault_is_found_in_slices(old: str, new: str, fault: str, shapes: Shapes) -> None:
    found = judge(loaded(prefixes() + SAMPLE.replace(old, new, 1)), shapes)
    assert fault in {finding.message for finding in found}


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS[::3])
def test_slices_of_any_size_find_the_same(old: str, new: str, fault: str, size: int, shapes: Shapes) -> None:
    store = loaded(prefixes() + SAMPLE.replace(old, new, 1))
    found = sorted(judge(store, shapes))
    slices.NODES = 2
    assert sorted(judge(store, shapes)) == found


@pytest.mark.parametrize(
    "fact", ["kg:polarity kg:negated", "kg:modality kg:planned", "kg:rejected true ; kg:modality kg:actual"]
)
def test_a_claim_that_backs_no_edge_is_none_behind_it(fact: str, size: int, shapes: Shapes) -> None:
    start, end = TURTLE.index(":c1 a kg:Claim"), TURTLE.index(":c2 a kg:Claim")
    claim = TURTLE[start:end]
    old = "kg:polarity kg:affirmed" if "polarity" in fact else "kg:modality kg:actual"
    turtle = TURTLE.replace(claim, claim.replace(old, fact))
    assert {finding.message for finding in judge(loaded(turtle), shapes)} == {UNBACKED}
    again = claim.replace(":c1", ":c9")  # another claim of the same, which backs the edge
    assert judge(loaded(turtle + again), shapes) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("kg:holder :p9 ; ", "", "A spell has one holder."),
        ("kg:held :fr", "kg:held :c1", "A spell is of one thing held."),
        ('"2024-01-01"', '"2019-01-01"', "A spell begins once, and not after its end."),
        ("prov:wasDerivedFrom :c1", "prov:wasDerivedFrom :v1", "A spell has the claims that tell of it."),
    ],
)
def test_a_fault_of_a_spell_is_found_in_slices(
    old: str, new: str, fault: str, size: int, shapes: Shapes
) -> None:
    assert judge(loaded(TURTLE + SPELL), shapes) == []
    assert old in SPELL
    assert [f.message for f in judge(loaded(TURTLE + SPELL.replace(old, new)), shapes)] == [fault]


def test_an_edge_without_an_actor_is_judged_too(size: int, shapes: Shapes) -> None:
    store = loaded(prefixes() + SAMPLE.replace("kg:actor :fr ;", "", 1))
    assert "An edge has one actor." in {finding.message for finding in judge(store, shapes)}


def test_an_end_that_is_no_node_is_found(size: int, shapes: Shapes) -> None:
    store = loaded(prefixes() + SAMPLE.replace("kg:speaker :ru", 'kg:speaker "Moscow"', 1))
    found = judge(store, shapes)
    assert {finding.node for finding in found} == {"Moscow"}
    assert {finding.message for finding in found} == {
        "Actor, recipient, speaker and place are entities with a class of kg."
    }


def test_a_finding_names_node_path_and_value(shapes: Shapes) -> None:
    [found] = judge(loaded(prefixes() + SAMPLE.replace("geo:lat 46.0", "geo:lat 146.5", 1)), shapes)
    assert (found.check, found.node, found.path, found.value) == (
        "shapes",
        "urn:sample:fr",
        "geo:lat",
        "146.5",
    )


def test_a_path_of_two_steps_is_told_as_one(shapes: Shapes) -> None:
    turtle = prefixes() + SAMPLE.replace("oa:hasSelector :p1, :q1", "oa:hasSelector :p1", 1)
    assert [finding.path for finding in judge(loaded(turtle), shapes)] == ["oa:hasSelector/oa:exact"]


def test_every_node_is_in_a_slice_and_no_slice_is_large(size: int, shapes: Shapes) -> None:
    project = sample()
    store = Store()
    store.bulk_extend(find_quads(project.graph(), project.records(), KNOWN, base=project.base, version="1"))
    seen: dict[str, set[object]] = {}
    for part in cut(store, shapes.classes):
        assert len(part.nodes) <= 2 * size
        seen.setdefault(part.kind, set()).update(part.nodes)
    for kind, name in {"claims": "kg:Claim", "evidence": "kg:Evidence", "edges": "kg:Edge"}.items():
        typed = store.quads_for_pattern(None, expand("rdf:type"), expand(name))
        assert seen[kind] == {quad.subject for quad in typed}
    assert set(map(str, seen["entities"])) == {
        Names(project.base).entity(key) for key in project.graph().nodes
    }


def test_every_target_of_the_shapes_is_of_one_kind(shapes: Shapes) -> None:
    graph = rdflib.Graph().parse(find_ontology() / "shapes.ttl")
    targets = [fact for fact in graph if str(fact[1]).startswith(str(SH.target))]
    kept = [fact for aimed in shapes._by_kind.values() for fact in aimed if fact in targets]
    assert sorted(kept) == sorted(targets)


# --- folders -----------------------------------------------------------------------------------------------


def test_what_kg_keeps_conforms(folder: Folder) -> None:
    found = report(check_folder(folder, KNOWN))
    assert found.conforms
    assert found.findings == ()
    kinds = ("records", "quads", "claims", "evidence", "spans", "edges", "entities", "ends", "geometries")
    assert [kind for kind in kinds if not found.checked.get(kind)] == []
    assert found.checked["records"] == 3
    assert found.checked["quads"] == len(Store.read_only(str(find_store(folder))))


def test_an_empty_folder_conforms(tmp_path: Path) -> None:
    assert report(check_folder(open_folder(tmp_path / "news.kg", create=True), KNOWN)).conforms


def test_a_check_changes_nothing(folder: Folder) -> None:
    update_store(folder, relations=KNOWN)
    before = {path: path.stat().st_mtime_ns for path in folder.path.rglob("*.parquet")}
    list(check_folder(folder, KNOWN))
    assert {path: path.stat().st_mtime_ns for path in folder.path.rglob("*.parquet")} == before


def spoil(folder: Folder, table: str, column: str, change: Callable[[object], object]) -> None:
    """Change the first row of a table, behind kg's back."""
    [path] = folder.path.glob(f"batches/*/{table}.parquet")
    found = pq.read_table(path)
    rows = found.to_pylist()
    rows[0][column] = change(rows[0][column])
    pq.write_table(pa.Table.from_pylist(rows, schema=found.schema), path)
    write_checksums(path.parent)


@pytest.mark.parametrize(
    ("table", "column", "change", "message"),
    [
        ("articles", "text", lambda text: text + " More.", "its text is not the one that was read"),
        ("mentions", "text", lambda _: "Nowhere", "'Nowhere' does not stand at"),
        ("mentions", "start", lambda start: start + 1, "does not stand at"),
        ("mentions", "entity", lambda _: "country-xx", "entity 'country-xx' is not in its record"),
        ("claims", "evidence", lambda span: span | {"text": "So it is."}, "'So it is.' does not stand at"),
        ("claims", "date", lambda _: "soon", "'soon' of claim"),
    ],
)
def test_a_record_that_says_what_its_article_does_not_is_found(
    table: str, column: str, change: Callable[[object], object], message: str, folder: Folder
) -> None:
    spoil(folder, table, column, change)
    found = report(check_folder(folder, KNOWN))
    [finding] = found.findings
    assert finding.check == "records"
    assert finding.node in folder.article_ids()
    assert message in finding.message
    assert found.checked == {"files": 6, "records": 3}  # of unsound records no graph is made


def test_records_of_an_older_kg_that_cannot_be_read_are_named(folder: Folder) -> None:
    [path] = folder.path.glob("batches/*/claims.parquet")
    path.write_bytes(path.read_bytes()[:100])
    (path.parent / "checksums.json").unlink()
    with pytest.raises(FolderError, match=r"news.kg: its records cannot be read \(.*\); kg repair"):
        list(folder.records())


def alter(folder: Folder, change: Callable[[Store], None]) -> None:
    """Change the store of a folder behind kg's back."""
    store = Store(str(update_store(folder, relations=KNOWN)))
    change(store)
    store.flush()
    del store
    write_checksums(find_store(folder))


def one(store: Store, **where: str) -> Quad:
    """The first quad with a predicate, in the default graph or that of an article, by their order as text."""
    quads = store.quads_for_pattern(None, expand(where["name"]), None)
    return min(
        (quad for quad in quads if ("article" in str(quad.graph_name)) == ("in_article" in where)), key=str
    )


@pytest.mark.parametrize("where", [{"name": "kg:mentions"}, {"name": "kg:polarity", "in_article": "yes"}])
def test_what_the_store_lacks_is_found(where: dict[str, str], folder: Folder) -> None:
    alter(folder, lambda store: store.remove(one(store, **where)))
    assert ("store", "is in the records and not in the store") in messages(folder)


@pytest.mark.parametrize("where", [{"name": "kg:mentions"}, {"name": "kg:polarity", "in_article": "yes"}])
def test_what_the_store_has_beyond_the_records_is_found(where: dict[str, str], folder: Folder) -> None:
    def add(store: Store) -> None:
        quad = one(store, **where)
        store.add(
            Quad(quad.subject, expand("rdfs:label"), Literal("Another", language="en"), quad.graph_name)
        )

    alter(folder, add)
    [found] = [f for part in check_folder(folder, KNOWN) for f in part.findings]
    assert (found.check, found.path, found.value) == ("store", "rdfs:label", "Another")
    assert found.message == "is in the store and not in the records"


def test_a_graph_of_no_article_is_found(folder: Folder) -> None:
    name = NamedNode("urn:kg:article/none")
    alter(folder, lambda store: store.add(Quad(name, expand("rdfs:label"), Literal("None"), name)))
    assert messages(folder) == {("store", "is a graph of no article")}


def test_a_changed_ontology_is_found(folder: Folder) -> None:
    def change(store: Store) -> None:
        store.remove(next(store.quads_for_pattern(expand("kg:accuses"), expand("kg:score"), None)))

    alter(folder, change)
    assert messages(folder) == {("store", "is in the records and not in the store")}


def test_a_folder_with_decisions_conforms(folder: Folder) -> None:
    graph = load(folder.path).graph()
    [edge] = [edge for edge in graph.edges if edge.relation == "attacks"]
    keep(folder, attempt(folder, reject(graph, edge.id, KNOWN), KNOWN))
    found = report(check_folder(folder, KNOWN))
    assert found.conforms
    assert found.checked["edges"] == len(graph.edges) - 1


def test_a_graph_that_is_not_that_of_the_records_is_found(folder: Folder) -> None:
    place = find_derived(folder, "graph", GRAPH_FORMAT)
    update_graph(folder, KNOWN)
    write_tables(build_graph((), KNOWN).tables, place)
    write_checksums(place)
    [found] = [f for f in report(check_folder(folder, KNOWN)).findings if f.check == "graph"]
    assert found.message == "is not what the records say; delete the folder graph in it, and it is made again"


def test_a_store_that_breaks_the_shapes_is_found(folder: Folder) -> None:
    def change(store: Store) -> None:
        quad = one(store, name="kg:origins")
        store.remove(quad)
        store.add(Quad(quad.subject, quad.predicate, Literal(0)))

    alter(folder, change)
    assert messages(folder) == {
        ("store", "is in the records and not in the store"),
        ("store", "is in the store and not in the records"),
        ("shapes", "An edge counts its origins, one at least and no more than its articles."),
    }


# --- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "syntax", [RdfFormat.TURTLE, RdfFormat.N_QUADS, RdfFormat.JSON_LD, RdfFormat.RDF_XML]
)
def test_a_file_is_checked_in_any_syntax(syntax: RdfFormat, tmp_path: Path) -> None:
    for turtle, wrong in ((TURTLE, False), (TURTLE.replace("kg:confidence 0.8", "kg:confidence 8"), True)):
        path = tmp_path / f"graph.{syntax.file_extension}"
        triples = (quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
        serialize(triples, path.open("wb"), syntax)
        found = report(check_file(path, RELATIONS))
        assert found.conforms is not wrong
        assert found.checked["claims"] == 2


def test_relations_of_the_user_are_known_where_they_are_given(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(TURTLE.replace("kg:accuses", "kg:borders"), "utf-8")
    own = parse_relations({"borders": {}, "attacks": {}})
    assert report(check_file(path, own)).conforms
    assert "A claim has one relation." in {f.message for f in report(check_file(path, KNOWN)).findings}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("graph.gexf", "<gexf/>", "graph.gexf: the ending tells no RDF syntax"),
        ("graph.ttl", "x y z", "graph.ttl: cannot be read"),
    ],
)
def test_a_file_that_is_no_rdf_is_named(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        list(check_file(tmp_path / name, KNOWN))


def test_a_report_keeps_the_first_findings_and_counts_all() -> None:
    some = tuple(Finding("shapes", str(i), "", "", "wrong") for i in range(3))
    parts = [Checked("claims", 3, some), Checked("claims", 2, some), Checked("edges", 1, ())]
    found = report(parts, limit=4)
    assert (found.checked, found.total, len(found.findings)) == ({"claims": 5, "edges": 1}, 6, 4)
    assert len(report(parts).findings) == 6
    assert not found.conforms


# --- the command -------------------------------------------------------------------------------------------


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments], prog_name="kg")


def test_a_sound_folder_leaves_with_0(folder: Folder) -> None:
    result = _run(str(folder.path))
    assert (result.exit_code, result.stdout) == (0, "check\tnode\tpath\tvalue\tmessage\n")
    assert result.stderr.startswith(f"kg: {folder.path} conforms; checked: 6 files, 3 records, ")


def test_a_fault_leaves_with_9_and_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(TURTLE.replace("geo:lat 46.0", "geo:lat 146.5"), "utf-8")
    result = _run(str(path))
    assert result.exit_code == 9
    row = "shapes\turn:sample:fr\tgeo:lat\t146.5\tA latitude is one number from -90 to 90."
    assert result.stdout.splitlines()[1:] == [row]
    assert result.stderr.startswith(f"kg: {path}: 1 finding; checked: ")
    told = json.loads(_run(str(path), "--json").stdout)
    assert (told["conforms"], told["total"], told["checked"]["claims"]) == (False, 1, 2)
    assert told["findings"][0]["path"] == "geo:lat"


def test_a_limit_is_told(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(TURTLE.replace("kg:confidence", "kg:sureness"), "utf-8")
    result = _run(str(path), "--limit", "1")
    assert len(result.stdout.splitlines()) == 2
    assert "... and 1 more; --limit 0 shows all" in result.stderr


def test_a_file_with_nothing_of_kg_in_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    result = _run(str(tmp_path / "other.ttl"))
    assert result.exit_code == 0
    assert "other.ttl: nothing in it is of kg" in result.stderr


@pytest.mark.parametrize(("name", "code"), [("none.ttl", 3), ("none.kg", 4)])
def test_what_is_not_there_is_named(name: str, code: int, tmp_path: Path) -> None:
    result = _run(str(tmp_path / name))
    assert result.exit_code == code
    assert name in result.stderr
