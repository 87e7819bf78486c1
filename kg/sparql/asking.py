"""SPARQL queries: prefixes bound, errors with their place, and no way out to the network."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import FolderError, QueryError
from kg.sparql.tokens import find_tokens, find_unbound

Answer = QuerySolutions | QueryBoolean | QueryTriples

# Oxigraph lists every token that it would have taken; the first ones say enough.
_MESSAGE_LENGTH = 160
_LINE_LENGTH = 80
DAMAGED = "the store of this folder is damaged; kg repair makes it anew from the records"
# Oxigraph bore 500 brackets in brackets, and not 5,000; each of these clauses nests what stands before it.
_DEEPEST = 200
_MOST_CLAUSES = 500
_OPENING, _CLOSING = ("{", "(", "["), ("}", ")", "]")
_NESTING = frozenset(("optional", "bind", "minus"))
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split())


def ask(
    store: Store,
    sparql: str,
    *,
    prefixes: Mapping[str, str],
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
) -> Answer:
    """What the query finds. Without any dataset, its default graph is the union of all graphs."""
    _refuse_depth(sparql)
    own_dataset = _check(sparql)
    given = bool(default_graphs or named_graphs)
    try:
        return store.query(
            sparql,
            prefixes=dict(prefixes),
            use_default_graph_as_union=not (given or own_dataset),
            default_graph=list(default_graphs) if given else None,
            named_graphs=list(named_graphs) if given else None,
        )
    except SyntaxError as error:
        raise QueryError(_explain(str(error), sparql, prefixes)) from error
    except (ValueError, OSError, RuntimeError) as error:
        if is_damage(error):
            raise FolderError(DAMAGED) from error
        raise QueryError(f"query: {error}") from error


def is_damage(error: Exception) -> bool:
    """Whether what Oxigraph raised says that files of the store are damaged."""
    return str(error).startswith("Corruption")


def _refuse_depth(sparql: str) -> None:
    """Raise QueryError where a query is so deep that Oxigraph would overflow its stack and crash."""
    depth = clauses = 0
    for token in find_tokens(sparql):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        clauses += token.text.lower() in _NESTING
        if depth > _DEEPEST or clauses > _MOST_CLAUSES:
            raise QueryError(
                f"query: it has more than {_DEEPEST} brackets in brackets, or {_MOST_CLAUSES} clauses "
                "OPTIONAL, BIND and MINUS; make several queries of it"
            )


def _check(sparql: str) -> bool:
    """Whether the query has a FROM clause of its own. Raises QueryError where it has a SERVICE clause.

    Oxigraph would send a SERVICE pattern to the address in it, and pass over FROM when asked for the
    union. A query without SERVICE as text or FROM as a word, which is nearly every one, is not parsed here.
    """
    words = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _unescape, sparql).lower()
    if "service" not in words and not any(
        token.text == "from" or token.kind == "open" for token in find_tokens(words)
    ):
        return False
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    try:
        tree = parseQuery(sparql)
    except Exception as error:  # pyparsing's and rdflib's own, and RecursionError
        if "service" in words:
            raise QueryError(
                "query: it has the word 'service', and cannot be shown to stay off the network; "
                "write it without that word"
            ) from error
        return False
    names = {node.name for node in _nodes(tree) if isinstance(node, CompValue)}
    if "ServiceGraphPattern" in names:
        raise QueryError("query: SERVICE asks another server; kg works offline, so leave it out")
    return "DatasetClause" in names


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else ""


def _nodes(tree: object) -> Iterator[object]:
    """A parsed query and all that is in it."""
    from rdflib.plugins.sparql.parserutils import CompValue

    rest = [tree]
    while rest:
        node = rest.pop()
        yield node
        # Only a CompValue keeps its parts under names; pyparsing's results are mappings too, and lists first.
        if isinstance(node, CompValue):
            rest.extend(node.values())
        elif isinstance(node, Iterable) and not isinstance(node, str):
            rest.extend(node)


def _explain(message: str, sparql: str, prefixes: Mapping[str, str]) -> str:
    """The parser's message with the place it means, as line, column and the line itself."""
    unbound = find_unbound(sparql, prefixes)
    if unbound is not None:
        before = sparql[: unbound.start]
        row, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return f"{_place(sparql, row, column)}: {_name_prefix(unbound.text.partition(':')[0], prefixes)}"
    match = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not match:
        return f"query: {message}"
    # The parser means the furthest point that it came to, which may be a little after the mistake.
    where, said = _place(sparql, int(match[1]), int(match[2])), " ".join(match[3].split())
    if word := _update(sparql):
        return (
            f"{where}: {word} would change the graph; SPARQL only asks it: kg build adds, kg remove takes out"
        )
    if len(said) > _MESSAGE_LENGTH:
        said = said[:_MESSAGE_LENGTH].rsplit(" ", 1)[0] + " ..."
    return f"{where}: {said}"


def _place(sparql: str, row: int, column: int) -> str:
    lines = sparql.splitlines() or [""]
    line = lines[row - 1].strip() if row <= len(lines) else ""
    if len(line) > _LINE_LENGTH:
        line = f"{line[:_LINE_LENGTH]}..."
    return f"query, line {row}, column {column}, in {line!r}"


def _name_prefix(prefix: str, prefixes: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(prefix, sorted(prefixes), n=1)
    hint = (
        f"did you mean '{near[0]}:'?" if near else f"declare it, or use one of {', '.join(sorted(prefixes))}"
    )
    return f"prefix '{prefix}:' not found; {hint}"


def _update(sparql: str) -> str | None:
    """The word by which a text is a SPARQL 1.1 Update, and no query."""
    words = (token.text.upper() for token in find_tokens(sparql) if token.kind == "word")
    first = next((word for word in words if word not in ("PREFIX", "BASE")), None)
    return first if first in _UPDATES else None
