"""Collectives told in the singular and in the plural: "Syrian rebel", "Syrian rebels"."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.gazetteers import Gazetteer
from kg.model import EntityType
from kg.resolve.facts import Corpus
from kg.resolve.links import Link, Rule
from kg.resolve.names import singular
from kg.resolve.words import load_words


def find_numbers(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """A collective in the singular and in the plural: "Syrian rebel", "Syrian rebels"."""
    crowds = load_words().crowds
    groups: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for key, facts in sorted(corpus.facts.items()):
        entity = facts.entity
        if entity.type is EntityType.GROUP and not facts.listed:
            *start, last = entity.label.split()
            one = singular(last)
            if one in crowds:
                groups[entity.country, " ".join([*start, one])].append(key)
    for keys in groups.values():
        for one, other in combinations(keys, 2):
            yield Link(one, other, Rule.NUMBER)
