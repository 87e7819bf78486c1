import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SKOS, VANN

from kg.errors import DataError
from kg.graph import build_graph
from kg.model import EntityType, Modality, Polarity
from kg.ontology import (
    find_ontology,
    ontology_page,
    queries,
    relations_turtle,
    write_page,
    write_relations,
)
from kg.rdf import PREFIXES, Names, find_quads, ontology_quads
from kg.records import DEFAULT_BASE
from kg.relations import load_relations, parse_relations
from kg.sparql import ask, fill
from tests.factories import sample

FOLDER = find_ontology()
TABLES = {
    "attacks": {
        "means": "attacks or raids", "inverse_label": "is attacked by", "kind": "event", "plover": "ASSAULT",
        "cameo": "190", "quad": "material-conflict", "score": -9.0, "example": "Taliban attacked Kunduz",
    },
    "accuses": {
        "means": 'says the other did "wrong"', "inverse_label": "is accused by", "kind": "event",
        "plover": "ACCUSE", "mode": "allege", "cameo": "112", "quad": "verbal-conflict", "score": -3.5,
        "example": "Kyiv accused Moscow",
    },
    "denies": {
        "means": "denies a claim of", "inverse_label": "is denied by", "kind": "event", "plover": "REJECT",
        "cameo": "120", "quad": "verbal-conflict", "score": -2, "example": "Moscow denied Kyiv's claims",
    },
    "meets": {
        "means": "meets", "inverse_label": "meets", "kind": "event", "plover": "CONSULT", "symmetric": True,
        "cameo": "040", "quad": "verbal-cooperation", "score": 2.5, "example": "Xi met Modi",
    },
    "leads": {"means": "heads", "inverse_label": "is led by", "kind": "state", "example": "Xi leads China"},
}  # fmt: skip
RELATIONS = parse_relations(TABLES, "tests")


def prefixes() -> str:
    """The prefix lines of the shapes, which have all that samples need, and a base for the rest."""
    lines = (FOLDER / "shapes.ttl").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith("@prefix")) + "\n@prefix : <urn:sample:> .\n"


SAMPLE = """
:fr a kg:Country ; rdfs:label "France"@en ; geo:lat 46.0 ; geo:long 2.0 ; kg:country "FR" ; kg:mentions 3 .
:ru a kg:Country ; rdfs:label "Russia"@en ; kg:country "RU" ; kg:mentions 4 .
:al a kg:City ; rdfs:label "Aleppo"@en ; geo:lat 36.2 ; geo:long 37.2 ; geosparql:hasGeometry :g1 .
:g1 a geosparql:Geometry ; geosparql:asWKT "POINT(37.2 36.2)"^^geosparql:wktLiteral .
:fr kg:accuses :ru .
:e1 a kg:Edge ; kg:actor :fr ; kg:relation kg:accuses ; kg:recipient :ru ;
    kg:claims 1 ; kg:articles 1 ; kg:origins 1 .
:c1 a kg:Claim ; rdf:subject :fr ; rdf:predicate kg:accuses ; rdf:object :ru ; kg:polarity kg:affirmed ;
    kg:modality kg:actual ; kg:confidence 0.8 ; kg:date "2016-12-12"^^xsd:date ; kg:datePrecision "day" ;
    prov:wasDerivedFrom :v1 .
:v1 a kg:Evidence, oa:SpecificResource ; oa:hasSource :a1 ; oa:hasSelector :p1, :q1 .
:p1 a oa:TextPositionSelector ; oa:start 0 ; oa:end 22 .
:q1 a oa:TextQuoteSelector ; oa:exact "France accused Russia."@en .
:c2 a kg:Claim ; rdf:subject :ru ; rdf:predicate kg:attacks ; rdf:object :al ; kg:polarity kg:negated ;
    kg:modality kg:actual ; kg:confidence 0.7 ; kg:speaker :ru ; prov:wasDerivedFrom :v2 .
:v2 a kg:Evidence, oa:SpecificResource ; oa:hasSource :a1 ; oa:hasSelector :p2, :q2 .
:p2 a oa:TextPositionSelector ; oa:start 23 ; oa:end 57 .
:q2 a oa:TextQuoteSelector ; oa:exact "Russia denied that it hit Aleppo."@en .
:a1 a schema:NewsArticle .
"""


