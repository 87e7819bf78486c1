"""Which persons are one: spellings, initials, middle and family names, transliterations.

Each rule wants the one name that fits, in all articles: where two fit, neither is taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.gazetteers import Gazetteer
from kg.model import EntityType
from kg.nlp.words import load_first_names
from kg.resolve.facts import Corpus
from kg.resolve.links import Link, Rule, may_be_one, meet
from kg.resolve.names import PersonName, person_name, skeleton, vowels
from kg.resolve.words import load_words

_NEAR = 60  # days: a family name alone is used of whoever is in the news
_JOINED = 8  # letters: shorter names without their gaps are too often two names
_EAR = 5  # letters that a word has whose spelling by ear may differ
_LONG = 8  # ... if it is a first name: Marina is not Marino
_ALIKE = 80  # ratio of rapidfuzz: Minnawi and Minawi 92, Hussein and Hassan 62
_FEW = 60  # names with the same consonants: more are no names worth comparing


def find_spellings(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Full names that differ in marks, gaps, al- and the spelling of given names; or in their order."""
    names = _persons(corpus)
    by_key: dict[str, list[str]] = defaultdict(list)
    by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, name in names.items():
        if name.is_full and len(name.joined) >= _JOINED:
            by_key[name.joined].append(key)
            by_words[(*sorted(name.words), name.suffix)].append(key)
    for groups, rule, years in ((by_key, Rule.SPELLING, 10), (by_words, Rule.ORDER, 3)):
        for keys in groups.values():
            for one, other in _pairs(keys):
                same = names[one].joined == names[other].joined
                if same is (rule is Rule.SPELLING) and _agree(corpus, one, other, years=years):
                    yield Link(one, other, rule)


