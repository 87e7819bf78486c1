"""Answers written in the syntaxes of the SPARQL 1.1 and RDF 1.1 recommendations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, serialize

from kg.sparql.asking import Answer


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
    place = str(output) if isinstance(output, Path) else output
    if isinstance(answer, QueryTriples):
        if not isinstance(syntax.form, RdfFormat):
            raise TypeError(f"triples cannot be written as {syntax.name}")
        bound = dict(prefixes) if syntax.form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
        serialize(answer, place, syntax.form, prefixes=bound)
    else:
        if not isinstance(syntax.form, QueryResultsFormat):
            raise TypeError(f"rows cannot be written as {syntax.name}")
        answer.serialize(place, syntax.form)
