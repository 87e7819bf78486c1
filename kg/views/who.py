"""All edges of one actor, out and in, each with its best evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from kg.graph import Edge, Graph, Node, find_surest
from kg.graph.finding import find_node
from kg.graph.ranking import rank_edges_at
from kg.views import clean
from kg.views._text import (
    NAME,
    QUIET,
    counted,
    heading,
    more_line,
    quoted,
    relation_text,
    split_line,
)


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge as seen from one of its ends; `direction` is `out` where that end acts."""

    direction: str
    actor: str
    relation: str
    recipient: str
    claims: int
    articles: int
    origins: int
    first_date: str | None
    last_date: str | None
    evidence: str
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    edge: str


def find_rows(graph: Graph, name: str, *, limit: int = 0) -> tuple[Tie, ...]:
    """The edges out of and into an actor, strongest first; `limit` counts each way, 0 means all."""
    out, into = rank_edges_at(graph, find_node(graph, name).entity.id)
    return tuple(
        _tie(graph, edge, direction)
        for direction, edges in (("out", out), ("in", into))
        for edge in edges[: limit or None]
    )


def render(graph: Graph, name: str, *, limit: int = 10) -> RenderableType:
    """The actor, what it does and what is done to it."""
    node = find_node(graph, name)
    label = clean(node.entity.label)
    parts: list[RenderableType] = [_title(node)]
    for title, edges, inverse in zip(
        (f"{label} acts", f"Toward {label}"), rank_edges_at(graph, node.entity.id), (False, True), strict=True
    ):
        if edges:
            shown = edges[: limit or None]
            parts += ["", heading(title), *_listed(graph, shown, inverse)]
            parts += more_line(len(shown), len(edges))
    if len(parts) == 1:
        parts += ["", Text(f"{label} is named, but no claim ties it to another actor.")]
    return Group(*parts)


def _title(node: Node) -> Text:
    entity = node.entity
    about = ", ".join(filter(None, [entity.type.value, entity.country, entity.sector, entity.wikidata]))
    counts = f"{counted(node.mentions, 'mention')} in {counted(node.articles, 'article')}"
    days = dict.fromkeys(day for day in (node.first_seen, node.last_seen) if day)
    seen = f", {' to '.join(days)}" if days else ""
    return Text.assemble((clean(entity.label), NAME), (f"  {about}  {entity.id}\n{counts}{seen}", QUIET))


def _listed(graph: Graph, edges: Sequence[Edge], inverse: bool) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for edge in edges:
        other = graph.nodes[edge.actor if inverse else edge.recipient].entity.label
        line = Text.assemble(
            relation_text(edge.relation, graph.relations, inverse=inverse), "  ", (clean(other), NAME)
        )
        parts += [split_line(line, _weight(edge)), quoted(find_surest(edge), indent=4)]
    return parts


def _weight(edge: Edge) -> str:
    """`3 claims in 3 articles, 2 independent, last 2024-03-04`."""
    counts = f"{counted(edge.claims, 'claim')} in {counted(edge.articles, 'article')}"
    copied = f", {edge.origins:,} independent" if edge.origins < edge.articles else ""
    return counts + copied + (f", last {edge.last_date}" if edge.last_date else "")


def _tie(graph: Graph, edge: Edge, direction: str) -> Tie:
    telling = find_surest(edge)
    return Tie(
        direction,
        graph.nodes[edge.actor].entity.label,
        edge.relation,
        graph.nodes[edge.recipient].entity.label,
        edge.claims,
        edge.articles,
        edge.origins,
        edge.first_date,
        edge.last_date,
        telling.claim.evidence.text,
        telling.article.publisher,
        telling.article.title,
        telling.article.published,
        telling.article.url,
        edge.id,
    )
