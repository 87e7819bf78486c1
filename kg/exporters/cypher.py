"""Neo4j, Memgraph and other graph databases: a Cypher script that can be run again.

Nodes have the labels `Entity` and their type, and are found by `id`; a relationship's type is its relation:
`agreesTruceWith` is `AGREES_TRUCE_WITH`. Statements are of some hundred rows; running the script again
changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._rows import NODE_COLUMNS, Value, edge_columns, find_lines, find_points
from kg.exporters.neo4j import is_day, relationship_type

ENDINGS = (".cypher", ".cql")

_ROWS = 500  # in one statement

_ESCAPES = str.maketrans(
    {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {chr(code): None for code in range(32) if chr(code) not in "\n\r\t"}
)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's graph as Cypher statements."""
    graph = project.graph()
    columns = edge_columns(per_claim=per_claim)
    with open_text(path) as stream:
        stream.write("CREATE CONSTRAINT kg_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n")
        for kind, points in groupby(find_points(graph), lambda point: point.type):
            rows = (_map({"id": p.id, "label": p.label}, NODE_COLUMNS, p.values) for p in points)
            for statement in _statements(rows):
                stream.write(f"{statement}MERGE (n:Entity {{id: row.id}}) SET n:{kind.value}, n += row;\n")
        lines = find_lines(graph, project.relations, per_claim=per_claim, grouped=True)
        for relation, group in groupby(lines, lambda line: str(line.values[0])):
            kind_of = relationship_type(relation)
            rows = (
                f"{{source: {_literal(e.source)}, target: {_literal(e.target)}, values: "
                f"{_map({'id': e.id, 'weight': e.weight}, columns, e.values)}}}"
                for e in group
            )
            for statement in _statements(rows):
                stream.write(
                    f"{statement}MATCH (a:Entity {{id: row.source}}), (b:Entity {{id: row.target}}) "
                    f"MERGE (a)-[r:{kind_of} {{id: row.values.id}}]->(b) SET r += row.values;\n"
                )


def _statements(rows: Iterable[str]) -> Iterator[str]:
    """The beginning of each statement, with its rows."""
    left = iter(rows)
    while batch := list(islice(left, _ROWS)):
        yield "UNWIND [\n  {}\n] AS row\n".format(",\n  ".join(batch))


def _map(first: Mapping[str, Value], columns: Mapping[str, type], values: tuple[Value, ...]) -> str:
    found = [*first.items(), *zip(columns, values, strict=True)]
    return "{" + ", ".join(f"{name}: {_literal(v, name)}" for name, v in found if v is not None) + "}"


def _literal(value: Value, column: str = "") -> str:
    if not isinstance(value, str):
        return repr(value)
    text = f"'{value.translate(_ESCAPES)}'"
    return f"date({text})" if is_day(column) else text
