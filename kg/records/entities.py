"""One entity for each id, where articles describe it with different words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import astuple

from kg.model import Entity


def choose_entities(counts: Mapping[Entity, int]) -> dict[str, Entity]:
    """For each id, the description that most articles have; ids sorted.

    Of equally many, the one with most fields filled, then the first in the alphabet: the order in which
    articles came makes no difference.
    """
    votes: dict[str, Counter[Entity]] = {}
    for entity, count in counts.items():
        votes.setdefault(entity.id, Counter())[entity] += count
    return {key: min(votes[key], key=lambda e: _rank(e, votes[key][e])) for key in sorted(votes)}


def _rank(entity: Entity, count: int) -> tuple[int, int, str]:
    fields = astuple(entity)
    return -count, sum(field is None for field in fields), repr(fields)
