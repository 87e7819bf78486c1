"""The tables of a graph some thousand rows at a time, with the tellings and articles that belong to them.

So the largest graph is written without ever being in memory: its tables are mapped from their files.
"""

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.graph import Graph

_CHUNK = 4096


def find_chunks(table: Any) -> Iterator[Any]:
    """The table in parts, in its order."""
    for start in range(0, len(table), _CHUNK):
        yield table.slice(start, _CHUNK)


def find_sorted(table: Any, *names: str) -> Iterator[Any]:
    """The table in parts, sorted by some columns."""
    yield from _taken(table, _order(table.select(list(names))))


def _order(keys: Any) -> Any:
    return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.column_names])


def _taken(table: Any, numbers: Any) -> Iterator[Any]:
    for start in range(0, len(numbers), _CHUNK):
        yield table.take(numbers.slice(start, _CHUNK))


def take_tellings(graph: Graph, edges: Any, *columns: str) -> Any:
    """The tellings of some edges, one edge after the other; all columns unless named."""
    first, claims = (edges[name].to_numpy().astype(np.int64) for name in ("first", "claims"))
    ends = np.cumsum(claims)
    numbers = np.repeat(first - (ends - claims), claims) + np.arange(ends[-1] if len(ends) else 0)
    table = graph.tables.tellings
    return (table.select(list(columns)) if columns else table).take(pa.array(numbers))


def take_articles(graph: Graph, tellings: Any) -> Any:
    """The article of each telling."""
    return graph.tables.articles.take(tellings["article"])


def find_told(graph: Graph, relations: Collection[str], *columns: str) -> Iterator[Any]:
    """Columns of the tellings of edges of some relations, by day (those without one last), then by claim."""
    table = graph.tables.tellings
    wanted = pc.is_in(table["relation"], value_set=pa.array(sorted(relations), pa.string()))
    numbers = pc.indices_nonzero(wanted)
    keys = table.select(["first_day", "claim"]).take(numbers)
    yield from _taken(table.select(list(columns)), numbers.take(_order(keys)))


def count_claims(graph: Graph) -> int:
    """How many claims make the edges of the graph."""
    return int(pc.sum(graph.tables.edges["claims"]).as_py() or 0)


def find_coordinates(graph: Graph) -> dict[str, tuple[float, float]]:
    """Latitude and longitude (degrees, WGS 84) of every entity that has them, by id."""
    table = graph.tables.nodes
    placed = table.filter(pc.and_(pc.is_valid(table["lat"]), pc.is_valid(table["lon"])))
    return {key: (lat, lon) for key, lat, lon in to_columns(placed, "id", "lat", "lon")}


def best_tellings(edges: Any, tellings: Any) -> Any:
    """The row of the surest telling of each edge among its tellings; the first of several."""
    claims = edges["claims"].to_numpy()
    owners = np.repeat(np.arange(len(claims)), claims)
    order = np.lexsort((-tellings["confidence"].to_numpy(), owners))  # keeps the order of equals
    return order[np.cumsum(claims) - claims]


def find_periods(tellings: Any) -> list[tuple[str, str] | None]:
    """First and last day of each telling; None where no date is known."""
    days = (to_texts(tellings[name]) for name in ("first_day", "last_day"))
    return [(first, last) if first and last else None for first, last in zip(*days, strict=True)]


def to_columns(table: Any, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row; days are ISO dates."""
    return zip(*(_values(table[name]) for name in names), strict=True)


def to_texts(days: Any) -> list[str | None]:
    """Days as ISO dates."""
    found: list[str | None] = pc.cast(days, pa.string()).to_pylist()
    return found


def _values(column: Any) -> list[Any]:
    found: list[Any] = to_texts(column) if column.type == pa.date32() else column.to_pylist()
    return found
