"""Datelines: "BEIRUT, Dec 12 (Reuters) -", "AMMAN, Jordan —", "PARIS (AFP) -", "RIYADH: The ..."."""

import re
from dataclasses import dataclass

from kg.passages._units import FINAL
from kg.passages._words import is_date, load_words

_OPENING = "\"“„«'‘"
_DATELINE = re.compile(
    r"(?P<head>[^\n—:]{0,90}?)\s*(?P<dash>--+|—|(?<=[\s)])[-–](?=\s)|:(?=\s))\s*(?=(?P<next>\S))"
)
_AGENCY = re.compile(r"\s*\((?P<agency>[^()]{2,40})\)\Z")


@dataclass(frozen=True, slots=True)
class Dateline:
    """How many characters of the paragraph it takes, and the places it names."""

    length: int
    places: tuple[str, ...]


def find_dateline_in(words: str) -> Dateline | None:
    """The dateline that a paragraph begins with.

    Without an agency or a date the place must be in capitals, as in "LONDON —" or "RIYADH: The ...".
    """
    found = _DATELINE.match(words[:200])
    if not found or not FINAL.search(words[-8:]):  # a headline may begin with a name and a dash
        return None
    head, following = found["head"], found["next"]
    agency = _AGENCY.search(head)
    has_agency = agency is not None and _is_agency(agency["agency"])
    if agency and not has_agency:
        return None
    parts = [part.strip() for part in (head[: agency.start()] if agency else head).split(",")]
    first, others = parts[0], parts[1:]
    dates = [part for part in others if part and is_date(part)]
    places = [part for part in others if part and not is_date(part)]
    if not first:
        return Dateline(found.end(), ()) if has_agency and not others else None
    if not all(map(_is_name, [first, *places])) or first.upper() in load_words().not_places:
        return None
    is_capital = first.isupper() and sum(map(str.isalpha, first)) > 3
    starts_anew = following.isupper() or following.isdigit() or following in _OPENING
    if has_agency or (starts_anew and (is_capital or (dates and any(map(str.isdigit, head))))):
        return Dateline(found.end(), (*(place.strip() for place in first.split("/")), *places))
    return None


def _is_agency(name: str) -> bool:
    return name.strip().casefold() in load_words().agencies or any(
        part.strip().casefold() in load_words().agencies for part in re.split(r"[/,]| via ", name)
    )


def _is_name(words: str) -> bool:
    tokens = re.split(r"[\s/]+", words.strip())
    return len(tokens) <= 5 and all(token[:1].isupper() or token in ("de", "al", "of") for token in tokens)
