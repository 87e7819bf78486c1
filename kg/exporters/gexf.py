"""Gephi and gephi-lite: GEXF 1.3, with a timeline, colours, sizes and a layout.

Each edge is a pair and relation; its spells are the days that its claims speak of, also as plain
columns `first_seen` and `last_seen`, because some readers drop spells. What has no date is always there.
"""

from pathlib import Path
from typing import BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._rows import (
    NODE_COLUMNS,
    Line,
    Point,
    Spell,
    Value,
    count_lines,
    edge_columns,
    find_lines,
    find_points,
)
from kg.exporters._xml import XmlWriter
from kg.layout.colours import Colour, edge_colour, node_colour

ENDINGS = (".gexf",)

_NAMESPACES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
_DYNAMIC = {
    "defaultedgetype": "directed",
    "mode": "dynamic",
    "timeformat": "date",
    "timerepresentation": "interval",
}
# Where a node stands has its own element.
_COLUMNS = {name: kind for name, kind in NODE_COLUMNS.items() if name not in {"x", "y"}}
_TYPES = {str: "string", int: "long", float: "double"}


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's graph as GEXF 1.3."""
    graph = project.graph()
    columns = edge_columns(per_claim=per_claim)
    with open_text(path) as stream:
        xml = XmlWriter(stream)
        xml.open("gexf", _NAMESPACES)
        xml.open("meta")
        xml.leaf("creator", text="kg")
        xml.leaf("description", text="Political actors and places, and who does what to whom")
        xml.close()
        xml.open("graph", _DYNAMIC)
        _declare(xml, "node", _COLUMNS)
        _declare(xml, "edge", columns)
        xml.open("nodes", {"count": len(graph.nodes)})
        for point in find_points(graph):
            _write_point(xml, point)
        xml.close()
        xml.open("edges", {"count": count_lines(graph, per_claim=per_claim)})
        for line in find_lines(graph, project.relations, per_claim=per_claim):
            _write_line(xml, line, columns)
        xml.close(levels=3)


def _declare(xml: XmlWriter, owner: str, columns: dict[str, type]) -> None:
    xml.open("attributes", {"class": owner, "mode": "static"})
    for name, kind in columns.items():
        xml.leaf("attribute", {"id": name, "title": name, "type": _TYPES[kind]})
    xml.close()


def _write_point(xml: XmlWriter, point: Point) -> None:
    xml.open("node", {"id": point.id, "label": point.label})
    _write_values(xml, _COLUMNS, point.values[: len(_COLUMNS)])
    _write_spells(xml, point.spells)
    xml.leaf("viz:color", _parts(node_colour(point.type)))
    xml.leaf("viz:position", {"x": point.x, "y": point.y, "z": 0.0})
    xml.leaf("viz:size", {"value": point.size})
    xml.close()


def _write_line(xml: XmlWriter, line: Line, columns: dict[str, type]) -> None:
    xml.open(
        "edge",
        {
            "id": line.id,
            "source": line.source,
            "target": line.target,
            "kind": line.kind,
            "label": line.label,
            "weight": line.weight,
        },
    )
    _write_values(xml, columns, line.values)
    _write_spells(xml, line.spells)
    xml.leaf("viz:color", _parts(edge_colour(line.quad)))
    xml.close()


def _write_values(xml: XmlWriter, columns: dict[str, type], values: tuple[Value, ...]) -> None:
    xml.open("attvalues")
    for name, value in zip(columns, values, strict=True):
        if value is not None:
            xml.leaf("attvalue", {"for": name, "value": value})
    xml.close()


def _write_spells(xml: XmlWriter, spells: tuple[Spell, ...]) -> None:
    if spells:
        xml.open("spells")
        for first, last in spells:
            xml.leaf("spell", {"start": first, "end": last})
        xml.close()


def _parts(colour: Colour) -> dict[str, int]:
    return dict(zip("rgb", colour, strict=True))
