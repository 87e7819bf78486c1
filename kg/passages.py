"""Article -> the passages that are parsed by themselves: headlines, prose, and what is neither.

Comes in: `Article.text`, however it was laid out: hard-wrapped or one paragraph a line, with or without
a title, with a dateline, bylines, credits, captions and lists of teasers. Goes out: passages in order,
trimmed, never overlapping, that hold every character but white space. What a passage says is left to the
parser. The words are in `data/passages.toml`.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from kg.model import Article, Passage, PassageKind

MAX_PASSAGE = 20_000  # characters that the parser is given at once
_MAX_OTHER = 300  # a caption or byline is short; a longer line is prose whatever it begins with
_MAX_WRAP = 110  # a text is wrapped at 60 to 100 columns; longer lines are paragraphs
_MIN_WRAP = 40
_HEADLINE_WORDS = 12  # so many words without a full stop are a headline, whatever they are
_HEADLINE_MOST = 20  # so many, if they have next to no small words
_LETTER_SHARE = 0.4  # prose has over 0.9; results, coordinates and tables of figures have less

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+")
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}\Z")
_OPENING = "\"“„«'‘"
_BULLET = re.compile(r"(?:[-*•●▪◦►▶■‣–—]|\(?\d{1,2}[.)])\s+(?=\S)")
_INTERVIEW = re.compile(r"(?:Q|A|Question|Answer)\s?:\s+|\(\([^()]{1,40}\)\)\s*:?\s*")
_ATTRIBUTION = re.compile(r"(?:—|–|―|--)\s*[^\s.!?][^.!?]*\Z")
_DESK = re.compile(
    r"\s*[(\[](?:Additional )?(?:Reporting|Writing|Editing|Compiled|Edited) by [^()\[\]]{3,300}[)\]]\W*\Z"
)
_TRAILING_DASH = re.compile(r"\s+[-–—|•]\Z")
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{2,30}:\s")
_DATELINE = re.compile(
    r"(?P<head>[^\n—:]{0,90}?)\s*(?P<dash>--+|—|(?<=[\s)])[-–](?=\s)|:(?=\s))\s*(?=(?P<next>\S))"
)
_AGENCY = re.compile(r"\s*\((?P<agency>[^()]{2,40})\)\Z")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[A-Z\"“‘(])")
_SMALL = frozenset("the a an was were is are has had have been its their his her that which who".split())
_BEFORE_PLACE = frozenset("the in to of from across for and at by over into with on & near".split())


@dataclass(frozen=True, slots=True)
class _Words:
    agencies: frozenset[str]
    not_places: frozenset[str]
    sections: frozenset[str]
    date_words: frozenset[str]
    lines: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def find_passages(article: Article) -> tuple[Passage, ...]:
    """The passages of an article, in order; none where it is blank."""
    text = article.text
    title = _title_span(article)
    units = _find_units(text, title.end if title else 0)
    labels = _find_labels(text, units)
    # "ANKARA: The minister ..." is a dateline; where more lines begin so, they name who speaks
    speakers = sum(_SPEAKER.match(text, unit.start) is not None for unit in units)
    found: list[Passage] = [Passage(title.start, title.end, PassageKind.HEADLINE)] if title else []
    for number, unit in enumerate(units):
        words = text[unit.start : unit.end]
        if title and words.casefold() == text[title.start : title.end].casefold():
            found.append(Passage(unit.start, unit.end, PassageKind.OTHER))  # the page repeats its title
            continue
        dashes = sum(_starts_with_dash(text, near) for near in units[max(number - 1, 0) : number + 2])
        found += _classify(text, unit, labels, is_list=dashes > 1, is_transcript=speakers > 1)
    return tuple(piece for passage in _join_quotations(text, found) for piece in _split_long(text, passage))


def find_dateline(article: Article) -> tuple[str, ...]:
    """The places in the first dateline: ("BEIRUT",), ("AMMAN", "Jordan"); empty without one."""
    for unit in _find_units(article.text, 0):
        if found := _match_dateline(article.text[unit.start : unit.end]):
            return found[1]
    return ()


# Lines and units


def _title_span(article: Article) -> _Span | None:
    title, text = article.title, article.text
    if not title or not text.startswith(title) or _LINE.match(text, len(title)):
        return None
    return _trim(text, 0, len(title))


def _trim(text: str, start: int, end: int) -> _Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return _Span(start, end) if end > start else None


def _find_units(text: str, start: int) -> list[_Span]:
    """Paragraphs and lines that stand alone: hard-wrapped lines are put together."""
    lines = [
        line for found in _LINE.finditer(text, start) if (line := _trim(text, found.start(), found.end()))
    ]
    width = _wrap_width(text, lines)
    units: list[_Span] = []
    was_other = False
    for number, line in enumerate(lines):
        is_other = _is_other(text[line.start : line.end])
        alone = is_other or was_other or not number
        if not alone and _is_continued(text, lines[number - 1], line, width):
            units[-1] = _Span(units[-1].start, line.end)
        else:
            units.append(line)
        was_other = is_other
    return units


def _wrap_width(text: str, lines: list[_Span]) -> int | None:
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


def _fills(text: str, line: _Span, following: _Span, width: int) -> bool:
    first = text[following.start : following.start + width].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first) > 0.9 * width  # editors count columns differently


def _is_blank_between(text: str, line: _Span, following: _Span) -> bool:
    gap = text[line.end : following.start].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\u2028\u2029\x85") > 1


def _is_continued(text: str, line: _Span, following: _Span, width: int | None) -> bool:
    if _is_blank_between(text, line, following) or _BULLET.match(text, following.start, following.end):
        return False
    if width and _fills(text, line, following, width):
        return True
    return text[following.start].islower() and not _FINAL.search(text[line.start : line.end][-8:])


# What a unit is


def _classify(
    text: str, unit: _Span, labels: frozenset[str], *, is_list: bool, is_transcript: bool
) -> Iterator[Passage]:
    """The passage of a unit, between what is cut off at its two ends."""
    words = text[unit.start : unit.end]
    if _is_other(words) or (_ATTRIBUTION.match(words) and not is_list):
        yield Passage(unit.start, unit.end, PassageKind.OTHER)
        return
    head = _prefix_length(words, is_transcript=is_transcript)
    tail, has_label = _suffix_start(words, labels)
    start, end = unit.start + head, unit.start + max(tail, head)
    if cut := _trim(text, unit.start, start):
        yield Passage(cut.start, cut.end, PassageKind.OTHER)
    if kept := _trim(text, start, end):
        kind = _kind(text[kept.start : kept.end], is_teaser=has_label)
        yield Passage(kept.start, kept.end, kind)
    if cut := _trim(text, end, unit.end):
        yield Passage(cut.start, cut.end, PassageKind.OTHER)


def _kind(words: str, *, is_teaser: bool) -> PassageKind:
    tokens = words.split()
    if len(tokens) == 1 and not _FINAL.search(words):
        return PassageKind.OTHER
    small = sum(token.lower() in _SMALL for token in tokens[: _HEADLINE_MOST + 1])
    is_open = not _FINAL.search(words[-8:]) or (_INITIALS.search(words[-12:]) is not None and not small)
    few = len(tokens) <= _HEADLINE_WORDS
    if is_open and (few or (len(tokens) <= _HEADLINE_MOST and small <= 1 and not is_teaser)):
        return PassageKind.HEADLINE
    return PassageKind.PROSE


def _is_other(words: str) -> bool:
    if len(words) > _MAX_OTHER:
        return False
    letters = sum(map(str.isalpha, words))
    if letters < _LETTER_SHARE * (len(words) - words.count(" ")):
        return True
    return _is_date(words) or any(form.fullmatch(words) for form in _words().lines)


def _is_date(words: str) -> bool:
    """Whether it is a date and nothing else: "Friday, January 4, 2019", "Updated: 4 Jan, 10:15 GMT"."""
    if not any(map(str.isdigit, words)):
        return False
    return all(word.lower() in _words().date_words for word in _WORD.findall(words))


def _starts_with_dash(text: str, unit: _Span) -> bool:
    return text[unit.start] in "-–—―"


# What is cut off


def _prefix_length(words: str, *, is_transcript: bool) -> int:
    if found := _BULLET.match(words) or _INTERVIEW.match(words):
        return found.end()
    if is_transcript and _SPEAKER.match(words):
        return 0
    dateline = _match_dateline(words)
    return dateline[0] if dateline else 0


def _match_dateline(words: str) -> tuple[int, tuple[str, ...]] | None:
    """Length and places of a dateline: "BEIRUT, Dec 12 (Reuters) -", "AMMAN, Jordan —", "PARIS (AFP) -".

    Without an agency or a date the place must be in capitals, as in "LONDON —" or "RIYADH: The ...".
    """
    found = _DATELINE.match(words[:200])
    if not found or not _FINAL.search(words[-8:]):  # a headline may begin with a name and a dash
        return None
    head, following = found["head"], found["next"]
    agency = _AGENCY.search(head)
    has_agency = agency is not None and _is_agency(agency["agency"])
    if agency and not has_agency:
        return None
    parts = [part.strip() for part in (head[: agency.start()] if agency else head).split(",")]
    first, others = parts[0], parts[1:]
    dates = [part for part in others if part and _is_date(part)]
    places = [part for part in others if part and not _is_date(part)]
    if not first:
        return (found.end(), ()) if has_agency and not others else None
    if not all(map(_is_name, [first, *places])) or first.upper() in _words().not_places:
        return None
    is_capital = first.isupper() and sum(map(str.isalpha, first)) > 3
    starts_anew = following.isupper() or following.isdigit() or following in _OPENING
    if has_agency or (starts_anew and (is_capital or (dates and any(map(str.isdigit, head))))):
        return found.end(), (*(place.strip() for place in first.split("/")), *places)
    return None


def _is_agency(name: str) -> bool:
    return name.strip().casefold() in _words().agencies or any(
        part.strip().casefold() in _words().agencies for part in re.split(r"[/,]| via ", name)
    )


def _is_name(words: str) -> bool:
    tokens = re.split(r"[\s/]+", words.strip())
    return len(tokens) <= 5 and all(token[:1].isupper() or token in ("de", "al", "of") for token in tokens)


def _suffix_start(words: str, labels: frozenset[str]) -> tuple[int, bool]:
    """Where a desk credit, or a teaser's section label and dash, begins; and whether it was a label."""
    if found := _DESK.search(words[-400:]):
        return len(words) - min(len(words), 400) + found.start(), False
    dash = _TRAILING_DASH.search(words)
    body = words[: dash.start()] if dash else words
    if _FINAL.search(body[-8:]):
        return len(body), False
    for label in _tail_names(body):
        before = body[: -len(label)].split()[-1:]
        if label in labels and before and before[0].lower() not in _BEFORE_PLACE:
            return len(body) - len(label), True
    return len(body), False


