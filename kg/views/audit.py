"""An edge to be judged by its sentence, and the precision of those that were judged."""

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.audit import Count, Drawn, Result
from kg.views._text import QUIET, Facts, counted, heading, more_line, relation_text, telling_lines

WRONG_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """Judgements on all edges together, or on those of one relation; shares are of those right or wrong."""

    part: str
    name: str
    right: int
    wrong: int
    unsure: int
    precision: float | None
    low: float | None  # the interval of 95 %
    high: float | None


def find_rows(result: Result) -> tuple[Row, ...]:
    """All judgements, then those of each relation, the most judged first; shares are rounded to 4 digits."""
    relations = [_row("relation", name, count) for name, count in result.by_relation.items()]
    return (_row("all", "all", result.all), *relations)


def render(result: Result, relations: Facts, *, limit: int = WRONG_SHOWN) -> RenderableType:
    """Precision with its interval, a table by relation, and the edges judged wrong; with `limit`, so many."""
    parts: list[RenderableType] = [_headline(result), *_notes(result)]
    if result.by_relation:
        parts += ["", _table(result, relations)]
    if result.wrong:
        shown = result.wrong[: limit or None]
        parts += ["", heading("Judged wrong")]
        parts += [line for drawn in shown for line in telling_lines(drawn.telling, relations)]
        parts += more_line(len(shown), len(result.wrong))
    return Group(*parts)


def render_question(
    drawn: Drawn, relations: Facts, *, number: int, of: int, judged: str = ""
) -> RenderableType:
    """One edge of the sample with its sentence; `judged` is what was said of it before."""
    claim = drawn.telling.claim
    head = f"{number} of {of}" + (f", judged {judged}" if judged else "")
    others = [f"1 of {drawn.edge.claims} claims of this edge"] if drawn.edge.claims > 1 else []
    state = ", ".join([claim.polarity.value, claim.modality.value, *others])
    return Group(
        "", heading(head), *telling_lines(drawn.telling, relations), Text(f"    {state}", style=QUIET)
    )


def _headline(result: Result) -> Text:
    count = result.all
    if count.precision is None or count.interval is None:
        return Text("No edge is judged right or wrong yet.")
    low, high = count.interval
    share = Text(f"{count.precision:.1%} right", style="bold")
    judged = f", {count.right} of {counted(count.right + count.wrong, 'edge')} judged"
    return Text.assemble(share, judged, f"; 95% confidence interval {low:.1%} to {high:.1%}")


def _notes(result: Result) -> list[RenderableType]:
    unsure = [f"{counted(result.all.unsure, 'edge')} left open"] if result.all.unsure else []
    gone = [f"{counted(result.gone, 'judgement')} on what is no longer read"] if result.gone else []
    told = ", ".join([*unsure, *gone])
    drawn = f"drawn at random from {counted(result.edges, 'edge')} with seed {result.seed}"
    return [Text(drawn + (f"; not counted: {told}" if told else ""), style=QUIET)]


def _table(result: Result, relations: Facts) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("relation")
    for name in ("right", "wrong", "unsure", "precision"):
        table.add_column(name, justify="right")
    for name, count in result.by_relation.items():
        share = "" if count.precision is None else f"{count.precision:.0%}"
        table.add_row(
            relation_text(name, relations), str(count.right), str(count.wrong), str(count.unsure), share
        )
    return table


def _row(part: str, name: str, count: Count) -> Row:
    low, high = count.interval or (None, None)
    return Row(
        part, name, count.right, count.wrong, count.unsure,
        _rounded(count.precision), _rounded(low), _rounded(high),
    )  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
