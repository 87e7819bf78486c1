"""The government, the armed forces and the police of every country, made from its names.

In come countries, out go the entities that act for them: `gov-sy`, `mil-sy`, `police-sy`.
A table may name one of its own (Israel Defense Forces); it then stands in the place of the made one.
"""

from kg.errors import UsageError
from kg.gazetteers.entries import KnownEntity
from kg.model import Entity, EntityType

_FORCES = {
    "GOV": ("gov", "government", EntityType.GOVERNMENT),
    "MIL": ("mil", "armed forces", EntityType.MILITARY),
    "COP": ("police", "police", EntityType.GOVERNMENT),
}  # sector: prefix of the id, words of the label, type


def force_id(country: str, sector: str) -> str:
    """The id of a country's force: ("SY", "MIL") gives mil-sy. The sectors are GOV, MIL and COP."""
    if sector not in _FORCES:
        raise UsageError(f"sector {sector} has no force of a country; ask for {', '.join(_FORCES)}")
    return f"{_FORCES[sector][0]}-{country.lower()}"


def make_force(country: Entity, adjective: str, sector: str) -> KnownEntity:
    """The force of a listed country: "Syrian armed forces"."""
    id = force_id(country.country or "", sector)
    _, noun, type = _FORCES[sector]
    entity = Entity(id, f"{adjective} {noun}", type, country=country.country, sector=sector)
    return KnownEntity(entity, part_of=country.id)
