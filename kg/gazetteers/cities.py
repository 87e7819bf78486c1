"""Cities of 15,000 and more people, and capitals: GeoNames, CC BY 4.0, cut by `tools/cut_gazetteers.py`.

The table is compact, not of the usual columns: `geonames`, `label`, `aliases`, `weak` (the label or
an alias that is also a common word or a personal name), `country`, `region` (an entity id), `lat`, `lon`,
`population`, `stands_for`.
"""

import csv
import gzip
from collections.abc import Iterator
from importlib import resources

from kg.gazetteers.entries import Entry, KnownEntity
from kg.model import Entity, EntityType


def entities() -> Iterator[Entry]:
    """The cities of the table, with the region or else the country as the whole they are part of."""
    raw = resources.files("kg").joinpath("data/gazetteers/cities.csv.gz").read_bytes()
    lines = gzip.decompress(raw).decode().splitlines()
    rows = csv.reader(lines[sum(line.startswith("#") for line in lines) :])
    next(rows)
    for geonames, label, aliases, weak, country, region, lat, lon, population, stands_for in rows:
        entity = Entity(
            f"city-{geonames}",
            label,
            EntityType.CITY,
            country,
            None,
            None,
            int(geonames),
            float(lat),
            float(lon),
        )
        known = KnownEntity(
            entity, int(population), None, None, stands_for or None, region or f"country-{country.lower()}"
        )
        names = (label, *aliases.split("|")) if aliases else (label,)
        if weak:
            faint = tuple(weak.split("|"))
            yield Entry(known, tuple(name for name in names if name not in faint), faint)
        else:
            yield Entry(known, names)
