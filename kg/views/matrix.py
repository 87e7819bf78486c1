"""Who does how much to whom among the strongest: a heat map of conflict, cooperation or score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.graph import Graph
from kg.graph.crossing import Measure, cross
from kg.views import clean
from kg.views._text import NAME, QUIET, heading

LIMIT = 12
# Four shades each, of the 256 colours; the numbers say the same without them. Blue and red are told apart
# by people who confuse red and green.
_SHADES = {
    Measure.CONFLICT: ("color(224)", "color(217)", "color(210)", "color(203)"),
    Measure.COOPERATION: ("color(189)", "color(153)", "color(117)", "color(75)"),
}
_TITLES = {
    Measure.SCORE: "mean score, -10 conflict to +10 cooperation",
    Measure.CONFLICT: "conflict, in independent tellings",
    Measure.COOPERATION: "cooperation, in independent tellings",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one actor does to another: sums of independent origins, and the mean of their scores."""

    actor: str
    recipient: str
    origins: int
    conflict: int
    cooperation: int
    score: float
    actor_id: str
    recipient_id: str


def find_rows(graph: Graph, measure: Measure = Measure.SCORE, *, limit: int = LIMIT) -> tuple[Cell, ...]:
    """The cells that are not empty, strongest actors first; `limit` is how many actors."""
    actors, cells = cross(graph, measure, limit=limit)
    place = {key: number for number, key in enumerate(actors)}
    labels = graph.nodes.labels
    rows = sorted(cells.to_pylist(), key=lambda row: (place[row["actor"]], place[row["recipient"]]))
    return tuple(
        Cell(
            labels[row["actor"]],
            labels[row["recipient"]],
            row["origins"],
            row["conflict"],
            row["cooperation"],
            row["score"],
            row["actor"],
            row["recipient"],
        )
        for row in rows
    )


def render(graph: Graph, measure: Measure = Measure.SCORE, *, limit: int = LIMIT) -> RenderableType:
    """A row for each actor that acts and a column for each that it is done to, by their numbers."""
    actors, cells = cross(graph, measure, limit=limit)
    if not actors:
        return Text("No event of a class is told yet: the graph has no such edge. kg build adds articles.")
    values = {(row["actor"], row["recipient"]): row[measure.value] for row in cells.to_pylist()}
    labels = {key: clean(graph.nodes[key].entity.label) for key in actors}
    title = heading(f"Who to whom: {_TITLES[measure]}")
    note = Text("A row acts, a column is acted on; · is nothing told.", style=QUIET)
    return Group(title, "", _Grid(labels, values, measure), "", note)


class _Grid:
    """As many columns as the terminal is wide for."""

    def __init__(
        self, labels: Mapping[str, str], values: Mapping[tuple[str, str], float], measure: Measure
    ) -> None:
        self._labels, self._values, self._measure = labels, values, measure

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        written = {pair: self._written(value) for pair, value in self._values.items()}
        wide = max([3, *(len(text) for text in written.values())]) + 1
        keys = list(self._labels)
        longest = max(len(label) for label in self._labels.values())
        named = min(longest, max(12, options.max_width - len(keys) * wide - 5))
        shown = keys[: max(1, (options.max_width - named - 5) // wide)]
        table = Table.grid(padding=0)
        table.add_column(justify="right", width=3, no_wrap=True)
        table.add_column(width=named + 2, no_wrap=True, overflow="ellipsis")
        for _ in shown:
            table.add_column(justify="right", width=wide, no_wrap=True)
        table.add_row("", "", *(Text(f"{number}", NAME) for number in range(1, len(shown) + 1)))
        for number, key in enumerate(keys, 1):
            label = Text(f" {self._labels[key]}", NAME)
            label.truncate(named + 1, overflow="ellipsis")
            cells = (self._cell(key, other, written) for other in shown)
            table.add_row(Text(str(number), QUIET), label, *cells)
        yield table
        if len(shown) < len(keys):
            left = len(keys) - len(shown)
            yield Text(f"{left} columns do not fit; a wider terminal has them", style=QUIET)

    def _written(self, value: float) -> str:
        return f"{value:+.1f}" if self._measure is Measure.SCORE else f"{value:,}"

    def _cell(self, actor: str, recipient: str, written: Mapping[tuple[str, str], str]) -> Text:
        if actor == recipient:
            return Text()
        value = self._values.get((actor, recipient))
        if value is None:
            return Text("·", QUIET)
        return Text(written[actor, recipient], self._style(value))

    def _style(self, value: float) -> str:
        measure, strength = self._measure, value
        if measure is Measure.SCORE:
            measure = Measure.CONFLICT if value < 0 else Measure.COOPERATION
            most = 10.0
        else:
            most = max(self._values.values())
        shades: Sequence[str] = _SHADES[measure]
        level = min(len(shades) - 1, int(abs(strength) / most * len(shades)))
        return f"black on {shades[level]}"
