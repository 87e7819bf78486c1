"""What GEXF, GraphML and CSV say of nodes and edges: columns, values, weights and spells.

In goes a graph; out go one `Point` a node and one `Line` an edge (or a claim). A value that is
not known is None, and left out of the file. No column is named `type`, `start`, `end`, `id` or
`label` on an edge: networkx and graphology take those for their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.exporters._communities import find_communities
from kg.graph import Edge, Graph, Telling, telling_dates
from kg.model import EntityType
from kg.relations import Relation

Value = str | int | float | None
Spell = tuple[str, str]  # first and last day, both included

NODE_COLUMNS: dict[str, type] = {
    "type": str,
    "country": str,
    "sector": str,
    "wikidata": str,
    "geonames": int,
    "latitude": float,
    "longitude": float,
    "mentions": int,
    "articles": int,
    "first_seen": str,
    "last_seen": str,
    "community": int,
}

_RELATION_COLUMNS: dict[str, type] = {
    "relation": str,
    "plover": str,
    "mode": str,
    "cameo": str,
    "quad": str,
    "score": float,
}

_SOURCE_COLUMNS: dict[str, type] = {
    "evidence": str,
    "article": str,
    "title": str,
    "publisher": str,
    "published": str,
    "url": str,
}

EDGE_COLUMNS: dict[str, type] = {
    **_RELATION_COLUMNS,
    "claims": int,
    "articles": int,
    "origins": int,
    "first_seen": str,
    "last_seen": str,
    **_SOURCE_COLUMNS,
}

CLAIM_COLUMNS: dict[str, type] = {
    **_RELATION_COLUMNS,
    "topic": str,
    "speaker": str,
    "place": str,
    "first_seen": str,
    "last_seen": str,
    "date_precision": str,
    "confidence": float,
    **_SOURCE_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Point:
    """A node; `values` stand in the order of `NODE_COLUMNS`, `spells` cover those of its edges."""

    id: str
    label: str
    type: EntityType
    mentions: int
    spells: tuple[Spell, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An edge; `values` stand in the order of `edge_columns`, `kind` tells parallel edges apart."""

    id: str
    source: str
    target: str
    label: str
    kind: str
    quad: str | None
    weight: float
    spells: tuple[Spell, ...]
    values: tuple[Value, ...]


def edge_columns(*, per_claim: bool) -> dict[str, type]:
    """The columns of an edge's values, with their types."""
    return CLAIM_COLUMNS if per_claim else EDGE_COLUMNS


def find_points(graph: Graph) -> Iterator[Point]:
    """All nodes, sorted by id."""
    communities = find_communities(graph)
    ends: dict[str, list[Spell]] = {}
    for edge in graph.edges:
        for end in (edge.actor, edge.recipient):
            ends.setdefault(end, []).extend(_periods(edge.tellings))
    for key, node in graph.nodes.items():
        entity = node.entity
        seen = [(node.first_seen, node.last_seen)] if node.first_seen and node.last_seen else []
        spells = [*seen, *ends.get(key, ())]
        # One spell over all: a node that came and went would take its edges with it.
        whole = ((min(spells)[0], max(last for _, last in spells)),) if spells else ()
        values: tuple[Value, ...] = (
            entity.type.value,
            entity.country,
            entity.sector,
            entity.wikidata,
            entity.geonames,
            entity.lat,
            entity.lon,
            node.mentions,
            node.articles,
            node.first_seen,
            node.last_seen,
            communities[key],
        )
        yield Point(key, entity.label, entity.type, node.mentions, whole, values)


def find_lines(graph: Graph, relations: Mapping[str, Relation], *, per_claim: bool) -> Iterator[Line]:
    """All edges sorted by id, or the claims of all edges."""
    for edge in graph.edges:
        relation = relations.get(edge.relation)
        label = relation.label if relation else edge.relation
        quad = relation.quad if relation else None
        coded = _coded(edge, relation)
        if not per_claim:
            spells = merge_spells(_periods(edge.tellings))
            values = (*coded, *_weights(edge), *_source(best_telling(edge)))
            ends = (edge.id, edge.actor, edge.recipient)
            yield Line(*ends, label, edge.relation, quad, float(edge.origins), spells, values)
            continue
        for number, telling in enumerate(edge.tellings, start=1):
            # Gephi adds up parallel edges of one kind, so each further claim is a kind of its own.
            kind = edge.relation if number == 1 else f"{edge.relation} {number}"
            ends = (telling.claim.id, telling.claim.actor.entity, telling.claim.recipient.entity)
            values = (*coded, *_detail(telling), *_source(telling))
            yield Line(*ends, label, kind, quad, 1.0, merge_spells(_periods((telling,))), values)


def best_telling(edge: Edge) -> Telling:
    """The surest telling of an edge; the first of several."""
    return max(edge.tellings, key=lambda telling: telling.claim.confidence)


def merge_spells(spells: list[Spell]) -> tuple[Spell, ...]:
    """Spells in order, where those that overlap or follow on the next day are one."""
    merged: list[Spell] = []
    for first, last in sorted(spells):
        if merged and first <= _day_after(merged[-1][1]):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _periods(tellings: Iterable[Telling]) -> list[Spell]:
    return [period for telling in tellings if (period := telling_dates(telling))]


def _coded(edge: Edge, relation: Relation | None) -> tuple[Value, ...]:
    if relation is None:
        return (edge.relation, None, None, None, None, None)
    return (
        edge.relation,
        relation.plover,
        relation.mode,
        relation.cameo,
        relation.quad,
        None if relation.score is None else float(relation.score),
    )


def _weights(edge: Edge) -> tuple[Value, ...]:
    return (edge.claims, edge.articles, edge.origins, edge.first_date, edge.last_date)


def _detail(telling: Telling) -> tuple[Value, ...]:
    claim = telling.claim
    first, last = telling_dates(telling) or (None, None)
    return (
        claim.topic,
        claim.speaker.label if claim.speaker else None,
        claim.place.label if claim.place else None,
        first,
        last,
        claim.date_precision.value if claim.date_precision else None,
        claim.confidence,
    )


def _source(telling: Telling) -> tuple[Value, ...]:
    article = telling.article
    return (
        telling.claim.evidence.text,
        article.id,
        article.title,
        article.publisher,
        article.published,
        article.url,
    )
