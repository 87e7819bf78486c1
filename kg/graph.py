"""Claims merged into one small typed graph that networkx, the exporters, RDF and the views share.

Records come in, in any order and however split; the same `Graph` comes out. Nothing is read or written.
"""

import hashlib
import logging
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.model import Article, Claim, Entity, Modality, Polarity, Record
from kg.records import choose_entities, find_period
from kg.relations import Relation, load_relations

if TYPE_CHECKING:
    import networkx as nx

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What a view shows of an article beside its text. `published` is an ISO date or None."""

    id: str
    title: str | None
    url: str | None
    published: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim and the article that makes it; `rejected` where the user has said that it is wrong."""

    article: ArticleInfo
    claim: Claim
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """An entity with how often it is mentioned and the first and last date it is seen (ISO or None)."""

    entity: Entity
    mentions: int
    articles: int
    first_seen: str | None
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """All affirmed, actual claims of one relation between one pair, with weights.

    `tellings` are sorted by date, then article id, then start. `origins` counts independent tellings.
    """

    id: str
    actor: str
    relation: str
    recipient: str
    articles: int
    origins: int
    first_date: str | None
    last_date: str | None
    tellings: tuple[Telling, ...]

    @property
    def claims(self) -> int:
        """How many claims back this edge."""
        return len(self.tellings)


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by entity id, sorted; edges sorted by id; `unasserted` are claims that make no edge.

    An unasserted claim is negated, planned, hypothetical, hedged or rejected.
    """

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    unasserted: tuple[Telling, ...]


def build_graph(
    records: Iterable[Record], relations: Mapping[str, Relation], *, rejected: Collection[str] = ()
) -> Graph:
    """The graph of all claims in some records, each article once.

    Claims of one relation between one pair make one edge. The ends of a symmetric relation stand in the
    order of their ids, so that `A meets B` and `B meets A` are one edge; their claims stay as they were
    read. A relation that `relations` has not is taken as one-way, and logged. Claims that are `rejected`, by
    id, make no edge.
    """
    merger = _Merger(frozenset(rejected))
    for record in records:
        merger.add(record)
    return merger.finish(relations)


def is_asserted(claim: Claim) -> bool:
    """Whether the claim says that it is so and happened: only such a claim makes an edge."""
    return claim.polarity is Polarity.AFFIRMED and claim.modality is Modality.ACTUAL


def edge_ends(claim: Claim, relations: Mapping[str, Relation]) -> tuple[str, str, str]:
    """Actor, relation and recipient of the edge that the claim belongs to."""
    actor, recipient = claim.actor.entity, claim.recipient.entity
    known = relations.get(claim.relation)
    if known is not None and known.symmetric and recipient < actor:
        actor, recipient = recipient, actor
    return actor, claim.relation, recipient


def edge_id(actor: str, relation: str, recipient: str) -> str:
    """The id of an edge: 16 hexadecimal digits that depend on nothing but its ends and relation."""
    return hashlib.sha256("\t".join((actor, relation, recipient)).encode()).hexdigest()[:16]


def telling_dates(telling: Telling) -> tuple[str, str] | None:
    """First and last day on which what is told may have been, as ISO dates; None where no date is known.

    A claim of `2016-12` in an article of 12 December ends on that day: what has happened is not later
    than its telling.
    """
    published = telling.article.published
    if telling.claim.date is None:
        return (published, published) if published else None
    first, last = (day.isoformat() for day in find_period(telling.claim.date))
    return first, min(last, published) if published and published >= first else last


@dataclass(slots=True)
class _Sightings:
    """Where one entity was seen so far."""

    mentions: int = 0
    articles: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, mentions: int, published: date | None) -> None:
        self.mentions += mentions
        self.articles += 1
        if published is not None:
            self.first = min(self.first or published, published)
            self.last = max(self.last or published, published)


@dataclass(slots=True)
class _Merger:
    """What is kept of the records that came by: claims and counts, not texts."""

    rejected: frozenset[str]
    entities: Counter[Entity] = field(default_factory=Counter)
    seen: dict[str, _Sightings] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)  # article id -> what its text says
    tellings: list[Telling] = field(default_factory=list)

    def add(self, record: Record) -> None:
        article = record.article
        self.entities.update(record.entities)
        counts = Counter(mention.entity for mention in record.mentions if mention.entity is not None)
        for entity in record.entities:
            self.seen.setdefault(entity.id, _Sightings()).add(counts[entity.id], article.published)
        if record.claims:
            self.origins[article.id] = _origin(article.text)
            info = _info(article)
            self.tellings.extend(Telling(info, c, c.id in self.rejected) for c in record.claims)

    def finish(self, relations: Mapping[str, Relation]) -> Graph:
        self.tellings.sort(key=_order)
        unknown = sorted({telling.claim.relation for telling in self.tellings} - set(relations))
        if unknown:
            _log.warning("no relations file has: %s; taken as one-way", ", ".join(unknown))
        grouped: dict[tuple[str, str, str], list[Telling]] = {}
        unasserted = []
        for telling in self.tellings:
            if is_asserted(telling.claim) and not telling.rejected:
                grouped.setdefault(edge_ends(telling.claim, relations), []).append(telling)
            else:
                unasserted.append(telling)
        edges = (self._edge(*ends, tellings) for ends, tellings in grouped.items())
        return Graph(
            nodes={key: self._node(entity) for key, entity in choose_entities(self.entities).items()},
            edges=tuple(sorted(edges, key=lambda edge: edge.id)),
            unasserted=tuple(unasserted),
        )

    def _node(self, entity: Entity) -> Node:
        seen = self.seen[entity.id]
        first, last = (day.isoformat() if day else None for day in (seen.first, seen.last))
        return Node(entity, seen.mentions, seen.articles, first, last)

    def _edge(self, actor: str, relation: str, recipient: str, tellings: list[Telling]) -> Edge:
        articles = {telling.article.id for telling in tellings}
        dates = [found for telling in tellings if (found := telling_dates(telling))]
        return Edge(
            id=edge_id(actor, relation, recipient),
            actor=actor,
            relation=relation,
            recipient=recipient,
            articles=len(articles),
            origins=len({self.origins[article] for article in articles}),
            first_date=min((first for first, _ in dates), default=None),
            last_date=max((last for _, last in dates), default=None),
            tellings=tuple(tellings),
        )


def _origin(text: str) -> str:
    """Equal for two texts that differ only in spaces, case or the form of their characters."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _info(article: Article) -> ArticleInfo:
    published = article.published.isoformat() if article.published else None
    return ArticleInfo(article.id, article.title, article.url, published, article.publisher)


