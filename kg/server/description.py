"""What the endpoint can do and what it holds: SPARQL 1.1 Service Description with VoID counts, or a page."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.sparql import ROWS, TRIPLES, Syntax, Vocabulary

_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "formats": "http://www.w3.org/ns/formats/",
    "geof": "http://www.opengis.net/def/function/geosparql/",
}

# https://www.w3.org/ns/formats/ names each syntax.
_FORMATS = (
    *"SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV".split(),
    *"Turtle N-Triples JSON-LD RDF_XML".split(),
)

# The functions of GeoSPARQL that Oxigraph has, as far as they say something about points.
FUNCTIONS = (
    "distance",
    *"sfEquals sfDisjoint sfIntersects sfTouches sfCrosses sfWithin sfContains sfOverlaps".split(),
    *"asGeoJSON envelope convexHull centroid getSRID".split(),
)

_TOTALS = {"triples": "triples", "subjects": "distinctSubjects", "objects": "distinctObjects"}


def describe(
    endpoint: str, title: str, vocabulary: Vocabulary, counts: Mapping[str, Any], syntax: Syntax
) -> bytes:
    """The description in one of TRIPLES. `counts` are those of `kg.server.counts`, or empty."""
    if not isinstance(syntax.form, RdfFormat):
        raise TypeError(f"a description cannot be written as {syntax.name}")
    triples = _triples(endpoint, title, vocabulary, counts)
    return serialize(triples, format=syntax.form, prefixes={**vocabulary.prefixes, **_PREFIXES}) or b""


def _triples(
    endpoint: str, title: str, vocabulary: Vocabulary, counts: Mapping[str, Any]
) -> Iterator[Triple]:
    service, data = NamedNode(endpoint), NamedNode(f"{endpoint}#data")
    graph = NamedNode(f"{endpoint}#graph")
    ontology = vocabulary.prefixes["kg"].rstrip("#")
    rows: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (service, "rdf:type", _name("sd:Service")),
        (service, "rdfs:label", Literal(title, language="en")),
        (service, "sd:endpoint", service),
        (service, "sd:supportedLanguage", _name("sd:SPARQL11Query")),
        (service, "sd:feature", _name("sd:UnionDefaultGraph")),
        *((service, "sd:resultFormat", _name(f"formats:{name}")) for name in _FORMATS),
        *((service, "sd:extensionFunction", _name(f"geof:{name}")) for name in FUNCTIONS),
        (service, "sd:defaultDataset", data),
        (data, "rdf:type", _name("sd:Dataset")),
        (data, "rdf:type", _name("void:Dataset")),
        (data, "rdfs:label", Literal(title, language="en")),
        (data, "void:sparqlEndpoint", service),
        (data, "void:uriSpace", Literal(vocabulary.entities)),
        (data, "void:vocabulary", NamedNode(ontology)),
        (data, "sd:defaultGraph", graph),
        (graph, "rdf:type", _name("sd:Graph")),
        (graph, "rdfs:label", Literal("the union of all graphs", language="en")),
    ]
    for name, term in _TOTALS.items():
        if name in counts:
            rows.append((data, f"void:{term}", Literal(counts[name])))
    if "articles" in counts:
        rows.append((data, "void:documents", Literal(counts["articles"])))
    for part, kind, number in (("classes", "class", "entities"), ("properties", "property", "triples")):
        for at, (iri, found) in enumerate(counts.get(part, {}).items(), 1):
            node = NamedNode(f"{endpoint}#{kind}{at}")
            rows += [
                (data, f"void:{kind}Partition", node),
                (node, f"void:{kind}", NamedNode(iri)),
                (node, f"void:{number}", Literal(found)),
            ]
    return (Triple(subject, _name(predicate), found) for subject, predicate, found in rows)


def to_page(title: str, vocabulary: Vocabulary, counts: Mapping[str, Any]) -> str:
    """The description as a page for people."""
    syntaxes = ", ".join(one.media_types[0] for one in (*ROWS, *TRIPLES))
    totals = "".join(
        f"<tr><td>{name}<td>{counts[name]:,}" for name in (*_TOTALS, "articles") if name in counts
    )
    parts = "".join(
        f"<h2>{part.capitalize()}</h2><table>"
        + "".join(
            f"<tr><td>{escape(vocabulary.shorten(iri))}<td>{found:,}"
            for iri, found in sorted(counts.get(part, {}).items(), key=lambda item: (-item[1], item[0]))
        )
        + "</table>"
        for part in ("classes", "properties")
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}: SPARQL</title>'
        "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
        "td:last-child{text-align:right;padding-left:2rem}</style>"
        f"<h1>{escape(title)}</h1><p>A SPARQL 1.1 endpoint, read-only. Ask it with <code>?query=</code>, or "
        f"with POST; it answers in {escape(syntaxes)}. Or use the <a href='.'>explorer</a>.</p>"
        f"<table>{totals}</table>{parts}</html>"
    )


def _name(term: str) -> NamedNode:
    prefix, _, name = term.partition(":")
    return NamedNode(_PREFIXES[prefix] + name)
