"""Tell articles that are not in English: kg reads English only.

News English is full of foreign names, so it takes much to be called foreign. English function words are
counted first; only where they are scarce is py3langid asked, about the words in small letters alone, since
names are capitalised; and it must be sure.
"""

import logging
import math
import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

_SAMPLE = 2_000  # characters, from the beginning
# Share of function words that makes a text English. Measured on 7,400 English news texts: of those over
# 400 characters all have it. Other languages share "of", "by" or "to", up to 4 % of their words.
_ENGLISH_SHARE = 0.08
# Logarithm of the odds against English, by square root of the bytes. In the same texts it is at
# most 1.7 where there are over 20 letters; a sentence or two in one of 22 other languages scores 10 to 45.
_MIN_ODDS = 5.0
_SHORT = 25  # letters outside names; below it, text in Latin script is taken as English
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    "the and of with from that which said their after were been this would who by to".split()
)


def foreign_language(text: str) -> str | None:
    """The English name of the language, where the text is surely not in English; else None."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    english = sum(word.lower() in _FUNCTION_WORDS for word in words)
    if english >= _ENGLISH_SHARE * len(words):  # also where there are no words at all
        return None
    common = " ".join(word for word in sample.split() if not word[:1].isupper())
    letters = list(filter(str.isalpha, common))
    latin = sum(letter < "\u0250" for letter in letters)
    if not letters or (len(letters) < _SHORT and latin * 2 > len(letters)):
        return None
    return _identify(common)


def _identify(sample: str) -> str | None:
    names = _names()
    scores = {code: score for code, score in _ranker()(sample) if code in names or code == "en"}
    best = max(scores, key=lambda code: scores[code])
    odds = (scores[best] - scores["en"]) / math.sqrt(len(sample.encode(errors="replace")))
    return names[best] if best != "en" and odds > _MIN_ODDS else None


@cache
def _names() -> dict[str, str]:
    """Code to name of the languages that news is written in; without Latin, creoles and dialects."""
    text = files("kg").joinpath("data", "languages.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["names"])


@cache
def _ranker() -> Callable[[str], list[tuple[str, float]]]:
    """py3langid's ranking of all languages with raw scores; its model takes a second to load."""
    logging.getLogger("py3langid").setLevel(logging.WARNING)
    from py3langid import rank  # loads when the first doubtful text comes

    return rank  # type: ignore[no-any-return]
