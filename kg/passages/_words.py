"""The word lists and line forms of `data/passages.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What the file holds, ready to be compared: agencies and sections in folded case.

    `agencies` gives the agency of each of its names; None for a word that names none ("Agencies").
    """

    agencies: Mapping[str, str | None]
    not_places: frozenset[str]
    sections: frozenset[str]
    date_words: frozenset[str]
    lines: tuple[re.Pattern[str], ...]


@cache
def load_words() -> Words:
    """The lists, read once."""
    data = tomllib.loads(files("kg").joinpath("data", "passages.toml").read_text("utf-8"))
    return Words(
        agencies={
            **{word.casefold(): None for word in data["unnamed_agencies"]},
            **{
                form.casefold(): name for name, others in data["agencies"].items() for form in (name, *others)
            },
        },
        not_places=frozenset(data["not_places"]),
        sections=frozenset(name.casefold() for name in data["sections"]),
        date_words=frozenset(data["date_words"]),
        lines=tuple(re.compile(form, re.IGNORECASE | re.DOTALL) for form in data["lines"].values()),
    )


def is_date(words: str) -> bool:
    """Whether it is a date and nothing else: "Friday, January 4, 2019", "Updated: 4 Jan, 10:15 GMT"."""
    if not any(map(str.isdigit, words)):
        return False
    return all(word.lower() in load_words().date_words for word in _WORD.findall(words))
