"""Commands that ask a project folder: who, between, top, summary, query, coverage."""

# ruff: noqa: PLR0913, PLR0917 -- a command has a parameter for each option

from typing import Annotated

import typer

from kg.cli.answers import Form, find_query, list_queries, print_answer, read_settings
from kg.cli.options import FolderOption, JsonOption, LimitOption, find_folder
from kg.cli.output import show
from kg.views import Ranking

Actor = Annotated[
    str, typer.Argument(help="A name or id; case and accents do not matter.", show_default=False)
]


def who(
    name: Actor, folder: FolderOption = None, limit: LimitOption = None, json: JsonOption = False
) -> None:
    """Show all edges of one actor, out and in, with evidence."""
    from kg.build import load
    from kg.views import who as view

    graph = load(find_folder(folder)).graph()
    show(
        view.find_rows(graph, name, limit=limit or 0),
        view.Tie,
        lambda: view.render(graph, name, limit=10 if limit is None else limit),
        as_json=json,
        empty=f"{name} is named in the articles, but no claim makes an edge of it; try kg coverage",
    )


def between(
    one: Actor,
    two: Actor,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show every sentence that ties two actors, also if denied."""
    from kg.build import load
    from kg.views import between as view

    graph = load(find_folder(folder)).graph()
    show(
        view.find_rows(graph, one, two, limit=limit or 0),
        view.Row,
        lambda: view.render(graph, one, two, limit=limit or 0),
        as_json=json,
        empty=f"no claim ties {one} and {two}, though both are named; try kg who '{one}'",
    )


def top(
    what: Annotated[Ranking, typer.Argument(help="What to rank.")] = Ranking.PAIRS,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Rank actors, pairs or relations by independent tellings."""
    from kg.build import load
    from kg.views import top as view

    place = find_folder(folder)
    graph = load(place).graph()
    show(
        view.find_rows(graph, what, limit=limit or 0),
        {Ranking.ACTORS: view.Actor, Ranking.PAIRS: view.Pair, Ranking.RELATIONS: view.Used}[what],
        lambda: view.render(graph, what, limit=20 if limit is None else limit),
        as_json=json,
        empty=f"{place} has no {what.value} yet; add articles with kg build INPUT --into {place}",
    )


def summary(folder: FolderOption = None, json: JsonOption = False) -> None:
    """Show what a folder holds, and what was not understood."""
    from kg.build import load
    from kg.cli.reading import next_steps
    from kg.views import summary as view

    place = find_folder(folder)
    project = load(place)
    graph = project.graph()
    show(
        view.find_rows(graph, project.records()),
        view.Summary,
        lambda: view.render(graph, project.records(), steps=next_steps(graph, place)),
        as_json=json,
        empty="",
    )


def coverage(folder: FolderOption = None, limit: LimitOption = None, json: JsonOption = False) -> None:
    """List verbs between known actors that no relation covers."""
    from kg.build import load
    from kg.views import coverage as view

    project = load(find_folder(folder))
    show(
        view.find_rows(project.records(), limit=limit or 0),
        view.Verb,
        lambda: view.render(project.records(), limit=20 if limit is None else limit),
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
