"""Names of known entities in a text, leftmost-longest, over words.

In come entries, then texts; out go the stretches that are names, and the keys they are known by.
Case counts, except on lines that are all capitals. What a name means here is left to `kg.linking`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from kg.gazetteers.entries import Entry, KnownEntity
from kg.gazetteers.names import name_key, plain, straight

_SPLIT = re.compile(r"([^\W_]+)")
_GAPS = frozenset((" ", "-", "‑", "–", "'", "' ", "\n", "\u00a0"))
_STOPS = frozenset((".", ". "))  # inside a name after initials and St. or Gen., not after a sentence
_STOP_LENGTH = 3
# A line of capitals, two words of it longer than a letter; atomic, so that a long line is read once.
_CAPITALS = re.compile(r"^(?=(?>.*?[A-Z]{2})(?>.*? ).*?[A-Z]{2})[^a-z\n]+$", re.MULTILINE)


class Found(NamedTuple):
    """A stretch of text that is a name, and the key it is known by."""

    first: int  # its words, by number
    last: int
    end: int  # in the text
    key: str
    capitals: bool  # on a line that is all capitals, where case tells nothing


class Words(NamedTuple):
    """A text cut into words, accents off, with the gap before each and where each starts."""

    words: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]

    def joined(self, position: int) -> bool:
        """Whether the word goes on the name that the word before it may begin."""
        gap = self.gaps[position]
        return gap in _GAPS or (gap in _STOPS and len(self.words[position - 1]) <= _STOP_LENGTH)


def cut(text: str) -> Words:
    """The words of a text; offsets are into the text as given."""
    if text.isascii():
        parts = _SPLIT.split(text)
        words = parts[1::2]
    else:
        parts = _SPLIT.split(straight(text))
        words = [word if word.isascii() else plain(word) for word in parts[1::2]]
    ends = list(accumulate(map(len, parts)))
    return Words(words, parts[0::2], ends[0:-1:2], ends[1::2])


class NameIndex:
    """Whom each name may mean. Strong, weak and demonym names are kept apart."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.strong: dict[str, list[KnownEntity]] = {}
        self.weak: dict[str, list[KnownEntity]] = {}
        self.demonyms: dict[str, list[KnownEntity]] = {}
        self._longest: dict[str, int] = {}  # first word of a name -> words in the longest such name
        self._capitals: dict[str, str] | None = None  # key in capitals -> key; made when first asked for
        self._longest_capitals: dict[str, int] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take in all names of an entry."""
        known = entry.known
        for table, names in self._tables(entry):
            for name in names:
                for key in _spellings(name):
                    if key not in table:
                        table[key] = [known]
                        if " " in key:
                            _note_length(self._longest, key)
                        else:
                            self._longest.setdefault(key, 1)
                    elif table[key][-1] is not known:
                        table[key].append(known)

    def silence(self, phrase: str) -> None:
        """Take in words that hold a name and mean nobody: they are found, and have no candidates."""
        key = name_key(phrase)
        self.weak.setdefault(key, [])
        _note_length(self._longest, key)

    def replace(self, entries: Iterable[Entry]) -> None:
        """Take in entries whose names from now on mean nothing but them."""
        entries = tuple(entries)
        for entry in entries:
            for _, names in self._tables(entry):
                for key in (key for name in names for key in _spellings(name)):
                    for table in (self.strong, self.weak, self.demonyms):
                        table.pop(key, None)
        for entry in entries:
            self.add(entry)

    def known(self, key: str) -> tuple[KnownEntity, ...]:
        """All that a key may mean, those it names strongly first."""
        found = [*self.strong.get(key, ()), *self.demonyms.get(key, ()), *self.weak.get(key, ())]
        return tuple({known.entity.id: known for known in found}.values())

    def find(self, words: Words, text: str) -> Iterator[Found]:
        """The names in a text in order, the longest from each first word, none overlapping."""
        lines = [line.span() for line in _CAPITALS.finditer(text)]
        capitals = self._in_capitals() if lines else {}
        taken = 0
        loud_starters = self._longest_capitals if lines else {}
        for first, word in enumerate(words.words):
            if first < taken or (word not in self._longest and word not in loud_starters):
                continue
            loud = bool(lines) and _inside(words.starts[first], lines)
            limit = (self._longest_capitals if loud else self._longest).get(words.words[first], 0)
            key, last = _longest_at(words, first, limit, capitals.get if loud else self._key)
            if key:
                yield Found(first, last, _end(words, last, text), key, capitals=loud)
                taken = last + 1

    def _in_capitals(self) -> dict[str, str]:
        if self._capitals is None:
            self._capitals = {}
            for table in (self.weak, self.demonyms, self.strong):  # a strong name has the last word
                self._capitals.update((key.upper(), key) for key in table)
            for key in self._capitals:
                _note_length(self._longest_capitals, key)
        return self._capitals

    def _key(self, key: str) -> str | None:
        return key if key in self.strong or key in self.weak or key in self.demonyms else None

    def _tables(self, entry: Entry) -> tuple[tuple[dict[str, list[KnownEntity]], tuple[str, ...]], ...]:
        return (self.strong, entry.strong), (self.weak, entry.weak), (self.demonyms, entry.demonyms)


def _spellings(name: str) -> tuple[str, ...]:
    """The key, and where it starts small, the key as a sentence starts with it: al Qaeda, Al Qaeda."""
    key = name_key(name)
    return (key,) if key[:1].isupper() or not key else (key, key[:1].upper() + key[1:])


def _note_length(longest: dict[str, int], key: str) -> None:
    first, space, rest = key.partition(" ")
    length = rest.count(" ") + 2 if space else 1
    if longest.get(first, 0) < length:
        longest[first] = length


def _inside(start: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start < last for first, last in spans)


def _longest_at(
    words: Words, first: int, limit: int, known: Callable[[str], str | None]
) -> tuple[str | None, int]:
    """The key of the longest known name that begins with a word, and the last word of it."""
    text = words.words[first]
    key, last = known(text), first
    for position in range(first + 1, min(first + limit, len(words.words))):
        if not words.joined(position):
            break
        text = f"{text} {words.words[position]}"
        if longer := known(text):
            key, last = longer, position
    return key, last


def _end(words: Words, last: int, text: str) -> int:
    """Where a name ends: the full stop that closes initials belongs to it ("in the U.S. on Monday")."""
    end = words.ends[last]
    closes = len(words.words[last]) == 1 and words.gaps[last] == "." and text[end : end + 1] == "."
    return end + 1 if closes else end