def _order(telling: Telling) -> tuple[str, str, int, int, str]:
    """By date, what has none last; then article and place in it."""
    dates = telling_dates(telling)
    evidence = telling.claim.evidence
    return dates[0] if dates else "~", telling.article.id, evidence.start, evidence.end, telling.claim.id


def to_networkx(graph: Graph, relations: Mapping[str, Relation] | None = None) -> "nx.MultiDiGraph":
    """The graph for networkx: nodes by entity id, edges by (actor, recipient, relation).

    Node attributes: label, kind (the entity's type), country, sector, wikidata, geonames, lat, lon,
    mentions, articles, first_seen, last_seen. Edge attributes: id, relation, label, plover, quad, score,
    claims, articles, origins, weight (the origins, as float), first_date, last_date, evidence (the first
    sentence). All are str, int or float, dates are ISO; what is not known is absent, because the
    writers of networkx refuse None. No edge attribute is called type, start or end: its GEXF writer
    takes these for its own. `relations` are kg's own unless given.
    """
    import networkx as nx

    relations = load_relations() if relations is None else relations
    result = nx.MultiDiGraph()
    for key, node in graph.nodes.items():
        result.add_node(key, **_node_attributes(node))
    for edge in graph.edges:
        found = _edge_attributes(edge, relations.get(edge.relation))
        result.add_edge(edge.actor, edge.recipient, key=edge.relation, **found)
    return result


def _node_attributes(node: Node) -> dict[str, Any]:
    entity = node.entity
    found = {
        "label": entity.label,
        "kind": entity.type.value,
        "country": entity.country,
        "sector": entity.sector,
        "wikidata": entity.wikidata,
        "geonames": entity.geonames,
        "lat": entity.lat,
        "lon": entity.lon,
        "mentions": node.mentions,
        "articles": node.articles,
        "first_seen": node.first_seen,
        "last_seen": node.last_seen,
    }
    return {key: value for key, value in found.items() if value is not None}


def _edge_attributes(edge: Edge, relation: Relation | None) -> dict[str, Any]:
    found = {
        "id": edge.id,
        "relation": edge.relation,
        "label": relation.label if relation else edge.relation,
        "plover": relation and relation.plover,
        "quad": relation and relation.quad,
        "score": None if relation is None or relation.score is None else float(relation.score),
        "claims": edge.claims,
        "articles": edge.articles,
        "origins": edge.origins,
        "weight": float(edge.origins),
        "first_date": edge.first_date,
        "last_date": edge.last_date,
        "evidence": edge.tellings[0].claim.evidence.text,
    }
    return {key: value for key, value in found.items() if value is not None}