# What is wrong in the sample when some words of it are others.
FAULTS = [
    ("rdf:subject :fr ;", "", "A claim has one actor."),
    ("rdf:subject :fr ;", "rdf:subject :fr, :al ;", "A claim has one actor."),
    ("rdf:predicate kg:accuses", "rdf:predicate kg:unheardOf", "A claim has one relation."),
    ("rdf:object :ru ;", "", "A claim has one recipient."),
    ("kg:polarity kg:affirmed", "kg:polarity kg:maybe", "A claim is affirmed or negated."),
    ("kg:modality kg:actual ; kg:confidence 0.8", "kg:confidence 0.8",
     "A claim is actual, planned, hypothetical or hedged."),
    ("kg:confidence 0.8", "kg:confidence 1.8", "A confidence is one number from 0 to 1."),
    ('; kg:datePrecision "day"', "", "A date comes with its precision, and a precision with its date."),
    ('"day"', '"hour"', "A date is precise to a day, week, month or year."),
    ("prov:wasDerivedFrom :v1", "rdfs:seeAlso :v1", "A claim has its evidence."),
    ("oa:start 0", "oa:start 22", "A span starts before it ends."),
    ("oa:hasSelector :p1, :q1", "oa:hasSelector :p1", "Evidence quotes its words."),
    ("oa:hasSource :a1 ; oa:hasSelector :p1", "oa:hasSelector :p1",
     "Evidence is in one article."),
    ("kg:claims 1", "kg:claims 0", "An edge counts its claims, one at least."),
    ("kg:origins 1", "kg:origins 2",
     "An edge counts its origins, one at least and no more than its articles."),
    ("\n:fr kg:accuses :ru .", "", "An edge goes with the direct triple of its ends."),
    ("\n:fr kg:accuses :ru .", "\n:fr kg:accuses :ru . :ru kg:attacks :al .",
     "A direct triple stands only where a kg:Edge with the same ends does."),
    (':ru a kg:Country ; rdfs:label "Russia"@en', ":ru a kg:Country", "An entity has a label."),
    (":ru a kg:Country ; ", ":ru ",
     "Actor, recipient, speaker and place are entities with a class of kg."),
    ("geo:lat 46.0", "geo:lat 146.0", "A latitude is one number from -90 to 90."),
    ("geosparql:asWKT", "geosparql:asGML", "A geometry is one point in WKT."),
    ("POINT(37.2 36.2)", "37.2 36.2", "A geometry is one point in WKT."),
    ('kg:country "FR"', 'kg:country "fr"', "A country code is two capitals (ISO 3166-1 alpha-2)."),
]  # fmt: skip


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph().parse(FOLDER / "kg.ttl")
    return graph.parse(data=relations_turtle(RELATIONS), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "shapes.ttl")


