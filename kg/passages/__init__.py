"""Article -> the passages that are parsed by themselves: headlines, prose, and what is neither.

Comes in: `Article.text`, however it was laid out: hard-wrapped or one paragraph a line, with or without
a title, with a dateline, bylines, credits, captions and lists of teasers. Goes out: passages in order,
trimmed, never overlapping, that hold every character but white space. What a passage says is left to the
parser. The words are in `data/passages.toml`.
"""

import re
from collections import Counter
from collections.abc import Iterator

from kg.model import Article, Passage, PassageKind
from kg.passages._credits import find_credit
from kg.passages._datelines import find_dateline_in
from kg.passages._units import BULLET, FINAL, LINE, Span, find_units, is_other, trim
from kg.passages._words import load_words

__all__ = ["MAX_PASSAGE", "find_credit", "find_dateline", "find_passages"]

MAX_PASSAGE = 20_000  # characters that the parser is given at once
# Without a sign that a sentence ends. The longest of 14,000 sentences of news has 780; what reads a sentence
# is not linear in its length, and a text may be made that is one sentence.
_MAX_SENTENCE = 1_500
_MAX_WORD = 300  # characters without white space: nobody writes so, and spaCy takes time by their square
_HEADLINE_WORDS = 12  # so many words without a full stop are a headline, whatever they are
_TOP = 8  # title, standfirst, byline, date, credits and captions may stand before the dateline
_HEADLINE_MOST = 20  # so many, if they have next to no small words

_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}\Z")
_OPENING = "\"“„«'‘"
_INTERVIEW = re.compile(r"(?:Q|A|Question|Answer)\s?:\s+|\(\([^()]{1,40}\)\)\s*:?\s*")
_ATTRIBUTION = re.compile(r"(?:—|–|―|--)\s*[^\s.!?][^.!?]*\Z")
_DESK = re.compile(
    r"\s*[(\[](?:Additional )?(?:Reporting|Writing|Editing|Compiled|Edited) by [^()\[\]]{3,300}[)\]]\W*\Z"
)
_TRAILING_DASH = re.compile(r"(?<!\s)\s+[-–—|•]\Z")  # each run of spaces is tried once
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{2,30}:\s")
# not after initials and short titles: "Mr. Lind", "the U.S. Army"
_SENTENCE_END = re.compile(r"(?:(?<=[a-z0-9]{2})\.|(?<=[\"'”’)\]])\.|[!?…])[\"'”’)\]]*\s+(?=[A-Z\"“‘(])")
_ENDLESS = re.compile(rf"(?<!\S)\S{{{_MAX_WORD + 1},}}")
_SMALL = frozenset("the a an was were is are has had have been its their his her that which who".split())
_BEFORE_PLACE = frozenset("the in to of from across for and at by over into with on & near".split())


def find_passages(article: Article) -> tuple[Passage, ...]:
    """The passages of an article, in order; none where it is blank."""
    text = article.text
    title = _title_span(article)
    units = find_units(text, title.end if title else 0)
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
    whole = (part for passage in _join_quotations(text, found) for part in _without_endless(text, passage))
    return tuple(piece for passage in whole for piece in _split_long(text, passage))


def find_dateline(article: Article) -> tuple[str, ...]:
    """The places in the dateline near the top: ("BEIRUT",), ("AMMAN", "Jordan"); empty without one."""
    for unit in find_units(article.text, 0)[:_TOP]:
        if found := find_dateline_in(article.text[unit.start : unit.end]):
            return found.places
    return ()


def _title_span(article: Article) -> Span | None:
    title, text = article.title, article.text
    if not title or not text.startswith(title) or LINE.match(text, len(title)):
        return None
    return trim(text, 0, len(title))


# What a unit is


def _classify(
    text: str, unit: Span, labels: frozenset[str], *, is_list: bool, is_transcript: bool
) -> Iterator[Passage]:
    """The passage of a unit, between what is cut off at its two ends."""
    words = text[unit.start : unit.end]
    if is_other(words) or (_ATTRIBUTION.match(words) and not is_list):
        yield Passage(unit.start, unit.end, PassageKind.OTHER)
        return
    head = _prefix_length(words, is_transcript=is_transcript)
    tail, has_label = _suffix_start(words, labels)
    start, end = unit.start + head, unit.start + max(tail, head)
    if cut := trim(text, unit.start, start):
        yield Passage(cut.start, cut.end, PassageKind.OTHER)
    if kept := trim(text, start, end):
        kind = _kind(text[kept.start : kept.end], is_teaser=has_label)
        yield Passage(kept.start, kept.end, kind)
    if cut := trim(text, end, unit.end):
        yield Passage(cut.start, cut.end, PassageKind.OTHER)


