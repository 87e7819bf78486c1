"""Precision, recall and F1 of what kg reads, against claims read by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.evaluation import Report, Score
from kg.views import clean


@dataclass(frozen=True, slots=True)
class Row:
    """One number: of a level, an accuracy, or a relation at relation level; None where it is undefined.

    `found` of an accuracy counts the claims where it is right, of all that were found.
    """

    part: str
    name: str
    gold: int | None
    predicted: int | None
    found: int
    precision: float | None
    recall: float | None
    f1: float | None
    core: int | None
    core_found: int | None
    core_recall: float | None


def find_rows(report: Report) -> tuple[Row, ...]:
    """Levels, then accuracies on the claims found, then relations; shares are rounded to 4 digits."""
    levels = [_row("level", level.value, score) for level, score in report.levels.items()]
    accuracies = [
        Row("accuracy", name, None, of, right, _share(right, of), None, None, None, None, None)
        for name, (right, of) in report.accuracy.items()
    ]
    relations = [_row("relation", name, score) for name, score in report.by_relation.items()]
    return (*levels, *accuracies, *relations)


def render(report: Report) -> RenderableType:
    """The scores by level, how often the rest is right on the claims found, and the scores by relation."""
    levels = {level.value: score for level, score in report.levels.items()}
    parts: list[RenderableType] = [_table("level", levels), "", _accuracy_line(report)]
    if report.by_relation:
        parts += ["", _table("relation", report.by_relation)]
    return Group(*parts)


def _row(part: str, name: str, score: Score) -> Row:
    return Row(
        part=part,
        name=name,
        gold=score.gold,
        predicted=score.predicted,
        found=score.found,
        precision=_share(score.found, score.predicted),
        recall=_share(score.found, score.gold),
        f1=round(score.f1, 4) if score.gold and score.predicted else None,
        core=score.core,
        core_found=score.core_found,
        core_recall=_share(score.core_found, score.core),
    )


def _table(first: str, scores: Mapping[str, Score]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(first)
    for name in ("gold", "read", "found", "precision", "recall", "F1", "core recall"):
        table.add_column(name, justify="right")
    for row in (_row(first, name, score) for name, score in scores.items()):
        shares = (row.precision, row.recall, row.f1, row.core_recall)
        counts = (row.gold, row.predicted, row.found)
        table.add_row(clean(row.name), *map(str, counts), *map(_shown, shares))
    return table


def _shown(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _accuracy_line(report: Report) -> Text:
    parts = [f"{name} {_percent(right, of)}" for name, (right, of) in report.accuracy.items()]
    return Text("Right on the claims found: " + ", ".join(parts))


def _percent(right: int, of: int) -> str:
    return f"{right / of:.1%} of {of}" if of else "none to judge"


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
