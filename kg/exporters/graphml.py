"""Cytoscape, yEd, igraph and networkx: GraphML with typed columns."""

from pathlib import Path
from typing import BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._rows import NODE_COLUMNS, Value, edge_columns, find_lines, find_points
from kg.exporters._xml import XmlWriter

ENDINGS = (".graphml",)

_TYPES = {str: "string", int: "long", float: "double"}


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's graph as GraphML."""
    graph = project.graph()
    node_columns = {"label": str, **NODE_COLUMNS}
    line_columns = {"label": str, "weight": float, **edge_columns(per_claim=per_claim)}
    with open_text(path) as stream:
        xml = XmlWriter(stream)
        xml.open("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
        _declare(xml, "node", node_columns)
        _declare(xml, "edge", line_columns)
        xml.open("graph", {"id": "kg", "edgedefault": "directed"})
        for point in find_points(graph):
            xml.open("node", {"id": point.id})
            _write_values(xml, "node", node_columns, (point.label, *point.values))
            xml.close()
        for line in find_lines(graph, project.relations, per_claim=per_claim):
            xml.open("edge", {"id": line.id, "source": line.source, "target": line.target})
            _write_values(xml, "edge", line_columns, (line.label, line.weight, *line.values))
            xml.close()
        xml.close(levels=2)


def _declare(xml: XmlWriter, owner: str, columns: dict[str, type]) -> None:
    """Declare columns. Key ids are unique in the whole file, so they begin with their owner's name."""
    for name, kind in columns.items():
        xml.leaf("key", {"id": f"{owner}.{name}", "for": owner, "attr.name": name, "attr.type": _TYPES[kind]})


def _write_values(xml: XmlWriter, owner: str, columns: dict[str, type], values: tuple[Value, ...]) -> None:
    for name, value in zip(columns, values, strict=True):
        if value is not None:
            xml.leaf("data", {"key": f"{owner}.{name}"}, text=str(value))
