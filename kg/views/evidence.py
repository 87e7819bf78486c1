"""All sentences behind one edge, by the telling they belong to, with those that deny or only plan it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow.compute as pc
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.errors import UsageError
from kg.graph import Graph, Telling, edge_id
from kg.graph.finding import find_node
from kg.graph.kept import Tellings
from kg.graph.selection import find_relation
from kg.graph.values import ordered
from kg.views import clean
from kg.views._text import QUIET, counted, evidence_text, heading, more_line, source_text, status, triple_text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One claim of the edge; `telling` numbers the independent tellings, `origin` is the first article of it.

    `asserted` is whether it backs the edge, and `status` why it does not.
    """

    telling: int
    asserted: bool
    status: str
    actor: str
    relation: str
    recipient: str
    evidence: str
    start: int
    end: int
    speaker: str | None
    polarity: str
    modality: str
    date: str | None
    date_precision: str | None
    place: str | None
    topic: str | None
    confidence: float
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    article: str
    origin: str
    claim: str
    edge: str


def find_edge(graph: Graph, *words: str) -> str:
    """The id of the edge meant by its id, or by actor, relation and recipient, which may have no claim.

    Raises UsageError where an edge of that id has none, or a name or the relation is unknown.
    """
    if len(words) == 1:
        tables = (graph.tables.tellings, graph.tables.others)
        if any(pc.index(table["edge"], words[0]).as_py() >= 0 for table in tables):
            return words[0]
        raise UsageError(f"no edge has the id '{words[0]}'; kg who NAME --json tells ids, or give its ends")
    if len(words) != 3:
        raise UsageError("give the id of an edge, or an actor, a relation and a recipient")
    actor, recipient = (find_node(graph, words[at]).entity.id for at in (0, 2))
    return edge_id(*ordered(actor, find_relation(words[1], graph.relations), recipient, graph.relations))


def find_rows(graph: Graph, edge: str, *, limit: int = 0) -> tuple[Sentence, ...]:
    """The sentences of the edge with that id: those that back it, then the others; each telling together."""
    numbered = [
        (number, asserted, telling)
        for asserted, table in ((True, graph.tables.tellings), (False, graph.tables.others))
        for number, tellings in enumerate(_groups(graph, table, edge), 1)
        for telling in tellings
    ]
    return tuple(_row(edge, *found) for found in numbered[: limit or None])


def render(graph: Graph, edge: str, *, limit: int = 0) -> RenderableType:
    """Each sentence with who says so, when and where it was published; copies stand with the first."""
    parts: list[RenderableType] = []
    for title, table in (("", graph.tables.tellings), ("Denied, planned or hedged", graph.tables.others)):
        groups = list(_groups(graph, table, edge))
        claims = sum(map(len, groups))
        if claims:
            about = counted(claims, "claim") + f" in {counted(len(groups), 'independent telling')}"
            first = groups[0][0].claim
            line = triple_text(first.actor.label, first.relation, first.recipient.label, graph.relations)
            parts += [*([""] if parts else []), heading(f"{title or line.plain}: {about}")]
            parts += _drawn(groups, limit)
            parts += more_line(min(limit or claims, claims), claims)
    return Group(*parts, Text(f"edge {edge}", style=QUIET))


def _groups(graph: Graph, table: Any, edge: str) -> Iterator[list[Telling]]:
    """The claims of an edge by telling, in the order of the first date of each."""
    found = table.filter(pc.equal(table["edge"], edge))
    tellings = list(Tellings(graph, found, 0, len(found)))
    first: dict[str, int] = {}
    for at, telling in enumerate(tellings):
        first.setdefault(telling.article.origin, at)
    tellings.sort(key=lambda telling: first[telling.article.origin])
    for _, group in groupby(tellings, key=lambda telling: telling.article.origin):
        yield list(group)


def _drawn(groups: list[list[Telling]], limit: int) -> Iterator[RenderableType]:
    left = limit or sum(map(len, groups))
    for number, tellings in enumerate(groups, 1):
        shown = tellings[:left]
        left -= len(shown)
        articles = len({telling.article.id for telling in tellings})
        if shown and articles > 1:
            yield Text(f"  Telling {number}, in {counted(articles, 'article')}", style=QUIET)
        for telling in shown:
            lines = [evidence_text(telling.claim), _facts(telling), source_text(telling), *_url(telling)]
            yield Padding(Group(*lines), (0, 0, 0, 2 if articles == 1 else 4))


def _facts(telling: Telling) -> Text:
    claim = telling.claim
    known = [
        f"according to {clean(claim.speaker.label)}" if claim.speaker else "",
        f"about {clean(claim.topic)}" if claim.topic else "",
        f"in {clean(claim.place.label)}" if claim.place else "",
        f"dated {claim.date}" if claim.date else "no date",
        f"confidence {claim.confidence:.2f}",
    ]
    words = Text(f"{status(telling) or 'affirmed, actual'}", style="bold" if status(telling) else QUIET)
    return Text.assemble(words, (f" · {' · '.join(part for part in known if part)}", QUIET))


def _url(telling: Telling) -> list[RenderableType]:
    url = telling.article.url
    return [Text(clean(url), style=QUIET, overflow="fold")] if url else []


def _row(edge: str, number: int, asserted: bool, telling: Telling) -> Sentence:
    claim, article = telling.claim, telling.article
    return Sentence(
        number,
        asserted,
        status(telling),
        claim.actor.label,
        claim.relation,
        claim.recipient.label,
        claim.evidence.text,
        claim.evidence.start,
        claim.evidence.end,
        claim.speaker.label if claim.speaker else None,
        claim.polarity.value,
        claim.modality.value,
        claim.date,
        claim.date_precision.value if claim.date_precision else None,
        claim.place.label if claim.place else None,
        claim.topic,
        claim.confidence,
        article.publisher,
        article.title,
        article.published,
        article.url,
        article.id,
        article.origin,
        claim.id,
        edge,
    )
