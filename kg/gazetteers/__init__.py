"""Known entities: countries, cities, persons, organisations, their names, offices and ids.

Tables are in `data/gazetteers/`, one CSV a kind; a source in another shape is a module here with
`entities()`, which yields `Entry` values and is found by itself.
"""

from kg.gazetteers._countries import country_entity
from kg.gazetteers.entries import Entry, KnownEntity, NameMatch, Office
from kg.gazetteers.gazetteer import Gazetteer, load_gazetteer
from kg.gazetteers.names import local_entity, slug

__all__ = [
    "Entry",
    "Gazetteer",
    "KnownEntity",
    "NameMatch",
    "Office",
    "country_entity",
    "load_gazetteer",
    "local_entity",
    "slug",
]
