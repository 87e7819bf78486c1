"""Links made into groups, and one entity of each group chosen to stand for all of it.

In comes a corpus; out goes which entity is which other, and why. The order of records makes no difference:
a rule sees all entities at once, and a group that cannot be one thing is left apart as a whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, cycle

from kg.gazetteers import Gazetteer
from kg.model import PLACE_TYPES, Entity, EntityType
from kg.resolve.bodies import find_acronyms, find_bodies
from kg.resolve.collectives import find_numbers
from kg.resolve.facts import BODIES, Corpus, Facts
from kg.resolve.kinds import find_kinds
from kg.resolve.links import Link, Rule, may_be_one
from kg.resolve.names import person_name, singular
from kg.resolve.persons import find_by_ear, find_families, find_longer, find_spellings
from kg.resolve.places import find_places

_FINDERS = (
    find_spellings,
    find_by_ear,
    find_longer,
    find_families,
    find_bodies,
    find_acronyms,
    find_numbers,
    find_places,
    find_kinds,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """An entity that is taken for another (an id), and by which rule."""

    entity: Entity
    into: str
    rule: Rule


def find_identities(corpus: Corpus, gazetteer: Gazetteer) -> tuple[dict[str, Identity], Corpus]:
    """All identities, by the id of what is merged, and the corpus after them.

    Each rule sees what those before it have joined, until none finds any more.
    """
    identities: dict[str, Identity] = {}
    quiet = 0  # rules in a row that have found nothing
    for find in cycle(_FINDERS):
        links = list(find(corpus, gazetteer))
        corpus = _with_listed(corpus, links)
        if new := dict(_choose(corpus, links)):
            same = {key: one.into for key, one in new.items()}
            identities = {k: replace(one, into=same.get(one.into, one.into)) for k, one in identities.items()}
            identities |= new
            corpus = corpus.joined(same)
            quiet = 0
        else:
            quiet += 1
            if quiet == len(_FINDERS):
                break
    return identities, corpus


def _with_listed(corpus: Corpus, links: Iterable[Link]) -> Corpus:
    """The corpus with the entities that only a gazetteer has, as far as links lead to them."""
    new = {
        link.other: Facts(link.listed, listed=True)
        for link in links
        if link.listed is not None and link.other not in corpus.facts
    }
    return replace(corpus, facts={**corpus.facts, **new}) if new else corpus


def _choose(corpus: Corpus, links: Iterable[Link]) -> Iterator[tuple[str, Identity]]:
    """For each group that may be one, each entity but the one that stands for it."""
    rules: dict[str, Rule] = {}
    for link in links:
        for key in (link.one, link.other):
            rules[key] = min(rules.get(key, link.rule), link.rule)
    for group in _groups(links):
        any_kind = any(rules[key] is Rule.KIND for key in group)
        if all(may_be_one(corpus, one, other, any_kind=any_kind) for one, other in combinations(group, 2)):
            into = min(group, key=lambda key: rank(corpus.facts[key]))
            for key in group:
                if key != into:
                    yield key, Identity(corpus.facts[key].entity, into, rules[key])


def _groups(links: Iterable[Link]) -> list[list[str]]:
    """The entities that links hold together, directly or over others; all sorted."""
    ties: dict[str, set[str]] = defaultdict(set)
    for link in links:
        ties[link.one].add(link.other)
        ties[link.other].add(link.one)
    groups, seen = [], set[str]()
    for start in sorted(ties):
        if start in seen:
            continue
        group, edge = {start}, [start]
        while edge:
            new = ties[edge.pop()] - group
            group |= new
            edge += new
        seen |= group
        groups.append(sorted(group))
    return groups


def rank(facts: Facts) -> tuple[bool, bool, int, int, bool, str]:
    """Smallest for the one that stands for a group: listed, whole, in most articles, the fullest name.

    Of equals a place: models take places that they have not seen for persons and bodies.
    """
    entity, articles = facts.entity, len(facts.articles)
    whole, place = _is_whole(entity), entity.type in PLACE_TYPES
    return not facts.listed, not whole, -articles, -len(entity.label), not place, entity.id


def _is_whole(entity: Entity) -> bool:
    """Whether a name is more than initials and a family name, an acronym, or one of many."""
    if entity.type is EntityType.PERSON:
        return person_name(entity.label).is_full
    if entity.type is EntityType.GROUP:
        return singular(entity.label) != entity.label
    return entity.type not in BODIES or not entity.label.isupper() or " " in entity.label
