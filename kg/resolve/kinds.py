"""One name that articles take for several kinds of things: a town for a person, a ship for a body."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.gazetteers import Gazetteer
from kg.model import EntityType
from kg.resolve.facts import Corpus
from kg.resolve.links import Link, Rule
from kg.resolve.names import fold

_NEAR = 60  # days


def find_kinds(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Unlisted names of one spelling and several kinds, in one article, or at one time with the same people.

    All others are homonyms, and stay apart.
    """
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, facts in sorted(corpus.facts.items()):
        is_name = (
            facts.names and facts.entity.label[:1].isupper() and facts.entity.type is not EntityType.GROUP
        )
        if is_name and not facts.listed:  # a word for people may be an adjective: "a Christian village"
            groups[fold(facts.entity.label)].append(key)
    for keys in groups.values():
        for one, other in combinations(keys, 2):
            if corpus.facts[one].entity.type is not corpus.facts[other].entity.type:
                gap = corpus.gap(one, other)
                near = gap is not None and gap <= _NEAR and corpus.countries(one) & corpus.countries(other)
                if corpus.together(one, other) or (near and corpus.shared(one, other)):
                    yield Link(one, other, Rule.KIND)
