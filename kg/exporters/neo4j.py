"""Neo4j, in bulk: two CSV files for neo4j-admin, the nodes and the relationships.

`graph.neo4j.csv` gives `graph.neo4j.nodes.csv` and `graph.neo4j.relationships.csv`, which
`neo4j-admin database import full --nodes=... --relationships=...` takes; a folder gets `nodes.csv` and
`relationships.csv`. A node has the labels `Entity` and its type; a relationship's type is its relation:
`agreesTruceWith` is `AGREES_TRUCE_WITH`. Texts are on one line, as the importer wants them, and stand as they
are: no person opens these tables, and a mark before a formula (`kg.cells`) would get into the database.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.exporters import Exportable, open_text, part_paths
from kg.exporters._rows import NODE_COLUMNS, Value, edge_columns, find_lines, find_points
from kg.exporters._xml import without_control

ENDINGS = (".neo4j.csv",)
PARTS = ("nodes", "relationships")

_TYPES = {str: "string", int: "long", float: "double"}
_DAYS = frozenset({"first_seen", "last_seen", "published"})


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's nodes and relationships as two files. Raises UsageError for a stream."""
    nodes, relationships = part_paths("neo4j", path)
    graph = project.graph()
    columns = edge_columns(per_claim=per_claim)
    points = ([p.id, p.label, *p.values, f"Entity;{p.type.value}"] for p in find_points(graph))
    lines = (
        [e.source, e.target, relationship_type(str(e.values[0])), e.id, e.weight, *e.values]
        for e in find_lines(graph, project.relations, per_claim=per_claim)
    )
    heads = ["id:ID", "label:string", *_heads(NODE_COLUMNS), ":LABEL"]
    ties = [":START_ID", ":END_ID", ":TYPE", "id:string", "weight:double", *_heads(columns)]
    with ExitStack() as stack:  # a failure in the second leaves the first as it was
        _write_table(stack.enter_context(open_text(nodes)), heads, points)
        _write_table(stack.enter_context(open_text(relationships)), ties, lines)


def relationship_type(relation: str) -> str:
    """The relation as graph databases write types: `agreesTruceWith` gives `AGREES_TRUCE_WITH`."""
    return re.sub(r"\W", "_", re.sub(r"(?<=[^_A-Z])(?=[A-Z])", "_", relation)).upper()


def is_day(column: str) -> bool:
    """Whether a column holds ISO dates."""
    return column in _DAYS


def _heads(columns: Mapping[str, type]) -> list[str]:
    return [f"{name}:{'date' if is_day(name) else _TYPES[kind]}" for name, kind in columns.items()]


def _write_table(stream: TextIO, head: list[str], rows: Iterable[list[Value]]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_one_line(value) for value in row] for row in rows)


def _one_line(value: Value) -> Value:
    return " ".join(without_control(value).split()) if isinstance(value, str) else value
