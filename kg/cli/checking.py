"""`kg check`: whether a project folder, or an RDF file, holds what kg writes and nothing else."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FolderOption, JsonOption, LimitOption, RelationsOption, find_folder
from kg.cli.output import check_progress, counted, make_console, note, print_json, print_tsv
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

    Of a folder, each record is held against the text of its article; where all are sound, graph and store
    against records and decisions, and the store against the shapes of ontology/shapes.ttl (SHACL). Of an RDF
    file (.ttl, .nt, .nq, .trig, .jsonld, .rdf), the shapes alone are checked. Exit code 9 says that something
    is wrong.
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
    if report.conforms and not set(report.checked) - {"records", "quads"}:
        note(f"{place}: nothing in it is of kg; is it another file, or were no articles added?")


def _told(report: "Report") -> str:
    """What was looked at: `1,300 records, 116,996 quads, ...`."""
    return "checked: " + ", ".join(f"{number:,} {what}" for what, number in report.checked.items() if number)
