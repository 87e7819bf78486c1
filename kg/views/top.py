"""The strongest actors, pairs, relations or classes of relations in the graph."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from kg.graph import QUADS, Graph
from kg.graph.ranking import rank_actors, rank_pairs, rank_relations
from kg.views import Ranking, clean
from kg.views._text import NAME, QUAD_STYLES, QUIET, Facts, relation_label, relation_text


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
    quad: str | None


@dataclass(frozen=True, slots=True)
class Quad:
    """A quad class with how often it is found, and its strongest relations; `none` is what has no class."""

    quad: str
    edges: int
    origins: int
    claims: int
    relations: str


Row = Actor | Pair | Used | Quad

_NO_QUAD = "none"
_NARROW = 72  # columns below which the last date is left out
_SHOWN = 4  # relations of one row: the rest is in the piped table


def find_rows(graph: Graph, ranking: Ranking = Ranking.PAIRS, *, limit: int = 20) -> tuple[Row, ...]:
    """The ranked rows, most independent origins first; `limit` 0 gives all."""
    found: Sequence[Row]
    match ranking:
        case Ranking.ACTORS:
            found = find_actors(graph, limit=limit)
        case Ranking.PAIRS:
            found = find_pairs(graph, limit=limit)
        case Ranking.RELATIONS:
            found = _find_relations(graph)[: limit or None]
        case Ranking.QUADS:
            found = _find_quads(graph)[: limit or None]
    return tuple(found)


def render(graph: Graph, ranking: Ranking = Ranking.PAIRS, *, limit: int = 20) -> RenderableType:
    """A table of the strongest."""
    rows = find_rows(graph, ranking, limit=limit)
    if not rows:
        return Text(f"No {ranking.value} yet: the graph has no edges. kg build adds articles.")
    return _Ranked(rows, ranking, graph.relations)


class _Ranked:
    """The rows as a table, without its last column where the terminal is narrow."""

    def __init__(self, rows: Sequence[Row], ranking: Ranking, facts: Facts) -> None:
        self._rows, self._ranking, self._facts = rows, ranking, facts

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        names, numbers = _HEADS[self._ranking]
        if options.max_width < _NARROW:
            numbers = [name for name in numbers if not name.startswith("last")]
        for name in names:
            table.add_column(name, overflow="fold")
        for name in numbers:
            table.add_column(name, justify="right", no_wrap=True)
        for row in self._rows:
            table.add_row(*list(_cells(row, self._facts))[: len(table.columns)])
        yield table


_HEADS = {
    Ranking.ACTORS: (["actor", "type"], ["origins", "out", "in", "mentions", "last seen"]),
    Ranking.PAIRS: (["actor", "recipient", "relations"], ["origins", "claims", "last"]),
    Ranking.RELATIONS: (["relation", "strongest"], ["edges", "origins", "claims"]),
    Ranking.QUADS: (["class", "relations"], ["edges", "origins", "claims"]),
}


def _cells(row: Row, facts: Facts) -> Iterable[RenderableType]:
    match row:
        case Actor():
            numbers = [row.origins, row.out, row.into, row.mentions]
            return [Text(clean(row.label), NAME), row.type, *_written(numbers), row.last_seen or ""]
        case Pair():
            ends = [Text(clean(row.actor), NAME), Text(clean(row.recipient), NAME)]
            relations = _listed(row.relations, facts)
            return [*ends, relations, *_written([row.origins, row.claims]), row.last_date or ""]
        case Used():
            words = relation_text(row.relation, facts)
            return [words, Text(clean(row.strongest)), *_written([row.edges, row.origins, row.claims])]
        case Quad():
            named = "no class" if row.quad == _NO_QUAD else row.quad.replace("-", " ")
            name = Text(named, QUAD_STYLES.get(row.quad, ""))
            listed = _listed(row.relations, facts)
            return [name, listed, *_written([row.edges, row.origins, row.claims])]


def _written(numbers: Iterable[int]) -> list[str]:
    return [f"{number:,}" for number in numbers]


def _listed(names: str, facts: Facts) -> Text:
    """The first relations in words, and how many others there are."""
    first, more = names.split()[:_SHOWN], len(names.split()) - _SHOWN
    rest = [Text(f"{more} more", QUIET)] if more > 0 else []
    return Text(", ").join([*(relation_text(name, facts) for name in first), *rest])


def find_actors(graph: Graph, *, limit: int = 0) -> list[Actor]:
    """Entities by the independent origins of their edges, then mentions; those without edges too."""
    return [
        Actor(
            row["label"],
            row["type"],
            row["origins"],
            row["out"],
            row["into"],
            row["mentions"],
            row["articles"],
            _iso(row["last_seen"]),
            row["id"],
        )
        for row in _first(rank_actors(graph).drop_columns("names"), limit)
    ]


def find_pairs(graph: Graph, edges: Any = None, *, limit: int = 0) -> list[Pair]:
    """Actor and recipient by the independent origins of all edges, or some, from the one to the other."""
    edges = graph.tables.edges if edges is None else edges
    rows = _first(rank_pairs(edges), limit)
    named = _relations_of(edges, rows)
    return [
        Pair(
            graph.nodes.labels[row["actor"]],
            graph.nodes.labels[row["recipient"]],
            row["origins"],
            row["claims"],
            " ".join(named[row["actor"], row["recipient"]]),
            _iso(row["last_day"]),
            row["actor"],
            row["recipient"],
        )
        for row in rows
    ]


def _relations_of(edges: Any, pairs: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[str]]:
    """The relations from the one to the other of some pairs, strongest first."""
    for end in ("actor", "recipient"):
        wanted = pa.array(sorted({row[end] for row in pairs}), pa.string())
        edges = edges.filter(pc.is_in(edges[end], value_set=wanted))
    keys = [("origins", "descending"), ("claims", "descending"), ("relation", "ascending")]
    edges = edges.take(pc.sort_indices(edges, sort_keys=keys))
    columns = (edges[name].to_pylist() for name in ("actor", "recipient", "relation"))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for actor, recipient, relation in zip(*columns, strict=True):
        found[actor, recipient].append(relation)
    return found


def _find_relations(graph: Graph) -> list[Used]:
    found = []
    for row in rank_relations(graph.tables.edges).to_pylist():
        facts = graph.relations.get(row["relation"])
        found.append(
            Used(
                row["relation"],
                relation_label(row["relation"], graph.relations),
                row["edges"],
                row["origins"],
                row["claims"],
                " → ".join(graph.nodes[row[end]].entity.label for end in ("actor", "recipient")),
                facts.quad if facts else None,
            )
        )
    return found


def _find_quads(graph: Graph) -> list[Quad]:
    grouped: dict[str, list[Used]] = defaultdict(list)
    for used in _find_relations(graph):
        grouped[used.quad or _NO_QUAD].append(used)
    found = [
        Quad(
            quad,
            sum(used.edges for used in members),
            sum(used.origins for used in members),
            sum(used.claims for used in members),
            " ".join(used.relation for used in members),
        )
        for quad, members in grouped.items()
    ]
    order = (*QUADS, _NO_QUAD)
    return sorted(found, key=lambda row: (-row.origins, order.index(row.quad)))


def _first(table: Any, limit: int) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = (table.slice(0, limit) if limit else table).to_pylist()
    return rows


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
