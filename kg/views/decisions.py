"""The user's decisions on entities and edges, in words, and what each changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kg.decisions import (
    Apart,
    Changed,
    Decision,
    Merge,
    RejectClaim,
    RejectEdge,
    Rename,
    Retype,
    Split,
    Undo,
    What,
    undone,
)
from kg.resolve import Resolution
from kg.views import clean
from kg.views._text import QUIET, counted


@dataclass(frozen=True, slots=True)
class Row:
    """One decision; `state` is empty where it holds, `undone`, or what it needs and is not there."""

    number: int
    kind: str
    decision: str
    state: str
    mentions: int
    claims: int
    edges_gone: int
    edges_new: int


def find_rows(decisions: Iterable[Decision], resolution: Resolution) -> tuple[Row, ...]:
    """All decisions in their order."""
    decisions = tuple(decisions)
    taken_back = undone(decisions)
    return tuple(
        _row(d, "undone" if d.number in taken_back else resolution.gone.get(d.number, "")) for d in decisions
    )


def _row(decision: Decision, state: str) -> Row:
    changed = decision.changed
    counts = (changed.mentions, changed.claims, changed.edges_gone, changed.edges_new)
    return Row(decision.number, decision.kind, tell(decision.what), state, *counts)


def render(decisions: Iterable[Decision], resolution: Resolution) -> RenderableType:
    """A table of the decisions; those that do not hold are dim."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("decision", overflow="fold")
    table.add_column("changed", overflow="fold")
    decisions = tuple(decisions)
    for row, decision in zip(find_rows(decisions, resolution), decisions, strict=True):
        words = clean(row.decision) + (f" [{clean(row.state)}]" if row.state else "")
        style = QUIET if row.state else ""
        table.add_row(str(row.number), Text(words, style), Text(tell_change(decision.changed), QUIET))
    return table


def tell(what: What) -> str:
    """A decision in words."""
    match what:
        case Merge():
            return f"{what.label} is {what.into_label}"
        case Split():
            return f"{what.label} in {counted(len(what.articles), 'article')} is {what.new_label}"
        case Apart():
            return f"{what.label} is not {what.of_label}"
        case Rename():
            return f"{what.label} is called {what.to}"
        case Retype():
            return f"{what.label} is of type {what.to}"
        case RejectEdge():
            return f"not so: {what.label}"
        case RejectClaim():
            return f"not so in claim {what.claim}: {what.label}"
        case Undo():
            return f"decision {what.decision} is undone"


def tell_change(changed: Changed) -> str:
    """What a decision changes: `3 mentions, 1 claim; 1 edge goes, 1 comes`."""
    counts = f"{counted(changed.mentions, 'mention')}, {counted(changed.claims, 'claim')}"
    gone = f"{counted(changed.edges_gone, 'edge')} {'goes' if changed.edges_gone == 1 else 'go'}"
    new = f"{changed.edges_new:,} {'comes' if changed.edges_new == 1 else 'come'}"
    return f"{counts}; {gone}, {new}" if changed.edges_gone or changed.edges_new else f"{counts}; no edge"
