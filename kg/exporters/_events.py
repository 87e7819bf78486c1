"""The claims of edges as events: who did what to whom, when, where and who tells it, by date.

An event is a claim of a relation that PLOVER codes. It is where the sentence says, else at its recipient
where that is a place smaller than a country.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.exporters._tables import find_coordinates, find_told, take_articles, to_columns
from kg.graph import Graph
from kg.model import PLACE_TYPES, EntityType
from kg.relations import Relation


@dataclass(frozen=True, slots=True)
class Event:
    """One claim with its article. `site` is the id of the place with coordinates that it is at, or None."""

    id: str
    first: str | None  # ISO dates, both included
    last: str | None
    precision: str | None
    actor: str
    actor_label: str
    recipient: str
    recipient_label: str
    relation: Relation
    speaker: str | None  # label
    place: str | None
    place_label: str | None
    confidence: float
    text: str
    article: str
    title: str | None
    publisher: str | None
    url: str | None
    site: str | None


_CLAIM = (
    *("claim", "first_day", "last_day", "date_precision", "actor", "actor_label"),
    *("recipient", "recipient_label", "relation", "speaker_label", "place", "place_label"),
    *("confidence", "evidence_text"),
)


def find_events(graph: Graph, relations: Mapping[str, Relation]) -> Iterator[Event]:
    """All events, by day (those without one last), then by claim."""
    coded = {name: relation for name, relation in relations.items() if relation.plover}
    placed = find_coordinates(graph)
    small = _small_places(graph)
    for tellings in find_told(graph, coded, *_CLAIM, "article"):
        articles = to_columns(take_articles(graph, tellings), "id", "title", "publisher", "url")
        for claim, article in zip(to_columns(tellings, *_CLAIM), articles, strict=True):
            key, first, last, precision, actor, actor_label, recipient, recipient_label, *rest = claim
            relation, speaker, place, place_label, confidence, text = rest
            ends = (actor, actor_label, recipient, recipient_label)
            site = place or (recipient if recipient in small else None)
            yield Event(
                *(key, first, last, precision, *ends, coded[relation], speaker, place, place_label),
                *(confidence, text, *article, site if site in placed else None),
            )


def _small_places(graph: Graph) -> set[str]:
    kinds = {kind.value for kind in PLACE_TYPES - {EntityType.COUNTRY}}
    return {key for key, kind in to_columns(graph.tables.nodes, "id", "type") if kind in kinds}
