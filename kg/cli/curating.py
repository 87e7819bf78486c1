"""`kg curate`: the user says who is who and what is wrong, sees what that changes, and can take it back."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FolderOption, JsonOption, LimitOption, find_folder
from kg.cli.output import note, show
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.build import Project
    from kg.decisions import What

Entity = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A name or id; case and accents do not matter.", show_default=False),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Keep the decision without asking.")]
ArticleOption = Annotated[
    list[str],
    typer.Option(
        "--article", metavar="ID", help="An article of the new one; may be repeated.", show_default=False
    ),
]


def merge(one: Entity, into: Entity, folder: FolderOption = None, yes: YesOption = False) -> None:
    """Say that the first is the second."""
    from kg import curation
    from kg.graph.finding import find_node

    project = _load(folder)
    graph = project.graph()
    _decide(project, curation.merge(find_node(graph, one), find_node(graph, into)), yes)


def split(
    name: Entity,
    article: ArticleOption = [],  # noqa: B006 -- typer wants a list here and never changes it
    label: Annotated[
        str, typer.Option(metavar="NAME", help="What the new one is called.", show_default=False)
    ] = "",
    folder: FolderOption = None,
    yes: YesOption = False,
) -> None:
    """Say that some articles mean another, or that a rule is wrong.

    With --article and --label, what these articles say of it is of a new one. Without, NAME is what a rule
    has merged into another, as kg curate log --rules lists it.
    """
    from kg import curation
    from kg.graph.finding import find_node
    from kg.resolve import load_resolution

    if bool(article) != bool(label):
        raise UsageError("--article and --label go together: which articles, and what the new one is called")
    project = _load(folder)
    if article:
        graph = project.graph()
        _decide(project, curation.split(graph, find_node(graph, name), article, label), yes)
    else:
        _decide(project, curation.set_apart(load_resolution(project.folder), name), yes)


def rename(
    name: Entity,
    label: Annotated[str, typer.Argument(help="What it is to be called.", show_default=False)],
    folder: FolderOption = None,
    yes: YesOption = False,
) -> None:
    """Call one by another name."""
    from kg import curation
    from kg.graph.finding import find_node

    project = _load(folder)
    _decide(project, curation.rename(find_node(project.graph(), name), label), yes)


def retype(
    name: Entity,
    type_: Annotated[
        str, typer.Argument(metavar="TYPE", help="Person, Place, Party, Company ...", show_default=False)
    ],
    folder: FolderOption = None,
    yes: YesOption = False,
) -> None:
    """Say what kind of thing one is."""
    from kg import curation
    from kg.graph.finding import find_node

    project = _load(folder)
    _decide(project, curation.retype(find_node(project.graph(), name), type_), yes)


def reject(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="ID | ACTOR RELATION RECIPIENT", help="A claim, or an edge.", show_default=False
        ),
    ],
    folder: FolderOption = None,
    yes: YesOption = False,
) -> None:
    """Say that a claim or an edge is wrong: it makes no edge.

    A claim is named by its id, as kg between A B --json shows it; an edge by its id, or by its actor,
    relation and recipient.
    """
    from kg import curation
    from kg.graph.finding import find_node

    project = _load(folder)
    graph = project.graph()
    if len(what) == 1:
        _decide(project, curation.reject(graph, what[0], project.relations), yes)
    elif len(what) == 3:
        actor, recipient = (find_node(graph, name).entity.id for name in (what[0], what[2]))
        _decide(project, curation.reject_edge(graph, actor, what[1], recipient, project.relations), yes)
    else:
        raise UsageError("give the id of a claim or an edge, or ACTOR RELATION RECIPIENT")


def undo(
    number: Annotated[int, typer.Argument(help="The number of the decision.", show_default=False)],
    folder: FolderOption = None,
    yes: YesOption = False,
) -> None:
    """Take a decision back; undo that again to have it back."""
    from kg.decisions import read_decisions, undo_of

    project = _load(folder)
    _decide(project, undo_of(read_decisions(project.folder), number), yes)


def log(
    rules: Annotated[bool, typer.Option("--rules", help="List what the rules have merged instead.")] = False,
    folder: FolderOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """List the decisions with their numbers and what they changed."""
    from kg.decisions import read_decisions
    from kg.resolve import load_resolution
    from kg.views import decisions as view
    from kg.views import identities

    project = _load(folder)
    resolution = load_resolution(project.folder)
    if rules:
        show(
            identities.find_rows(resolution, limit=limit or 0),
            identities.Row,
            lambda: identities.render(resolution, limit=20 if limit is None else limit),
            as_json=json,
            empty=f"the rules have merged nothing in {project.path}; kg curate suggest lists what may be one",
        )
        return
    made = read_decisions(project.folder)
    show(
        view.find_rows(made, resolution),
        view.Row,
        lambda: view.render(made, resolution),
        as_json=json,
        empty=f"no decision in {project.path} yet; kg curate suggest lists what may be one",
    )


def suggest(folder: FolderOption = None, limit: LimitOption = None, json: JsonOption = False) -> None:
    """List entities that may be one and that no rule merges."""
    from kg.decisions import read_decisions
    from kg.resolve import Suggestion
    from kg.resolve import suggest as find
    from kg.views import duplicates as view

    project = _load(folder)
    found = find(project.records(), read_decisions(project.folder), listed=project.folder.listed())
    show(
        view.find_rows(found, limit=limit or 0),
        Suggestion,
        lambda: view.render(found, limit=20 if limit is None else limit),
        as_json=json,
        empty=f"nothing in {project.path} looks like another under a second name",
    )


def _load(folder: Path | None) -> "Project":
    from kg.build import load

    return load(find_folder(folder))


def _decide(project: "Project", what: "What", yes: bool) -> None:
    """Show what a decision changes, ask, and keep it."""
    from kg import curation
    from kg.views.decisions import tell, tell_change

    decision = curation.attempt(project.folder, what, project.relations)
    told = f"{tell(what)}: {tell_change(decision.changed)}"
    if not yes and not _can_ask():
        raise UsageError(f"{told}; not kept, because nobody can be asked here: add --yes")
    note(told)
    if not yes and not typer.confirm("Keep this decision?", err=True):
        note("not kept")
        return
    curation.keep(project.folder, decision)
    note(f"kept as decision {decision.number}; kg curate undo {decision.number} takes it back")


def _can_ask() -> bool:
    return sys.stdin.isatty()


COMMANDS: tuple[Callable[..., None], ...] = (merge, split, rename, retype, reject, undo, log, suggest)
