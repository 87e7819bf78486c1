"""Scripts for event data: one row a claim with PLOVER and CAMEO codes, as NAME.events.csv.

An actor's code is its country (ISO 3166-1 alpha-3) and its sector: `RUS`, `SYRREB`, `IGO`; empty where
neither is known. Relations that PLOVER does not code, such as membership, are left out, and so are
claims that are denied, planned, hypothetical or hedged.
"""

import csv
from functools import cache
from importlib import resources
from pathlib import Path
from typing import BinaryIO

from kg.exporters import Exportable, open_text
from kg.exporters._rows import Value
from kg.exporters.csv import harmless
from kg.graph import Telling, telling_dates
from kg.model import Entity
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


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the claims of all edges as coded events, by date."""
    del per_claim  # an event is a claim
    graph = project.graph()
    entities = {key: node.entity for key, node in graph.nodes.items()}
    coded = [
        (telling, relation)
        for edge in graph.edges
        if (relation := project.relations.get(edge.relation)) and relation.plover
        for telling in edge.tellings
    ]
    rows = sorted((_row(telling, relation, entities) for telling, relation in coded), key=_order)
    with open_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows([harmless(value) for value in row] for row in rows)


def _row(telling: Telling, relation: Relation, entities: dict[str, Entity]) -> tuple[Value, ...]:
    claim, article = telling.claim, telling.article
    place = entities.get(claim.place.entity) if claim.place else None
    dates = telling_dates(telling)
    return (
        claim.id,
        dates[0] if dates else None,
        claim.date_precision.value if claim.date_precision else None,
        claim.actor.label,
        actor_code(entities[claim.actor.entity]),
        claim.recipient.label,
        actor_code(entities[claim.recipient.entity]),
        relation.plover,
        relation.mode,
        relation.cameo,
        relation.quad,
        relation.score,
        claim.relation,
        claim.speaker.label if claim.speaker else None,
        claim.place.label if claim.place else None,
        place.lat if place else None,
        place.lon if place else None,
        claim.confidence,
        claim.evidence.text,
        article.id,
        article.publisher,
        article.url,
    )


def _order(row: tuple[Value, ...]) -> tuple[str, str]:
    return str(row[1] or "~"), str(row[0])


def actor_code(entity: Entity) -> str:
    """`RUS` for Russia, `SYRREB` for Syrian rebels."""
    return _alpha3().get(entity.country or "", "") + (entity.sector or "")


@cache
def _alpha3() -> dict[str, str]:
    text = (resources.files("kg") / "data" / "country_codes.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["alpha2"]: row["alpha3"] for row in rows}
