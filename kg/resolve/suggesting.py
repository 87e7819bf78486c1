"""Pairs that may be one and that no rule merges: for the user to decide, likeliest first.

In come resolved records; out go pairs with a score from 0 to 1 and what speaks for them. The score ranks; it
is no probability.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.decisions import Apart, Decision, in_force
from kg.gazetteers.names import is_acronym
from kg.model import PLACE_TYPES, EntityType, Record
from kg.resolve.facts import BODIES, Corpus, Gatherer
from kg.resolve.merging import rank
from kg.resolve.names import PersonName, fold, person_name, skeleton
from kg.resolve.persons import is_fuller
from kg.resolve.resolving import own_gazetteer
from kg.resolve.words import load_words

_BLOCK = 40  # entities that share a word or a sound: more share nothing that tells
_ALIKE = 85  # ratio of rapidfuzz
_SHORT = 8  # letters: shorter names are alike by chance
_CHOICES = 3  # bearers of a name: of more, each is too unlikely
_LEAST = 0.4
_NEAR = 60  # days


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one: the first would be merged into the second."""

    score: float
    label: str
    type: str
    into_label: str
    into_type: str
    reason: str
    articles: int  # of the first
    entity: str
    into: str


Pair = tuple[str, str]
Found = tuple[Pair, float, str]


