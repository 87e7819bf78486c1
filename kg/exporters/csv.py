"""Spreadsheets and Gephi's data laboratory: NAME.nodes.csv and NAME.edges.csv.

A path that is a folder gets `nodes.csv` and `edges.csv`.
"""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.cells import harmless
from kg.exporters import Exportable, open_text, part_paths
from kg.exporters._rows import NODE_COLUMNS, Value, edge_columns, find_lines, find_points
from kg.exporters._xml import without_control

ENDINGS = (".csv", "/")
PARTS = ("nodes", "edges")

Table = tuple[list[str], Iterable[list[Value]]]  # column names, rows

_EDGE_HEAD = ("Source", "Target", "Type", "Id", "Label", "Weight", "Kind")


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's nodes and edges as two files. Raises UsageError where `path` is a stream."""
    files = part_paths("csv", path)
    tables = find_tables(project, per_claim=per_claim)
    with ExitStack() as stack:  # a failure in the second leaves the first as it was
        for file, (head, rows) in zip(files, tables.values(), strict=True):
            write_table(stack.enter_context(open_text(file)), head, rows)


def find_tables(project: Exportable, *, per_claim: bool) -> dict[str, Table]:
    """The tables of `PARTS` by name."""
    graph = project.graph()
    nodes = ([p.id, p.label, *p.values] for p in find_points(graph))
    edges = (
        [e.source, e.target, "Directed", e.id, e.label, e.weight, e.kind, *e.values]
        for e in find_lines(graph, project.relations, per_claim=per_claim)
    )
    return {
        "nodes": (["Id", "Label", *NODE_COLUMNS], nodes),
        "edges": ([*_EDGE_HEAD, *edge_columns(per_claim=per_claim)], edges),
    }


def write_table(stream: TextIO, head: list[str], rows: Iterable[list[Value]]) -> None:
    """Write a header line and the rows, harmless for spreadsheets (`kg.cells`)."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([to_cell(value) for value in row] for row in rows)


def to_cell(value: Value) -> Value:
    """The value as a person may open it: no formula, and no control characters."""
    if not isinstance(value, str):
        return value
    # Python before 3.13 does not quote a carriage return, at which readers begin a new row
    return harmless(without_control(value).replace("\r\n", "\n").replace("\r", "\n"))
