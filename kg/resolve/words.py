"""The word lists of `data/identity.toml`, checked and ready for look-up."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.errors import DataError


@dataclass(frozen=True, slots=True)
class Words:
    """What the names of one thing may differ in; all in small letters, without accents."""

    given_names: dict[str, str]  # spelling of a given name -> the spelling that stands for all
    common_names: frozenset[str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    legal_forms: frozenset[str]
    same_words: dict[str, str]  # word of a body's name -> the word that stands for all of its meaning
    filler: frozenset[str]
    offices: frozenset[str]
    abroad: frozenset[str]
    crowds: frozenset[str]
    directions: frozenset[str]


@cache
def load_words() -> Words:
    """The words of `data/identity.toml`. Raises DataError where a spelling stands for two names."""
    text = resources.files("kg").joinpath("data/identity.toml").read_text("utf-8")
    table: dict[str, str] = tomllib.loads(text)
    return Words(
        given_names=_first_of_line("given_names", table),
        same_words=_first_of_line("same_words", table),
        **{
            key: frozenset(words.split())
            for key, words in table.items()
            if key not in {"given_names", "same_words"}
        },
    )


def _first_of_line(key: str, table: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in table[key].strip().splitlines():
        first, *others = line.split()
        for word in (first, *others):
            if word in found:
                raise DataError(f"identity.toml: '{word}' is in two lines of {key}; keep it in one")
            found[word] = first
    return found
