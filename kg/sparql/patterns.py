"""The triple patterns that a query cannot do without, each as SPARQL of its own.

rdflib reads the query, because Oxigraph keeps its reading to itself. What stands in OPTIONAL, MINUS and
FILTER is left out: nothing found there does not make an answer empty, or makes it so in another way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Parts of the algebra (SPARQL 1.1, 18.2) that find no more than the one pattern in them.
_WRAPPERS = frozenset(
    "SelectQuery AskQuery ConstructQuery DescribeQuery Slice Project Distinct Reduced OrderBy Extend Filter "
    "AggregateJoin Group Having ToMultiSet".split()
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern with its IRIs in full, and the names of its variables and blank nodes."""

    sparql: str
    variables: frozenset[str]


@dataclass(frozen=True, slots=True)
class Required:
    """Patterns that all must match, and choices (UNION) of which one each must."""

    patterns: tuple[Pattern, ...]
    choices: "tuple[tuple[Required, ...], ...]" = ()

    def connected(self) -> tuple[Pattern, ...]:
        """The patterns, each after one that it shares a variable with, where there is one."""
        rest, seen, ordered = list(self.patterns), set[str](), list[Pattern]()
        while rest:
            found = next((pattern for pattern in rest if pattern.variables & seen), rest[0])
            rest.remove(found)
            seen |= found.variables
            ordered.append(found)
        return tuple(ordered)


@dataclass(slots=True)
class _Parts:
    triples: list[tuple[Any, Any]] = field(
        default_factory=list
    )  # a triple and the graph that it is sought in
    choices: list[tuple[Required, ...]] = field(default_factory=list)
    bound: dict[Any, Any] = field(default_factory=dict)  # what VALUES gives a variable, where it is one term


def find_required(sparql: str, prefixes: Mapping[str, str]) -> Required | None:
    """The patterns of a query that Oxigraph has understood; None where rdflib does not read it.

    A query that names its dataset itself (FROM) gives None too: its patterns see another graph.
    """
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        algebra = translateQuery(parseQuery(sparql), initNs=dict(prefixes)).algebra
    except Exception:  # pyparsing's and rdflib's own, and RecursionError
        return None
    return None if algebra.get("datasetClause") else _required(algebra, None)


def _required(node: Any, graph: Any) -> Required:
    parts = _Parts()
    _collect(node, graph, parts)
    patterns = tuple(_pattern(triple, where, parts.bound) for triple, where in parts.triples)
    return Required(tuple(dict.fromkeys(patterns)), tuple(parts.choices))


def _collect(node: Any, graph: Any, parts: _Parts) -> None:
    name = getattr(node, "name", None)
    if name == "BGP":
        parts.triples += ((triple, graph) for triple in node.triples)
    elif name == "Join":
        _collect(node.p1, graph, parts)
        _collect(node.p2, graph, parts)
    elif name in ("LeftJoin", "Minus"):
        _collect(node.p1, graph, parts)
    elif name == "Union":
        parts.choices.append(tuple(_required(side, graph) for side in (node.p1, node.p2)))
    elif name == "Graph":
        _collect(node.p, node.term, parts)
    elif name == "values" and len(node.res) == 1:
        parts.bound |= node.res[0]
    elif name in _WRAPPERS:
        _collect(node.p, graph, parts)


def _pattern(triple: Any, graph: Any, bound: Mapping[Any, Any]) -> Pattern:
    from rdflib.term import BNode, Node, Variable

    terms: list[Any] = [bound.get(term, term) if isinstance(term, Node) else term for term in triple]
    words = " ".join(term.n3() for term in terms)
    where = None if graph is None else bound.get(graph, graph)
    sparql = words if where is None else f"GRAPH {where.n3()} {{ {words} }}"
    named = (term.n3() for term in (*terms, where) if isinstance(term, Variable | BNode))
    return Pattern(sparql, frozenset(named))
