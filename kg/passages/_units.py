"""Text -> units: paragraphs, and lines that stand alone. Hard-wrapped lines are put together."""

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.passages._words import is_date, load_words

_MAX_OTHER = 300  # a caption or byline is short; a longer line is prose whatever it begins with
_MAX_WRAP = 110  # a text is wrapped at 60 to 100 columns; longer lines are paragraphs
_MIN_WRAP = 40
_LETTER_SHARE = 0.4  # prose has over 0.9; results, coordinates and tables of figures have less

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
BULLET = re.compile(r"(?:[-*•●▪◦►▶■‣–—]|\(?\d{1,2}[.)])\s+(?=\S)")
FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, without white space at its ends."""

    start: int
    end: int


def trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without the white space at its ends, if anything is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if end > start else None


def find_units(text: str, start: int) -> list[Span]:
    """Paragraphs and lines that stand alone: hard-wrapped lines are put together."""
    lines = [line for found in LINE.finditer(text, start) if (line := trim(text, found.start(), found.end()))]
    width = _wrap_width(text, lines)
    units: list[Span] = []
    was_alone = False
    for number, line in enumerate(lines):
        alone = is_other(text[line.start : line.end])
        first = not number or alone or was_alone
        if not first and _is_continued(text, lines[number - 1], line, width):
            units[-1] = Span(units[-1].start, line.end)
        else:
            units.append(line)
        was_alone = alone
    return units


def _wrap_width(text: str, lines: list[Span]) -> int | None:
    """The column at which the text is wrapped, or None where a line is a paragraph.

    A wrapped line is one whose successor's first word would not have fitted in; and about every second
    successor begins in small letters, as no list of headlines does.
    """
    width = max((line.end - line.start for line in lines), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if not _is_blank_between(text, a, b)]
    if not _MIN_WRAP <= width <= _MAX_WRAP or not pairs:
        return None
    full = sum(_fills(text, a, b, width) for a, b in pairs)
    small = sum(text[b.start].islower() for _, b in pairs)
    return width if full >= 0.6 * len(pairs) and small >= 0.35 * len(pairs) else None


def _fills(text: str, line: Span, following: Span, width: int) -> bool:
    first = text[following.start : following.start + width].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first) > 0.9 * width  # editors count columns differently


def _is_blank_between(text: str, line: Span, following: Span) -> bool:
    gap = text[line.end : following.start].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\u2028\u2029\x85") > 1


def _is_continued(text: str, line: Span, following: Span, width: int | None) -> bool:
    if _is_blank_between(text, line, following) or BULLET.match(text, following.start, following.end):
        return False
    if width and _fills(text, line, following, width):
        return True
    return text[following.start].islower() and not FINAL.search(text[line.start : line.end][-8:])


def is_other(words: str) -> bool:
    """Whether a line as a whole is no news: a date, byline, credit, caption, link, figures."""
    if len(words) > _MAX_OTHER:
        return False
    letters = sum(map(str.isalpha, words))
    if letters < _LETTER_SHARE * (len(words) - words.count(" ")):
        return True
    return is_date(words) or any(form.fullmatch(words) for form in load_words().lines)
