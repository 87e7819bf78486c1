"""The shortest ways between two actors, and the strongest, each step with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from kg.errors import UsageError
from kg.graph import Edge, Graph, find_surest
from kg.graph.finding import find_node
from kg.graph.paths import Way, Ways, find_ways
from kg.views import clean
from kg.views._text import NAME, QUIET, counted, heading, is_event, quoted, split_line, triple_text

LIMIT = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way, with the strongest edge between its ends and the surest sentence of that.

    `kind` is `shortest` or `strongest`; `origins` are those of all edges between the two.
    """

    way: int
    kind: str
    step: int
    start: str
    end: str
    actor: str
    relation: str
    recipient: str
    origins: int
    edges: int
    claims: int
    first_date: str | None
    last_date: str | None
    evidence: str
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    edge: str


def find_rows(
    graph: Graph, one: str, two: str, *, states: bool = False, limit: int = LIMIT
) -> tuple[Step, ...]:
    """The steps of the shortest ways, then those of the strongest where that is a longer one."""
    ways = _ways(graph, one, two, states, limit)
    numbered = [(way, "shortest") for way in ways.shortest]
    numbered += [(ways.strongest, "strongest")] if ways.strongest else []
    return tuple(
        _step(graph, (number, kind, at), ends, edges)
        for number, (way, kind) in enumerate(numbered, 1)
        for at, (ends, edges) in enumerate(_steps(graph, way, states), 1)
    )


def render(graph: Graph, one: str, two: str, *, states: bool = False, limit: int = LIMIT) -> RenderableType:
    """Each way with its steps: what ties one to the next, and a sentence that says so."""
    first, second = (clean(find_node(graph, name).entity.label) for name in (one, two))
    ways = _ways(graph, one, two, states, limit)
    if not ways.shortest:
        return Text(f"No way of {'edges' if states else 'events'} leads from {first} to {second}.")
    length = counted(len(ways.shortest[0].nodes) - 1, "step")
    parts: list[RenderableType] = [heading(f"{first} to {second}: {length}")]
    for way in ways.shortest:
        parts += _drawn(graph, way, states)
    if ways.strongest:
        length = counted(len(ways.strongest.nodes) - 1, "step")
        parts += [heading(f"Told more often: {length}"), *_drawn(graph, ways.strongest, states)]
    return Group(*parts[:-1])


def _ways(graph: Graph, one: str, two: str, states: bool, limit: int) -> Ways:
    ends = [find_node(graph, name).entity for name in (one, two)]
    if ends[0] == ends[1]:
        raise UsageError(f"'{one}' and '{two}' are both {ends[0].label} ({ends[0].id}); give two actors")
    known = graph.tables.edges["relation"].unique().to_pylist()
    relations = frozenset(name for name in known if states or is_event(name, graph.relations))
    return find_ways(graph, ends[0].id, ends[1].id, relations=relations, limit=limit)


def _steps(graph: Graph, way: Way, states: bool) -> list[tuple[tuple[str, str], list[Edge]]]:
    """For each two in a row, the edges between them, strongest first."""
    found = []
    for one, two in zip(way.nodes, way.nodes[1:], strict=False):
        edges = graph.edges_between(one, two)
        taken = [edge for edge in edges if states or is_event(edge.relation, graph.relations)]
        ranked = sorted(taken, key=lambda edge: (-edge.origins, -edge.claims, edge.id))
        found.append(((one, two), ranked))
    return found


def _drawn(graph: Graph, way: Way, states: bool) -> list[RenderableType]:
    names = Text(" – ").join(Text(clean(graph.nodes[key].entity.label), NAME) for key in way.nodes)
    lines: list[RenderableType] = [names]
    for _, edges in _steps(graph, way, states):
        edge = edges[0]
        labels = [graph.nodes[key].entity.label for key in (edge.actor, edge.recipient)]
        line = triple_text(labels[0], edge.relation, labels[1], graph.relations)
        if len(edges) > 1:
            line.append(f"  and {counted(len(edges) - 1, 'other edge')}", style=QUIET)
        told = sum(one.origins for one in edges)
        lines += [split_line(line, counted(told, "telling")), quoted(find_surest(edge), indent=4)]
    return [*lines, ""]


def _step(graph: Graph, place: tuple[int, str, int], ends: tuple[str, str], edges: Sequence[Edge]) -> Step:
    edge = edges[0]
    telling = find_surest(edge)
    labels = (graph.nodes[key].entity.label for key in (*ends, edge.actor, edge.recipient))
    start, end, actor, recipient = labels
    return Step(
        *place,
        start,
        end,
        actor,
        edge.relation,
        recipient,
        sum(one.origins for one in edges),
        len(edges),
        edge.claims,
        edge.first_date,
        edge.last_date,
        telling.claim.evidence.text,
        telling.article.publisher,
        telling.article.title,
        telling.article.published,
        telling.article.url,
        edge.id,
    )
