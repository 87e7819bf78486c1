"""Which bodies are one: their country named otherwise, plurals, legal forms, spellings, acronyms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from kg.gazetteers import Gazetteer
from kg.model import Entity, EntityType
from kg.resolve.facts import BODIES, Corpus
from kg.resolve.links import Link, Rule, may_be_one, meet
from kg.resolve.names import fold, singular
from kg.resolve.words import load_words

_STATE_NAME = 5  # words in the longest name of a country at either end of a body's name
_BUSINESS = frozenset({EntityType.ORGANIZATION, EntityType.COMPANY, EntityType.MEDIA})


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body: the country that it names, and its other words in order."""

    country: str | None
    words: tuple[str, ...]
    people: str = ""  # the word for the country's people that names it: Serbian
    form: bool = False  # whether a legal form ends it: Inc.

    @property
    def key(self) -> tuple[str | None, tuple[str, ...]]:
        """Equal for two names of one body; the order counts where no word tells an office of a state."""
        lists = load_words()
        less = lists.filler | ({"national"} if "ministry" in self.words else set())
        words = tuple(word for word in self.words if word not in less) or self.words
        if self.country and lists.offices & set(words):
            return self.country, tuple(sorted(set(words)))
        return self.country, words


def body_name(entity: Entity, gazetteer: Gazetteer) -> BodyName:
    """The name of a body taken apart."""
    return _taken_apart(entity.label, entity.type in _BUSINESS, gazetteer)


@lru_cache(maxsize=1 << 18)
def _taken_apart(label: str, is_business: bool, gazetteer: Gazetteer) -> BodyName:
    state, rest = _state_in(label, gazetteer)
    lists = load_words()
    words = [lists.same_words.get(word, word) for word in map(_american, fold(rest))]
    words = words[1:] if words[:1] == ["the"] and len(words) > 1 else words
    if len(words) > 1 or state:
        words = [singular(word) for word in words]
    whole = len(words)
    while is_business and len(words) > 1 and words[-1] in lists.legal_forms:
        words.pop()
    people = state if gazetteer.country_of_demonym(state) else ""
    return BodyName(_country(state, gazetteer), tuple(words), people, len(words) < whole)


def _american(word: str) -> str:
    return word.replace("isation", "ization")


