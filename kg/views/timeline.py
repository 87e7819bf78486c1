"""What happened when: events by day, week, month or year, with the strongest edges of each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.graph import Graph
from kg.graph.finding import find_node
from kg.graph.tables import number_runs
from kg.graph.timing import COLUMNS, PAGE, Counts, Step, count_periods
from kg.views import clean
from kg.views._text import NAME, QUAD_STYLES, QUIET, counted, heading, is_event, relation_label

_STRONGEST = 3  # edges named for each period
_CLASSES = ("conflict", "cooperation", "other")
# Told apart without colour too; the darkest is what is looked for most.
_BARS = {
    "conflict": ("█", QUAD_STYLES["material-conflict"]),
    "cooperation": ("▒", QUAD_STYLES["material-cooperation"]),
    "other": ("░", QUIET),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One day, week, month or year; `origins` sums the independent origins of the edges in it.

    `conflict`, `cooperation` and `other` are its parts. `strongest` are the edges with most origins,
    and how many where it is more than one.
    """

    period: str
    first_day: str
    origins: int
    claims: int
    conflict: int
    cooperation: int
    other: int
    edges: int
    strongest: str
    edge_ids: str


def find_rows(graph: Graph, *names: str, step: Step | None = None, limit: int = 0) -> tuple[Period, ...]:
    """The periods with events of all, of one actor, or between two; with `limit`, the last so many."""
    return _periods(graph, _count(graph, names, step), limit)


def render(graph: Graph, *names: str, step: Step | None = None, limit: int = PAGE) -> RenderableType:
    """A line a period with a bar: how much of it is conflict and cooperation, and the strongest edges."""
    counts = _count(graph, names, step)
    total = pc.count_distinct(counts.edges["day"]).as_py()
    rows = _periods(graph, counts, limit)
    parts: list[RenderableType] = [_title(graph, names, counts)]
    if len(rows) < total:
        earlier = f"  ... and {counted(total - len(rows), counts.step.value)} before; --limit 0 shows all"
        parts.append(Text(earlier, style=QUIET))
    parts += [_Chart(graph, rows, counts.step), Text(), _legend()]
    left = [f"{counts.coarse:,} dated less closely than to a {counts.step.value}"] if counts.coarse else []
    left += [f"{counts.undated:,} not dated"] if counts.undated else []
    if left:
        parts.append(Text(f"Claims left out: {', '.join(left)}", style=QUIET))
    return Group(*parts)


def _count(graph: Graph, names: Sequence[str], step: Step | None) -> Counts:
    """Of events alone: a state such as holding an office has no day."""
    tellings = graph.tables.tellings
    known = tellings["relation"].unique().to_pylist()
    events = pa.array([name for name in known if is_event(name, graph.relations)], pa.string())
    mask = pc.is_in(tellings["relation"], value_set=events)
    keys = [find_node(graph, name).entity.id for name in names]
    for key in keys:
        mask = pc.and_(mask, pc.or_(pc.equal(tellings["source"], key), pc.equal(tellings["target"], key)))
    return count_periods(tellings.select(COLUMNS).filter(mask), step)


def _periods(graph: Graph, counts: Counts, limit: int) -> tuple[Period, ...]:
    edges = counts.edges
    days = pc.unique(edges["day"])
    if limit and len(days) > limit:
        edges = edges.filter(pc.greater_equal(edges["day"], days[-limit]))
    sums: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_CLASSES, 0))
    by_relation = edges.group_by(["day", "relation"]).aggregate([("origins", "sum")])
    for row in by_relation.to_pylist():
        sums[row["day"]][_class(graph, row["relation"])] += row["origins_sum"]
    return tuple(_period(graph, counts.step, part, sums) for part in _split(edges))


def _split(edges: Any) -> Iterator[Any]:
    """The rows of each day."""
    if not len(edges):
        return
    runs = number_runs(edges["day"]).to_numpy()
    starts = [*runs.searchsorted(range(runs[-1] + 1)).tolist(), len(edges)]
    for first, last in pairwise(starts):
        yield edges.slice(first, last - first)