def faults(data: rdflib.Graph, ontology: rdflib.Graph, shapes: rdflib.Graph) -> set[str]:
    """What the shapes have against a graph."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology, meta_shacl=False)
    return {str(message) for message in report.objects(None, rdflib.SH.resultMessage)}


def terms(graph: rdflib.Graph) -> Iterator[rdflib.URIRef]:
    namespace = str(graph.namespace_manager.expand_curie("kg:x"))[:-1]
    return (term for term in graph.subjects(unique=True) if str(term).startswith(namespace))


# --- kg.ttl and relations.ttl ----------------------------------------------------------------


def test_every_type_and_choice_of_the_model_is_declared(ontology: rdflib.Graph) -> None:
    expand = ontology.namespace_manager.expand_curie
    for kind in EntityType:
        assert (expand(f"kg:{kind}"), RDF.type, OWL.Class) in ontology
        assert expand("kg:Entity") in set(ontology.transitive_objects(expand(f"kg:{kind}"), RDFS.subClassOf))
    assert {expand(f"kg:{value}") for value in Polarity} == set(
        ontology.subjects(RDF.type, expand("kg:Polarity"))
    )
    assert {expand(f"kg:{value}") for value in Modality} == set(
        ontology.subjects(RDF.type, expand("kg:Modality"))
    )


def test_every_term_has_a_label_and_a_definition_in_english(ontology: rdflib.Graph) -> None:
    for term in terms(ontology):
        for told in (RDFS.label, SKOS.definition):
            assert [text.language for text in ontology.objects(term, told)] == ["en"], f"{term} {told}"


FILES = ("kg.ttl", "relations.ttl")
# SEM as published (http://semanticweb.cs.vu.nl/2009/11/sem/); rdflib has lists of the other vocabularies.
SEM = frozenset(
    "Actor ActorType Authority Constraint Core Event EventType Object Place PlaceType Role RoleType "
    "Temporary Time TimeType Type View accordingTo actorType eventProperty eventType hasActor "
    "hasBeginTimeStamp hasEarliestBeginTimeStamp hasEarliestEndTimeStamp hasEndTimeStamp "
    "hasLatestBeginTimeStamp hasLatestEndTimeStamp hasPlace hasSubEvent hasSubType hasTime "
    "hasTimeStamp placeType roleType subEventOf subTypeOf timeType type".split()
)
OA = frozenset({"SpecificResource"})
NEWER = frozenset({"PoliticalParty"})  # in schema.org, and not yet in rdflib's list of it
VOCABULARIES: dict[str, Callable[[str], bool]] = {
    "http://semanticweb.cs.vu.nl/2009/11/sem/": SEM.__contains__,
    "http://www.w3.org/ns/oa#": OA.__contains__,
    "http://www.w3.org/2003/01/geo/wgs84_pos#": lambda name: name in {"SpatialThing", "lat", "long"},
    "https://schema.org/": lambda name: name in rdflib.SDO.__annotations__ or name in NEWER,
    **{
        str(space): space.__annotations__.__contains__
        for space in (DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SKOS, VANN, rdflib.XSD)
    },
}
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


@pytest.fixture(scope="module")
def published() -> rdflib.Graph:
    """Both files, as they are in the folder."""
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(FOLDER / name)
    return graph


def test_the_published_terms_have_one_label_and_one_definition_each(published: rdflib.Graph) -> None:
    found = list(terms(published))
    assert len(found) > 140
    for term in found:
        for told in (RDFS.label, SKOS.definition):
            texts = list(published.objects(term, told))
            assert [text.language for text in texts] == ["en"], f"{term} {told}"
            assert str(texts[0]).strip(), f"{term} {told}"


def test_every_published_term_is_tied_to_another_vocabulary_or_says_why_not(published: rdflib.Graph) -> None:
    expand = published.namespace_manager.expand_curie
    for term in terms(published):
        tied = [*MATCHES, RDFS.subClassOf, RDFS.subPropertyOf, expand("kg:plover"), expand("kg:cameo")]
        ties = [
            value for how in tied for value in published.objects(term, how) if not is_ours(value, published)
        ]
        notes = [str(note) for note in published.objects(term, SKOS.editorialNote)]
        reasons = [note for note in notes if re.match(r"No match: \w.*\.", note)]
        assert bool(ties) != bool(reasons), f"{term}: {ties or 'no tie'}, {reasons or 'no reason'}"


def is_ours(value: object, graph: rdflib.Graph) -> bool:
    return str(value).startswith(str(graph.namespace_manager.expand_curie("kg:x"))[:-1])


def test_terms_of_other_vocabularies_are_real(published: rdflib.Graph) -> None:
    used = {term for triple in published for term in triple if isinstance(term, rdflib.URIRef)}
    foreign = {term for term in used if not str(term).startswith("urn:kg:ontology")}
    foreign.remove(rdflib.URIRef("https://spdx.org/licenses/MIT"))
    for term in foreign:
        space = next(space for space in VOCABULARIES if str(term).startswith(space))
        assert VOCABULARIES[space](str(term)[len(space) :]), term


def test_no_term_means_two_things() -> None:
    hand, made = (set(terms(rdflib.Graph().parse(FOLDER / name))) for name in FILES)
    assert hand & made == set()


def test_relations_may_not_take_the_names_of_other_terms() -> None:
    hand = {str(term).rpartition("#")[2] for term in terms(rdflib.Graph().parse(FOLDER / "kg.ttl"))}
    for name in hand:
        with pytest.raises(DataError, match=f"'{name}' means something else"):
            parse_relations({name: {}})


def test_a_relation_has_its_matches_and_its_note() -> None:
    table = {"aids": {"matches": ["close org:memberOf", "related schema:founder"], "note": "The other way."}}
    written = relations_turtle(parse_relations(table))
    graph = rdflib.Graph().parse(data=written, format="turtle")
    [term] = terms(graph)
    assert set(graph.objects(term, SKOS.closeMatch)) == {ORG.memberOf}
    assert set(graph.objects(term, SKOS.relatedMatch)) == {rdflib.SDO.founder}
    assert [str(note) for note in graph.objects(term, SKOS.editorialNote)] == ["The other way."]


@pytest.mark.parametrize(
    "match", ["close memberOf", "org:memberOf", "exactly org:memberOf", "close xyz:memberOf"]
)
def test_a_match_is_of_a_known_vocabulary(match: str) -> None:
    with pytest.raises(
        DataError, match=r"relations.toml \[aids\]: match '.*' is not like 'close org:memberOf'"
    ):
        parse_relations({"aids": {"matches": [match]}})


def test_every_term_that_kg_ttl_uses_is_declared_in_it() -> None:
    graph = rdflib.Graph().parse(FOLDER / "kg.ttl")
    named = {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    assert {term for term in named if is_ours(term, graph)} - set(terms(graph)) == set()


def test_relations_are_written_in_their_order_the_same_every_time() -> None:
    written = relations_turtle(RELATIONS)
    assert written == relations_turtle(parse_relations(TABLES, "tests"))
    assert re.findall(r"^kg:(\w+) a ", written, re.MULTILINE) == list(TABLES)


def test_relations_carry_their_codes(ontology: rdflib.Graph) -> None:
    expand = ontology.namespace_manager.expand_curie
    found = {
        str(name).rpartition("#")[2]: value.toPython()
        for name, value in ontology.predicate_objects(expand("kg:accuses"))
    }
    assert found["plover"] == "ACCUSE"
    assert found["cameo"] == "112"
    assert float(found["score"]) == -3.5
    assert found["inverseLabel"] == "is accused by"
    assert found["definition"] == 'says the other did "wrong"'
    assert (expand("kg:meets"), RDF.type, OWL.SymmetricProperty) in ontology
    assert (expand("kg:leads"), expand("kg:plover"), None) not in ontology


def test_a_relation_without_codes_names_none() -> None:
    table = relations_turtle(RELATIONS).split("\nkg:leads ")[1]
    assert "kg:plover" not in table
    assert "kg:score" not in table


def test_relations_ttl_is_fresh() -> None:
    written = (FOLDER / "relations.ttl").read_text(encoding="utf-8")
    assert written == relations_turtle(load_relations()), "run: kg ontology"


def test_relations_are_written_to_a_file(tmp_path: Path) -> None:
    write_relations(tmp_path / "relations.ttl", RELATIONS)
    assert (tmp_path / "relations.ttl").read_text(encoding="utf-8") == relations_turtle(RELATIONS)


# --- index.html ------------------------------------------------------------------------------


class Reader(HTMLParser):
    """What a browser makes of a page, with the elements that are not closed where they should be."""

    VOID = frozenset({"meta"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, name: str) -> list[str]:
        """The values of an attribute."""
        return [attributes[name] for _, attributes in self.seen if name in attributes]


@pytest.fixture(scope="module")
def page() -> Reader:
    return Reader(ontology_page(load_relations()))


def test_index_html_is_fresh() -> None:
    written = (FOLDER / "index.html").read_text(encoding="utf-8")
    assert written == ontology_page(load_relations()), "run: kg ontology"


def test_the_page_is_whole(page: Reader) -> None:
    assert page.wrong == []
    assert page.open == []


def test_each_term_has_its_anchor_once(page: Reader, published: rdflib.Graph) -> None:
    anchors = page.all("id")
    assert len(anchors) == len(set(anchors))
    assert {str(term).rpartition("#")[2] for term in terms(published)} <= set(anchors)


def test_links_lead_to_anchors_of_the_page_or_to_other_vocabularies(page: Reader) -> None:
    anchors = {f"#{name}" for name in page.all("id")}
    inside = {link for link in page.all("href") if link.startswith("#")}
    assert inside <= anchors
    assert {link for link in page.all("href") if not link.startswith(("#", "http://", "https://"))} == set()


def test_the_page_needs_no_other_file(page: Reader) -> None:
    assert {tag for tag, _ in page.seen} & {"script", "link", "img", "iframe", "object"} == set()
    assert page.all("src") == []
    assert "url(" not in "".join(page.words)


def test_the_page_can_be_read_aloud_and_by_keyboard(page: Reader) -> None:
    assert ("html", {"lang": "en"}) in page.seen
    tags = [tag for tag, _ in page.seen]
    assert tags.count("main") == tags.count("h1") == 1
    assert tags.count("table") == tags.count("caption") > 0
    assert all(attributes.get("scope") in ("row", "col") for tag, attributes in page.seen if tag == "th")
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(low - high <= 1 for high, low in pairwise(levels))
    scrolling = [a for tag, a in page.seen if a.get("class") == "wide" or tag == "pre"]
    assert all(a["tabindex"] == "0" and a["role"] == "region" and a["aria-label"] for a in scrolling)


def test_the_page_tells_codes_backward_reading_and_matches(page: Reader) -> None:
    words = "".join(page.words)
    for told in ("is accused by", "ACCUSE allege", "verbal conflict", "−3.5", "Close to org:headOf."):
        assert told in words


def test_a_users_relations_are_on_the_page_whatever_they_say(tmp_path: Path) -> None:
    table = {
        "means": "<script>x</script> & y",
        "example": "a -> b",
        "kind": "state",
        "matches": ["close org:memberOf"],
    }
    write_page(tmp_path / "page.html", parse_relations({"lies-in": table}))
    page = Reader((tmp_path / "page.html").read_text("utf-8"))
    assert "script" not in {tag for tag, _ in page.seen}
    assert "<script>x</script> & y" in "".join(page.words)
    assert "lies-in" in page.all("id")


# --- shapes.ttl ------------------------------------------------------------------------------


def test_the_shapes_are_shapes(shapes: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_the_sample_conforms(ontology: rdflib.Graph, shapes: rdflib.Graph) -> None:
    sample = rdflib.Graph().parse(data=prefixes() + SAMPLE, format="turtle")
    assert faults(sample, ontology, shapes) == set()


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS)
def test_a_fault_is_found(
    old: str, new: str, fault: str, ontology: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    assert old in SAMPLE
    sample = rdflib.Graph().parse(data=prefixes() + SAMPLE.replace(old, new, 1), format="turtle")
    assert fault in faults(sample, ontology, shapes)


def test_the_example_of_the_page_conforms(shapes: rdflib.Graph, published: rdflib.Graph) -> None:
    assert faults(rdflib.Graph().parse(FOLDER / "example.ttl"), published, shapes) == set()


def test_a_symmetric_relation_may_stand_both_ways_round(ontology: rdflib.Graph, shapes: rdflib.Graph) -> None:
    both_ways = SAMPLE.replace("kg:accuses", "kg:meets") + ":ru kg:meets :fr ."
    sample = rdflib.Graph().parse(data=prefixes() + both_ways, format="turtle")
    assert faults(sample, ontology, shapes) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kg:polarity kg:affirmed", "kg:polarity kg:negated"),
        *(("kg:modality kg:actual ; kg:confidence 0.8", f"kg:modality kg:{how} ; kg:confidence 0.8")
          for how in ("planned", "hypothetical", "hedged")),
        ("kg:modality kg:actual ; kg:confidence 0.8",
         "kg:modality kg:actual ; kg:rejected true ; kg:confidence 0.8"),
    ],
)  # fmt: skip
def test_a_claim_that_is_not_affirmed_and_actual_makes_no_edge(
    old: str, new: str, ontology: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    assert old in SAMPLE
    sample = rdflib.Graph().parse(data=prefixes() + SAMPLE.replace(old, new, 1), format="turtle")
    assert faults(sample, ontology, shapes) == {
        "A negated, planned, hypothetical, hedged or rejected claim alone makes no edge."
    }


@pytest.mark.parametrize("relation", ["", "accuses"])
def test_what_kg_writes_conforms_and_is_declared(relation: str, shapes: rdflib.Graph) -> None:
    relations = load_relations()
    project = sample()
    rejected = [claim.id for one in project.kept for claim in one.claims if claim.relation == relation]
    graph = build_graph(project.records(), relations, rejected=rejected)
    ontology = rdflib.Graph().parse(FOLDER / "kg.ttl").parse(FOLDER / "relations.ttl")
    quads = find_quads(graph, project.records(), relations, version="1")
    lines = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    written = rdflib.Graph().parse(data=lines, format="nt")
    assert faults(written, ontology, shapes) == set()
    declared = set(terms(ontology))
    assert {term for triple in written for term in triple if str(term).startswith(PREFIXES["kg"])} <= declared


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl", "example.ttl"])
def test_the_ontology_has_the_namespaces_that_kg_writes(name: str) -> None:
    found = re.findall(r"^@prefix (\w+): <(.+)> \.$", (FOLDER / name).read_text("utf-8"), re.MULTILINE)
    own = {prefix: iri for prefix, iri in found if prefix in PREFIXES}
    assert own
    assert own == {prefix: PREFIXES[prefix] for prefix in own}


# --- queries/*.rq ----------------------------------------------------------------------------


def filled(extra: str = "") -> pyoxigraph.Store:
    """A store with the ontology, the sample and some more."""
    store = pyoxigraph.Store()
    own = (FOLDER / "kg.ttl").read_text(encoding="utf-8")
    for turtle in (own, relations_turtle(RELATIONS), prefixes() + SAMPLE + extra):
        store.load(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    return filled()


def rows(
    store: pyoxigraph.Store, query: str, settings: dict[str, str], base: str = DEFAULT_BASE
) -> list[list[str]]:
    """What a query that comes with kg finds, with its parameters set."""
    vocabulary = Names(base).vocabulary()
    sparql = fill(queries()[query], settings, store=store, vocabulary=vocabulary)
    answer = ask(store, sparql, prefixes=vocabulary.prefixes)
    return [[term.value if term else "" for term in row] for row in answer]  # type: ignore[union-attr]


DENIED = """
:c3 a kg:Claim ; rdf:subject :fr ; rdf:predicate kg:accuses ; rdf:object :ru ; kg:polarity kg:negated ;
    kg:modality kg:actual ; kg:speaker :ru ; prov:wasDerivedFrom :v2 .
