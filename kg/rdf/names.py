"""The vocabularies of the RDF output, and the IRIs of entities, edges, claims, articles and evidence."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.records import DEFAULT_BASE
from kg.sparql import Vocabulary

# Vocabularies; the project's own names (ent:, edge: ...) depend on its base and are added by `Names`.
PREFIXES = {
    "kg": "urn:kg:ontology#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "gn": "https://sws.geonames.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# What queries need beside those: the functions and units of GeoSPARQL. No output has a term of theirs.
_FOR_QUERIES = {
    "geof": "http://www.opengis.net/def/function/geosparql/",
    "uom": "http://www.opengis.net/def/uom/OGC/1.0/",
}

# Every class, property and individual that the output uses, beside one class for each EntityType and
# one property for each relation. Those of kg: are declared in ontology/kg.ttl.
TERMS = (
    *"kg:Edge kg:Claim kg:Evidence kg:Run".split(),
    *"kg:actor kg:relation kg:recipient kg:claims kg:articles kg:origins kg:firstDate kg:lastDate".split(),
    *"kg:topic kg:speaker kg:place kg:polarity kg:modality kg:date kg:datePrecision kg:confidence".split(),
    *"kg:rejected kg:country kg:sector kg:mentions kg:version".split(),
    *"kg:Control kg:Tenure kg:holder kg:held kg:since kg:until kg:firstSeen kg:lastSeen kg:disputed".split(),
    *"kg:affirmed kg:negated kg:actual kg:planned kg:hypothetical kg:hedged".split(),
    *"rdf:type rdf:Statement rdf:subject rdf:predicate rdf:object rdf:reifies".split(),
    *"rdfs:label skos:exactMatch".split(),
    *"geosparql:Geometry geosparql:hasGeometry geosparql:asWKT".split(),
    *"geo:lat geo:long prov:Activity prov:wasDerivedFrom prov:wasGeneratedBy".split(),
    *"oa:SpecificResource oa:hasSource oa:hasSelector oa:TextPositionSelector oa:start oa:end".split(),
    *"oa:TextQuoteSelector oa:exact".split(),
    *"schema:NewsArticle schema:headline schema:datePublished schema:publisher schema:url".split(),
    *"schema:inLanguage schema:mentions schema:sameAs".split(),
)

_is_plain = re.compile(r"[A-Za-z0-9._~-]*").fullmatch  # RFC 3986, 2.3: nothing to encode


def expand(term: str) -> NamedNode:
    """The IRI of a term in prefixed form, such as `kg:Claim`."""
    prefix, _, name = term.partition(":")
    return NamedNode(PREFIXES[prefix] + quote(name))


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of what a project holds, as in N-Triples: `<urn:kg:entity/country-fr>`.

    All are under one base. Ids are percent-encoded, so any will do.
    """

    base: str = DEFAULT_BASE

    def entity(self, key: str) -> str:
        """The IRI of an entity, by its id."""
        return self._name("entity", key)

    def geometry(self, key: str) -> str:
        """The IRI of the point of an entity, by the entity's id."""
        return self._name("geometry", key)

    def edge(self, key: str) -> str:
        """The IRI of an edge, by its id."""
        return self._name("edge", key)

    def claim(self, key: str) -> str:
        """The IRI of a claim, by its id."""
        return self._name("claim", key)

    def article(self, key: str) -> str:
        """The IRI of an article, and of the graph with its claims, by its id."""
        return self._name("article", key)

    def evidence(self, article: str, start: int, end: int) -> str:
        """The IRI of a span of an article."""
        return self._name("evidence", article, f"{start}-{end}")

    def selector(self, article: str, start: int, end: int, kind: str) -> str:
        """The IRI of a selector of a span: `position` or `quote`."""
        return self._name("evidence", article, f"{start}-{end}", kind)

    def spell(self, *parts: str) -> str:
        """The IRI of a spell, by its kind, its ends and the first day it is told of."""
        return self._name("spell", *parts)

    def run(self, version: str) -> str:
        """The IRI of the reading by a version of kg."""
        return self._name("run", f"kg-{version}")

    def prefixes(self) -> dict[str, str]:
        """All prefixes of what a project holds."""
        kinds = {"ent": "entity", "geometry": "geometry", "edge": "edge", "claim": "claim"}
        kinds |= {"article": "article", "evidence": "evidence", "run": "run", "spell": "spell"}
        return PREFIXES | {prefix: f"{self.base}{kind}/" for prefix, kind in kinds.items()}

    def vocabulary(self) -> Vocabulary:
        """What queries of this project may write without declaring it."""
        return Vocabulary(
            prefixes=self.prefixes() | _FOR_QUERIES,
            terms=tuple(expand(term).value for term in TERMS),
            entities=f"{self.base}entity/",
        )

    def _name(self, kind: str, *parts: str) -> str:
        path = "/".join([part if _is_plain(part) else _encode(part) for part in parts])
        return f"<{self.base}{kind}/{path}>"


def _encode(part: str) -> str:
    return quote(part.encode("utf-8", "surrogatepass"), safe="")
