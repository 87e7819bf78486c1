"""Answers written in the syntaxes of the SPARQL 1.1 and RDF 1.1 recommendations."""

import re
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, serialize

from kg.sparql.asking import Answer

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))


@dataclass(frozen=True, slots=True)
class Syntax:
    """A syntax, by the name that the command line gives it, and the media types that ask for it.

    The first media type is the registered one; answers carry it. `nothing` is how an answer without rows or
    triples is written, or a no.
    """

    name: str
    form: QueryResultsFormat | RdfFormat
    media_types: tuple[str, ...]
    nothing: re.Pattern[bytes]


def _syntax(name: str, form: QueryResultsFormat | RdfFormat, nothing: bytes, *media_types: str) -> Syntax:
    return Syntax(name, form, media_types, re.compile(nothing, re.DOTALL))


# The first of each is what a client gets that leaves the choice open.
ROWS = (
    _syntax(
        "json", QueryResultsFormat.JSON, rb'.*("bindings":\[\]\}|"boolean":false)\}',
        "application/sparql-results+json", "application/json",
    ),
    _syntax(
        "xml", QueryResultsFormat.XML, rb".*(<results></results>|<boolean>false</boolean>)</sparql>",
        "application/sparql-results+xml", "application/xml", "text/xml",
    ),
    _syntax("csv", QueryResultsFormat.CSV, rb"[^\n]*\n|false", "text/csv"),
    _syntax("tsv", QueryResultsFormat.TSV, rb"[^\n]*\n|false", "text/tab-separated-values"),
)  # fmt: skip
TRIPLES = (
    _syntax("ttl", RdfFormat.TURTLE, rb"", "text/turtle", "application/x-turtle"),
    _syntax("nt", RdfFormat.N_TRIPLES, rb"", "application/n-triples", "text/plain"),
    _syntax("jsonld", RdfFormat.JSON_LD, rb"\[\]", "application/ld+json", "application/json"),
    _syntax(
        "xml", RdfFormat.RDF_XML, rb".*<rdf:RDF[^>]*>\s*</rdf:RDF>",
        "application/rdf+xml", "application/xml", "text/xml",
    ),
)  # fmt: skip


def write_answer(
    answer: Answer, output: BinaryIO | Path, syntax: Syntax, *, prefixes: Mapping[str, str]
) -> None:
    """Write what a query found; rows and yes or no in one of ROWS, triples in one of TRIPLES.

    It is found while it is written, so that memory does not grow with it. Raises OSError.
    """
    if syntax.name == "xml":
        with output.open("wb") if isinstance(output, Path) else nullcontext(output) as stream:
            _serialize(answer, cast("BinaryIO", _XmlBytes(stream)), syntax, prefixes)
    else:
        _serialize(answer, str(output) if isinstance(output, Path) else output, syntax, prefixes)


class _XmlBytes:
    """Bytes on their way, without the characters that XML 1.0 cannot hold, which Oxigraph leaves in."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._begun = b""  # of a character that may go on in what comes next

    def write(self, data: bytes) -> int:
        """Write all of the bytes, but for the last of a character that is not whole."""
        found = self._begun + data.translate(None, _CONTROLS)
        kept = 2 if found.endswith(b"\xef\xbf") else 1 if found.endswith(b"\xef") else 0
        whole, self._begun = (found[:-kept], found[-kept:]) if kept else (found, b"")
        self._stream.write(whole.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b""))
        return len(data)

    def flush(self) -> None:
        """Hand on what is written."""
        self._stream.flush()


def _serialize(answer: Answer, place: str | BinaryIO, syntax: Syntax, prefixes: Mapping[str, str]) -> None:
    if isinstance(answer, QueryTriples):
        if not isinstance(syntax.form, RdfFormat):
            raise TypeError(f"triples cannot be written as {syntax.name}")
        bound = dict(prefixes) if syntax.form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
        serialize(answer, place, syntax.form, prefixes=bound)
    else:
        if not isinstance(syntax.form, QueryResultsFormat):
            raise TypeError(f"rows cannot be written as {syntax.name}")
        answer.serialize(place, syntax.form)