def suggest(
    records: Iterable[Record], decisions: Iterable[Decision] = (), *, listed: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """The likely duplicates in resolved records, best first, without those that the user has set apart.

    Of two that a gazetteer lists, or that are in `listed`, none is suggested.
    """
    gazetteer, gatherer = own_gazetteer(), Gatherer()
    for record in records:
        gatherer.add(record)
    corpus = gatherer.corpus(lambda key: key in listed or gazetteer.known(key) is not None)
    apart = {frozenset((d.what.entity, d.what.of)) for d in in_force(decisions) if isinstance(d.what, Apart)}
    best: dict[Pair, tuple[float, str]] = {}
    for find in _FINDERS:
        for (one, other), likely, reason in find(corpus):
            pair = min(one, other), max(one, other)
            if frozenset(pair) in apart or not _possible(corpus, *pair):
                continue
            score = likely + _support(corpus, *pair)
            if score >= _LEAST and score > best.get(pair, (0.0, ""))[0]:
                best[pair] = score, reason
    rows = [_suggestion(corpus, pair, *best[pair]) for pair in best]
    return tuple(sorted(rows, key=lambda row: (-row.score, row.label, row.entity, row.into)))


def _suggestion(corpus: Corpus, pair: Pair, score: float, reason: str) -> Suggestion:
    into, one = sorted(pair, key=lambda key: rank(corpus.facts[key]))
    entity, target = corpus.facts[one].entity, corpus.facts[into].entity
    articles = len(corpus.facts[one].articles)
    named = (entity.label, entity.type.value, target.label, target.type.value)
    return Suggestion(round(min(score, 1.0), 2), *named, reason, articles, one, into)


def _possible(corpus: Corpus, one: str, other: str) -> bool:
    """Two that are listed are two, and so are those of different countries."""
    a, b = corpus.facts[one], corpus.facts[other]
    homes, others = corpus.homes(one), corpus.homes(other)
    return not (a.listed and b.listed) and not (homes and others and not homes & others)


def _support(corpus: Corpus, one: str, other: str) -> float:
    """What the articles of two say for or against their being one, from -0.4 to 0.3."""
    gap = corpus.gap(one, other)
    here, there = corpus.countries(one), corpus.countries(other)
    found = 0.2 if corpus.shared(one, other) else 0.0
    found += 0.1 if gap is not None and gap <= _NEAR else 0.0
    found -= 0.2 if here and there and not here & there else 0.0
    return found - (0.2 if corpus.together(one, other) else 0.0)


def _same_names(corpus: Corpus) -> Iterator[Found]:
    """One spelling, two kinds or two readings."""
    for keys in _grouped(corpus, lambda key: " ".join(fold(corpus.facts[key].entity.label))):
        for pair in combinations(keys, 2):
            yield pair, 0.6, "the same name"


def _fuller_names(corpus: Corpus) -> Iterator[Found]:
    """Persons of whom one has a longer form of the other's name, or the family name alone."""
    names = {
        key: person_name(facts.entity.label)
        for key, facts in sorted(corpus.facts.items())
        if facts.entity.type is EntityType.PERSON
    }
    bearers: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        for word in {name.first, name.last} if len(name.words) > 1 else ():
            bearers[word].append(key)
    for key, name in names.items():
        fuller = [other for other in bearers[name.last] if other != key and _has(names[other], name)]
        for other in fuller if len(fuller) <= _CHOICES else ():
            # a name less in front may be a son's: Reza Pahlavi, Mohammad Reza Pahlavi
            alone = len(name.words) == 1
            likely = 0.5 if not alone and is_fuller(names[other], name) else 0.3
            reason = "a part of the name" if alone else "a shorter form of the name"
            yield (key, other), likely / len(fuller), reason


def _has(full: PersonName, name: PersonName) -> bool:
    if len(name.words) == 1:
        return len(name.last) > 3 and name.last in (full.first, full.last)
    return is_fuller(full, name) or (full.words[1:] == name.words and full.suffix == name.suffix)


def _alike(corpus: Corpus) -> Iterator[Found]:
    """Names of one kind that are spelled alike and share the sound of a word."""
    from rapidfuzz import fuzz

    words = {
        key: fold(facts.entity.label)
        for key, facts in sorted(corpus.facts.items())
        if facts.entity.type is not EntityType.GROUP and facts.names
    }
    by_sound: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, found in words.items():
        for sound in {skeleton(word) for word in found}:
            if len(sound) > 2:
                by_sound[_family(corpus.facts[key].entity.type), sound].append(key)
    for keys in by_sound.values():
        for one, other in combinations(keys, 2) if len(keys) <= _BLOCK else ():
            a, b = words[one], words[other]
            telling = load_words().directions | load_words().suffixes
            if a == b or len("".join(a)) < _SHORT or telling & (set(a) ^ set(b)):
                continue
            ratio = fuzz.token_sort_ratio(" ".join(a), " ".join(b))
            if ratio >= _ALIKE:
                yield (one, other), ratio / 200, "names spelled alike"


def _one_word_more(corpus: Corpus) -> Iterator[Found]:
    """Bodies and places of whom one has a word more: "M23", "M23 Movement"."""
    words = {
        key: fold(facts.entity.label)
        for key, facts in sorted(corpus.facts.items())
        if facts.entity.type in BODIES | PLACE_TYPES and facts.names
    }
    whole: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, found in words.items():
        whole[found].append(key)
    for key, found in words.items():
        rests = ((found[1:], found[0]), (found[:-1], found[-1])) if len(found) > 1 else ()
        for rest in (rest for rest, more in rests if more not in load_words().directions):
            for other in whole.get(rest, ()) if len("".join(rest)) > 2 else ():
                if _family(corpus.facts[key].entity.type) == _family(corpus.facts[other].entity.type):
                    yield (other, key), 0.35, "the name has a word more"


def _acronyms(corpus: Corpus) -> Iterator[Found]:
    """Acronyms of the first letters of a body's name, which no article gives for it."""
    bodies = [key for key, facts in sorted(corpus.facts.items()) if facts.entity.type in BODIES]
    full: dict[str, list[str]] = defaultdict(list)
    for key in bodies:
        initials = "".join(word[0] for word in corpus.facts[key].entity.label.split() if word[0].isupper())
        full[initials].append(key)
    for key in bodies:
        short = corpus.facts[key].entity.label.replace(".", "")
        found = [other for other in full.get(short, ()) if other != key]
        for other in found if len(short) > 2 and len(found) <= _CHOICES else ():
            if is_acronym(short, corpus.facts[other].entity.label):
                yield (key, other), 0.5 / len(found), "its initials"


def _grouped(corpus: Corpus, name: Callable[[str], str]) -> Iterator[Sequence[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, facts in sorted(corpus.facts.items()):
        if facts.names and facts.entity.label[:1].isupper():
            groups[name(key)].append(key)
    return (keys for keys in groups.values() if 1 < len(keys) <= _BLOCK)


def _family(kind: EntityType) -> str:
    return "body" if kind in BODIES else "place" if kind in PLACE_TYPES else kind.value


_FINDERS = (_same_names, _fuller_names, _alike, _one_word_more, _acronyms)
