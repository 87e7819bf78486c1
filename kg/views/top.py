"""The strongest actors, pairs or relations of the graph."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kg.graph import Edge, Graph
from kg.views import Ranking, clean
from kg.views._text import NAME, relation_label, relation_text


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity with the edges at it; `origins` sums the independent origins of those edges."""

    label: str
    type: str
    origins: int
    out: int
    into: int
    mentions: int
    articles: int
    last_seen: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Pair:
    """All edges from one actor to another; `relations` are their names, strongest first."""

    actor: str
    recipient: str
    origins: int
    claims: int
    relations: str
    last_date: str | None
    actor_id: str
    recipient_id: str


@dataclass(frozen=True, slots=True)
class Used:
    """A relation with how often it is found."""

    relation: str
    label: str
    edges: int
    origins: int
    claims: int
    strongest: str


Row = Actor | Pair | Used


def find_rows(graph: Graph, ranking: Ranking = Ranking.PAIRS, *, limit: int = 20) -> tuple[Row, ...]:
    """The ranked rows, most independent origins first; `limit` 0 gives all."""
    found: Sequence[Row]
    match ranking:
        case Ranking.ACTORS:
            found = find_actors(graph)
        case Ranking.PAIRS:
            found = find_pairs(graph)
        case Ranking.RELATIONS:
            found = _find_relations(graph)
    return tuple(found[: limit or None])


def render(graph: Graph, ranking: Ranking = Ranking.PAIRS, *, limit: int = 20) -> RenderableType:
    """A table of the strongest."""
    rows = find_rows(graph, ranking, limit=limit)
    if not rows:
        return Text(f"No {ranking.value} yet: the graph has no edges. kg build adds articles.")
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    names, numbers = _HEADS[ranking]
    for name in names:
        table.add_column(name, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*_cells(row))
    return table


_HEADS = {
    Ranking.ACTORS: (["actor", "type"], ["origins", "out", "in", "mentions", "last seen"]),
    Ranking.PAIRS: (["actor", "recipient", "relations"], ["origins", "claims", "last"]),
    Ranking.RELATIONS: (["relation", "strongest"], ["edges", "origins", "claims"]),
}


def _cells(row: Row) -> Iterable[RenderableType]:
    match row:
        case Actor():
            numbers = [row.origins, row.out, row.into, row.mentions]
            return [Text(clean(row.label), NAME), row.type, *map(str, numbers), row.last_seen or ""]
        case Pair():
            relations = Text(", ").join(relation_text(name) for name in row.relations.split())
            ends = [Text(clean(row.actor), NAME), Text(clean(row.recipient), NAME)]
            return [*ends, relations, str(row.origins), str(row.claims), row.last_date or ""]
        case Used():
            numbers = [row.edges, row.origins, row.claims]
            return [relation_text(row.relation), Text(clean(row.strongest)), *map(str, numbers)]


def find_actors(graph: Graph) -> list[Actor]:
    """Entities by the independent origins of their edges, then mentions; those without edges too."""
    out: dict[str, list[Edge]] = defaultdict(list)
    into: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        out[edge.actor].append(edge)
        into[edge.recipient].append(edge)
    found = [
        Actor(
            node.entity.label,
            node.entity.type.value,
            sum(edge.origins for edge in out[key] + into[key]),
            len(out[key]),
            len(into[key]),
            node.mentions,
            node.articles,
            node.last_seen,
            key,
        )
        for key, node in graph.nodes.items()
    ]
    return sorted(found, key=lambda actor: (-actor.origins, -actor.mentions, actor.id))


def find_pairs(graph: Graph, among: Iterable[Edge] | None = None) -> list[Pair]:
    """Actor and recipient by the independent origins of all edges, or some, from the one to the other."""
    grouped: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in graph.edges if among is None else among:
        grouped[edge.actor, edge.recipient].append(edge)
    found = []
    for (actor, recipient), edges in grouped.items():
        ranked = sorted(edges, key=lambda edge: (-edge.origins, -edge.claims, edge.relation))
        found.append(
            Pair(
                graph.nodes.labels[actor],
                graph.nodes.labels[recipient],
                sum(edge.origins for edge in edges),
                sum(edge.claims for edge in edges),
                " ".join(edge.relation for edge in ranked),
                max((edge.last_date for edge in edges if edge.last_date), default=None),
                actor,
                recipient,
            )
        )
    return sorted(found, key=lambda pair: (-pair.origins, -pair.claims, pair.actor_id, pair.recipient_id))


def _find_relations(graph: Graph) -> list[Used]:
    grouped: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        grouped[edge.relation].append(edge)
    found = []
    for name, edges in grouped.items():
        strongest = min(edges, key=lambda edge: (-edge.origins, -edge.claims, edge.id))
        ends = [graph.nodes.labels[key] for key in (strongest.actor, strongest.recipient)]
        found.append(
            Used(
                name,
                relation_label(name),
                len(edges),
                sum(edge.origins for edge in edges),
                sum(edge.claims for edge in edges),
                " → ".join(ends),
            )
        )
    return sorted(found, key=lambda used: (-used.origins, -used.claims, used.relation))
