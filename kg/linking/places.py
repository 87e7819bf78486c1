"""Which place a name means, of several that have it.

In: the places that bear a name, and what the article has told: its countries, its regions. Out: one, or None.
"""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from math import log10

from kg.gazetteers import Gazetteer, KnownEntity
from kg.model import PLACE_TYPES, EntityType

LARGE = 300_000  # people: a city of this size is meant by its bare name where nothing speaks against it
_MIDDLE = 50_000  # people: of this size, it is meant if no other known place has the name
_AROUND = 10.0  # times the people of its city: a region with the city's name is meant
_MARGIN = 3.0  # times the people of the next: the larger place is meant
# What else speaks for a place, in powers of ten of people: its country, region, strong name, being a capital.
_NAMED, _IN_REGION, _STRONG, _CAPITAL = 2.0, 1.0, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The countries (ISO codes) and regions (entity ids) that an article names."""

    gazetteer: Gazetteer
    countries: Collection[str]
    regions: Container[str]

    def choose(self, found: Sequence[KnownEntity], name: str) -> KnownEntity | None:
        """The place in a country that the article names, or the far larger one, or None if too close."""
        strong = frozenset(
            known.entity.id for known in found if self.gazetteer.is_strong(name, known.entity.id)
        )
        seats = {known.part_of: known for known in found if known.entity.type is EntityType.CITY}
        found = [known for known in found if not self._is_seat(seats.get(known.entity.id), known, strong)]
        ranked = sorted(
            ((self._weight(known, strong), known.entity.id, known) for known in found), reverse=True
        )
        if not ranked:
            return None
        weight, id, first = ranked[0]
        if len(ranked) > 1 and weight - ranked[1][0] < log10(_MARGIN):
            return None
        return first if self._is_meant(first, id in strong and len(ranked) == 1) else None

    def _is_seat(self, city: KnownEntity | None, region: KnownEntity, strong: Container[str]) -> bool:
        """Whether a city is meant rather than its region of the same name: Raqqa is, but Quebec is not."""
        if city is None:
            return False
        return region.entity.id not in strong or region.population < _AROUND * city.population

    def _is_meant(self, known: KnownEntity, alone: bool) -> bool:
        """Whether a place may be meant at all: a small town only where its country is spoken of."""
        if known.entity.type is not EntityType.CITY or known.population >= LARGE:
            return True
        return self._is_near(known) or not self.countries or (alone and known.population >= _MIDDLE)

    def _weight(self, known: KnownEntity, strong: Container[str]) -> float:
        """Its people, in powers of ten, and what its name and the article tell for it."""
        near = _NAMED * (known.entity.country in self.countries) + _IN_REGION * self._is_in_region(known)
        rank = _STRONG * (known.entity.id in strong) + _CAPITAL * (known.stands_for is not None)
        return log10(known.population + 1) + near + rank

    def _is_near(self, known: KnownEntity) -> bool:
        return known.entity.country in self.countries or self._is_in_region(known)

    def _is_in_region(self, known: KnownEntity) -> bool:
        return known.part_of in self.regions


def is_country(known: KnownEntity) -> bool:
    """Whether it is a country or larger territory."""
    return known.entity.type is EntityType.COUNTRY


def tells_country(known: KnownEntity) -> bool:
    """Whether naming it brings its country to mind; a small town of one country may have namesakes."""
    return known.entity.type is not EntityType.CITY or known.population >= LARGE


def is_part(known: KnownEntity, wholes: Iterable[KnownEntity]) -> bool:
    """Whether a place lies in one of the wholes: its region, or its country."""
    return any(
        whole.entity.type in {EntityType.REGION, EntityType.COUNTRY}
        and known.entity.id != whole.entity.id
        and known.entity.type in PLACE_TYPES
        and (
            known.part_of == whole.entity.id
            or (is_country(whole) and known.entity.country == whole.entity.country)
        )
        for whole in wholes
    )


def largest(found: Sequence[KnownEntity]) -> KnownEntity | None:
    """The one with by far the most people, or None: Congo is the larger one."""
    ranked = sorted(found, key=lambda known: known.population, reverse=True)
    clear = len(ranked) == 1 or ranked[0].population >= _MARGIN * ranked[1].population > 0
    return ranked[0] if clear else None
