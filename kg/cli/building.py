"""Commands that build a folder: build, demo."""

# ruff: noqa: PLR0913, PLR0917 -- a command has a parameter for each option

import shlex
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import without_pandas
from kg.cli.options import (
    DEFAULT_MODEL,
    GazetteerOption,
    Inputs,
    ModelOption,
    ProcessesOption,
    RelationsOption,
    folder_flag,
    make_extractor,
    make_workers,
)
from kg.cli.output import build_progress, counted, make_console, note
from kg.errors import ArticleError, UsageError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.tally import BuildReport
    from kg.views.summary import Step

DEMO_FOLDER = Path("kg-demo.kg")
DEFAULT_FOLDER = Path("news.kg")

IntoOption = Annotated[
    Path, typer.Option("--into", metavar="NAME.kg", help="The project folder; made where there is none.")
]


def demo(
    into: IntoOption = DEMO_FOLDER,
    model: ModelOption = DEFAULT_MODEL,
    relations: RelationsOption = None,
    gazetteer: GazetteerOption = [],  # noqa: B006 -- typer wants a list here and never changes it
) -> None:
    """Read ten articles that come with kg and show what was found."""
    with resources.as_file(resources.files("kg") / "data" / "demo") as articles:
        failed = _build([str(articles)], into, model, relations, gazetteer, processes=1)
    _show_summary(into)
    note(f"this is in the folder {into}, for the commands above; delete it when you have seen enough")
    if failed:
        raise typer.Exit(ArticleError.exit_code)


class Engine(StrEnum):
    """What runs a build."""

    LOCAL = "local"
    SPARK = "spark"


def build(
    inputs: Inputs,
    into: Annotated[
        str,
        typer.Option(
            metavar="NAME.kg", help="The project folder; made where there is none. On Spark also a URL."
        ),
    ] = str(DEFAULT_FOLDER),
    model: ModelOption = DEFAULT_MODEL,
    relations: RelationsOption = None,
    gazetteer: GazetteerOption = [],  # noqa: B006
    processes: ProcessesOption = 0,
    engine: Annotated[Engine, typer.Option(help="What does the reading: this machine, or Spark.")] = (
        Engine.LOCAL
    ),
    master: Annotated[
        str,
        typer.Option(metavar="URL", help="Spark's master; else as spark-submit says.", show_default=False),
    ] = "",
) -> None:
    """Add articles to a project folder, and show what it holds then."""
    if engine is Engine.SPARK:
        if processes:
            raise UsageError("--processes is for one machine; on Spark its master says how many: local[4]")
        failed, is_folder = _build_on_spark(inputs, into, model, relations, gazetteer, master)
    else:
        if master:
            raise UsageError(f"--master {master}: is for Spark; add --engine spark")
        failed, is_folder = _build(inputs, Path(into), model, relations, gazetteer, processes), True
    if is_folder:
        _show_summary(Path(into))
    if failed:
        raise typer.Exit(ArticleError.exit_code)


def _build(
    inputs: list[str],
    into: Path,
    model: str,
    relations: Path | None,
    gazetteer: list[Path],
    processes: int,
) -> bool:
    """Add articles to a folder and say on standard error what became of them; True where some failed."""
    from kg.build import build as build_folder
    from kg.build import find_relations

    relations = relations or find_relations(into)
    with build_progress() as on_progress:
        reader = make_workers(make_extractor(model, relations, gazetteer), processes)
        report = build_folder(inputs, into, extractor=reader, on_progress=on_progress)
    return _say(report, str(into))


def _build_on_spark(
    inputs: list[str],
    into: str,
    model: str,
    relations: Path | None,
    gazetteer: list[Path],
    master: str,
) -> tuple[bool, bool]:
    """The same on Spark; also whether it was a project folder."""
    without_pandas.let_in()
    from kg.build import find_relations
    from kg.cluster import build as build_on_spark
    from kg.cluster import has_scheme, start_session

    is_folder = not has_scheme(into)
    if is_folder:
        relations = relations or find_relations(Path(into))
    settings = make_extractor(model, relations, gazetteer).settings
    with build_progress() as on_progress:
        spark = start_session(master)
        try:
            report = build_on_spark(spark, inputs, into, settings=settings, on_progress=on_progress)
        finally:
            spark.stop()
    if not is_folder:
        note(f"{into}: {counted(report.entities, 'actor')} and places, {counted(report.edges, 'edge')}")
    return _say(report, into), is_folder


def _say(report: "BuildReport", into: str) -> bool:
    """Say on standard error what became of the articles; True where some failed."""
    for item in report.skipped:
        note(f"skipped {item.place}: {item.reason}")
    known = f", {report.known:,} known already" if report.known else ""
    skipped = f", {len(report.skipped):,} skipped" if report.skipped else ""
    note(f"{into}: {counted(report.added, 'article')} added{known}{skipped}")
    return bool(report.failed)


def _show_summary(folder: Path) -> None:
    """The summary on standard output, in words on a terminal and in a pipe alike."""
    from kg.build import load
    from kg.views import summary as view

    project = load(folder)
    graph = project.graph()
    make_console().print(view.render(graph, steps=next_steps(graph, folder)))


def next_steps(graph: "Graph", folder: Path) -> "tuple[Step, ...]":
    """Commands that work on this graph, for whoever sees it first."""
    from kg.views.summary import Step
    from kg.views.top import find_pairs

    flag = folder_flag(folder)
    steps = []
    pairs = find_pairs(graph, limit=1)
    if pairs:
        one, two = shlex.quote(pairs[0].actor), shlex.quote(pairs[0].recipient)
        steps.append(Step(f"kg who {one}{flag}", "all edges of one actor"))
        steps.append(Step(f"kg between {one} {two}{flag}", "every sentence that ties two"))
    steps.append(Step(f"kg top actors{flag}", "who is in the news most"))
    steps.append(Step(f"kg timeline{flag}", "what happened when"))
    steps.append(Step(f"kg export graph.gexf{flag}", "the whole graph, for Gephi"))
    return tuple(steps)
