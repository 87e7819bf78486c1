"""Precision, recall and F1 of what kg reads, against claims read by hand."""

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.evaluation import Report
from kg.views import clean
from kg.views._text import QUIET, heading, more_line


@dataclass(frozen=True, slots=True)
class Row:
    """One number: of a level, an accuracy, or the recall of a relation; None where it is undefined."""

    part: str
    name: str
    gold: int | None
    predicted: int | None
    found: int
    precision: float | None
    recall: float | None
    f1: float | None
    core_recall: float | None


def find_rows(report: Report) -> tuple[Row, ...]:
    """Levels, then accuracies on the claims found, then relations; shares are rounded to 4 digits."""
    levels = [
        Row(
            "level",
            level.value,
            score.gold,
            score.predicted,
            score.found,
            round(score.precision, 4),
            round(score.recall, 4),
            round(score.f1, 4),
            round(score.core_recall, 4),
        )
        for level, score in report.levels.items()
    ]
    accuracies = [
        Row("accuracy", name, None, of, right, _share(right, of), None, None, None)
        for name, (right, of) in report.accuracy.items()
    ]
    relations = [
        Row("relation", name, gold, None, found, None, _share(found, gold), None, None)
        for name, (gold, found) in report.by_relation.items()
    ]
    return (*levels, *accuracies, *relations)


def render(report: Report, *, limit: int = 0) -> RenderableType:
    """The scores; with `limit`, as many of the errors."""
    parts: list[RenderableType] = [_level_table(report), "", _accuracy_line(report)]
    if limit:
        parts += ["", heading("Missed (-) and wrong (+)")]
        for miss in report.errors[:limit]:
            sign = "+" if miss.is_extra else "-"
            parts.append(Text(f"{sign} {clean(miss.claim)}", style="bold"))
            parts.append(Text(f"    {clean(miss.sentence)} ({clean(miss.article)})", style=QUIET))
        parts += more_line(limit, len(report.errors), remedy="--errors N shows more")
    return Group(*parts)


def _level_table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("level")
    for name in ("gold", "read", "found", "precision", "recall", "F1", "core recall"):
        table.add_column(name, justify="right")
    for level, score in report.levels.items():
        shares = (score.precision, score.recall, score.f1, score.core_recall)
        counts = (score.gold, score.predicted, score.found)
        table.add_row(level.value, *map(str, counts), *(f"{share:.3f}" for share in shares))
    return table


def _accuracy_line(report: Report) -> Text:
    parts = [f"{name} {_percent(right, of)}" for name, (right, of) in report.accuracy.items()]
    return Text("Right on the claims found: " + ", ".join(parts))


def _percent(right: int, of: int) -> str:
    return f"{right / of:.1%} of {of}" if of else "none to judge"


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
