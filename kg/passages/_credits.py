"""Credits of news agencies: "PARIS (AFP) -", "- Associated Press", "Reporting by ...; Editing by ..."."""

import re
from collections.abc import Sequence

from kg.model import Article, Passage, PassageKind
from kg.passages._words import load_words

_MAX_CREDIT = 300  # as in `kg.passages._units`: what is longer is prose
_DESK_OF = "Reuters"  # whose stories end in "(Reporting by ...; Editing by ...)"; others name themselves

_DATELINE = re.compile(r"[^()]{0,90}\((?P<names>[^()]{2,60})\)\s*(?:--?|—|–|:)")
_ALONE = re.compile(r"[\W_]*(?P<names>[^()]{2,60}?)[\W_]*\Z")
_AT_END = re.compile(
    r".*[.!?…\"”’]\s*(?:\((?P<names>[^()]{2,60})\)|(?:--?|—|–)\s*(?P<more>[^.()]{2,60}))\W*\Z", re.S
)
_BYLINE = re.compile(r"\W*(?:words |story )?by\b(?P<names>.*)", re.S | re.I)
_DESK = re.compile(
    r"\W*(?:(?:additional )?reporting|writing)\b.{0,20}? by (?P<names>.*\bedit(?:ing|ed) by .*)", re.S | re.I
)
_RIGHTS = re.compile(r"\W*(?:source\W|©|\(c\)|copyright)\W*(?:\d{4}\W+)?(?P<names>.*)", re.S | re.I)
_BETWEEN = re.compile(r"[,;/|.]| (?:and|via|for|of) ")
_STAFF = re.compile(r"\s*\b(?:staff|writers?|reporters?|correspondents?|news agency|newswire)\b", re.I)


def find_credit(article: Article, passages: Sequence[Passage]) -> str | None:
    """The one agency that an article credits with its words, or that published it; None of none or many.

    `passages` are those of the article. Credits of photographs do not count, nor does what the prose says
    of an agency: "the minister told Reuters".
    """
    found = {name for passage in passages for name in _credited(article.text, passage)}
    if not found and article.publisher:
        found = set(_all_agencies(article.publisher))
    return found.pop() if len(found) == 1 else None


def _credited(text: str, passage: Passage) -> list[str]:
    words = text[passage.start : passage.end]
    if passage.kind is PassageKind.PROSE:
        found = _AT_END.match(words[-200:])
        return _all_agencies(found["names"] or found["more"]) if found else []
    if len(words) > _MAX_CREDIT or words.casefold() in load_words().sections:  # "MENA" is also the region
        return []
    if found := _DESK.match(words):
        return _last_agencies(found["names"]) or [_DESK_OF]
    if (found := _BYLINE.match(words)) or (found := _RIGHTS.match(words)):
        return _last_agencies(found["names"])
    found = _DATELINE.fullmatch(words) or _ALONE.fullmatch(words)
    return _all_agencies(found["names"]) if found else []


def _all_agencies(names: str) -> list[str]:
    """The agencies in a list of agencies; none where one of the names is something else."""
    known = load_words().agencies
    whole = names.strip().casefold()
    parts = [whole] if whole in known else [_STAFF.sub("", part) for part in _BETWEEN.split(whole)]
    found = [known.get(part.strip()) for part in parts if part.strip()]
    return [] if None in found else [name for name in found if name]


def _last_agencies(names: str) -> list[str]:
    """The agencies in which the parts of a byline end: "Jane Doe, AFP", "Jane Doe Associated Press"."""
    known = load_words().agencies
    found = []
    for part in _BETWEEN.split(names):
        tokens = _STAFF.sub("", part).casefold().split()
        tails = (" ".join(tokens[start:]) for start in range(max(len(tokens) - 3, 0), len(tokens)))
        found += [name for tail in tails if (name := known.get(tail))][:1]
    return found
