"""SPARQL for `kg query`: which query is meant, and its answer as a table or a standard format."""

import difflib
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.cli.output import make_console, note, output_bytes, print_tsv, show
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

    from kg.build import Project
    from kg.sparql import Answer, Syntax


class Form(StrEnum):
    """How the answer to a query is written; AUTO is a table on a terminal, else TSV or Turtle."""

    AUTO = "auto"
    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TTL = "ttl"
    NT = "nt"
    JSONLD = "jsonld"


# What a form means for triples, where it means another syntax than its name says.
_FOR_TRIPLES = {Form.AUTO: "ttl", Form.TABLE: "ttl", Form.JSON: "jsonld"}

# An answer in more bytes than this has something in it.
_MOST_OF_NOTHING = 8192


@dataclass(frozen=True, slots=True)
class Named:
    """A query that comes with kg, what it answers, and what may be set in it."""

    name: str
    answers: str
    parameters: str


def list_queries(*, as_json: bool) -> None:
    """Print the queries that come with kg."""
    from rich.table import Table

    from kg.ontology import queries
    from kg.sparql import find_parameters

    def settings(sparql: str) -> list[str]:
        return [f"{one.name}={_plain(one.default)}: {one.means}" for one in find_parameters(sparql)]

    known = sorted(queries().items())
    rows = [Named(name, _answers(sparql), "; ".join(settings(sparql))) for name, sparql in known]

    def draw() -> Table:
        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("kg query", no_wrap=True)
        table.add_column("answers")
        for name, sparql in known:
            table.add_row(name, "\n".join([_answers(sparql), *(f"--set {one}" for one in settings(sparql))]))
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
        near = difflib.get_close_matches(given, sorted(known), n=1)
        hint = f"; did you mean '{near[0]}'?" if near else "."
        raise UsageError(f"no query is called '{given}'{hint} There are: {', '.join(sorted(known))}")
    return given


def read_settings(given: Sequence[str]) -> dict[str, str]:
    """The values of parameters, each given as NAME=VALUE."""
    settings: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set {one}: give it as NAME=VALUE, such as --set name=Russia")
        if name.strip() in settings:
            raise UsageError(f"--set {one}: '{name.strip()}' is set twice; give one value")
        settings[name.strip()] = value
    return settings


def print_answer(project: "Project", sparql: str, settings: dict[str, str], form: Form) -> None:
    """Ask a project, print what is found, and note what the query may have meant."""
    with _interruptible():
        found = _print(project, project.query(sparql, settings), form)
        sys.stdout.flush()
        hints = project.find_hints(sparql, settings, empty=not found)
    for hint in hints:
        note(hint)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the program at once: Oxigraph does not hand it on before it has an answer."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _print(project: "Project", answer: "Answer", form: Form) -> bool:
    """Print rows, yes or no, or triples; whether there is anything but a no."""
    from pyoxigraph import QueryBoolean, QueryTriples

    from kg.sparql import ROWS, TRIPLES

    if isinstance(answer, QueryTriples):
        return _write(project, answer, _find_syntax(_FOR_TRIPLES.get(form, form.value), TRIPLES, "triples"))
    if form is Form.AUTO:
        form = Form.TABLE if make_console().is_terminal else Form.TSV
    if form is not Form.TABLE:
        syntax = _find_syntax(form.value, ROWS, "rows")
        if form in (Form.JSON, Form.XML) or (form is Form.CSV and not isinstance(answer, QueryBoolean)):
            return _write(project, answer, syntax)
    if isinstance(answer, QueryBoolean):
        print("yes" if answer else "no")
        return bool(answer)
    return _print_table(answer) if form is Form.TABLE else _print_tsv(answer)


def _find_syntax(name: str, known: "Sequence[Syntax]", what: str) -> "Syntax":
    found = next((syntax for syntax in known if syntax.name == name), None)
    if found is None:
        names = ", ".join(syntax.name for syntax in known)
        raise UsageError(f"the query finds {what}, which cannot be written as {name}; use {names}")
    return found


class _Watched:
    """Standard output as bytes, of which the first are kept."""

    def __init__(self) -> None:
        self.output = output_bytes()
        self.start = b""

    def write(self, data: bytes) -> int:
        """Write all of the bytes."""
        if len(self.start) <= _MOST_OF_NOTHING:
            self.start += data
        return self.output.write(data)

    def flush(self) -> None:
        """Hand on what is written."""
        self.output.flush()


def _write(project: "Project", answer: "Answer", syntax: "Syntax") -> bool:
    """In a format of a recommendation, whatever is at the other end; whether there is anything in it."""
    from kg.rdf import Names
    from kg.sparql import write_answer

    watched = _Watched()
    # Oxigraph only writes and flushes.
    write_answer(answer, cast("BinaryIO", watched), syntax, prefixes=Names(project.base).prefixes())
    if syntax.name in ("json", "jsonld", "xml"):  # these end without a line end
        watched.output.write(b"\n")
    return not syntax.nothing.fullmatch(watched.start)


def _print_tsv(answer: "QuerySolutions") -> bool:
    """Without the marks of the recommendation, because people read it."""
    names = [variable.value for variable in answer.variables]
    rows = ([_value(row[name]) for name in names] for row in answer)
    first = next(rows, None)
    print_tsv(names, [] if first is None else chain([first], rows))
    return first is not None


def _print_table(answer: "QuerySolutions") -> bool:
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
    return table.row_count > 0


def _value(term: object) -> str:
    """A term as people read it: the words of a literal, the whole IRI, nothing where it is unbound."""
    return str(getattr(term, "value", "") or "")


def _answers(sparql: str) -> str:
    return sparql.partition("\n")[0].lstrip("# ")


def _plain(default: str) -> str:
    """A default as it may be set: an id without its prefix, a text without its marks."""
    return default.removeprefix("ent:").strip('"')
