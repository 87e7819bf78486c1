"""Commands that tell who holds what, and when: control, offices."""

from typing import Annotated

import typer

from kg.cli.options import FolderOption, JsonOption, LimitOption
from kg.cli.output import row_limit, show
from kg.cli.selecting import Filters, Part, find_part, with_filters

_SHOWN = 20  # on a terminal
_DOES = {"control": "holds or loses", "office": "leads or leaves"}

Held = Annotated[
    str,
    typer.Argument(metavar="[NAME]", help="What is held, or who holds it; without, all.", show_default=False),
]


@with_filters
def control(
    filters: Filters,
    name: Held = "",
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show who holds a place, and when, with disputes."""
    _show("control", find_part(folder, filters), name, limit, json)


@with_filters
def offices(
    filters: Filters,
    name: Held = "",
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show who leads a country, body or party, and when."""
    _show("office", find_part(folder, filters), name, limit, json)


def _show(kind: str, part: Part, name: str, limit: int | None, json: bool) -> None:
    from kg.spells import Kind
    from kg.views import spells as view

    many = row_limit(limit, _SHOWN, as_json=json)
    show(
        view.find_rows(part.graph, Kind(kind), name or None, limit=many),
        view.Row,
        lambda: view.render(part.graph, Kind(kind), name or None, limit=many),
        as_json=json,
        empty=lambda: part.why_empty(
            "spell",
            lambda graph: len(view.find_rows(graph, Kind(kind), name or None)),
            f"no dated claim tells who {_DOES[kind]} {name or 'anything'}; kg who shows what is told",
        ),
    )
