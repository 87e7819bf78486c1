"""The graph for networkx."""

from typing import TYPE_CHECKING, Any

from kg.graph.kept import Graph
from kg.graph.values import Edge, Node
from kg.relations import RelationFacts

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: Graph) -> "nx.MultiDiGraph":
    """The graph for networkx: nodes by entity id, edges by (actor, recipient, relation).

    Node attributes: label, kind (the entity's type), country, sector, wikidata, geonames, lat, lon,
    mentions, articles, first_seen, last_seen. Edge attributes: id, relation, label, plover, quad, score,
    claims, articles, origins, weight (the origins, as float), first_date, last_date, evidence (the first
    sentence). All are str, int or float, dates are ISO; what is not known is absent, because the
    writers of networkx refuse None. No edge attribute is called type, start or end: its GEXF writer
    takes these for its own.
    """
    import networkx as nx

    result = nx.MultiDiGraph()
    for key, node in graph.nodes.items():
        result.add_node(key, **_node_attributes(node))
    tables = graph.tables
    first = tables.tellings["evidence_text"].take(
        tables.edges["first"]
    )  # at once: much quicker than one by one
    for edge, evidence in zip(graph.edges, first.to_pylist(), strict=True):
        found = _edge_attributes(edge, graph.relations.get(edge.relation), evidence)
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


def _edge_attributes(edge: Edge, relation: RelationFacts | None, evidence: str) -> dict[str, Any]:
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
        "evidence": evidence,
    }
    return {key: value for key, value in found.items() if value is not None}
