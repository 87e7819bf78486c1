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


@with_filters
def matrix(
    filters: Filters,
    by: Annotated[
        str, typer.Option("--by", metavar="MEASURE", help="score, conflict or cooperation.")
    ] = "score",
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show who does how much to whom among the strongest actors."""
    from kg.graph.crossing import Measure
    from kg.views import matrix as view

    if by not in list(Measure):
        raise UsageError(f"--by {by}: give it as {', '.join(Measure)}")
    measure = Measure(by)
    part = find_part(folder, filters)
    many = row_limit(limit, view.LIMIT, as_json=json)
    show(
        view.find_rows(part.graph, measure, limit=many),
        view.Cell,
        lambda: view.render(part.graph, measure, limit=many),
        as_json=json,
        empty=lambda: part.why_empty(
            "pair",
            lambda graph: len(view.find_rows(graph, measure, limit=0)),
            f"{part.place} tells of no {by if by != 'score' else 'event with a score'} between two; "
            "try kg top quads",
        ),
    )


@with_filters
def path(
    one: Annotated[str, typer.Argument(help="A name or id.", show_default=False)],
    two: Annotated[str, typer.Argument(help="A name or id.", show_default=False)],
    filters: Filters,
    states: Annotated[
        bool, typer.Option("--states", help="Also through states, such as holding an office.")
    ] = False,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Find the shortest and strongest ways between two actors."""
    from kg.views import path as view

    part = find_part(folder, filters)
    many = view.LIMIT if limit is None else limit
    show(
        view.find_rows(part.graph, one, two, states=states, limit=many),
        view.Step,
        lambda: view.render(part.graph, one, two, states=states, limit=many),
        as_json=json,
        empty=lambda: part.why_empty(
            "step",
            lambda graph: len(view.find_rows(graph, one, two, states=states, limit=1)),
            f"no way of events leads from {one} to {two}" + ("" if states else "; try --states"),
        ),
    )


@with_filters
def evidence(
    edge: Annotated[
        list[str],
        typer.Argument(
            metavar="EDGE | ACTOR RELATION RECIPIENT",
            help="The id of an edge, or what it says.",
            show_default=False,
        ),
    ],
    filters: Filters,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show all sentences of one edge, with who says so and where."""
    from kg.views import evidence as view

    part = find_part(folder, filters)
    key = view.find_edge(part.project.graph() if filters.level == "entity" else part.graph, *edge)
    show(
        view.find_rows(part.graph, key, limit=limit or 0),
        view.Sentence,
        lambda: view.render(part.graph, key, limit=limit or 0),
        as_json=json,
        empty=lambda: part.why_empty(
            "claim",
            lambda graph: len(view.find_rows(graph, key)),
            f"no sentence says: {' '.join(edge)}; kg between shows all that ties two actors",
        ),
    )


@with_filters
def stats(
    filters: Filters,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show the numbers of a folder, or of a part of it."""
    from kg.views import stats as view

    part = find_part(folder, filters)
    whole = not list(filters.each())
    many = row_limit(limit, view.LIMIT, as_json=json)
    rows = view.find_rows(part.graph, whole=whole) if whole or part.graph.claims else ()
    show(
        rows,
        view.Number,
        lambda: view.render(part.graph, whole=whole, limit=many),
        as_json=json,
        empty=lambda: part.why_empty("claim", lambda graph: graph.claims, f"{part.place} is empty"),
    )
