"""A graph over its tables: nodes, edges and tellings are made when they are looked at.

So a graph of a million edges opens at once, and a loop over its edges holds a few of them at a time.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.rows import to_article, to_edge, to_node, to_telling
from kg.graph.tables import UNREAD, Tables, among, rows_of
from kg.graph.values import ArticleInfo, Edge, Node, Telling, Unread
from kg.relations import RelationFacts

T = TypeVar("T")

_CHUNK = 4096  # rows made into values at a time


class Graph:
    """Nodes by entity id, sorted; edges sorted by id; `unasserted` are claims that make no edge.

    An unasserted claim is negated, planned, hypothetical, hedged or rejected. Two graphs are equal where
    their tables are.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        pairs = ((getattr(g.tables, name) for g in (self, other)) for name in Tables.__slots__)
        return all(one.equals(two) for one, two in pairs)

    __hash__ = object.__hash__

    @cached_property
    def nodes(self) -> "Nodes":
        """The nodes by entity id."""
        return Nodes(self.tables.nodes)

    @cached_property
    def relations(self) -> Mapping[str, RelationFacts]:
        """The relations that the graph was made with, by name; a claim's relation may be none of them."""
        return {row["name"]: RelationFacts(**row) for row in rows_of(self.tables.relations)}

    @cached_property
    def articles(self) -> "Articles":
        """Every article of the folder, sorted by id."""
        return Articles(self, self.tables.articles, 0, len(self.tables.articles))

    @property
    def edges(self) -> "Edges":
        """All edges."""
        return Edges(self, self.tables.edges)

    @property
    def unasserted(self) -> "Tellings":
        """The claims that make no edge, sorted by date."""
        return Tellings(self, self.tables.others, 0, len(self.tables.others))

    @property
    def claims(self) -> int:
        """How many claims there are, with those that make no edge."""
        return len(self.tables.tellings) + len(self.tables.others)

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Verbs between known actors that no relation covers, in the order of the articles."""
        return tuple(Unread(*(row[name] for name in UNREAD.names)) for row in rows_of(self.tables.unread))

    def edge(self, key: str) -> Edge | None:
        """The edge with that id, or None."""
        return next(iter(Edges(self, self._where("id", [key]))), None)

    def edges_between(self, one: str, two: str) -> "Edges":
        """The edges from one entity to another, either way round."""
        return Edges(self, _between(self.tables.edges, "actor", "recipient", one, two))

    def unasserted_between(self, one: str, two: str) -> "Tellings":
        """The claims between two entities that make no edge."""
        table = _between(self.tables.others, "actor", "recipient", one, two)
        return Tellings(self, table, 0, len(table))

    def _where(self, column: str, values: Iterable[str]) -> Any:
        return self.tables.edges.filter(among(self.tables.edges[column], values))


def find_surest(edge: Edge) -> Telling:
    """The surest telling of an edge; the first of several."""
    tellings = edge.tellings
    if isinstance(tellings, Tellings):
        return tellings.surest()
    return max(tellings, key=lambda telling: telling.claim.confidence)


def _between(table: Any, first: str, second: str, one: str, two: str) -> Any:
    there = pc.and_(pc.equal(table[first], one), pc.equal(table[second], two))
    back = pc.and_(pc.equal(table[first], two), pc.equal(table[second], one))
    return table.filter(pc.or_(there, back))


class Nodes(Mapping[str, Node]):
    """The nodes by entity id, in the order of the ids."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._made: dict[str, Node] = {}

    def __getitem__(self, key: str) -> Node:
        if key not in self._made:
            number = self._numbers[key]
            self._made[key] = to_node(self._table.slice(number, 1).to_pylist()[0])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._table)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Every label by id: quicker than the nodes."""
        return self._column("label")

    @cached_property
    def countries(self) -> dict[str, str | None]:
        """The country code of every entity by id."""
        return self._column("country")

    @cached_property
    def folded(self) -> dict[str, str]:
        """Every folded label by id."""
        return self._column("key")

    @cached_property
    def mentions(self) -> dict[str, int]:
        """How often each is mentioned, by id."""
        return self._column("mentions")

    def called(self, name: str) -> list[str]:
        """The ids of those that articles call by this folded name."""
        called = self._table["names"].combine_chunks()
        rows = pc.list_parent_indices(called).filter(pc.equal(pc.list_flatten(called), name))
        keys: list[str] = self._table["id"].take(rows).to_pylist()
        return keys

    def _column(self, name: str) -> dict[str, Any]:
        return dict(zip(self._table["id"].to_pylist(), self._table[name].to_pylist(), strict=True))

    def values(self) -> Any:
        """The nodes, made in one go."""
        return _MadeNodes(self)

    def items(self) -> Any:
        """Ids with nodes, made in one go."""
        return zip(self, self.values(), strict=True)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self._table["id"].to_pylist())}

    def _all(self) -> Iterator[Node]:
        for start in range(0, len(self._table), _CHUNK):
            yield from map(to_node, rows_of(self._table, start, start + _CHUNK))


class _MadeNodes:
    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes

    def __iter__(self) -> Iterator[Node]:
        return self._nodes._all()

    def __len__(self) -> int:
        return len(self._nodes)


class _Rows(Sequence[T]):
    """Values made from the rows of a table when they are looked at."""

    def __init__(self, graph: Graph, table: Any, start: int, stop: int) -> None:
        self._graph, self._table, self._start, self._stop = graph, table, start, stop

    @abstractmethod
    def _make(self, row: Mapping[str, Any]) -> T:
        """The value of a row."""

    def __len__(self) -> int:
        return self._stop - self._start

    def __iter__(self) -> Iterator[T]:
        for start in range(self._start, self._stop, _CHUNK):
            yield from map(self._make, rows_of(self._table, start, min(start + _CHUNK, self._stop)))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        numbers = range(self._start, self._stop)[index]
        if isinstance(numbers, range):
            return tuple(map(self._make, self._table.take(pa.array(list(numbers), pa.int64())).to_pylist()))
        return self._make(self._table.slice(numbers, 1).to_pylist()[0])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Articles(_Rows[ArticleInfo]):
    """Articles, each with the one that told the same first."""

    def _make(self, row: Mapping[str, Any]) -> ArticleInfo:
        return to_article(row, self._table["id"][row["origin"]].as_py())


class Tellings(_Rows[Telling]):
    """Claims with their articles."""

    def _make(self, row: Mapping[str, Any]) -> Telling:
        return to_telling(row, self._graph.articles[row["article"]])

    def surest(self) -> Telling:
        """The one of the highest confidence; the first of several."""
        sure = self._table["confidence"].slice(self._start, len(self))
        number: int = pc.index(sure, pc.max(sure)).as_py()
        return self[number]


class Edges(_Rows[Edge]):
    """Edges, each with its tellings at hand."""

    def __init__(self, graph: Graph, table: Any) -> None:
        super().__init__(graph, table, 0, len(table))

    def _make(self, row: Mapping[str, Any]) -> Edge:
        first = row["first"]
        tellings = Tellings(self._graph, self._graph.tables.tellings, first, first + row["claims"])
        return to_edge(row, tellings)
