"""The filters that commands share: options -> `Selection` -> a part of the graph, or why it is empty."""

import functools
import inspect
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import find_folder
from kg.cli.output import counted

if TYPE_CHECKING:
    from kg.build import Project
    from kg.graph import Graph, Selection

_LEVELS = ("entity", "country")
_AGAIN = "may be repeated"


def _option(help: str, metavar: str) -> Any:
    return typer.Option(metavar=metavar, help=help, show_default=False)


@dataclass(frozen=True, slots=True)
class Filters:
    """What was typed after --since, --until and the others; empty where nothing was."""

    since: Annotated[str, _option("From then on: 2016-12-12, 2016-12 or 2016.", "DATE")] = ""
    until: Annotated[str, _option("Up to then, included.", "DATE")] = ""
    relation: Annotated[list[str], _option(f"Only this relation; {_AGAIN}.", "NAME")] = field(
        default_factory=list
    )
    quad: Annotated[list[str], _option(f"Only this class, such as verbal-conflict; {_AGAIN}.", "CLASS")] = (
        field(default_factory=list)
    )
    place: Annotated[list[str], _option(f"Only what happened there; {_AGAIN}.", "NAME")] = field(
        default_factory=list
    )
    publisher: Annotated[list[str], _option(f"Only what this publisher tells; {_AGAIN}.", "NAME")] = field(
        default_factory=list
    )
    speaker: Annotated[list[str], _option(f"Only what is so according to this one; {_AGAIN}.", "NAME")] = (
        field(default_factory=list)
    )
    min_origins: Annotated[int, _option("Only what so many tell independently.", "N")] = 1
    level: Annotated[str, _option("country: each actor counts as its country.", "LEVEL")] = "entity"

    def to_selection(self, graph: "Graph") -> "Selection":
        """What they select. Raises UsageError where a date, a place, a speaker or the level is none."""
        from kg.errors import UsageError
        from kg.graph import Level, Selection
        from kg.views._names import find_node

        if self.level not in _LEVELS:
            raise UsageError(f"--level {self.level}: give it as {' or '.join(_LEVELS)}")
        if self.min_origins < 1:
            raise UsageError(f"--min-origins {self.min_origins}: give 1 or more")
        return Selection(
            since=self.since or None,
            until=self.until or None,
            relations=frozenset(self.relation),
            quads=frozenset(self.quad),
            places=frozenset(find_node(graph, name).entity.id for name in self.place),
            publishers=frozenset(self.publisher),
            speakers=frozenset(find_node(graph, name).entity.id for name in self.speaker),
            min_origins=self.min_origins,
            level=Level(self.level),
        )

    def each(self) -> Iterator[tuple[str, "Filters"]]:
        """Each filter that was given, as it was typed, and alone."""
        for one in fields(self):
            value = getattr(self, one.name)
            if value != getattr(Filters(), one.name):
                name = f"--{one.name.replace('_', '-')}"
                values = value if isinstance(value, list) else [value]
                typed = " ".join(f"{name} {shlex.quote(str(item))}" for item in values)
                yield typed, replace(Filters(), **{one.name: value})


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a folder's graph that a command is to show."""

    place: Path
    project: "Project"
    graph: "Graph"
    filters: Filters

    def why_empty(self, noun: str, count: "Callable[[Graph], int]", otherwise: str) -> str:
        """What was looked at, which filter leaves nothing of it, and what to try.

        `count` tells how many there are in a graph; `otherwise` is said where no filter is at fault.
        """
        whole = count(self.project.graph())
        given = dict(self.filters.each())
        if not given or not whole:
            return otherwise
        guilty = [typed for typed, alone in given.items() if not count(self._select(alone))]
        there = f"{self.place} has {counted(whole, noun)} here, but"
        if not guilty:
            return f"{there} {' and '.join(given)} together leave none; drop one of them"
        hints = "; ".join(_HINTS[typed.split()[0]] for typed in guilty[:1])
        verb = "leaves" if len(guilty) == 1 else "each leave"
        return f"{there} {' and '.join(guilty)} {verb} none; {hints}"

    def _select(self, filters: Filters) -> "Graph":
        return self.project.graph(filters.to_selection(self.project.graph()))


_HINTS = {
    "--since": "kg timeline tells when things happened",
    "--until": "kg timeline tells when things happened",
    "--relation": "kg top relations lists those found",
    "--quad": "kg top quads lists those found",
    "--place": "kg who NAME tells what is known of it",
    "--publisher": "kg stats counts what each publisher tells",
    "--speaker": "kg stats --speaker NAME counts what is so according to somebody",
    "--min-origins": "give a lower number",
    "--level": "what is done within one country is left out, and who has a country counts as it",
}


def find_part(folder: Path | None, filters: Filters) -> Part:
    """The part of the folder's graph that the filters leave. Raises KgError."""
    from kg.build import load

    place = find_folder(folder)
    project = load(place)
    return Part(place, project, project.graph(filters.to_selection(project.graph())), filters)


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """The command, which takes `filters`, with an option for each of them in the place of that."""
    signature = inspect.signature(command)
    own = [one for one in signature.parameters.values() if one.name != "filters"]
    options = [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(Filters(), one.name),
            annotation=one.type,
        )
        for one in fields(Filters)
    ]
    names = [one.name for one in options]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        filters = Filters(**{name: given.pop(name) for name in names})
        command(**given, filters=filters)

    run.__signature__ = signature.replace(  # type: ignore[attr-defined]  # `inspect` reads it, mypy does not know
        parameters=[
            *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own),
            *options,
        ]
    )
    run.__annotations__ = {one.name: one.annotation for one in (*own, *options)}
    return run
