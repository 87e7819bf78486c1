"""The numbers of a folder, or of a part of it: articles, entities, claims, tellings and confidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.graph import Graph
from kg.views import clean
from kg.views._text import NAME, QUIET, heading, relation_text

LIMIT = 8
_NONE = "none"
_SIDE_BY_SIDE = 76  # columns from which two tables fit beside each other
_BAR = 10


@dataclass(frozen=True, slots=True)
class Number:
    """One count; `share` is that of its part, or a share or mean that has no count."""

    part: str
    name: str
    count: int | None
    share: float | None


def find_rows(graph: Graph, *, whole: bool = True) -> tuple[Number, ...]:
    """All numbers: of everything first, then by what each claim, article and entity is.

    Where the graph is a part (not `whole`), articles are those that tell one of its claims, entities those
    at their ends, and there is no coverage: what was not understood belongs to no part.
    """
    tables = graph.tables
    claims = pa.concat_tables([tables.tellings, tables.others])
    articles, nodes = tables.articles, tables.nodes
    if not whole:
        articles = articles.take(pc.unique(claims["article"]).sort())
        ends = pa.chunked_array([*claims["source"].chunks, *claims["target"].chunks], pa.string())
        nodes = nodes.filter(pc.is_in(nodes["id"], value_set=pc.unique(ends)))
    facts = graph.relations
    quads = {name: (facts[name].quad if name in facts else None) or _NONE for name in facts}
    by_relation = _counted("relation", claims["relation"])
    return (
        *_totals(graph, claims, articles, nodes, whole),
        *_counted("publisher", articles["publisher"]),
        *_months(articles["published"]),
        *_counted("entity type", nodes["type"]),
        *_summed("class", [(quads.get(row.name, _NONE), row.count or 0) for row in by_relation]),
        *by_relation,
        *_counted("polarity", claims["polarity"]),
        *_counted("modality", claims["modality"]),
        *_counted("speaker", claims["speaker_label"]),
        *_confidence(claims["confidence"]),
    )


def render(graph: Graph, *, whole: bool = True, limit: int = LIMIT) -> RenderableType:
    """The totals, and a table for each part with its largest; two beside each other where they fit."""
    rows = find_rows(graph, whole=whole)
    parts = [list(group) for _, group in groupby(rows, key=lambda row: row.part)]
    totals = Table.grid(padding=(0, 2, 0, 0))
    totals.add_column()
    totals.add_column(justify="right")
    for row in parts[0]:
        totals.add_row(Text(f"  {row.name}"), Text(_written(row), NAME))
    return Group(heading("Totals"), totals, _Tables(graph, parts[1:], limit))


def _totals(graph: Graph, claims: Any, articles: Any, nodes: Any, whole: bool) -> Iterator[Number]:
    asserted, every = len(graph.tables.tellings), len(claims)
    yield _total("articles", len(articles))
    yield _total("independent tellings", pc.count_distinct(articles["origin"]).as_py())
    yield _total("articles with a claim", pc.count_distinct(claims["article"]).as_py(), len(articles))
    yield _total("articles without a date", articles["published"].null_count, len(articles))
    yield _total("entities", len(nodes))
    yield _total("edges", len(graph.edges))
    yield _total("claims", every)
    yield _total("claims that back an edge", asserted, every)
    yield _total("claims with a speaker", every - claims["speaker"].null_count, every)
    yield _total("claims with a place", every - claims["place"].null_count, every)
    yield _total("claims with a date", every - claims["date"].null_count, every)
    if every:
        yield Number("total", "mean confidence", None, round(pc.mean(claims["confidence"]).as_py(), 4))
    if whole:
        unread = len(graph.tables.unread)
        yield _total("verbs between two that no relation covers", unread)
        yield Number("total", "coverage: claims among both", None, _share(every, every + unread))


def _total(name: str, count: int, of: int | None = None) -> Number:
    return Number("total", name, count, None if of is None else _share(count, of))


def _share(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None


def _counted(part: str, column: Any) -> list[Number]:
    """How often each value is there; what has none is counted as such."""
    counts = pc.value_counts(column).to_pylist()
    return _summed(part, [(row["values"] or _NONE, row["counts"]) for row in counts])


def _summed(part: str, pairs: Iterable[tuple[str, int]]) -> list[Number]:
    sums: dict[str, int] = {}
    for name, count in pairs:
        sums[name] = sums.get(name, 0) + count
    ranked = sorted(sums.items(), key=lambda item: (item[0] == _NONE, -item[1], item[0]))
    return [Number(part, name, count, _share(count, sum(sums.values()))) for name, count in ranked]


def _months(days: Any) -> list[Number]:
    """Articles by the month of publication, the last first."""
    found = _counted("month", pc.utf8_slice_codeunits(days, 0, 7))
    dated = sorted((row for row in found if row.name != _NONE), key=lambda row: row.name, reverse=True)
    return [*dated, *(row for row in found if row.name == _NONE)]


def _confidence(column: Any) -> list[Number]:
    """Claims by tenths of confidence, the surest first."""
    tenths = pc.min_element_wise(pc.cast(pc.floor(pc.multiply(column, 10)), pa.int32()), 9)
    counts = {row["values"]: row["counts"] for row in pc.value_counts(tenths).to_pylist()}
    names = {tenth: f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}" for tenth in sorted(counts, reverse=True)}
    shares = {tenth: _share(count, len(column)) for tenth, count in counts.items()}
    return [Number("confidence", name, counts[tenth], shares[tenth]) for tenth, name in names.items()]


def _written(row: Number) -> str:
    share = "" if row.share is None else f"{row.share:.0%}"
    return share if row.count is None else f"{row.count:,}" + (f" ({share})" if share else "")


class _Tables:
    """One table for each part, in as many columns as there is room for."""

    def __init__(self, graph: Graph, parts: Sequence[Sequence[Number]], limit: int) -> None:
        self._graph, self._parts, self._limit = graph, parts, limit

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        columns = 2 if options.max_width >= _SIDE_BY_SIDE else 1
        grid = Table.grid(padding=(0, 3, 0, 0), expand=True)
        for _ in range(columns):
            grid.add_column(ratio=1)
        drawn = [self._table(part) for part in self._parts]
        for first in range(0, len(drawn), columns):
            grid.add_row(*drawn[first : first + columns])
        yield grid

    def _table(self, rows: Sequence[Number]) -> RenderableType:
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column(no_wrap=True, width=_BAR)
        table.add_column(no_wrap=True, justify="right", min_width=6)
        shown = rows[: self._limit or None]
        most = max(row.count or 0 for row in shown)
        for row in shown:
            words = row.name if row.part != "relation" else relation_text(row.name, self._graph.relations)
            label = Text.assemble("  ", clean(words) if isinstance(words, str) else words)
            cells = round((row.count or 0) * _BAR / most) if most else 0
            table.add_row(label, Text("█" * cells, QUIET), f"{row.count:,}")
        more = len(rows) - len(shown)
        left = [Text(f"  ... and {more:,} more", style=QUIET)] if more > 0 else []
        return Padding(Group(heading(f"By {rows[0].part}"), table, *left), (1, 0, 0, 0))