def _find_labels(text: str, units: list[_Span]) -> frozenset[str]:
    """Section labels at the end of teasers: before a dash, and known or met twice there."""
    counts: Counter[str] = Counter()
    for unit in units:
        words = text[unit.start : unit.end]
        if dash := _TRAILING_DASH.search(words[-60:]):
            counts.update(_tail_names(words[-60:][: dash.start()]))
    known = _words().sections
    return frozenset(label for label, count in counts.items() if count > 1 or label.casefold() in known)


def _tail_names(words: str) -> list[str]:
    """The last three, two and one words, as far as they are capitalised: "Middle East", "East"."""
    tokens = words[-60:].split(" ")[-3:]
    tails = [tokens[number:] for number in range(len(tokens))]
    return [" ".join(tail) for tail in tails if all(token[:1].isupper() or token == "&" for token in tail)]


# Passages once more


def _join_quotations(text: str, passages: list[Passage]) -> Iterator[Passage]:
    """A line that ends in a colon is read with the quotation under it: "The minister said:"."""
    last: Passage | None = None
    for passage in passages:
        if (
            last
            and last.kind is passage.kind is PassageKind.PROSE
            and text[last.end - 1] == ":"
            and text[passage.start] in _OPENING
        ):
            last = Passage(last.start, passage.end, PassageKind.PROSE)
            continue
        if last:
            yield last
        last = passage
    if last:
        yield last


def _split_long(text: str, passage: Passage) -> Iterator[Passage]:
    start = passage.start
    while passage.end - start > MAX_PASSAGE:
        window = text[start : start + MAX_PASSAGE]
        ends = [found.end() for found in _SENTENCE_END.finditer(window, MAX_PASSAGE // 2)]
        cut = start + (ends[-1] if ends else window.rfind(" ", 1) + 1 or MAX_PASSAGE)
        if piece := _trim(text, start, cut):
            yield Passage(piece.start, piece.end, passage.kind)
        start = cut
    if piece := _trim(text, start, passage.end):
        yield Passage(piece.start, piece.end, passage.kind)


@cache
def _words() -> _Words:
    data = tomllib.loads(files("kg").joinpath("data", "passages.toml").read_text("utf-8"))
    return _Words(
        agencies=frozenset(name.casefold() for name in data["agencies"]),
        not_places=frozenset(data["not_places"]),
        sections=frozenset(name.casefold() for name in data["sections"]),
        date_words=frozenset(data["date_words"]),
        lines=tuple(re.compile(form, re.IGNORECASE | re.DOTALL) for form in data["lines"].values()),
    )
