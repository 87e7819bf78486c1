"""What a folder holds: counts, the most involved actors, the strongest pairs with evidence, and gaps."""

from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.graph import Graph, edge_id, find_surest
from kg.model import Modality, Polarity
from kg.views import clean
from kg.views._text import (
    NAME,
    QUIET,
    counted,
    heading,
    is_event,
    quoted,
    relation_label,
    split_line,
    triple_text,
)
from kg.views.top import Actor, find_actors, find_pairs


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a folder. `denied` to `hedged` count claims that make no edge; one may be in two."""

    articles: int
    first_published: str | None
    last_published: str | None
    entities: int
    claims: int
    edges: int
    denied: int
    planned: int
    hypothetical: int
    hedged: int
    unread_verbs: int
    commonest_unread: str


@dataclass(frozen=True, slots=True)
class Step:
    """A command to try next, and what it shows."""

    command: str
    shows: str


def find_rows(graph: Graph) -> tuple[Summary, ...]:
    """The one summary of a graph."""
    days = graph.tables.articles["published"].drop_null()
    unread = Counter(graph.tables.unread["lemma"].to_pylist())
    kept_apart: Counter[str] = Counter()
    for column in ("polarity", "modality"):
        kept_apart.update(graph.tables.others[column].to_pylist())
    common = sorted(unread.items(), key=lambda item: (-item[1], item[0]))[:5]
    return (
        Summary(
            len(graph.articles),
            pc.min(days).as_py(),
            pc.max(days).as_py(),
            len(graph.nodes),
            graph.claims,
            len(graph.edges),
            kept_apart[Polarity.NEGATED],
            kept_apart[Modality.PLANNED],
            kept_apart[Modality.HYPOTHETICAL],
            kept_apart[Modality.HEDGED],
            unread.total(),
            ", ".join(f"{lemma} {times}" for lemma, times in common),
        ),
    )


def render(graph: Graph, *, steps: tuple[Step, ...] = (), limit: int = 5) -> RenderableType:
    """The numbers, the strongest actors and pairs, what was not understood, and what to try next."""
    (summary,) = find_rows(graph)
    parts: list[RenderableType] = [_counts(summary)]
    actors = [actor for actor in find_actors(graph, limit=limit) if actor.origins]
    if actors:
        parts += ["", heading("Most involved"), _actor_table(actors)]
    if graph.edges:
        parts += ["", heading("Who does what to whom"), *_pairs(graph, limit)]
    else:
        parts += ["", Text("No claim between two known actors was read, so there is no edge yet.")]
    gaps = _gaps(summary)
    if gaps:
        parts += ["", heading("Kept apart, and not understood"), *gaps]
    if steps:
        parts += ["", heading("What to try next"), _step_table(steps)]
    return Group(*parts)


def _counts(summary: Summary) -> Text:
    dates = ""
    if summary.first_published and summary.last_published:
        one_day = summary.first_published == summary.last_published
        dates = f" of {summary.first_published}" + ("" if one_day else f" to {summary.last_published}")
    return Text.assemble(
        (f"{counted(summary.articles, 'article')}{dates}", NAME),
        f"\n{counted(summary.entities, 'actor or place', 'actors and places')},",
        f" {counted(summary.claims, 'claim')}, {counted(summary.edges, 'edge')}",
    )


def _actor_table(actors: list[Actor]) -> Table:
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "left", "right", "right"):
        table.add_column(justify=justify)
    for actor in actors:
        ties = f"{counted(actor.out, 'edge')} out, {actor.into:,} in"
        name = Text("  " + clean(actor.label), NAME)
        table.add_row(name, Text(actor.type, QUIET), ties, counted(actor.mentions, "mention"))
    return table


def _pairs(graph: Graph, limit: int) -> list[RenderableType]:
    """The pairs with most independent events, each with its strongest edge; states tell no news."""
    edges = graph.tables.edges
    names = [name for name in edges["relation"].unique().to_pylist() if is_event(name, graph.relations)]
    happened = edges.filter(pc.is_in(edges["relation"], value_set=pa.array(names, pa.string())))
    parts: list[RenderableType] = []
    for pair in find_pairs(graph, happened if len(happened) else edges, limit=limit):
        first, *others = pair.relations.split()
        edge = graph.edge(edge_id(pair.actor_id, first, pair.recipient_id))
        assert edge is not None  # its pair is made of it
        line = triple_text(pair.actor, first, pair.recipient, graph.relations)
        if others:
            also = ", ".join(relation_label(name, graph.relations) for name in others)
            line.append(f"  also {also}", style=QUIET)
        parts += [split_line(line, counted(pair.claims, "claim")), quoted(find_surest(edge), indent=4)]
    return parts


def _gaps(summary: Summary) -> list[RenderableType]:
    """What made no edge, a line each."""
    found = [
        (summary.denied, "denied"),
        (summary.planned, "planned"),
        (summary.hypothetical, "hypothetical"),
        (summary.hedged, "hedged"),
    ]
    parts: list[RenderableType] = []
    if any(number for number, _ in found):
        named = ", ".join(f"{number:,} {word}" for number, word in found if number)
        parts.append(Padding(f"Claims that make no edge: {named}", (0, 0, 0, 2)))
    if summary.unread_verbs:
        verbs = counted(summary.unread_verbs, "verb")
        commonest = clean(summary.commonest_unread)
        words = Text(f"{verbs} between known actors that no relation covers: {commonest}")
        parts.append(Padding(words, (0, 0, 0, 2)))
    return parts


def _step_table(steps: tuple[Step, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for step in steps:
        table.add_row(Text("  " + clean(step.command), style="bold"), Text(step.shows, style=QUIET))
    return table
