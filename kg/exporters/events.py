"""Scripts for event data: one row a claim with PLOVER and CAMEO codes, as NAME.events.csv.

An actor's code is its country (ISO 3166-1 alpha-3) and its sector: `RUS`, `SYRREB`, `IGO`; empty where
neither is known. Relations that PLOVER does not code, such as membership, are left out, and so are
claims that are denied, planned, hypothetical or hedged.
"""

import csv
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._rows import Value
from kg.exporters._tables import find_coordinates, find_told, take_articles, to_columns
from kg.exporters.csv import harmless
from kg.graph import Graph
from kg.relations import Relation

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

_CLAIM = (
    *("claim", "first_day", "date_precision", "actor", "actor_label", "recipient", "recipient_label"),
    *("relation", "speaker_label", "place", "place_label", "confidence", "evidence_text"),
)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the claims of all edges as coded events, by date."""
    del per_claim  # an event is a claim
    graph = project.graph()
    coded = {name: relation for name, relation in project.relations.items() if relation.plover}
    with open_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows([harmless(value) for value in row] for row in _find_rows(graph, coded))


def _find_rows(graph: Graph, relations: Mapping[str, Relation]) -> Iterator[tuple[Value, ...]]:
    nodes = to_columns(graph.tables.nodes, "id", "country", "sector")
    codes = {key: actor_code(country, sector) for key, country, sector in nodes}
    places = find_coordinates(graph)
    for claim, article in _find_claims(graph, relations):
        key, day, precision, actor, actor_label, recipient, recipient_label, name, *rest = claim
        speaker, place, place_label, confidence, text = rest
        relation = relations[name]
        yield (
            *(key, day, precision, actor_label, codes[actor], recipient_label, codes[recipient]),
            *(relation.plover, relation.mode, relation.cameo, relation.quad, relation.score),
            *(name, speaker, place_label, *places.get(place, (None, None)), confidence, text, *article),
        )


def _find_claims(
    graph: Graph, relations: Collection[str]
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    for tellings in find_told(graph, relations):
        articles = take_articles(graph, tellings)
        told = to_columns(articles, "id", "publisher", "url")
        yield from zip(to_columns(tellings, *_CLAIM), told, strict=True)


def actor_code(country: str | None, sector: str | None) -> str:
    """`RUS` for Russia, `SYRREB` for Syrian rebels."""
    return _alpha3().get(country or "", "") + (sector or "")


@cache
def _alpha3() -> dict[str, str]:
    text = (resources.files("kg") / "data" / "country_codes.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["alpha2"]: row["alpha3"] for row in rows}
