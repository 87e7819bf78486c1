"""Spreadsheets and Gephi's data laboratory: NAME.nodes.csv and NAME.edges.csv.

A path that is a folder gets `nodes.csv` and `edges.csv`.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kg.exporters import Exportable, open_text, part_paths
from kg.exporters._rows import NODE_COLUMNS, Value, edge_columns, find_lines, find_points
from kg.exporters._xml import without_control

ENDINGS = (".csv", "/")
PARTS = ("nodes", "edges")

_EDGE_HEAD = ("Source", "Target", "Type", "Id", "Label", "Weight", "Kind")

# A spreadsheet takes a cell that begins so for a formula and runs it; news text is not to be trusted.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's nodes and edges as two files. Raises UsageError where `path` is a stream."""
    nodes_path, edges_path = part_paths("csv", path)
    graph = project.graph()
    nodes = ([p.id, p.label, *p.values] for p in find_points(graph))
    edges = (
        [e.source, e.target, "Directed", e.id, e.label, e.weight, e.kind, *e.values]
        for e in find_lines(graph, project.relations, per_claim=per_claim)
    )
    _write_table(nodes_path, ["Id", "Label", *NODE_COLUMNS], nodes)
    _write_table(edges_path, [*_EDGE_HEAD, *edge_columns(per_claim=per_claim)], edges)


def _write_table(path: Path, head: list[str], rows: Iterable[list[Value]]) -> None:
    with open_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([harmless(value) for value in row] for row in rows)


def harmless(value: Value) -> Value:
    """The value, with a quotation mark before what a spreadsheet would run, and no control characters."""
    if not isinstance(value, str):
        return value
    text = without_control(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
