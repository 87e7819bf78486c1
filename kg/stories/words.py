"""The words of a text as they are compared: numbers as digits, word forms as rough stems, each as a hash."""

import re
import tomllib
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "e")
_STEM = 7  # letters: "investigation" and "investigators" are one stem


@dataclass(frozen=True, slots=True)
class Form:
    """What a word is compared as. `stem` is 0 for a word that says nothing of what happened.

    `is_number` is true of days of the week too. `tens` and `unit` are the parts of "twenty-four".
    """

    hash: int
    stem: int
    is_number: bool
    is_capital: bool
    tens: int = 0
    unit: int = 0


def find_words(text: str, start: int, end: int) -> list[tuple[int, Form]]:
    """The words of a stretch of text in order, each with where it starts."""
    words = [(found.start(), _look_up(found[0])) for found in _TOKEN.finditer(text, start, end)]
    for number in range(len(words) - 1, 0, -1):
        (first, tens), (second, unit) = words[number - 1 : number + 1]
        if tens.tens and unit.unit and text[second - 1] == "-":  # "twenty-four", not "twenty four"
            words[number - 1 : number + 1] = [(first, _look_up(str(tens.tens + unit.unit)))]
    return words


def hash_of(words: str) -> int:
    """32 bits that are the same on every machine."""
    return zlib.crc32(words.encode("utf-8", "surrogatepass"))


@cache
def day_hashes() -> frozenset[int]:
    """The hashes of the days of the week."""
    return frozenset(map(hash_of, _load_words().days))


@cache
def digit_hashes() -> frozenset[int]:
    """The hashes of the numbers of one digit."""
    return frozenset(hash_of(str(number)) for number in range(10))


def fold(word: str) -> str:
    """A word without case, compatibility forms, full stops and possessive ending."""
    folded = word if word.isascii() else unicodedata.normalize("NFKC", word)
    return folded.casefold().replace(".", "").removesuffix("'s").removesuffix("’s")


@dataclass(frozen=True, slots=True)
class _Words:
    small: frozenset[str]
    days: frozenset[str]
    numbers: dict[str, int]


@cache
def _load_words() -> _Words:
    data = tomllib.loads(files("kg").joinpath("data", "stories.toml").read_text("utf-8"))
    return _Words(frozenset(data["small"].split()), frozenset(data["days"].split()), data["numbers"])


@lru_cache(maxsize=1 << 16)
def _look_up(token: str) -> Form:
    lists = _load_words()
    if token[0].isdecimal():
        value = hash_of(token.replace(",", ""))
        return Form(value, value, True, False)
    word = fold(token)
    if (number := lists.numbers.get(word)) is not None:
        value = hash_of(str(number))
        tens, unit = (number, 0) if number % 10 == 0 and number < 100 else (0, number if number < 10 else 0)
        return Form(value, value, True, False, tens, unit)
    is_small = len(word) == 1 or (word in lists.small and not token.isupper())  # "US" is not "us"
    return Form(
        hash_of(word), 0 if is_small else hash_of(_stem(word)), word in lists.days, token[0].isupper()
    )


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:_STEM]
