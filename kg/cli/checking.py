"""`kg check`: whether a project folder, or an RDF file, holds what kg writes and nothing else."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FolderOption, JsonOption, LimitOption, RelationsOption, find_folder
from kg.cli.output import check_progress, counted, make_console, note, print_json, print_tsv, show
from kg.errors import ConformanceError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.conformance import Checked, Report

_LIMIT = 100
_COLUMNS = ("check", "node", "path", "value", "message")


def check(
    what: Annotated[
        Path | None,
        typer.Argument(
            metavar="[NAME.kg or FILE]", help="The project folder, or an RDF file.", show_default=False
        ),
    ] = None,
    folder: FolderOption = None,
    limit: LimitOption = None,
    relations: RelationsOption = None,
    json: JsonOption = False,
) -> None:
    """Check records, store and RDF: nothing is lost, changed or malformed.

    Of a folder, each file is held against its checksum, and each record against the text of its article;
    where all are sound, graph and store against records and decisions, and the store against the shapes of
    ontology/shapes.ttl (SHACL). Of an RDF file (.ttl, .nt, .nq, .trig, .jsonld, .rdf), the shapes alone are
    checked. Exit code 9 says that something is wrong; kg repair mends damaged files.
    """
    if what is not None and folder is not None and what != folder:
        raise UsageError(f"two things to check are given, {what} and {folder}; give one")
    is_file = what is not None and not what.is_dir() and what.suffix != ".kg"
    place = what if what is not None and is_file else find_folder(what or folder)
    with check_progress() as watched:
        report = _look(watched(_parts(place, relations)), _LIMIT if limit is None else limit)
    _show(report, place, as_json=json)
    if not report.conforms:
        raise ConformanceError(f"{place}: {counted(report.total, 'finding')}; {_told(report)}")


def repair(
    given: Annotated[
        Path | None,
        typer.Argument(metavar="[NAME.kg]", help="The project folder, as --in.", show_default=False),
    ] = None,
    folder: FolderOption = None,
    json: JsonOption = False,
) -> None:
    """Mend what is damaged in a project folder.

    A record that is damaged is read again from its article, with the settings of the last build; graph and
    store are made anew. Where the article itself is damaged it is taken out, so that kg build with the same
    inputs reads it again, and what is left of it stays in the folder damaged of the project folder.
    """
    from rich.table import Table

    from kg.repair import Mended
    from kg.repair import repair as mend
    from kg.views import clean

    if given is not None and folder is not None:
        raise UsageError("the folder is given twice; leave --in out")
    place = find_folder(given or folder)
    mended = mend(place, on_mended=lambda one: note(f"{place / one.place}: {one.outcome}"))

    def draw() -> Table:
        table = Table(box=None, pad_edge=False)
        for name in ("what", "damaged", "kept", "read again", "lost"):
            table.add_column(name, overflow="fold")
        for one in mended:
            lost = "all" if one.lost is None else str(one.lost)
            cells = (one.place, one.damaged or "all", str(one.kept), str(one.reread), lost)
            table.add_row(*map(clean, cells))
        return table

    show(mended, Mended, draw, as_json=json, empty=f"{place}: nothing in it is damaged")
    if any(one.lost != 0 for one in mended):
        raise ConformanceError(f"{place}: articles were lost; kg build with the same inputs reads them again")


def _parts(place: Path, relations: Path | None) -> "Iterator[Checked]":
    """What is to be looked at, part by part."""
    from kg.build import load
    from kg.conformance import check_file, check_folder
    from kg.relations import load_relations

    if place.is_dir():
        project = load(place, relations=load_relations(relations) if relations is not None else None)
        return check_folder(project.folder, project.relations)
    if not place.exists():
        raise InputError(f"{place}: no such folder or file")
    return check_file(place, load_relations(relations))


def _look(parts: "Iterator[Checked]", limit: int) -> "Report":
    from kg.conformance import report

    return report(parts, limit=limit)


def _show(report: "Report", place: Path, *, as_json: bool) -> None:
    """Print the findings: drawn on a terminal, TSV in a pipe, JSON when asked for."""
    from kg.views import clean

    if as_json:
        found = {"conforms": report.conforms, "checked": report.checked, "total": report.total}
        found["findings"] = [asdict(finding) for finding in report.findings]
        print_json(found)
        return
    console = make_console()
    if not console.is_terminal:
        print_tsv(_COLUMNS, ([getattr(row, name) for name in _COLUMNS] for row in report.findings))
    else:
        for row in report.findings:
            about = " ".join(part for part in (row.path, row.value) if part)
            console.print(f"{row.check}  {clean(row.message)}", style="bold")
            console.print(f"    {clean(row.node)}" + (f"\n    {clean(about)}" if about else ""))
    if report.total > len(report.findings):
        note(f"... and {report.total - len(report.findings):,} more; --limit 0 shows all")
    if report.conforms and console.is_terminal:
        console.print(f"{clean(str(place))} conforms\n{_told(report)}")
    elif report.conforms:
        note(f"{place} conforms; {_told(report)}")
    if report.conforms and not set(report.checked) - {"files", "records", "quads"}:
        note(f"{place}: nothing in it is of kg; is it another file, or were no articles added?")


def _told(report: "Report") -> str:
    """What was looked at: `1,300 records, 116,996 quads, ...`."""
    return "checked: " + ", ".join(f"{number:,} {what}" for what, number in report.checked.items() if number)
