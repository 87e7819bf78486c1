"""Every claim between two actors, both ways, with the sentence that makes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from kg.graph import Graph, Node, Telling
from kg.graph.finding import find_node
from kg.views import clean
from kg.views._text import counted, heading, more_line, status, telling_lines


@dataclass(frozen=True, slots=True)
class Row:
    """One claim; `edge` tells whether it backs an edge, and `status` why it does not."""

    actor: str
    relation: str
    recipient: str
    edge: bool
    status: str
    topic: str | None
    polarity: str
    modality: str
    speaker: str | None
    place: str | None
    date: str | None
    date_precision: str | None
    confidence: float
    evidence: str
    start: int
    end: int
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    article: str
    origin: str  # equal for articles that are one telling
    claim: str


def find_rows(graph: Graph, one: str, two: str, *, limit: int = 0) -> tuple[Row, ...]:
    """The claims between two actors: those that make edges, then the others; each sorted by date."""
    backing, others = _tellings(graph, find_node(graph, one), find_node(graph, two))
    rows = [_row(telling, True) for telling in backing] + [_row(telling, False) for telling in others]
    return tuple(rows[: limit or None])


def render(graph: Graph, one: str, two: str, *, limit: int = 0) -> RenderableType:
    """The claims that make edges and, apart from them, those that are denied, planned or hedged."""
    first, second = find_node(graph, one), find_node(graph, two)
    names = f"{clean(first.entity.label)} and {clean(second.entity.label)}"
    backing, others = _tellings(graph, first, second)
    if not backing and not others:
        return Text(f"No claim ties {names}; each is in the graph. kg who shows all edges of one.")
    parts: list[RenderableType] = []
    if backing:
        shown = backing[: limit or None]
        parts += [heading(f"{names}: {counted(len(backing), 'claim')}"), *_listed(graph, shown)]
        parts += more_line(len(shown), len(backing))
    if others:
        shown = others[: limit or None]
        title = f"Denied, planned or hedged: {counted(len(others), 'claim')}, no edge"
        parts += [*([""] if parts else []), heading(title), *_listed(graph, shown)]
        parts += more_line(len(shown), len(others))
    return Group(*parts)


def _tellings(graph: Graph, one: Node, two: Node) -> tuple[list[Telling], list[Telling]]:
    ends = (one.entity.id, two.entity.id)
    backing = (telling for edge in graph.edges_between(*ends) for telling in edge.tellings)
    return _by_date(backing), _by_date(graph.unasserted_between(*ends))


def _by_date(tellings: Iterable[Telling]) -> list[Telling]:
    """Undated ones last."""
    return sorted(
        tellings, key=lambda t: (t.claim.date or "~", t.article.id, t.claim.evidence.start, t.claim.id)
    )


def _listed(graph: Graph, tellings: Iterable[Telling]) -> list[RenderableType]:
    return [line for telling in tellings for line in telling_lines(telling, graph.relations)]


def _row(telling: Telling, edge: bool) -> Row:
    claim, article = telling.claim, telling.article
    return Row(
        claim.actor.label,
        claim.relation,
        claim.recipient.label,
        edge,
        status(telling),
        claim.topic,
        claim.polarity.value,
        claim.modality.value,
        claim.speaker.label if claim.speaker else None,
        claim.place.label if claim.place else None,
        claim.date,
        claim.date_precision.value if claim.date_precision else None,
        claim.confidence,
        claim.evidence.text,
        claim.evidence.start,
        claim.evidence.end,
        article.publisher,
        article.title,
        article.published,
        article.url,
        article.id,
        article.origin,
        claim.id,
    )
