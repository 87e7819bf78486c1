"""Two entities taken for one, and by which rule; what no rule may take for one."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Entity, EntityType
from kg.resolve.facts import BODIES, Corpus

_YEAR = 365


class Rule(StrEnum):
    """Why two entities are taken for one, as users read it."""

    SPELLING = "the same name in another spelling"
    ORDER = "the same names in another order"
    INITIAL = "the only full name that its initials fit"
    LONGER = "the only longer form of the name"
    FAMILY = "the only person of that family name at that time and place"
    BY_EAR = "the same name in another transliteration"
    COUNTRY = "the same body, its country named in another way"
    ACRONYM = "the acronym that an article gives in brackets"
    NUMBER = "one and many of the same people"
    PLACE = "the same place in another spelling"
    KIND = "the same name, taken for another kind of thing"


@dataclass(frozen=True, slots=True)
class Link:
    """Two entities (ids) taken for one. `listed` is the second where no article names it: a gazetteer's."""

    one: str
    other: str
    rule: Rule
    listed: Entity | None = None


def may_be_one(
    corpus: Corpus, one: str, other: str, *, years: int | None = None, any_kind: bool = False
) -> bool:
    """Whether nothing speaks against two entities being one: kinds, countries, dates `years` apart.

    Two that are listed are two. Offices in two countries are those of two people.
    """
    a, b = corpus.facts[one], corpus.facts[other]
    if a.listed and b.listed:
        return False
    if not any_kind and not _types_fit(a.entity.type, b.entity.type):
        return False
    homes, others = corpus.homes(one), corpus.homes(other)
    if homes and others and not homes & others:
        return False
    gap = corpus.gap(one, other)
    return years is None or gap is None or gap <= years * _YEAR


def meet(corpus: Corpus, one: str, other: str) -> bool:
    """Whether the articles of both are about one country at least, or say of no country."""
    here, there = corpus.countries(one), corpus.countries(other)
    return bool(here & there) or not (here and there)


def _types_fit(one: EntityType, other: EntityType) -> bool:
    """Equal, or one is the plain organisation that a model takes any body for."""
    return one is other or ({one, other} <= BODIES and EntityType.ORGANIZATION in (one, other))
