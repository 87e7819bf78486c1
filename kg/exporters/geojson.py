"""QGIS, Leaflet and kepler.gl: GeoJSON, places and the events at them as points.

One FeatureCollection after RFC 7946, one feature a line: `kind` is `place` or `event`. An event is a claim
that PLOVER codes, at the place that its sentence names, else at its recipient where that is a city, region
or other place; what happened nowhere in particular is left out.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._events import Event, find_events
from kg.exporters._tables import find_chunks, find_coordinates, to_columns
from kg.graph import Graph

ENDINGS = (".geojson",)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's places and events as GeoJSON."""
    del per_claim  # an event is a claim
    graph = project.graph()
    places = find_coordinates(graph)
    with open_text(path) as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        before = "\n"
        for feature in _find_features(graph, project, places):
            text = json.dumps(feature, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
            stream.write(f"{before}{text}")
            before = ",\n"
        stream.write("\n]}\n")


def _find_features(
    graph: Graph, project: Exportable, places: Mapping[str, tuple[float, float]]
) -> Iterator[dict[str, Any]]:
    for row in find_places(graph):
        yield _feature(row["id"], places[row["id"]], {"kind": "place", **row})
    labels = graph.nodes.labels
    for event in find_events(graph, project.relations):
        if event.site is not None:
            yield _feature(event.id, places[event.site], {"kind": "event", **describe(event, labels)})


def _feature(key: str, where: tuple[float, float], properties: Mapping[str, Any]) -> dict[str, Any]:
    latitude, longitude = where
    return {
        "type": "Feature",
        "id": key,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


_PLACE = ("id", "label", "type", "country", "wikidata", "geonames", "mentions", "articles")


def find_places(graph: Graph) -> Iterator[dict[str, Any]]:
    """What is known of each entity that has coordinates, sorted by id."""
    names = (*_PLACE, "first_seen", "last_seen")
    for table in find_chunks(graph.tables.nodes):
        for *values, latitude, longitude in to_columns(table, *names, "lat", "lon"):
            if latitude is not None and longitude is not None:
                yield dict(zip(names, values, strict=True))


def describe(event: Event, labels: Mapping[str, str]) -> dict[str, Any]:
    """What is told of an event, by name; what is not known is None."""
    relation = event.relation
    return {
        "id": event.id,
        "label": f"{event.actor_label} {relation.label} {event.recipient_label}",
        "relation": relation.name,
        "plover": relation.plover,
        "cameo": relation.cameo,
        "quad": relation.quad,
        "score": relation.score,
        "actor": event.actor_label,
        "actor_id": event.actor,
        "recipient": event.recipient_label,
        "recipient_id": event.recipient,
        "place": labels.get(event.site or ""),
        "first_date": event.first,
        "last_date": event.last,
        "date_precision": event.precision,
        "speaker": event.speaker,
        "confidence": event.confidence,
        "evidence": event.text,
        "article": event.article,
        "title": event.title,
        "publisher": event.publisher,
        "url": event.url,
    }
