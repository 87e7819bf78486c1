"""Countries by id, without the other known entities: these are read in a moment."""

from functools import cache
from importlib import resources
from pathlib import Path

from kg.gazetteers.table import load_table
from kg.model import Entity, EntityType


def country_entity(key: str) -> Entity:
    """The country with an id such as `country-ru`; one that only a user's world has is called by its code."""
    code = key.removeprefix("country-").upper()
    return _countries().get(key, Entity(key, code, EntityType.COUNTRY, code))


@cache
def _countries() -> dict[str, Entity]:
    table = resources.files("kg").joinpath("data", "gazetteers", "countries.csv")
    return {entry.known.entity.id: entry.known.entity for entry in load_table(Path(str(table)))}
