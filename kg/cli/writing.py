"""Commands that write files or look after kg itself: export, ontology, doctor."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_MODEL, FolderOption, JsonOption, ModelOption, RelationsOption, find_folder
from kg.cli.output import counted, note, output_bytes, show
from kg.cli.selecting import Filters, find_part, with_filters
from kg.errors import UsageError
from kg.plugins import list_plugins

_RDF = frozenset("turtle ntriples nquads trig jsonld turtle12 trig12".split())


def _formats() -> str:
    return ", ".join(list_plugins("kg.exporters"))


@with_filters
def export(
    filters: Filters,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="What to write; - is standard output.", show_default=False),
    ],
    folder: FolderOption = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{_formats()}; default is what the file's ending says.",
            show_default=False,
        ),
    ] = "",
    per_claim: Annotated[
        bool, typer.Option("--per-claim", help="One edge for each claim, not for each pair and relation.")
    ] = False,
) -> None:
    """Write the graph, or a part, for Gephi, Cytoscape, spreadsheets or RDF tools."""
    from kg.exporters import find_files, find_format
    from kg.exporters._selected import Selected
    from kg.graph import without_unnamed
    from kg.plugins import load_plugin

    if file == "-" and not form:
        raise UsageError(
            f"standard output has no ending to tell the format by; add --format, one of {_formats()}"
        )
    form = form or find_format(file)
    plugin = load_plugin("kg.exporters", form)
    part = find_part(folder, filters)
    graph = part.graph
    if filters != Filters():
        if filters.level != Filters().level and form in _RDF:
            raise UsageError(
                "RDF holds what is claimed of each actor; --level country goes with other formats"
            )
        graph = without_unnamed(graph)
    project = part.project if filters == Filters() else Selected(part.project, graph)
    plugin.write(project, output_bytes() if file == "-" else Path(file), per_claim=per_claim)
    if file != "-":
        files = ", ".join(str(path) for path in find_files(form, Path(file)))
        note(f"{files}: {counted(len(graph.nodes), 'node')}, {counted(len(graph.edges), 'edge')}")


@with_filters
def draw(
    filters: Filters,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What to write: .svg, or .png, which needs matplotlib."),
    ],
    folder: FolderOption = None,
    limit: Annotated[int, typer.Option(min=2, metavar="N", help="How many actors and places.")] = 60,
    around: Annotated[
        str,
        typer.Option(metavar="NAME", help="Only this one and those it is tied to.", show_default=False),
    ] = "",
) -> None:
    """Draw the strongest part of the graph as a picture for a report."""
    from kg.drawing import compose, write_picture
    from kg.graph.finding import find_node

    part = find_part(folder, filters)
    graph = part.graph
    middle = find_node(graph, around).entity.id if around else None
    picture = compose(graph, part.project.relations, limit=limit, around=middle)
    write_picture(picture, file)
    note(f"{file}: {picture.about}")


def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles.", show_default=False)],
    folder: FolderOption = None,
) -> None:
    """Take articles out of a project folder, with all that was read in them."""
    from kg.records import open_folder

    place = find_folder(folder)
    removed = open_folder(place).remove(ids)
    note(f"{place}: {len(removed):,} of {len(set(ids)):,} articles removed")
    missing = sorted(set(ids) - set(removed))
    if missing:
        raise UsageError(
            f"{place}: no article has the id {', '.join(missing)}; kg between shows ids with --json"
        )


def ontology(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to write the relations as Turtle.", show_default=False),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Where to write the page.", show_default=False),
    ] = None,
    relations: RelationsOption = None,
) -> None:
    """Write the ontology's relations, and a page of all its terms.

    Without FILE and --html, ontology/relations.ttl and ontology/index.html are made anew.
    """
    from kg.ontology import find_ontology, write_page, write_relations
    from kg.relations import load_relations

    loaded = load_relations(relations)
    if file is None and page is None:
        file, page = find_ontology() / "relations.ttl", find_ontology() / "index.html"
    if file is not None:
        write_relations(file, loaded)
        note(f"{file}: {len(loaded)} relations")
    if page is not None:
        write_page(page, loaded)
        note(f"{page}: the terms of the ontology, with {len(loaded)} relations")


def doctor(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[NAME.kg]", help="A project folder to look at too.", show_default=False),
    ] = None,
    model: ModelOption = DEFAULT_MODEL,
    json: JsonOption = False,
) -> None:
    """Check that all that kg needs is installed and whole."""
    from rich.table import Table
    from rich.text import Text

    from kg.doctor import Check, check

    checks = check(model, folder)

    def draw() -> Table:
        table = Table.grid(padding=(0, 2))
        marks = {True: Text("ok", "green"), False: Text("wrong", "bold red")}
        for found in checks:
            table.add_row(marks[found.ok], found.name, Text(found.detail))
        return table

    show(checks, Check, draw, as_json=json, empty="")
    if not all(found.ok for found in checks):
        raise typer.Exit(1)