def find_longer(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Names whose initials, missing middle or second family name leave one fuller name: "J. Smith"."""
    names = _persons(corpus)
    forms = _forms(corpus, names, gazetteer)
    by_last: dict[str, set[str]] = defaultdict(set)
    by_start: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, found in forms.items():
        for name in found:
            by_last[name.last].add(key)
            by_start[name.words[:2]].add(key)
    for key, name in names.items():
        if len(name.words) < 2:
            continue
        around = (by_last[name.last] | by_start[name.words[:2]]) - {key}
        fuller = {other for other in around if any(is_fuller(form, name) for form in forms[other])}
        if len(fuller) != 1:
            continue
        (other,) = fuller
        rule = Rule.INITIAL if len(name.first) == 1 else Rule.LONGER
        apart = corpus.together(key, other) or corpus.gap(key, other) is None
        if apart or _clash(forms[key], forms[other]) or not _agree(corpus, key, other, years=2):
            continue
        if rule is Rule.LONGER and not _is_given(name.first):
            continue  # "Best Picture", "Best Motion Picture"
        if rule is Rule.INITIAL or _is_rare(name) or corpus.shared(key, other):
            yield Link(key, other, rule)


def find_families(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Family names alone, where one person has the name among all, and is in the news there and then."""
    names = _persons(corpus)
    bearers: dict[str, set[str]] = defaultdict(set)
    for key, name in names.items():
        if len(name.words) > 1:
            for word in name.words:
                bearers[word].add(key)
    for key, name in names.items():
        if len(name.words) != 1 or len(name.last) < 4 or len(bearers[name.last]) != 1:
            continue
        (other,) = bearers[name.last]
        full, gap = names[other], corpus.gap(key, other)
        known = {k.entity.id for k in gazetteer.candidates(corpus.facts[key].entity.label)} - {other}
        if full.last != name.last or not full.is_full or known or gap is None:
            continue
        if not any(word == "" or _is_title(word, gazetteer) for word in corpus.facts[key].before):
            continue  # a piece of a longer name: "Sylvia Bongo [Ondimba]"
        if gap <= _NEAR and corpus.shared(key, other) and may_be_one(corpus, key, other):
            yield Link(key, other, Rule.FAMILY)


def find_by_ear(corpus: Corpus, gazetteer: Gazetteer) -> Iterator[Link]:
    """Full names of the same consonants whose family name, or a long given name, is spelled by ear."""
    names = {key: name for key, name in _persons(corpus).items() if name.is_full}
    by_sound: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        by_sound[" ".join((*map(skeleton, name.words), name.suffix))].append(key)
    alike: dict[str, set[str]] = defaultdict(set)
    for keys in by_sound.values():
        for one, other in _pairs(keys if len(keys) <= _FEW else ()):
            if _sound_alike(names[one], names[other]):
                alike[one].add(other)
                alike[other].add(one)
    for one, others in alike.items():
        other = min(others)
        alone = len(others) == 1 and len(alike[other]) == 1
        if alone and one < other and _agree(corpus, one, other, years=3):
            yield Link(one, other, Rule.BY_EAR)


def _persons(corpus: Corpus) -> dict[str, PersonName]:
    """The name of each person, ids sorted."""
    return {
        key: person_name(facts.entity.label)
        for key, facts in sorted(corpus.facts.items())
        if facts.entity.type is EntityType.PERSON
    }


def _forms(corpus: Corpus, names: dict[str, PersonName], gazetteer: Gazetteer) -> dict[str, set[PersonName]]:
    """All full names by which articles call each person, its label among them."""
    return {
        key: {name}
        | {
            form
            for text in corpus.facts[key].names
            if " " in text and len((form := person_name(_bare(text, gazetteer))).words) > 1
        }
        for key, name in names.items()
    }


def _bare(text: str, gazetteer: Gazetteer) -> str:
    return gazetteer.without_title(" ".join(text.split()).removesuffix("'s").removesuffix("’s"))


def _agree(corpus: Corpus, one: str, other: str, *, years: int) -> bool:
    return may_be_one(corpus, one, other, years=years) and meet(corpus, one, other)


def _pairs(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for at, one in enumerate(keys) for other in keys[at + 1 :])


def is_fuller(full: PersonName, name: PersonName) -> bool:
    """Whether the first name has all of the second, and more: "John A. Smith", "J. Smith", "John Smith"."""
    if full == name or full.suffix != name.suffix or not full.is_full or len(name.last) < 2:
        return False
    if len(full.words) < len(name.words):
        return False
    if full.words[: len(name.words)] == name.words:
        return True  # Rubén Rocha, Rubén Rocha Moya
    return full.last == name.last and _fits(full.words[:-1], name.words[:-1])


def _fits(full: Sequence[str], given: Sequence[str]) -> bool:
    """Whether given names are the first ones of a fuller name: "George W." are not those of George H. W."""
    return 0 < len(given) <= len(full) and all(map(_begins, full, given))


def _begins(word: str, short: str) -> bool:
    return word == short or (len(short) == 1 and word.startswith(short))


def _clash(one: Iterable[PersonName], other: Iterable[PersonName]) -> bool:
    """Whether two have names that no person has both of: "John A. Smith" and "John B. Smith"."""
    return any(
        a.last == b.last and a != b and not (is_fuller(a, b) or is_fuller(b, a) or _is_like(a, b))
        for a in one
        for b in other
        if len(a.words) > 2 or len(b.words) > 2 or len(a.first) == len(b.first) == 1
    )


def _is_like(one: PersonName, other: PersonName) -> bool:
    return one.suffix == other.suffix and one.joined == other.joined


def _is_title(word: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.without_title(f"{word} X") == "X"


def _is_given(word: str) -> bool:
    """Whether a word is known as a first name."""
    return word in load_first_names() or word in load_words().given_names


def _is_rare(name: PersonName) -> bool:
    """Whether no word of a name is one of those that many are called by."""
    return not set(name.words) & load_words().common_names


def _sound_alike(one: PersonName, other: PersonName) -> bool:
    """Whether two names of the same consonants differ as spellings of one sound do, in one word at most."""
    from rapidfuzz import fuzz

    differing = [(a, b) for a, b in zip(one.words, other.words, strict=True) if a != b]
    if len(differing) != 1 or one.joined[0] != other.joined[0]:
        return False
    ((a, b),) = differing
    is_last = a == one.last and b == other.last
    enough = min(len(a), len(b)) >= (_EAR if is_last else _LONG)
    if not enough or a[0] != b[0] or (a[-1] == "a") is not (b[-1] == "a"):
        return False  # Ivanov and Ivanova are two
    here, there = vowels(a), vowels(b)
    if min(len(here), len(there)) < 2:
        return False  # Zhang and Zheng
    if len(here) == len(there) and any(
        "u" in pair and len(set(pair)) > 1 for pair in zip(here, there, strict=True)
    ):
        return False  # Lundberg and Lundborg; e and i, a and e are one sound in many a name
    return fuzz.ratio(a, b) >= _ALIKE
