"""Codes of actors, as event data writes them, held against entities.

In: a code of the gold, three letters of a country and then of a sector (`SRB`, `CALGOV`), and an entity. Out:
whether the entity is that actor as far as its country goes.
"""

from kg.exporters.events import actor_code
from kg.model import Entity, EntityType

# Codes of the gold that are not ISO 3166-1: older ones of the KEDS and CAMEO dictionaries, and slips.
_ISO = {"KUW": "KWT", "ZBW": "ZWE", "GFR": "DEU", "VTN": "VNM", "JAP": "JPN", "ITL": "ITA"}
_BY_TYPE = {
    EntityType.IGO: {"IGO"},
    EntityType.ORGANIZATION: {"NGO", "NGM", "IGO"},
    EntityType.ARMED_GROUP: {"IMG", "REB"},
    EntityType.GROUP: {"OPP", "REB"},
}


def parts(code: str) -> tuple[str, ...]:
    """The groups of three letters of a code, countries as in ISO 3166-1: `KUWGOV` gives KWT and GOV."""
    pieces = (code[i : i + 3] for i in range(0, len(code), 3))
    return tuple(_ISO.get(piece, piece) for piece in pieces)


def country_of(entity: Entity) -> str:
    """Three letters of the country of an entity, a user's own code as it stands; empty where it has none."""
    is_iso = entity.country is not None and len(entity.country) == 2
    known = actor_code(entity.country, None) if is_iso else ""
    return known or entity.country or ""


def is_of_code(entity: Entity, code: str) -> bool:
    """Whether the country of an entity stands in a code, or else its kind: `IGO` for the United Nations."""
    groups = parts(code)
    country = country_of(entity)
    return country in groups if country else bool(_BY_TYPE.get(entity.type, set()) & set(groups))
