"""Google Earth and other globes: KML, places and the events at them, with a time line.

What is an event, and where, is as in GeoJSON.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._events import find_events
from kg.exporters._tables import find_coordinates
from kg.exporters._xml import XmlWriter
from kg.exporters.geojson import describe, find_places
from kg.layout.colours import EDGE_COLOURS, GREEN, Colour

ENDINGS = (".kml",)

_SHOWN = frozenset({"id", "label", "evidence", "first_date", "last_date"})  # where KML has its own place


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's places and events as KML."""
    del per_claim  # an event is a claim
    graph = project.graph()
    places, labels = find_coordinates(graph), graph.nodes.labels
    with open_text(path) as stream:
        xml = XmlWriter(stream)
        xml.open("kml", {"xmlns": "http://www.opengis.net/kml/2.2"})
        xml.open("Document")
        xml.leaf("name", text="kg")
        for name, colour in {"place": GREEN, **EDGE_COLOURS}.items():
            _write_style(xml, name, colour)
        xml.open("Folder")
        xml.leaf("name", text="Places")
        for place in find_places(graph):
            _write_placemark(xml, place, places[place["id"]], "place")
        xml.close()
        xml.open("Folder")
        xml.leaf("name", text="Events")
        for event in find_events(graph, project.relations):
            if event.site is not None:
                style = event.relation.quad or "place"
                _write_placemark(xml, describe(event, labels), places[event.site], style)
        xml.close(levels=3)


def _write_style(xml: XmlWriter, name: str, colour: Colour) -> None:
    red, green, blue = colour
    xml.open("Style", {"id": name})
    xml.open("IconStyle")
    xml.leaf("color", text=f"ff{blue:02x}{green:02x}{red:02x}")
    xml.close(levels=2)


def _write_placemark(
    xml: XmlWriter, values: Mapping[str, Any], where: tuple[float, float], style: str
) -> None:
    """Write one point; KML 2.2 (OGC 07-147r2, section 9.11) asks for this order of elements."""
    xml.open("Placemark")
    xml.leaf("name", text=values["label"])
    if values.get("evidence"):
        xml.leaf("description", text=values["evidence"])
    if values.get("first_date"):
        xml.open("TimeSpan")
        xml.leaf("begin", text=values["first_date"])
        xml.leaf("end", text=values["last_date"])
        xml.close()
    xml.leaf("styleUrl", text=f"#{style}")
    xml.open("ExtendedData")
    for name, value in values.items():
        if value is not None and name not in _SHOWN:
            xml.open("Data", {"name": name})
            xml.leaf("value", text=str(value))
            xml.close()
    xml.close()
    latitude, longitude = where
    xml.open("Point")
    xml.leaf("coordinates", text=f"{longitude},{latitude}")
    xml.close(levels=2)
