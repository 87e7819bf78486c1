"""What GEXF, GraphML, CSV and graph databases say of nodes and edges: columns, values, weights and spells.

In goes a graph; out come one `Point` a node and one `Line` an edge (or a claim), some thousand at a time.
A value that is not known is None, and left out of the file. No column is named `type`, `start`, `end`, `id`
or `label` on an edge: networkx and graphology take those for their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.exporters._tables import (
    best_tellings,
    count_claims,
    find_chunks,
    find_periods,
    find_sorted,
    take_articles,
    take_tellings,
    to_columns,
    to_texts,
)
from kg.graph import Graph
from kg.layout import find_communities, find_places, find_ties
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
    "x": float,
    "y": float,
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
    """A node; `values` stand in the order of `NODE_COLUMNS`, `spells` cover those of its edges.

    `size` is the radius that it is drawn with, `x` and `y` (going up) where.
    """

    id: str
    label: str
    type: EntityType
    size: float
    x: float
    y: float
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
    communities, sizes, places = draw_nodes(graph)
    lives = _lives(graph)
    kept = ("id", "label", "type", "country", "sector", "wikidata", "geonames", "lat", "lon", "mentions")
    number = 0
    for table in find_chunks(graph.tables.nodes):
        rows = to_columns(table, *kept, "articles", "first_seen", "last_seen")
        days = zip(*(to_texts(days.slice(number, len(table))) for days in lives), strict=True)
        for (key, label, *values), life in zip(rows, days, strict=True):
            x, y = places[number].tolist()
            first, last = values[-2:]
            community = int(communities[number])
            spell = _whole(first, last, *life)
            yield Point(
                *(key, label, EntityType(values[0]), float(sizes[number]), x, y),
                *(spell, (*values, community, x, y)),
            )
            number += 1


def draw_nodes(graph: Graph) -> tuple[Any, Any, Any]:
    """By row of the nodes: their communities, their radii, and their places as x and y (going up)."""
    ties = find_ties(graph)
    communities, sizes = find_communities(ties), _sizes(graph)
    return communities, sizes, find_places(ties, communities, sizes)


def find_lines(
    graph: Graph, relations: Mapping[str, Relation], *, per_claim: bool, grouped: bool = False
) -> Iterator[Line]:
    """All edges sorted by id, or the claims of all edges; `grouped`: by relation first."""
    coded = _Coded(relations)
    find = _claim_lines if per_claim else _edge_lines
    table = graph.tables.edges
    for edges in find_sorted(table, "relation", "id") if grouped else find_chunks(table):
        yield from find(graph, edges, coded)


def count_lines(graph: Graph, *, per_claim: bool) -> int:
    """How many lines `find_lines` gives."""
    return count_claims(graph) if per_claim else len(graph.edges)


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


def _edge_lines(graph: Graph, edges: Any, coded: "_Coded") -> Iterator[Line]:
    tellings = take_tellings(graph, edges, "first_day", "last_day", "confidence", "article", "evidence_text")
    periods = find_periods(tellings)
    best = tellings.take(pa.array(best_tellings(edges, tellings)))
    rows = to_columns(edges, "id", "actor", "recipient", "relation", "claims", "articles", "origins")
    dates = to_columns(edges, "first_date", "last_date")
    start = 0
    for row, seen, source in zip(rows, dates, _sources(graph, best), strict=True):
        key, actor, recipient, relation, claims, articles, origins = row
        label, quad, codes = coded[relation]
        spells = merge_spells([period for period in periods[start : start + claims] if period])
        start += claims
        values = (*codes, claims, articles, origins, *seen, *source)
        yield Line(key, actor, recipient, label, relation, quad, float(origins), spells, values)


def _claim_lines(graph: Graph, edges: Any, coded: "_Coded") -> Iterator[Line]:
    tellings = take_tellings(graph, edges)
    detail = ("topic", "speaker_label", "place_label", "first_day", "last_day", "date_precision")
    rows = to_columns(tellings, "claim", "actor", "recipient", "relation", *detail, "confidence")
    numbers = (n for claims in edges["claims"].to_pylist() for n in range(1, claims + 1))
    for number, row, source in zip(numbers, rows, _sources(graph, tellings), strict=True):
        key, actor, recipient, relation, *details = row
        label, quad, codes = coded[relation]
        # Gephi adds up parallel edges of one kind, so each further claim is a kind of its own.
        kind = relation if number == 1 else f"{relation} {number}"
        first, last = details[3:5]
        spells = ((first, last),) if first and last else ()
        values = (*codes, *details, *source)
        yield Line(key, actor, recipient, label, kind, quad, 1.0, spells, values)


def _sources(graph: Graph, tellings: Any) -> Iterator[tuple[Value, ...]]:
    """Of each telling its sentence and article."""
    articles = take_articles(graph, tellings)
    told = to_columns(articles, "id", "title", "publisher", "published", "url")
    for text, article in zip(tellings["evidence_text"].to_pylist(), told, strict=True):
        yield (text, *article)


class _Coded(dict[str, tuple[str, str | None, tuple[Value, ...]]]):
    """Label, quad class and codes by the name of a relation, made when first asked for."""

    def __init__(self, relations: Mapping[str, Relation]) -> None:
        super().__init__()
        self._relations = relations

    def __missing__(self, name: str) -> tuple[str, str | None, tuple[Value, ...]]:
        known = self._relations.get(name)
        if known is None:
            self[name] = (name, None, (name, None, None, None, None, None))
        else:
            score = None if known.score is None else float(known.score)
            codes = (name, known.plover, known.mode, known.cameo, known.quad, score)
            self[name] = (known.label, known.quad, codes)
        return self[name]


def _sizes(graph: Graph) -> Any:
    """The radius of each node: its area grows with the mentions, 5 for none, 50 for the most mentioned."""
    mentions = graph.tables.nodes["mentions"].to_numpy().astype(float)
    most = max(mentions.max(initial=0.0), 1.0)
    return np.round(5 + 45 * np.sqrt(mentions / most), 2)


def _lives(graph: Graph) -> tuple[Any, Any]:
    """The first and the last day of the edges at each node, by row of the nodes; null where it has none."""
    edges = graph.tables.edges
    ends = pa.concat_tables(
        edges.select([end, "first_date", "last_date"]).rename_columns(["end", "first", "last"])
        for end in ("actor", "recipient")
    )
    days = pa.table(
        {"end": ends["end"], **{name: ends[name].cast(pa.date32()) for name in ("first", "last")}}
    )
    found = days.group_by("end", use_threads=False).aggregate([("first", "min"), ("last", "max")])
    rows = pc.index_in(graph.tables.nodes["id"], value_set=found["end"].combine_chunks())
    return found["first_min"].take(rows), found["last_max"].take(rows)


def _whole(*days: str | None) -> tuple[Spell, ...]:
    """One spell over all: a node that came and went would take its edges with it."""
    known = [day for day in days if day]
    return ((min(known), max(known)),) if known else ()