def _period(graph: Graph, step: Step, edges: Any, sums: Mapping[date, Mapping[str, int]]) -> Period:
    strongest = edges.slice(0, _STRONGEST).to_pylist()
    day: date = strongest[0]["day"]
    return Period(
        _written(day, step),
        day.isoformat(),
        sum(sums[day].values()),
        pc.sum(edges["claims"]).as_py(),
        sums[day]["conflict"],
        sums[day]["cooperation"],
        sums[day]["other"],
        len(edges),
        "; ".join(_triple(graph, row) for row in strongest),
        " ".join(row["edge"] for row in strongest),
    )


def _class(graph: Graph, relation: str) -> str:
    facts = graph.relations.get(relation)
    return (facts.quad or "other").rpartition("-")[2] if facts else "other"


def _triple(graph: Graph, row: Mapping[str, Any]) -> str:
    actor, recipient = (graph.nodes.labels[row[end]] for end in ("actor", "recipient"))
    often = f" ({row['origins']})" if row["origins"] > 1 else ""
    return f"{actor} {relation_label(row['relation'], graph.relations)} {recipient}{often}"


def _written(day: date, step: Step) -> str:
    match step:
        case Step.DAY:
            return day.isoformat()
        case Step.WEEK:
            return "{}-W{:02}".format(*day.isocalendar()[:2])
        case Step.MONTH:
            return f"{day:%Y-%m}"
        case Step.YEAR:
            return f"{day:%Y}"


# --- drawing -----------------------------------------------------------------------------------------------


def _title(graph: Graph, names: Sequence[str], counts: Counts) -> RenderableType:
    claims = pc.sum(counts.edges["claims"]).as_py() or 0
    labels = " and ".join(clean(find_node(graph, name).entity.label) for name in names)
    about = f"{labels}: " if labels else ""
    return heading(f"{about}{counted(claims, 'claim')} of events by {counts.step.value}")


def _legend() -> Text:
    parts = [Text.assemble(_BARS[name], f" {name if name != 'other' else 'neither'}") for name in _CLASSES]
    return Text("  ").join([*parts, Text("independent tellings", style=QUIET)])


class _Chart:
    """The periods as lines; how long a bar may be depends on the width that there is."""

    def __init__(self, graph: Graph, rows: Sequence[Period], step: Step) -> None:
        self._graph, self._rows, self._step = graph, rows, step

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        width = max(8, min(40, options.max_width // 4))
        most = max((row.origins for row in self._rows), default=1)
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True, width=width)
        table.add_column(no_wrap=True, justify="right")
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        before: Period | None = None
        for row in self._rows:
            gap = _gap(before, row, self._step) if before else 0
            if gap:
                table.add_row("", "", "", Text(f"{counted(gap, self._step.value)} without", style=QUIET))
            strongest = Text(clean(row.strongest), style=QUIET)
            table.add_row(Text(row.period, NAME), _bar(row, most, width), f"{row.origins:,}", strongest)
            before = row
        yield table


def _bar(row: Period, most: int, width: int) -> Text:
    """As long as the period is strong; each class that is in it has a cell where there is room."""
    cells = max(1, round(row.origins * width / most))
    parts = [row.conflict, row.cooperation, row.other]
    lengths = [int(part * cells / row.origins) for part in parts]
    while sum(lengths) < cells:
        rests = [part * cells / row.origins - length for part, length in zip(parts, lengths, strict=True)]
        lengths[rests.index(max(rests))] += 1
    bars = zip(_CLASSES, lengths, strict=True)
    return Text.assemble(*((_BARS[name][0] * length, _BARS[name][1]) for name, length in bars))


def _gap(before: Period, after: Period, step: Step) -> int:
    """How many periods without an event are between two."""
    one, two = (date.fromisoformat(period.first_day) for period in (before, after))
    match step:
        case Step.DAY:
            return (two - one).days - 1
        case Step.WEEK:
            return (two - one).days // 7 - 1
        case Step.MONTH:
            return (two.year - one.year) * 12 + two.month - one.month - 1
        case Step.YEAR:
            return two.year - one.year - 1
