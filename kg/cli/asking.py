"""Commands that ask a project folder: who, between, top, summary, query, coverage."""

# ruff: noqa: PLR0913, PLR0917 -- a command has a parameter for each option

from typing import Annotated

import typer

from kg.cli.answers import Form, find_query, list_queries, print_answer, read_settings
from kg.cli.options import FolderOption, JsonOption, LimitOption, find_folder
from kg.cli.output import row_limit, show
from kg.cli.selecting import Filters, find_part, with_filters
from kg.views import Ranking

Actor = Annotated[
    str, typer.Argument(help="A name or id; case and accents do not matter.", show_default=False)
]


@with_filters
def who(
    name: Actor,
    filters: Filters,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show all edges of one actor, out and in, with evidence."""
    from kg.views import who as view

    part = find_part(folder, filters)
    many = row_limit(limit, 10, as_json=json)
    rows = view.find_rows(part.graph, name, limit=many)
    show(
        rows,
        view.Tie,
        lambda: view.render(part.graph, name, limit=many),
        as_json=json,
        empty=lambda: part.why_empty(
            "edge",
            lambda graph: len(view.find_rows(graph, name)),
            f"{name} is named in the articles, but no claim makes an edge of it; try kg coverage",
        ),
    )


@with_filters
def between(
    one: Actor,
    two: Actor,
    filters: Filters,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show every sentence that ties two actors, also if denied."""
    from kg.views import between as view

    part = find_part(folder, filters)
    show(
        view.find_rows(part.graph, one, two, limit=limit or 0),
        view.Row,
        lambda: view.render(part.graph, one, two, limit=limit or 0),
        as_json=json,
        empty=lambda: part.why_empty(
            "claim",
            lambda graph: len(view.find_rows(graph, one, two)),
            f"no claim ties {one} and {two}, though both are named; try kg path '{one}' '{two}'",
        ),
    )


@with_filters
def top(
    filters: Filters,
    what: Annotated[Ranking, typer.Argument(help="What to rank.")] = Ranking.PAIRS,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Rank actors, pairs, relations or classes by independent tellings."""
    from kg.views import top as view

    part = find_part(folder, filters)
    many = row_limit(limit, 20, as_json=json)
    kinds = {Ranking.ACTORS: view.Actor, Ranking.PAIRS: view.Pair}
    kinds |= {Ranking.RELATIONS: view.Used, Ranking.QUADS: view.Quad}
    show(
        view.find_rows(part.graph, what, limit=many),
        kinds[what],
        lambda: view.render(part.graph, what, limit=many),
        as_json=json,
        empty=lambda: part.why_empty(
            "edge",
            lambda graph: len(graph.edges),
            f"{part.place} has no {what.value} yet; add articles with kg build INPUT --into {part.place}",
        ),
    )


def summary(folder: FolderOption = None, json: JsonOption = False) -> None:
    """Show what a folder holds, and what was not understood."""
    from kg.build import load
    from kg.cli.building import next_steps
    from kg.views import summary as view

    place = find_folder(folder)
    graph = load(place).graph()
    show(
        view.find_rows(graph),
        view.Summary,
        lambda: view.render(graph, steps=next_steps(graph, place)),
        as_json=json,
        empty="",
    )


def coverage(folder: FolderOption = None, limit: LimitOption = None, json: JsonOption = False) -> None:
    """List verbs between known actors that no relation covers."""
    from kg.build import load
    from kg.views import coverage as view

    graph = load(find_folder(folder)).graph()
    show(
        view.find_rows(graph, limit=limit or 0),
        view.Verb,
        lambda: view.render(graph, limit=20 if limit is None else limit),
        as_json=json,
        empty="every verb between two known actors was read, or no article has any",
    )


def query(
    sparql: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help="SPARQL, a .rq file, -, or the name of a query that comes with kg; without, lists those.",
            show_default=False,
        ),
    ] = "",
    folder: FolderOption = None,
    settings: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Set a parameter of the query; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006 -- typer's way to say none
    form: Annotated[Form, typer.Option("--format", help="How to write the answer.")] = Form.AUTO,
    json: JsonOption = False,
    listed: Annotated[bool, typer.Option("--list", help="List the queries that come with kg.")] = False,
    shown: Annotated[
        bool, typer.Option("--show", help="Print the text of the query, and ask nothing.")
    ] = False,
) -> None:
    """Ask with SPARQL."""
    from kg.build import load

    if listed or not sparql:
        list_queries(as_json=json)
        return
    text = find_query(sparql)
    if shown:
        print(text, end="" if text.endswith("\n") else "\n")
        return
    project = load(find_folder(folder))
    print_answer(project, text, read_settings(settings), Form.JSON if json else form)
