"""Places of one kind whose names differ in al- and el-, gaps, marks and words such as St. and Mount."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.gazetteers import Gazetteer
from kg.model import PLACE_TYPES, EntityType
from kg.resolve.facts import Corpus
from kg.resolve.links import Link, Rule, may_be_one
from kg.resolve.names import fold
from kg.resolve.words import load_words

_SHORT = 5  # letters: shorter names of places are too often two


def find_places(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Places of one kind whose names differ in al- and el-, gaps and marks, in news of one country."""
    groups: dict[tuple[EntityType, str], list[str]] = defaultdict(list)
    for key, facts in sorted(corpus.facts.items()):
        if facts.entity.type in PLACE_TYPES:
            words = [load_words().same_words.get(word, word) for word in fold(facts.entity.label)]
            kept = [w for at, w in enumerate(words) if w not in ("al", "el") and (at or w != "the")]
            name = "".join(kept)
            if len(name) >= _SHORT:
                groups[facts.entity.type, name].append(key)
    for keys in groups.values():
        for one, other in combinations(keys, 2):
            shared = corpus.countries(one) & corpus.countries(other)
            spelled = fold(corpus.facts[one].entity.label) != fold(corpus.facts[other].entity.label)
            # Two of one spelling: the reading of some article has told them apart.
            if spelled and shared and may_be_one(corpus, one, other):
                yield Link(one, other, Rule.PLACE)