def _kind(words: str, *, is_teaser: bool) -> PassageKind:
    tokens = words.split()
    if len(tokens) == 1 and not FINAL.search(words):
        return PassageKind.OTHER
    small = sum(token.lower() in _SMALL for token in tokens[: _HEADLINE_MOST + 1])
    is_open = not FINAL.search(words[-8:]) or (_INITIALS.search(words[-12:]) is not None and not small)
    few = len(tokens) <= _HEADLINE_WORDS
    if is_open and (few or (len(tokens) <= _HEADLINE_MOST and small <= 1 and not is_teaser)):
        return PassageKind.HEADLINE
    return PassageKind.PROSE


def _starts_with_dash(text: str, unit: Span) -> bool:
    return text[unit.start] in "-–—―"


# What is cut off


def _prefix_length(words: str, *, is_transcript: bool) -> int:
    if found := BULLET.match(words) or _INTERVIEW.match(words):
        return found.end()
    if is_transcript and _SPEAKER.match(words):
        return 0
    dateline = find_dateline_in(words)
    return dateline.length if dateline else 0


def _suffix_start(words: str, labels: frozenset[str]) -> tuple[int, bool]:
    """Where a desk credit, or a teaser's section label and dash, begins; and whether it was a label."""
    if found := _DESK.search(words[-400:]):
        return len(words) - min(len(words), 400) + found.start(), False
    dash = _TRAILING_DASH.search(words)
    body = words[: dash.start()] if dash else words
    if FINAL.search(body[-8:]):
        return len(body), False
    for label in _tail_names(body):
        before = body[: -len(label)].split()[-1:]
        if label in labels and before and before[0].lower() not in _BEFORE_PLACE:
            return len(body) - len(label), True
    return len(body), False


def _find_labels(text: str, units: list[Span]) -> frozenset[str]:
    """Section labels at the end of teasers: before a dash, and known or met twice there."""
    counts: Counter[str] = Counter()
    for unit in units:
        words = text[unit.start : unit.end]
        if dash := _TRAILING_DASH.search(words[-60:]):
            counts.update(_tail_names(words[-60:][: dash.start()]))
    known = load_words().sections
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


def _without_endless(text: str, passage: Passage) -> Iterator[Passage]:
    """The passage without words that have no end, such as a file written in letters, which are no news."""
    start = passage.start
    for found in _ENDLESS.finditer(text[passage.start : passage.end]):
        first, last = passage.start + found.start(), passage.start + found.end()
        if before := trim(text, start, first):
            yield Passage(before.start, before.end, passage.kind)
        yield Passage(first, last, PassageKind.OTHER)
        start = last
    if rest := trim(text, start, passage.end):
        yield Passage(rest.start, rest.end, passage.kind)


def _split_long(text: str, passage: Passage) -> Iterator[Passage]:
    """The passage in pieces of at most MAX_PASSAGE characters, cut where a sentence ends if one does."""
    start = passage.start
    for cut in _cuts(text, passage):
        if piece := trim(text, start, cut):
            yield Passage(piece.start, piece.end, passage.kind)
        start = cut
    if piece := trim(text, start, passage.end):
        yield Passage(piece.start, piece.end, passage.kind)


def _cuts(text: str, passage: Passage) -> Iterator[int]:
    """Where a passage is cut: so that no piece is too long, nor any sentence in it."""
    words = text[passage.start : passage.end]
    if len(words) <= _MAX_SENTENCE:
        return
    piece = sentence = 0  # where they begin
    for end in [*(found.end() for found in _SENTENCE_END.finditer(words)), len(words)]:
        if end - piece > MAX_PASSAGE and sentence > piece:
            piece = sentence
            yield passage.start + piece
        while end - sentence > _MAX_SENTENCE:
            window = words[sentence : sentence + _MAX_SENTENCE]
            piece = sentence = sentence + (window.rfind(" ", 1) + 1 or _MAX_SENTENCE)
            yield passage.start + piece
        sentence = end
