"""Parameters of a query: a line of its text each, so that the query runs as it stands in any tool.

    VALUES ?name { ent:country-ir }  # parameter: the actor to start from

The term in braces is the default; a value that is set takes its place as one RDF term of the same kind,
never as text, so that it cannot change the query in another way.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from kg.errors import QueryError, UsageError
from kg.sparql.entities import load_entities
from kg.sparql.vocabulary import Vocabulary

_MARK = re.compile(r"#\s*parameter\b", re.IGNORECASE)
_LINE = re.compile(
    r"(?P<before>[^#]*\bVALUES\s+[?$](?P<name>\w+)\s*\{\s*)(?P<term>\S|\S.*\S)(?P<after>\s*\}\s*)"
    r"#\s*parameter\s*:\s*(?P<means>.*\S)\s*",
    re.IGNORECASE,
)
_FORM = 'VALUES ?name { "default" }  # parameter: what it is'
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMERIC = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float"))

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be set in a query: its default as the query writes it, and what it means."""

    name: str
    default: str
    means: str


def find_parameters(sparql: str) -> tuple[Parameter, ...]:
    """The parameters of a query in their order. Raises QueryError where one is written wrongly or twice."""
    found: dict[str, Parameter] = {}
    for number, line in enumerate(sparql.split("\n"), 1):
        match = _match(line, number)
        if match is None:
            continue
        if match["name"] in found:
            raise QueryError(f"query, line {number}: parameter '{match['name']}' stands twice; rename one")
        found[match["name"]] = Parameter(match["name"], match["term"], match["means"])
    return tuple(found.values())


def fill(sparql: str, settings: Mapping[str, str], *, store: Store, vocabulary: Vocabulary) -> str:
    """The query with some parameters set, all else as it was, line by line.

    An entity is set by its name or id, a relation by its name, anything else by its value. Raises
    UsageError where a parameter is unknown or a value is of the wrong kind.
    """
    known = {parameter.name for parameter in find_parameters(sparql)}
    for name in settings:
        if name not in known:
            raise UsageError(_unknown(name, known))
    lines = sparql.split("\n")
    for number, line in enumerate(lines, 1):
        match = _match(line, number)
        if match is not None and match["name"] in settings:
            default = _read(match["term"], vocabulary, number)
            term = _term(match["name"], settings[match["name"]], default, store, vocabulary)
            lines[number - 1] = f"{match['before']}{term}{match['after']}# parameter: {match['means']}"
    return "\n".join(lines)


def _match(line: str, number: int) -> re.Match[str] | None:
    if not _MARK.search(line):
        return None
    match = _LINE.fullmatch(line)
    if match is None and "VALUES" in line.upper():
        raise QueryError(f"query, line {number}: a parameter is written as: {_FORM}")
    return match


def _unknown(name: str, known: set[str]) -> str:
    if not known:
        return f"the query has no parameter '{name}', and no other; a line of it may be: {_FORM}"
    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"; did you mean '{near[0]}'?" if near else "."
    return f"the query has no parameter '{name}'{hint} It has: {', '.join(sorted(known))}"


def _read(written: str, vocabulary: Vocabulary, number: int) -> Term:
    """A term as a query writes it; Turtle writes terms alike (SPARQL 1.1, 4.1)."""
    declared = "".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in vocabulary.prefixes.items())
    try:
        [quad] = parse(f"{declared}<a:a> <a:a> {written} .", format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"query, line {number}: {written} is no single term ({error})") from error
    if not isinstance(quad.object, NamedNode | Literal):
        raise QueryError(f"query, line {number}: {written} is no IRI, text or number")
    return quad.object


def _term(name: str, value: str, default: Term, store: Store, vocabulary: Vocabulary) -> Term:
    """The value as a term of the same kind as the default."""
    try:
        if isinstance(default, NamedNode):
            return _iri(value.strip(), default, store, vocabulary)
        return _literal(value, default)
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from error
    except ValueError as error:  # not an IRI, or not text: what Oxigraph says of it
        raise UsageError(f"{name}: '{value}' cannot be used ({error})") from error


def _iri(value: str, default: NamedNode, store: Store, vocabulary: Vocabulary) -> NamedNode:
    if value.startswith("<") and value.endswith(">"):
        return NamedNode(value[1:-1])
    prefix, colon, local = value.partition(":")
    if colon and prefix in vocabulary.prefixes:
        return NamedNode(vocabulary.prefixes[prefix] + local)
    if value.startswith(("urn:", "http://", "https://")):
        return NamedNode(value)
    if default.value.startswith(vocabulary.entities):
        return NamedNode(vocabulary.entities + load_entities(store, vocabulary).find(value))
    namespace = default.value[: max(default.value.rfind("#"), default.value.rfind("/")) + 1]
    return NamedNode(namespace + value)


def _literal(value: str, default: Literal) -> Literal:
    kind = default.datatype.value
    if default.language:
        return Literal(value, language=default.language)
    if kind in _NUMERIC:
        if not _NUMBER.fullmatch(value.strip()):
            raise UsageError(f"'{value}' is no number such as {default.value}")
        type_of_it = "decimal" if "." in value else "integer"
        return Literal(value.strip(), datatype=NamedNode(_XSD + type_of_it))
    if kind == f"{_XSD}date":
        try:
            date.fromisoformat(value.strip())
        except ValueError as error:
            raise UsageError(f"'{value}' is no day such as {default.value}") from error
    if kind == f"{_XSD}boolean" and value.strip() not in ("true", "false"):
        raise UsageError(f"'{value}' is neither true nor false")
    return Literal(value if kind == f"{_XSD}string" else value.strip(), datatype=default.datatype)
