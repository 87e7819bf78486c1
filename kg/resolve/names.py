"""Names taken apart, so that two spellings of one name compare as equal.

In come names as articles print them; out go words in small letters without accents, and what they tell.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.gazetteers.names import plain
from kg.resolve.words import load_words

_WORD = re.compile(r"[^\W_]+|&")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")  # U.S., O.S.K.
_ARTICLES = frozenset("al el ul ad ed as es ar er ash an at az".split())
_OWN_ARTICLE = re.compile(r"^(?:al|el)[- ]", re.IGNORECASE)
_SERVANT = re.compile(r"^abd(?:[aeou]{1,2}([lrnsz]))?(.*)$")  # Abdul, Abdel, Abdur-
_VOWELS = "aeiouy"
_SOUNDS = (
    ("sch", "S"), ("tch", "C"), ("ch", "C"), ("sh", "S"), ("zh", "J"), ("dj", "J"), ("kh", "k"), ("gh", "g"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("ts", "z"), ("tz", "z"), ("j", "J"), ("q", "k"),
    ("c", "k"), ("x", "ks"), ("w", "v"), ("h", ""), ("s", "z"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as words in the spelling that stands for all; `suffix` is jr, sr or a number."""

    words: tuple[str, ...]
    suffix: str

    @property
    def joined(self) -> str:
        """The name without gaps: "Kim Jong-un" and "Kim Jongun" give one."""
        return "".join(self.words) + (f" {self.suffix}" if self.suffix else "")

    @property
    def first(self) -> str:
        """The first word; empty where there is none."""
        return self.words[0] if self.words else ""

    @property
    def last(self) -> str:
        """The last word; empty where there is none."""
        return self.words[-1] if self.words else ""

    @property
    def is_full(self) -> bool:
        """Whether it is a first name and a last one, neither of them an initial."""
        return len(self.words) > 1 and len(self.words[0]) > 1 and len(self.words[-1]) > 1


@lru_cache(maxsize=1 << 18)
def fold(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without accents, apostrophes and the dots of acronyms."""
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), plain(name).replace("'", ""))
    return tuple(_WORD.findall(text.casefold()))


@lru_cache(maxsize=1 << 18)
def person_name(name: str) -> PersonName:
    """The words of a person's name: titles off, given names in one spelling, al- and el- left out."""
    lists = load_words()
    words = list(_WORD.findall(plain(name).replace("'", "").casefold()))
    if _OWN_ARTICLE.match(name) and (name[0].islower() or "-" in name[:3]):
        words = words[1:]
    while len(words) > 2 and words[0] in lists.titles:
        words = words[1:]
    suffix = words.pop() if len(words) > 2 and words[-1] in lists.suffixes else ""
    suffix = {"junior": "jr", "senior": "sr"}.get(suffix, suffix)
    kept = [word for at, word in enumerate(words) if at == 0 or word not in _ARTICLES]
    spelled = [lists.given_names.get(word, word) for word in _with_servants(kept)]
    return PersonName(tuple(spelled), suffix)


def _with_servants(words: list[str]) -> list[str]:
    """ "Abd al-Rahman", "Abdel Rahman" and "Abdurrahman" as one word, and so "Abu Bakr", "Abubakr"."""
    found: list[str] = []
    rest = iter(words)
    for word in rest:
        servant = _SERVANT.match(word)
        if servant:
            of = servant[2] or next(rest, "")
            found.append(f"abdul{of}")
        elif word in ("abu", "abou"):
            found.append(f"abu{next(rest, '')}")
        else:
            found.append("bin" if word == "ibn" else word)
    return found


@lru_cache(maxsize=1 << 18)
def skeleton(word: str) -> str:
    """What spellings of one word by ear share: its consonants by sound, and whether a vowel begins it."""
    begins = "a" if word[:1] in _VOWELS else ""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    sounds = [letter for letter in word if letter not in _VOWELS]
    return begins + "".join(a for a, b in zip(sounds, ["", *sounds], strict=False) if a != b)


def vowels(word: str) -> tuple[str, ...]:
    """The groups of vowels of a word, by sound: u for o and u, a for a alone, i for all others."""
    groups = re.findall(f"[{_VOWELS}]+", word)
    return tuple("u" if set(g) & {"o", "u"} else "a" if set(g) == {"a"} else "i" for g in groups)


def singular(word: str) -> str:
    """A word without the s of its plural: "forces" gives "force", "gunmen" "gunman"; small words stay."""
    if len(word) > 4 and word.endswith("men"):
        return word[:-2] + "an"
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]
