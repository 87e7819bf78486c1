"""Quads say what the graph and records say; the store is swapped whole; queries stay offline."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import FolderError, QueryError
from kg.graph import build_graph
from kg.model import DatePrecision, EntityType, Modality, Polarity, Record
from kg.ontology import find_ontology
from kg.rdf import (
    PREFIXES,
    TERMS,
    Names,
    find_hints,
    find_lines,
    find_quads,
    find_store,
    newest_store,
    run_query,
    update_store,
    write_store,
)
from kg.rdf.names import expand
from kg.records import Folder, open_folder
from tests.factories import HARBOUR, NORWAY, ODA_LIND, RUSSIA, make_article, make_claim, make_record, sample
from tests.test_records import CHECKOUT, RELATIONS, make_records, relation

KNOWN = {**RELATIONS, "meets": relation("meets", symmetric=True)}
TEXT = "Norway accused Russia at the Old Harbour, said Oda Lind."


def text_of(records: Iterable[Record]) -> Iterator[str]:
    records = list(records)
    return find_lines(build_graph(records, KNOWN), records, KNOWN, version="1")


def quads_of(records: Iterable[Record], **options: str) -> list[Quad]:
    records = list(records)
    return list(find_quads(build_graph(records, KNOWN), records, KNOWN, version="1", **options))


def lines_of(records: Iterable[Record]) -> list[str]:
    """Quads in prefixed form, without graph names."""
    spell = {iri: f"{prefix}:" for prefix, iri in Names().prefixes().items()}

    def short(term: object) -> str:
        text = str(term)
        for iri, prefix in spell.items():
            text = text.replace(f"<{iri}", prefix)
        return text.replace(">", "")

    return [f"{short(q.subject)} {short(q.predicate)} {short(q.object)}" for q in quads_of(records)]


def one_record(relation: str = "accuses", **options: object) -> Record:
    article = make_article(
        TEXT,
        id="x1",
        title="Norway accused",
        published=date(2024, 3, 4),
        url="https://news.example/a b?c=1&d",
        publisher="Wire",
    )
    claim = make_claim(article, TEXT, NORWAY, relation, RUSSIA, **options)  # type: ignore[arg-type]
    return make_record(article, [NORWAY, RUSSIA, HARBOUR, ODA_LIND], [replace(claim, id="c1")])


def test_a_relation_goes_by_its_name_in_rdf() -> None:
    known = {"claims": relation("claims", own_term="laysClaimTo", symmetric=True)}
    record = one_record("claims")
    found = find_quads(build_graph([record], known), [record], known, version="1")
    claims, lays = expand("kg:claims"), expand("kg:laysClaimTo")
    used = [quad for quad in found if lays in (quad.predicate, quad.object) or quad.object == claims]
    norway, russia = Names().entity(NORWAY.id), Names().entity(RUSSIA.id)
    assert [str(quad.triple) for quad in used[:2]] == [
        f"{norway} {lays} {russia}",
        f"{russia} {lays} {norway}",
    ]
    assert [quad.predicate for quad in used[2:]] == [expand("kg:relation"), expand("rdf:predicate")]
    assert {quad.object for quad in used[2:]} == {lays}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = open_folder(tmp_path / "news.kg", create=True)
    folder.add([one_record()])
    update_store(folder, relations=KNOWN)
    return folder


def test_an_edge_has_its_direct_triple_and_weights() -> None:
    lines = lines_of([one_record()])
    edge = "edge:e838157a975b2d21"
    for line in (
        "ent:country-no kg:accuses ent:country-ru",
        f"{edge} rdf:type kg:Edge",
        f'{edge} rdfs:label "Norway accuses Russia"@en',
        f"{edge} kg:actor ent:country-no",
        f"{edge} kg:relation kg:accuses",
        f"{edge} kg:recipient ent:country-ru",
        f'{edge} kg:claims "1"^^xsd:integer',
        f'{edge} kg:articles "1"^^xsd:integer',
        f'{edge} kg:origins "1"^^xsd:integer',
        f'{edge} kg:firstDate "2024-03-04"^^xsd:date',
        f'{edge} kg:lastDate "2024-03-04"^^xsd:date',
        "ent:country-no rdf:type kg:Country",
        "ent:country-no skos:exactMatch wd:Q20",
        "ent:country-no schema:sameAs gn:3144096/",
        'ent:country-no geo:lat "62.0"^^xsd:decimal',
        "ent:country-no geosparql:hasGeometry geometry:country-no",
        "geometry:country-no rdf:type geosparql:Geometry",
        'geometry:country-no geosparql:asWKT "POINT(10.0 62.0)"^^geosparql:wktLiteral',
        'ent:country-no kg:mentions "1"^^xsd:integer',
        'ent:country-no kg:country "NO"',
    ):
        assert line in lines


def test_a_claim_stands_in_the_graph_of_its_article_with_its_evidence() -> None:
    record = one_record(topic="lying", speaker=ODA_LIND, place=HARBOUR, confidence=0.86)
    lines = lines_of([record])
    evidence = f"evidence:x1/0-{len(TEXT)}"
    expected = [
        "claim:c1 rdf:type kg:Claim",
        "claim:c1 rdf:type rdf:Statement",
        "claim:c1 rdf:subject ent:country-no",
        "claim:c1 rdf:predicate kg:accuses",
        "claim:c1 rdf:object ent:country-ru",
        'claim:c1 kg:topic "lying"@en',
        "claim:c1 kg:speaker ent:person-oda-lind",
        "claim:c1 kg:place ent:place-old-harbour",
        "claim:c1 kg:polarity kg:affirmed",
        "claim:c1 kg:modality kg:actual",
        'claim:c1 kg:date "2024-03-04"^^xsd:date',
        'claim:c1 kg:datePrecision "day"',
        'claim:c1 kg:confidence "0.86"^^xsd:decimal',
        f"claim:c1 prov:wasDerivedFrom {evidence}",
        "claim:c1 prov:wasGeneratedBy run:kg-1",
        f"{evidence} rdf:type kg:Evidence",
        f"{evidence} rdf:type oa:SpecificResource",
        f"{evidence} oa:hasSource article:x1",
        f"{evidence} oa:hasSelector {evidence}/position",
        f'{evidence}/position oa:end "{len(TEXT)}"^^xsd:integer',
        f'{evidence}/quote oa:exact "{TEXT}"@en',
        "article:x1 rdf:type schema:NewsArticle",
        'article:x1 schema:headline "Norway accused"@en',
        'article:x1 schema:datePublished "2024-03-04"^^xsd:date',
        'article:x1 schema:publisher "Wire"',
        "article:x1 schema:url <https://news.example/a%20b?c=1&d",
        "article:x1 schema:mentions ent:country-no",
    ]
    assert [line for line in expected if line not in lines] == []
    named = [quad for quad in quads_of([record]) if quad.graph_name == NamedNode("urn:kg:article/x1")]
    assert {f"{quad.subject}" for quad in named} >= {"<urn:kg:claim/c1>", "<urn:kg:article/x1>"}


@pytest.mark.parametrize(
    "option",
    [
        {"polarity": Polarity.NEGATED},
        {"modality": Modality.PLANNED},
        {"modality": Modality.HYPOTHETICAL},
        {"modality": Modality.HEDGED},
    ],
    ids=str,
)
def test_what_is_not_asserted_has_a_node_and_no_triple(option: dict[str, object]) -> None:
    lines = lines_of([one_record(**option)])
    assert "claim:c1 rdf:type kg:Claim" in lines
    assert not any(" kg:accuses ent:" in line or line.endswith("kg:Edge") for line in lines)


def test_a_symmetric_relation_holds_both_ways_and_has_one_edge() -> None:
    lines = lines_of([one_record("meets")])
    assert "ent:country-no kg:meets ent:country-ru" in lines
    assert "ent:country-ru kg:meets ent:country-no" in lines
    assert sum(line.endswith("rdf:type kg:Edge") for line in lines) == 1


@pytest.mark.parametrize(
    ("when", "precision", "expected"),
    [
        ("2024-03-02", DatePrecision.DAY, '"2024-03-02"^^xsd:date'),
        ("2024-W09", DatePrecision.WEEK, '"2024-02-26"^^xsd:date'),
        ("2024-02", DatePrecision.MONTH, '"2024-02"^^xsd:gYearMonth'),
        ("2023", DatePrecision.YEAR, '"2023"^^xsd:gYear'),
    ],
)
def test_dates_have_the_type_of_their_precision(when: str, precision: DatePrecision, expected: str) -> None:
    lines = lines_of([one_record(date=when, precision=precision)])
    assert f"claim:c1 kg:date {expected}" in lines
    assert f'claim:c1 kg:datePrecision "{precision.value}"' in lines


def test_every_term_used_is_listed_and_every_term_of_ours_is_declared() -> None:
    record = one_record("meets", topic="lying", speaker=ODA_LIND, place=HARBOUR, modality=Modality.HEDGED)
    quads = quads_of([*sample().kept, record])
    classes = {expand(f"kg:{kind.value}") for kind in EntityType}
    listed = {expand(term) for term in TERMS} | {expand(f"kg:{name}") for name in KNOWN} | classes
    kind = expand("rdf:type")
    used = {q.predicate for q in quads} | {q.object for q in quads if q.predicate == kind}
    assert used <= listed
    text = (find_ontology() / "kg.ttl").read_text("utf-8")
    declared = {quad.subject for quad in parse(text, format=RdfFormat.TURTLE)}
    ours = {expand(term) for term in TERMS if term.startswith("kg:")} | classes
    assert sorted(str(term) for term in ours - declared) == []


def test_quads_are_the_same_every_time_and_have_no_blank_nodes() -> None:
    kept = sorted(sample().kept, key=lambda record: record.article.id)
    assert quads_of(kept) == quads_of(kept)
    assert "_:" not in "".join(f"{quad.subject} {quad.object.__class__}" for quad in quads_of(kept))
    assert sorted(map(str, quads_of(kept[::-1]))) == sorted(map(str, quads_of(kept)))


def test_another_base() -> None:
    quads = quads_of([one_record()], base="https://graph.example/")
    assert any(quad.subject == NamedNode("https://graph.example/entity/country-no") for quad in quads)
    assert not any("urn:kg:entity" in str(quad) for quad in quads)


strange = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@settings(deadline=None)
@given(strange, strange, strange, strange)
def test_any_text_survives(key: str, words: str, language: str, url: str) -> None:
    article = make_article(
        f"Norway {words} Russia", id=key, title=words, language=language, url="http://" + url
    )
    hostile = replace(NORWAY, id=f"person-{key}", label=words)
    claim = make_claim(article, article.text, NORWAY, "aids", RUSSIA, topic=words)
    claim = replace(claim, id=key, actor=replace(claim.actor, entity=hostile.id, label=words))
    record = Record(article, (hostile, RUSSIA), (), (claim,))
    quads = quads_of([record])
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert set(parse(data, format=RdfFormat.N_QUADS)) == set(quads)
    topics = [quad.object for quad in quads if quad.predicate == expand("kg:topic")]
    assert [topic.value for topic in topics if isinstance(topic, Literal)] == [words]


def test_queries_see_all_graphs_and_need_no_prefixes(folder: Folder) -> None:
    found = run_query(folder.path, "SELECT ?c { ?c rdf:subject ent:country-no ; rdf:predicate kg:accuses }")
    assert [str(row["c"]) for row in found] == ["<urn:kg:claim/c1>"]  # type: ignore[union-attr,index]
    assert run_query(folder.path, "ASK { ent:country-no kg:accuses ent:country-ru }")
    assert run_query(folder.path, "ASK { kg:accuses rdfs:subPropertyOf kg:relatesTo }")
    assert run_query(folder.path, "ASK { GRAPH article:x1 { claim:c1 a kg:Claim } }")
    assert not run_query(folder.path, "PREFIX kg: <urn:other:> ASK { ?a kg:accuses ?b }")


def test_distances_are_those_on_the_globe(folder: Folder) -> None:
    query = """SELECT (geof:distance(?one, ?two, uom:metre) / 1000 AS ?km) {
        ent:country-no geosparql:hasGeometry/geosparql:asWKT ?one .
        ent:country-ru geosparql:hasGeometry/geosparql:asWKT ?two }"""
    [row] = run_query(folder.path, query)  # type: ignore[misc]
    assert 4450 < float(row["km"].value) < 4475  # 62 N 10 E to 60 N 100 E: 40.1 degrees of a great circle


def test_an_entity_without_coordinates_has_no_geometry() -> None:
    assert not any(line.startswith("ent:place-old-harbour geosparql:") for line in lines_of([one_record()]))


def test_parameters_are_set_and_hints_are_given(folder: Folder) -> None:
    query = "SELECT ?r {\nVALUES ?who { ent:country-ru }  # parameter: who\n?who ?r ent:country-ru }"
    assert [row["r"] for row in run_query(folder.path, query)] == []  # type: ignore[union-attr,index]
    found = run_query(folder.path, query, settings={"who": "norway"})
    assert [str(row["r"]) for row in found] == ["<urn:kg:ontology#accuses>"]  # type: ignore[union-attr,index]
    wrong = "ASK { ?a kg:acuses ?b }"
    term = "kg:acuses is nowhere in this graph; did you mean kg:accuses?"
    assert find_hints(folder.path, wrong, empty=False) == (term,)
    assert find_hints(folder.path, wrong, empty=True) == (term, "nothing matches { ?a kg:acuses ?b }")
    assert find_hints(folder.path, query, settings={"who": "norway"}, empty=False) == ()


def test_the_store_of_before_is_the_newest_until_the_next_is_made(folder: Folder) -> None:
    old = find_store(folder)
    assert newest_store(folder) == old
    folder.add(make_records(1))
    (folder.path / "store" / ".half").mkdir()
    assert newest_store(folder) == old
    new = update_store(folder, relations=KNOWN)
    assert newest_store(folder) == new
    shutil.rmtree(folder.path / "store")
    assert newest_store(folder) is None


def test_a_dataset_that_is_named_is_kept_to(folder: Folder) -> None:
    ask = "ASK { claim:c1 a kg:Claim }"
    assert run_query(folder.path, ask)
    assert run_query(folder.path, ask, default_graphs=["urn:kg:article/x1"])
    assert not run_query(folder.path, ask, default_graphs=["urn:kg:ontology"])
    assert run_query(folder.path, "ASK FROM <urn:kg:article/x1> { claim:c1 a kg:Claim }")
    assert not run_query(folder.path, "ASK FROM <urn:kg:ontology> { claim:c1 a kg:Claim }")
    assert run_query(folder.path, 'ASK { ?c a kg:Claim FILTER("from" != "of") }')


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT * {\n ?s ?p }", ["line 2, column"]),
        (
            "SELECT ?x { ?x foo:bar ?y }",
            ["line 1, column 16", "'SELECT ?x { ?x foo:bar ?y }'", "prefix 'foo:' not found", "skos"],
        ),
        ("SELECT * {", ["line 1, column 11, in 'SELECT * {'"]),
        ("", ["line 1, column 1"]),
        (
            "SELECT ?x {\n ?x skso:bar ?y }",
            ["line 2, column 5", "'skso:' not found; did you mean 'skos:'?"],
        ),
        ("PREFIX a: <a:>\nDELETE WHERE { ?s ?p ?o }", ["DELETE would change the graph", "kg remove"]),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", ["line 1", "'INSERT DATA"]),
    ],
)
def test_a_wrong_query_is_named_with_its_place(folder: Folder, sparql: str, words: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(folder.path, sparql)
    assert [word for word in words if word not in str(caught.value)] == []
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <{}> {{ ?s ?p ?o }}",
        "service silent <{}> {{ ?s ?p ?o }}",
        "\\u0053ERVICE <{}> {{ ?s ?p ?o }}",
        "OPTIONAL {{ {{ SELECT * {{ SERVICE#\n<{}> {{ ?s ?p ?o }} }} }} }}",
        "BIND(<{}> AS ?g) SERVICE ?g {{ ?s ?p ?o }}",
        "?a ?b true.FILTER(?a<'>')SERVICE <{}> {{ }} FILTER('' != '')",
    ],
)
def test_a_query_cannot_reach_the_network(folder: Folder, clause: str) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound and not listening: a query that gets here is refused by it
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        with pytest.raises(QueryError, match=r"works offline|the word 'service'"):
            run_query(folder.path, f"SELECT * {{ {clause.format(address)} }}")


def test_the_word_service_may_stand_in_a_string(folder: Folder) -> None:
    assert not run_query(folder.path, 'ASK { ?c kg:topic ?t FILTER(?t = "secret service") }')


def test_a_store_that_is_stale_is_not_used_but_made_again(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    old = find_store(folder)
    folder.add(make_records(1))
    with pytest.raises(FolderError, match="store is missing or older"):
        run_query(folder.path, "ASK {}")
    with caplog.at_level("INFO", "kg"):
        new = update_store(folder, relations=KNOWN)
    assert "making the store" in caplog.text
    assert new != old
    assert [path.name for path in (folder.path / "store").iterdir()] == [new.name]
    assert run_query(folder.path, "ASK { article:a000 a schema:NewsArticle }")


def test_a_half_written_store_is_never_found(folder: Folder) -> None:
    whole = find_store(folder)

    def broken() -> Iterable[str]:
        yield from text_of([one_record()])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_store(folder, broken())
    assert find_store(folder) == whole
    assert run_query(folder.path, "ASK { ?c a kg:Claim }")
    write_store(folder, text_of([]))
    assert not run_query(folder.path, "ASK { ?c a kg:Claim }")
    assert [path.name for path in (folder.path / "store").iterdir()] == [whole.name]


READER = """
import sys
from pathlib import Path
from kg.rdf import run_query
print(bool(run_query(Path(sys.argv[1]), "ASK { ?c a kg:Claim }")))
"""


def test_another_process_reads_while_one_writes(folder: Folder) -> None:
    with folder.lock():
        command = [sys.executable, "-c", READER, str(folder.path)]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_prefixes_cover_the_terms() -> None:
    assert {term.partition(":")[0] for term in TERMS} <= set(PREFIXES)
