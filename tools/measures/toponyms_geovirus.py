"""Places with coordinates in Wikinews reports (GeoVirus): how many kg finds and puts where they are.

A gold toponym is answered by the mention of kg that is most alike in extent among those that overlap it and
whose entity has degrees. The answer is right within 161 kilometres (100 miles) of the gold point, as is usual
in work on toponyms.

    reach      toponyms answered rightly, of all
    precision  toponyms answered rightly, of those answered
"""

import logging
from collections.abc import Iterable, Mapping
from math import asin, cos, radians, sin, sqrt
from typing import Any

from kg.extraction import Extractor
from tools.measures.articles import overlapping, read_rows

_log = logging.getLogger(__name__)
NEAR_KM = 161.0
_EARTH_KM = 6371.0


def measure(rows: Iterable[Mapping[str, Any]], extractor: Extractor) -> dict[str, float]:
    """The figures of the rows; 0 where there is nothing to count."""
    gold = answered = right = 0
    for row, record, shift in read_rows(rows, extractor):
        entities = {entity.id: entity for entity in record.entities}
        for toponym in row["toponyms"]:
            gold += 1
            over = overlapping(record.mentions, toponym["start"] + shift, toponym["end"] + shift)
            found = [entities[m.entity] for m in over if m.entity is not None]
            place = next((entity for entity in found if entity.lat is not None), None)
            if place is None or place.lat is None or place.lon is None:
                _log.debug("%s\t%s\tno place\t%s", row["id"], toponym["text"], [e.id for e in found])
                continue
            answered += 1
            away = distance((place.lat, place.lon), (toponym["lat"], toponym["lon"]))
            right += away <= NEAR_KM
            if away > NEAR_KM:
                _log.debug("%s\t%s\t%.0f km\t%s %s", row["id"], toponym["text"], away, place.id, place.label)
    return {
        "reach": right / gold if gold else 0.0,
        "precision": right / answered if answered else 0.0,
    }


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude) on a sphere."""
    (lat, lon), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