"""
CONFLICT = """
:ml a kg:Country ; rdfs:label "Mali"@en .
:e2 a kg:Edge ; kg:actor :fr ; kg:relation kg:meets ; kg:recipient :ml ; kg:origins 2 .
:e3 a kg:Edge ; kg:actor :ml ; kg:relation kg:meets ; kg:recipient :ru ; kg:origins 3 .
"""
ABROAD = (
    ':a2 schema:publisher "One" . :a1 schema:publisher "Two" . '
    + """
:c4 a kg:Claim ; rdf:subject :fr ; rdf:predicate kg:accuses ; rdf:object :ru ; kg:polarity kg:affirmed ;
    kg:modality kg:actual ; prov:wasDerivedFrom :v4 . :v4 oa:hasSource :a2 .
"""
)
POINTS = """
:fr geosparql:hasGeometry :g2 . :g2 geosparql:asWKT "POINT(37.2 36.7)"^^geosparql:wktLiteral .
:e2 a kg:Edge ; kg:actor :ru ; kg:relation kg:attacks ; kg:recipient :al ; kg:claims 2 .
"""
FR, RU, AL = "<urn:sample:fr>", "<urn:sample:ru>", "<urn:sample:al>"
PAIR = {"one": RU, "other": FR}
ON_BOX = ":e2 a kg:Edge ; kg:actor :fr ; kg:recipient :al ; kg:claims 2 ."
ON_HOPS = ":e2 a kg:Edge ; kg:actor :ru ; kg:relation kg:attacks ; kg:recipient :al ."


@pytest.mark.parametrize(
    ("name", "settings", "extra", "expected"),
    [
        ("top-pairs", {}, "", [["France", "Russia", "1", "1", "accuses"]]),
        ("events-by-month", {}, "", [["2016-12", "ACCUSE", "1"]]),
        ("denied-accusations", {}, "",
         [["France", "Russia", "France accused Russia.", "Russia denied that it hit Aleppo."]]),
        ("evidence", PAIR, "", [["2016-12-12", "France", "accuses", "Russia", "affirmed", "actual", "", "",
                                 "France accused Russia."]]),
        ("evidence", {"one": RU, "other": RU}, "", []),
        ("timeline", PAIR, "", [["2016-12-12", "France", "accuses", "Russia", "-3.5", "1", "1"]]),
        ("timeline", {"one": RU, "other": AL}, "", []),  # denied
        ("places-in-box", {}, "", []),  # Aleppo lies in it, but nobody's affirmed claim is about it
        ("places-in-box", {}, ON_BOX, [["Aleppo", "36.2", "37.2", "2", "France"]]),
        ("places-in-box", {"south": "37"}, ON_BOX, []),
        ("two-hops", {"name": FR}, ON_HOPS, [["France", "accuses", "Russia", "attacks", "Aleppo"]]),
        ("speakers", {}, "", [["Russia", "Russia", "1", "1", "1"]]),
        ("said-by", {"name": RU}, "", [["", "Russia", "attacks", "Aleppo", "negated", "actual", "",
                                        "Russia denied that it hit Aleppo."]]),
        ("said-by", {"name": FR}, "", []),
        ("contested", {}, "", []),
        ("contested", {}, DENIED, [["France", "accuses", "Russia", "", "France accused Russia.", "Russia",
                                    "Russia denied that it hit Aleppo."]]),
        ("mediators", {}, "", []),
        ("mediators", {}, CONFLICT, [["Mali", "France", "meets", "Russia", "meets", "5"]]),
        ("hostile-pairs", {}, "", []),  # in one telling only
        ("hostile-pairs", {"least": "1"}, "", [["France", "Russia", "-3.5", "1", "accuses"]]),
        ("publishers", {}, "", []),
        ("publishers", {}, ABROAD, [["France", "accuses", "Russia", "2", "2", "One, Two"]]),
        ("near", {"name": AL, "within": "100"}, POINTS, [["0", "Aleppo", "Russia", "attacks", "2"]]),
        ("near", {"name": FR, "within": "100"}, POINTS, [["56", "Aleppo", "Russia", "attacks", "2"]]),
        ("near", {"name": FR, "within": "50"}, POINTS, []),
    ],
)  # fmt: skip
def test_a_query_answers(
    name: str, settings: dict[str, str], extra: str, expected: list[list[str]], store: pyoxigraph.Store
) -> None:
    assert rows(filled(extra) if extra else store, name, settings) == expected


def test_every_query_that_comes_with_kg_is_tested() -> None:
    cases = test_a_query_answers.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {case[0] for case in cases} == set(queries())


@pytest.mark.parametrize("name", queries())
def test_a_query_opens_with_what_it_answers_and_stays_in_the_ontology(
    name: str, ontology: rdflib.Graph
) -> None:
    query = queries()[name]
    assert re.match(r"# .+[?.]\n", query)
    declared = {str(term).rpartition("#")[2] for term in terms(ontology)}
    assert set(re.findall(r"\bkg:(\w+)", re.sub("<.*?>", "", query))) <= declared


@pytest.mark.parametrize(
    ("name", "settings", "count"),
    [
        ("contested", {}, 0),
        ("denied-accusations", {}, 0),
        ("events-by-month", {}, 2),  # March: ACCUSE and ASSAULT; the aid has no date
        ("evidence", {"one": "norway", "other": "Russia"}, 5),
        ("hostile-pairs", {"least": "1"}, 3),  # Norway and Russia, Norway and São Tomé, the front and Mali
        ("mediators", {}, 0),
        ("near", {"name": "Mali"}, 2),
        ("places-in-box", {}, 0),
        ("publishers", {}, 1),
        ("said-by", {"name": "oda lind"}, 1),
        ("speakers", {}, 2),
        ("timeline", {"one": "norway", "other": "Russia"}, 2),
        ("top-pairs", {}, 4),
        ("two-hops", {"name": "sao tome"}, 2),  # by Norway, which accuses Russia and aids Mali
    ],
)
def test_the_queries_answer_on_what_kg_writes(name: str, settings: dict[str, str], count: int) -> None:
    relations, project = load_relations(), sample()
    store = pyoxigraph.Store()
    store.extend(find_quads(project.graph(), project.records(), relations, base=project.base, version="1"))
    store.extend(ontology_quads(relations))
    assert len(rows(store, name, settings, project.base)) == count
