"""How much of what a store holds, for the service description (VoID)."""

from typing import Any

from pyoxigraph import QuerySolutions, Store

_TOTALS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "subjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "objects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "articles": "SELECT (COUNT(?s) AS ?n) { ?s a <https://schema.org/NewsArticle> }",
}
_PARTS = {
    "classes": "SELECT ?part (COUNT(*) AS ?n) { ?s a ?part } GROUP BY ?part ORDER BY ?part",
    "properties": "SELECT ?part (COUNT(*) AS ?n) { ?s ?part ?o } GROUP BY ?part ORDER BY ?part",
}


def count(store: Store) -> dict[str, Any]:
    """Totals by name, and the numbers by IRI of `classes` and `properties`, in the union of all graphs."""
    totals = {name: int(row["n"].value) for name, sparql in _TOTALS.items() for row in _ask(store, sparql)}
    parts = {
        name: {row["part"].value: int(row["n"].value) for row in _ask(store, sparql)}
        for name, sparql in _PARTS.items()
    }
    return totals | parts


def _ask(store: Store, sparql: str) -> list[Any]:
    rows = store.query(sparql, use_default_graph_as_union=True)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a SELECT query has rows")
    return list(rows)
