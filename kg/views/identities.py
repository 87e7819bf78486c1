"""What the rules take for one across articles, with the rule that says so."""

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.resolve import Resolution
from kg.views import clean
from kg.views._text import NAME, QUIET, more_line


@dataclass(frozen=True, slots=True)
class Row:
    """An entity that is taken for another."""

    label: str
    into_label: str
    reason: str
    entity: str
    into: str


def find_rows(resolution: Resolution, *, limit: int = 0) -> tuple[Row, ...]:
    """All that the rules have merged, by the label of what it is merged into."""
    rows = [
        Row(one.entity.label, resolution.entities[one.into].label, one.rule.value, one.entity.id, one.into)
        for one in resolution.identities
    ]
    return tuple(sorted(rows, key=lambda row: (row.into_label, row.label, row.entity))[: limit or None])


def render(resolution: Resolution, *, limit: int = 0) -> RenderableType:
    """Each with the rule under it."""
    rows = find_rows(resolution)
    parts: list[RenderableType] = []
    for row in rows[: limit or None]:
        parts.append(Text.assemble((clean(row.label), NAME), " is ", (clean(row.into_label), NAME)))
        parts.append(Padding(Text(f"{row.reason}  {clean(row.entity)}", QUIET), (0, 0, 0, 2)))
    return Group(*parts, *more_line(len(rows[: limit or None]), len(rows)))
