"""Entities that may be one and that no rule merges, likeliest first."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.resolve import Suggestion
from kg.views import clean
from kg.views._text import NAME, QUIET, counted, more_line, split_line


def find_rows(suggestions: Sequence[Suggestion], *, limit: int = 0) -> tuple[Suggestion, ...]:
    """The suggestions, best first."""
    return tuple(suggestions[: limit or None])


def render(suggestions: Sequence[Suggestion], *, limit: int = 20) -> RenderableType:
    """Each pair with what speaks for it, and the ids to merge them by."""
    parts: list[RenderableType] = []
    shown = find_rows(suggestions, limit=limit)
    for row in shown:
        line = Text.assemble(
            (clean(row.label), NAME),
            f" ({row.type}) may be ",
            (clean(row.into_label), NAME),
            f" ({row.into_type})",
        )
        parts.append(split_line(line, f"{row.score:.2f}"))
        ids = f"{clean(row.entity)}  {clean(row.into)}"
        note = Text(f"{row.reason}, {counted(row.articles, 'article')}\n{ids}", QUIET)
        parts.append(Padding(note, (0, 0, 0, 4)))
    return Group(*parts, *more_line(len(shown), len(suggestions)))
