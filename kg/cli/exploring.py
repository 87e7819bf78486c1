"""Commands that look at the graph across and as a whole: timeline, matrix, path, evidence, stats."""

# ruff: noqa: PLR0913, PLR0917 -- a command has a parameter for each option

from typing import Annotated

import typer

from kg.cli.options import FolderOption, JsonOption, LimitOption
from kg.cli.output import row_limit, show
from kg.cli.selecting import Filters, find_part, with_filters
from kg.errors import UsageError


@with_filters
def timeline(
    filters: Filters,
    one: Annotated[str, typer.Argument(help="Only events of this actor.", show_default=False)] = "",
    two: Annotated[str, typer.Argument(help="And of this one with it.", show_default=False)] = "",
    step: Annotated[
        str,
        typer.Option(
            "--by", metavar="STEP", help="day, week, month or year; else what fits.", show_default=False
        ),
    ] = "",
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Count events by day, week, month or year, with the strongest."""
    from kg.graph.timing import PAGE, Step
    from kg.views import timeline as view

    if step and step not in list(Step):
        raise UsageError(f"--by {step}: give it as {', '.join(Step)}")
    part = find_part(folder, filters)
    names = [name for name in (one, two) if name]
    by = Step(step) if step else None
    many = row_limit(limit, PAGE, as_json=json)
    whose = f"of {' and '.join(names)}" if names else f"in {part.place}"
    show(
        view.find_rows(part.graph, *names, step=by, limit=many),
        view.Period,
        lambda: view.render(part.graph, *names, step=by, limit=many),
        as_json=json,
        empty=lambda: part.why_empty(
            "dated event",
            lambda graph: sum(row.claims for row in view.find_rows(graph, *names, step=Step.YEAR)),
            f"no dated event {whose} is known; try kg top, or kg between",
        ),
    )