def _state_in(name: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """The country that a name begins or ends with, if any, and the rest: "Iraq", "Ministry of Oil"."""
    words = name.split()
    words = words[1:] if words[:1] in (["The"], ["the"]) else words
    for size in range(min(_STATE_NAME, len(words) - 1), 0, -1):
        state = " ".join(words[:size])
        if _country(state, gazetteer):
            return state, " ".join(words[size:])
    for at in range(1, len(words) - 1):
        if words[at] in ("of", "in", "for"):
            state = " ".join(words[at + 2 :] if words[at + 1] in ("the", "The") else words[at + 1 :])
            if _country(state, gazetteer):
                return state, " ".join(words[:at])
    return "", name


def _country(name: str, gazetteer: Gazetteer) -> str | None:
    """The code of the one country that a name or a word for its people means."""
    name = name.removesuffix("'s").removesuffix("’s")
    if not name[:1].isupper() or name == "America":  # "of America" is in names of their own
        return None
    if key := gazetteer.country_of_demonym(name):
        known = gazetteer.known(key)
        return known.entity.country if known else None
    found = gazetteer.candidates(name)
    countries = [k.entity for k in found if k.entity.type is EntityType.COUNTRY]
    return countries[0].country if len(countries) == 1 == len(found) else None


def find_bodies(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Bodies whose names differ in how they name their country, in spelling, plurals or legal form."""
    names = _bodies(corpus, gazetteer)
    groups: dict[tuple[str | None, tuple[str, ...]], list[str]] = defaultdict(list)
    for key, name in names.items():
        if name.country or _is_name(corpus.facts[key].entity.label):
            groups[name.key].append(key)
    for (country, words), keys in groups.items():
        for one, other in combinations(keys, 2):
            if (country or len(words) > 1 or names[one].form != names[other].form) and _are_one(
                corpus, one, other, names
            ):
                yield Link(one, other, Rule.COUNTRY if country else Rule.SPELLING)
    yield from _find_listed(corpus, names, gazetteer)


def _are_one(corpus: Corpus, one: str, other: str, names: Mapping[str, BodyName]) -> bool:
    """Whether two bodies with the words of one name are one.

    Two of one spelling that are listed or of two types are not: the reading of some article has told them
    apart. Nor are two named by different words for a people: a Serb party, a Serbian party.
    """
    a, b = names[one], names[other]
    this, that = corpus.facts[one], corpus.facts[other]
    if fold(this.entity.label) == fold(that.entity.label) and (
        this.listed or that.listed or this.entity.type is not that.entity.type
    ):
        return False
    if a.country:
        two_peoples = a.people and b.people and a.people != b.people
        return not two_peoples and may_be_one(corpus, one, other, years=20)
    if len(a.words) == 2 and a.words[-1] in load_words().offices:
        return False  # "Defence Force", "Defence Forces": of whatever country
    if a.form is not b.form and not (this.listed or that.listed or corpus.shared(one, other)):
        return False  # a racing team is called Red Bull, too
    return may_be_one(corpus, one, other, years=20) and meet(corpus, one, other)


def _is_name(label: str) -> bool:
    """Whether all words but small ones are capitalised: "authorities" is no name."""
    return all(len(word) < 4 or not word[0].islower() for word in label.split())


def _find_listed(corpus: Corpus, names: Mapping[str, BodyName], gazetteer: Gazetteer) -> Iterator[Link]:
    """Local bodies that a gazetteer lists under another way to name their country."""
    listed = _listed_bodies(gazetteer)
    for key, name in names.items():
        facts = corpus.facts[key]
        found = listed.get(name.key, {})
        if facts.listed or not name.country or len(found) != 1:
            continue
        ((other, entity),) = found.items()
        if len(name.key[1]) == 1 and name.words[-1] not in map(singular, fold(entity.label)):
            continue  # a parliament may be more than the chamber that a gazetteer knows by that word
        fits = facts.entity.country in (None, entity.country) and entity.type in BODIES
        if fits and (other not in corpus.facts or may_be_one(corpus, key, other)):
            yield Link(key, other, Rule.COUNTRY, entity)


@lru_cache(maxsize=1)
def _listed_bodies(gazetteer: Gazetteer) -> dict[tuple[str | None, tuple[str, ...]], dict[str, Entity]]:
    """The bodies of a gazetteer by what their names say, those that name a country."""
    listed: dict[tuple[str | None, tuple[str, ...]], dict[str, Entity]] = defaultdict(dict)
    for label, known in gazetteer.names_of(BODIES):
        name = body_name(replace(known.entity, label=label), gazetteer)
        if name.country:
            listed[name.key][known.entity.id] = known.entity
    return listed


def find_acronyms(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Acronyms standing alone for a body that some article gives them for, the only one in all articles."""
    told: dict[str, list[str]] = defaultdict(list)
    for key, facts in sorted(corpus.facts.items()):
        for acronym in facts.acronyms:
            told[acronym].append(key)
    for key, facts in sorted(corpus.facts.items()):
        short = facts.entity.label.replace(".", "")
        if facts.listed or facts.entity.type not in BODIES or len(told.get(short, ())) != 1:
            continue
        (other,) = told[short]
        if other == key or not facts.bracketed <= {other}:
            continue  # "Italian Communist Party (PCI)" is no Project of Common Interest
        if may_be_one(corpus, key, other, years=5) and meet(corpus, key, other):
            yield Link(key, other, Rule.ACRONYM)


def _bodies(corpus: Corpus, gazetteer: Gazetteer) -> dict[str, BodyName]:
    """The names of all bodies but those that a state has in many places."""
    names = {
        key: body_name(facts.entity, gazetteer)
        for key, facts in sorted(corpus.facts.items())
        if facts.entity.type in BODIES
    }
    abroad = load_words().abroad
    return {key: name for key, name in names.items() if not (name.country and abroad & set(name.words))}
