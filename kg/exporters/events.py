"""Scripts for event data: one row a claim with PLOVER and CAMEO codes, as NAME.events.csv.

An actor's code is its country (ISO 3166-1 alpha-3) and its sector: `RUS`, `SYRREB`, `IGO`; empty where
neither is known. Relations that PLOVER does not code, such as membership, are left out, and so are
claims that are denied, planned, hypothetical or hedged.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._events import Event, find_events
from kg.exporters._rows import Value
from kg.exporters._tables import find_coordinates, to_columns
from kg.exporters.csv import to_cell

ENDINGS = (".events.csv",)

_HEAD = (
    "id",
    "date",
    "date_precision",
    "source",
    "source_code",
    "target",
    "target_code",
    "event",
    "mode",
    "cameo",
    "quad",
    "score",
    "relation",
    "speaker",
    "place",
    "latitude",
    "longitude",
    "confidence",
    "text",
    "article",
    "publisher",
    "url",
)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the claims of all edges as coded events, by date."""
    del per_claim  # an event is a claim
    graph = project.graph()
    nodes = to_columns(graph.tables.nodes, "id", "country", "sector")
    codes = {key: actor_code(country, sector) for key, country, sector in nodes}
    places = find_coordinates(graph)
    with open_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEAD)
        for event in find_events(graph, project.relations):
            where = places.get(event.place or "", (None, None))
            writer.writerow([to_cell(value) for value in _row(event, codes, where)])


def _row(event: Event, codes: Mapping[str, str], where: tuple[Value, Value]) -> tuple[Value, ...]:
    relation = event.relation
    return (
        *(event.id, event.first, event.precision),
        *(event.actor_label, codes[event.actor], event.recipient_label, codes[event.recipient]),
        *(relation.plover, relation.mode, relation.cameo, relation.quad, relation.score, relation.name),
        *(event.speaker, event.place_label, *where, event.confidence),
        *(event.text, event.article, event.publisher, event.url),
    )


def actor_code(country: str | None, sector: str | None) -> str:
    """`RUS` for Russia, `SYRREB` for Syrian rebels."""
    return _alpha3().get(country or "", "") + (sector or "")


@cache
def _alpha3() -> dict[str, str]:
    text = (resources.files("kg") / "data" / "country_codes.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["alpha2"]: row["alpha3"] for row in rows}
