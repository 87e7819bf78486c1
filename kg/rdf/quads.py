"""Graph and records -> quads, in one order, without clock times or blank nodes.

A claim that is negated, planned, hypothetical, hedged or rejected has its node and no direct edge. All is
made as lines of N-Quads, which Oxigraph reads in a fifth of the time that making its values takes here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import Quad, RdfFormat, parse

from kg import __version__
from kg.graph import Edge, Graph, Node
from kg.model import Article, Claim, Record
from kg.rdf.names import Names, expand
from kg.rdf.terms import to_decimal, to_digits, to_iri, to_number, to_plain, to_text, to_typed, to_url
from kg.records import DEFAULT_BASE, find_period
from kg.relations import Relation
from kg.spells import Kind, Spell, find_spells

Triple = tuple[str, str, str]  # subject and object as in N-Triples, the predicate with a prefix

_CHUNK = 1 << 20  # characters that are parsed at a time

_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # by the length of the ISO date


def find_quads(
    graph: Graph,
    records: Iterable[Record],
    relations: Mapping[str, Relation],
    *,
    base: str = DEFAULT_BASE,
    version: str = __version__,
) -> Iterator[Quad]:
    """All quads of a project: entities, edges, then the graph of each article.

    A symmetric relation has its direct triple both ways round, and one kg:Edge. `version` is that of
    the kg that read the articles.
    """
    for text in join_lines(find_lines(graph, records, relations, base=base, version=version), _CHUNK):
        yield from parse(text, format=RdfFormat.N_QUADS)


def find_lines(
    graph: Graph,
    records: Iterable[Record],
    relations: Mapping[str, Relation],
    *,
    base: str = DEFAULT_BASE,
    version: str = __version__,
) -> Iterator[str]:
    """The same as N-Quads: the lines of one entity, one edge or one article at a time."""
    names = Names(base)
    yield run_lines(names, version)
    for node in graph.nodes.values():
        yield node_lines(node, names)
    labels = graph.nodes.labels
    for edge in graph.edges:
        yield edge_lines(edge, relations, labels, names)
    for kind in Kind:
        for spell in find_spells(graph, kind):
            yield spell_lines(spell, labels, names)
    rejected = {telling.claim.id for telling in graph.unasserted if telling.rejected}
    for record in records:
        yield record_lines(record, relations, rejected, names, version)


def run_lines(names: Names, version: str = __version__) -> str:
    """What is said of the reading by a version of kg, as N-Quads."""
    return _lines(_run(names.run(version), version))


def node_lines(node: Node, names: Names) -> str:
    """What is said of an entity, as N-Quads."""
    return _lines(_node(node, names))


def edge_lines(edge: Edge, relations: Mapping[str, Relation], labels: Mapping[str, str], names: Names) -> str:
    """An edge with its weights, as N-Quads; `labels` are those of its ends."""
    return _lines(_edge(edge, relations.get(edge.relation), labels, names))


def spell_lines(spell: Spell, labels: Mapping[str, str], names: Names) -> str:
    """A spell, as N-Quads; `labels` are those of its ends."""
    return _lines(_spell(spell, labels, names))


def record_lines(
    record: Record,
    relations: Mapping[str, Relation],
    rejected: Collection[str],
    names: Names,
    version: str = __version__,
) -> str:
    """The graph of one article, as N-Quads; `rejected` are ids of claims."""
    triples = _record(record, relations, rejected, names.run(version), names)
    return _lines(triples, names.article(record.article.id))


def join_lines(lines: Iterable[str], size: int) -> Iterator[str]:
    """The same text in pieces of about so many characters."""
    pieces, length = list[str](), 0
    for piece in lines:
        pieces.append(piece)
        length += len(piece)
        if length >= size:
            yield "".join(pieces)
            pieces, length = [], 0
    yield "".join(pieces)


def _lines(triples: Iterable[Triple], name: str = "") -> str:
    end = f"{name} .\n" if name else ".\n"
    return "".join([f"{subject} {to_iri(predicate)} {found} {end}" for subject, predicate, found in triples])


def _run(run: str, version: str) -> Iterator[Triple]:
    yield run, "rdf:type", to_iri("kg:Run")
    yield run, "rdf:type", to_iri("prov:Activity")
    yield run, "rdfs:label", to_text(f"kg {version}", "en")
    yield run, "kg:version", to_plain(version)


def _node(node: Node, names: Names) -> Iterator[Triple]:
    entity = node.entity
    name = names.entity(entity.id)
    yield name, "rdf:type", to_iri(f"kg:{entity.type.value}")
    yield name, "rdfs:label", to_text(entity.label, "en")
    yield name, "kg:mentions", to_number(node.mentions)
    if entity.country:
        yield name, "kg:country", to_plain(entity.country)
    if entity.sector:
        yield name, "kg:sector", to_plain(entity.sector)
    if entity.wikidata:
        yield name, "skos:exactMatch", str(expand(f"wd:{entity.wikidata}"))
    if entity.geonames:
        # The slash belongs to the IRI: GeoNames, "Ontology", names features so.
        yield name, "schema:sameAs", str(expand(f"gn:{entity.geonames}/"))
    if entity.lat is not None and entity.lon is not None:
        yield name, "geo:lat", to_decimal(entity.lat)
        yield name, "geo:long", to_decimal(entity.lon)
        point = names.geometry(entity.id)
        yield name, "geosparql:hasGeometry", point
        yield point, "rdf:type", to_iri("geosparql:Geometry")
        # Longitude first: the default reference system of wktLiteral is CRS84 (GeoSPARQL 1.1, 8.8.1.1).
        words = f"POINT({to_digits(entity.lon)} {to_digits(entity.lat)})"
        yield point, "geosparql:asWKT", to_typed(words, "geosparql:wktLiteral")


def _edge(edge: Edge, relation: Relation | None, labels: Mapping[str, str], names: Names) -> Iterator[Triple]:
    actor, recipient = names.entity(edge.actor), names.entity(edge.recipient)
    term = f"kg:{relation.term if relation else edge.relation}"
    yield actor, term, recipient
    if relation is not None and relation.symmetric:
        yield recipient, term, actor
    name = names.edge(edge.id)
    words = relation.label if relation else edge.relation
    yield name, "rdf:type", to_iri("kg:Edge")
    yield name, "rdfs:label", to_text(f"{labels[edge.actor]} {words} {labels[edge.recipient]}", "en")
    yield name, "kg:actor", actor
    yield name, "kg:relation", to_iri(term)
    yield name, "kg:recipient", recipient
    yield name, "kg:claims", to_number(edge.claims)
    yield name, "kg:articles", to_number(edge.articles)
    yield name, "kg:origins", to_number(edge.origins)
    if edge.first_date and edge.last_date:
        yield name, "kg:firstDate", to_typed(edge.first_date, "xsd:date")
        yield name, "kg:lastDate", to_typed(edge.last_date, "xsd:date")


def _spell(spell: Spell, labels: Mapping[str, str], names: Names) -> Iterator[Triple]:
    name = names.spell(spell.kind, spell.holder, spell.held, spell.first_seen)
    words = "holds" if spell.kind is Kind.CONTROL else "heads"
    yield name, "rdf:type", to_iri("kg:Control" if spell.kind is Kind.CONTROL else "kg:Tenure")
    yield name, "rdfs:label", to_text(f"{labels[spell.holder]} {words} {labels[spell.held]}", "en")
    yield name, "kg:holder", names.entity(spell.holder)
    yield name, "kg:held", names.entity(spell.held)
    days = {
        "since": spell.since,
        "until": spell.until,
        "firstSeen": spell.first_seen,
        "lastSeen": spell.last_seen,
    }
    for term, day in days.items():
        if day is not None:
            yield name, f"kg:{term}", to_typed(day, "xsd:date")
    yield name, "kg:disputed", to_plain(bool(spell.disputed))
    told = (*spell.began, *spell.seen, *spell.ended)
    for claim in sorted({telling.claim.id for telling in told}):
        yield name, "prov:wasDerivedFrom", names.claim(claim)


def _record(
    record: Record,
    relations: Mapping[str, Relation],
    rejected: Collection[str],
    run: str,
    names: Names,
) -> Iterator[Triple]:
    article = record.article
    yield from _article(article, names)
    for key in sorted({mention.entity for mention in record.mentions if mention.entity is not None}):
        yield names.article(article.id), "schema:mentions", names.entity(key)
    quoted = set()
    for claim in record.claims:
        yield from _claim(claim, article, relations.get(claim.relation), run, names)
        if claim.id in rejected:
            yield names.claim(claim.id), "kg:rejected", to_plain(True)
        span = claim.evidence.start, claim.evidence.end
        if span not in quoted:
            quoted.add(span)
            yield from _evidence(claim, article, names)


def _article(article: Article, names: Names) -> Iterator[Triple]:
    name = names.article(article.id)
    yield name, "rdf:type", to_iri("schema:NewsArticle")
    # An article without a title is known by its first line, shortened to what a table can show.
    label = article.title or next(iter(article.text.split("\n")))[:80].strip() or article.id
    yield name, "rdfs:label", to_text(label, article.language)
    yield name, "schema:inLanguage", to_plain(article.language)
    if article.title:
        yield name, "schema:headline", to_text(article.title, article.language)
    if article.published:
        yield name, "schema:datePublished", to_typed(article.published.isoformat(), "xsd:date")
    if article.publisher:
        yield name, "schema:publisher", to_plain(article.publisher)
    if article.url:
        yield name, "schema:url", to_url(article.url)


def _claim(
    claim: Claim, article: Article, relation: Relation | None, run: str, names: Names
) -> Iterator[Triple]:
    name = names.claim(claim.id)
    words = relation.label if relation else claim.relation
    yield name, "rdf:type", to_iri("kg:Claim")
    yield name, "rdf:type", to_iri("rdf:Statement")
    yield name, "rdfs:label", to_text(f"{claim.actor.label} {words} {claim.recipient.label}", "en")
    yield name, "rdf:subject", names.entity(claim.actor.entity)
    yield name, "rdf:predicate", to_iri(f"kg:{relation.term if relation else claim.relation}")
    yield name, "rdf:object", names.entity(claim.recipient.entity)
    if claim.topic:
        yield name, "kg:topic", to_text(claim.topic, article.language)
    if claim.speaker:
        yield name, "kg:speaker", names.entity(claim.speaker.entity)
    if claim.place:
        yield name, "kg:place", names.entity(claim.place.entity)
    yield name, "kg:polarity", to_iri(f"kg:{claim.polarity.value}")
    yield name, "kg:modality", to_iri(f"kg:{claim.modality.value}")
    if claim.date:
        # XML Schema has no type for weeks: a week is its Monday, and kg:datePrecision tells.
        when = find_period(claim.date)[0].isoformat() if "W" in claim.date else claim.date
        yield name, "kg:date", to_typed(when, _DATE_TYPES[len(when)])
    if claim.date_precision:
        yield name, "kg:datePrecision", to_plain(claim.date_precision.value)
    yield name, "kg:confidence", to_decimal(claim.confidence)
    span = claim.evidence.start, claim.evidence.end
    yield name, "prov:wasDerivedFrom", names.evidence(article.id, *span)
    yield name, "prov:wasGeneratedBy", run


def _evidence(claim: Claim, article: Article, names: Names) -> Iterator[Triple]:
    start, end, text = claim.evidence.start, claim.evidence.end, claim.evidence.text
    name = names.evidence(article.id, start, end)
    position = names.selector(article.id, start, end, "position")
    words = names.selector(article.id, start, end, "quote")
    yield name, "rdf:type", to_iri("kg:Evidence")
    yield name, "rdf:type", to_iri("oa:SpecificResource")
    yield name, "rdfs:label", to_text(text, article.language)
    yield name, "oa:hasSource", names.article(article.id)
    yield name, "oa:hasSelector", position
    yield name, "oa:hasSelector", words
    yield position, "rdf:type", to_iri("oa:TextPositionSelector")
    yield position, "oa:start", to_number(start)
    yield position, "oa:end", to_number(end)
    yield words, "rdf:type", to_iri("oa:TextQuoteSelector")
    yield words, "oa:exact", to_text(text, article.language)
