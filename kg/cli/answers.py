"""SPARQL for `kg query`: which query is meant, and its answer as a table or a standard format."""

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import make_console, note, print_tsv, show
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat

    Answer = QuerySolutions | QueryBoolean | QueryTriples


class Form(StrEnum):
    """How the answer to a query is written; AUTO is a table on a terminal, else TSV or Turtle."""

    AUTO = "auto"
    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"


@dataclass(frozen=True, slots=True)
class Named:
    """A query that comes with kg, and what it answers."""

    name: str
    answers: str


def list_queries(*, as_json: bool) -> None:
    """Print the queries that come with kg."""
    from rich.table import Table

    from kg.ontology import queries

    rows = [Named(name, sparql.partition("\n")[0].lstrip("# ")) for name, sparql in sorted(queries().items())]

    def draw() -> Table:
        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("kg query", no_wrap=True)
        table.add_column("answers")
        for row in rows:
            table.add_row(row.name, row.answers)
        return table

    show(rows, Named, draw, as_json=as_json, empty="")


def find_query(given: str) -> str:
    """The SPARQL of what was given: a query, a file with one, `-`, or the name of one that comes with kg."""
    from kg.ontology import queries

    if given == "-":
        return sys.stdin.read()
    known = queries()
    if given in known:
        return known[given]
    path = Path(given)
    if path.suffix in (".rq", ".sparql"):
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or error
            raise InputError(f"{path}: cannot be read ({why}); give a UTF-8 text file") from error
    if " " not in given.strip():
        raise UsageError(f"no query is called '{given}'; there are: {', '.join(sorted(known))}")
    return given


def print_answer(answer: "Answer", form: Form) -> None:
    """Print what a query found: rows, yes or no, or triples."""
    from pyoxigraph import QueryBoolean, QueryTriples

    console = make_console()
    if form is Form.AUTO:
        form = Form.TABLE if console.is_terminal else Form.TSV
    if isinstance(answer, QueryTriples):
        sys.stdout.flush()
        answer.serialize(sys.stdout.buffer, _syntax(form))
    elif form in (Form.JSON, Form.XML, Form.CSV, Form.TSV):
        _print_results(answer, form)
    elif isinstance(answer, QueryBoolean):
        print("yes" if answer else "no")
    else:
        _print_table(answer)


def _print_results(answer: "QuerySolutions | QueryBoolean", form: Form) -> None:
    """In a format of the SPARQL 1.1 recommendations; TSV without their marks, because people read it."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat

    if form is Form.TSV:
        if isinstance(answer, QueryBoolean):
            print("yes" if answer else "no")
            return
        names = [variable.value for variable in answer.variables]
        print_tsv(names, ([_value(row[name]) for name in names] for row in answer))
        return
    kinds = {
        Form.JSON: QueryResultsFormat.JSON,
        Form.XML: QueryResultsFormat.XML,
        Form.CSV: QueryResultsFormat.CSV,
    }
    if form is Form.CSV and isinstance(answer, QueryBoolean):
        print("yes" if answer else "no")
        return
    sys.stdout.flush()
    answer.serialize(sys.stdout.buffer, kinds[form])
    sys.stdout.buffer.write(b"\n" if form is not Form.CSV else b"")
    sys.stdout.buffer.flush()


def _print_table(answer: "QuerySolutions") -> None:
    from rich.table import Table
    from rich.text import Text

    from kg.views import clean

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    names = [variable.value for variable in answer.variables]
    for name in names:
        table.add_column(clean(name), overflow="fold")
    for row in answer:
        table.add_row(*(Text(clean(_value(row[name]))) for name in names))
    if table.row_count:
        make_console().print(table)
    else:
        note("the query is right, but nothing in the folder matches it")


def _value(term: object) -> str:
    """A term as people read it: the words of a literal, the whole IRI, nothing where it is unbound."""
    return str(getattr(term, "value", "") or "")


def _syntax(form: Form) -> "RdfFormat":
    from pyoxigraph import RdfFormat

    known = {Form.TABLE: RdfFormat.TURTLE, Form.TSV: RdfFormat.TURTLE, Form.JSON: RdfFormat.JSON_LD}
    if form not in known | {Form.XML: None}:
        raise UsageError(f"triples cannot be written as {form.value}; use table, json or xml")
    return known.get(form, RdfFormat.RDF_XML)
