"""Signatures -> which articles are one telling. The order of the signatures makes no difference.

Articles are taken in the order of publication. Each is compared with the first articles of the tellings
before it and joins the earliest that it is one with; so a chain of small changes does not tie together
what differs much. Only articles are compared whose MinHash values agree in some band. The bands are sorted
arrays, which take 80 MB for 100,000 articles; an index of Python sets takes ten times as much.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kg.stories.likeness import FEW_DAYS, Facts, is_one_telling, unpack
from kg.stories.signature import Signature

# Values in one band of the texts, of the texts of any date, and of the leads: pairs that are half,
# nine tenths and a third alike are found with a probability of 0.99 or more.
_TEXT_BAND = 3
_SAME_TEXT_BAND = 8
_LEAD_BAND = 2

# How many articles before it one is compared with in a band: reports from a template fill whole bands.
REACH = 64

# Shares of the shorter text, or of the smaller lead, that no telling has less of in common, with a margin for
# what MinHash values leave open; and of leads without dates.
_LEAST_TEXT, _LEAST_LEAD, _LEAST_UNDATED = 0.35, 0.4, 0.7

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint64]


def find_origins(signatures: Iterable[Signature]) -> dict[str, str]:
    """The origin of each article: the id of the first article of its telling, which may be its own.

    First is the one published earliest, then that of the smallest id; what has no date comes last.
    """
    ordered = sorted(signatures, key=_by_date)
    first: dict[str, str] = {}
    told: dict[str, str] = {}  # the same words at any time are one telling
    for one in ordered:
        first[one.article] = told.setdefault(one.told, one.article) if one.told else one.article
    leaders = [one for one in ordered if first[one.article] == one.article and one.words]
    joined = _join(leaders) if leaders else {}
    return {article: joined.get(leader, leader) for article, leader in first.items()}


def _by_date(one: Signature) -> tuple[date, str]:
    return one.published or date.max, one.article


def _join(ordered: Sequence[Signature]) -> dict[str, str]:
    """The first article of its telling, for each article that is not the first."""

    @lru_cache(maxsize=4096)
    def facts(number: int) -> Facts:
        return unpack(ordered[number])

    def is_one(late: int, early: int) -> bool:
        return is_one_telling(ordered[early], ordered[late], facts(early), facts(late))

    joined = join_pairs(_find_pairs(ordered), is_one)
    return {ordered[late].article: ordered[early].article for late, early in joined.items()}


def join_pairs(
    pairs: Iterable[tuple[int, int]], is_one: Callable[[int, int], bool] = lambda late, early: True
) -> dict[int, int]:
    """The first article of its telling for each that is not the first; numbers are in order of publication.

    Pairs are (later, earlier), sorted; `is_one` is asked only of those that the pairs before leave open.
    """
    joined: dict[int, int] = {}
    for late, early in pairs:
        if late not in joined and early not in joined and is_one(late, early):
            joined[late] = early
    return joined


def _find_pairs(ordered: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Pairs that may be one telling, later and earlier number; each later one with the earliest first."""
    table = Sizes.of(ordered)
    found = [np.empty(0, np.int64)]
    for keys, days in find_bands(ordered):
        order = np.argsort(keys, kind="stable")  # within a band, by number, and so by date
        for late, early in near_pairs(keys[order], days[order]):
            pairs = order[late], order[early]
            may_be_one = table.may_be_one(*pairs)
            found.append(pairs[0][may_be_one] * len(ordered) + pairs[1][may_be_one])
    for pair in np.unique(np.concatenate(found)).tolist():
        yield divmod(pair, len(ordered))


def find_bands(signatures: Sequence[Signature]) -> Iterator[tuple[Keys, Numbers]]:
    """For each band the key of every signature, and the day that it counts by; 0 for any in some bands.

    Two that have one key in a band, on days not far apart, may be one telling.
    """
    texts, leads = _table([one.text for one in signatures]), _table([one.lead for one in signatures])
    days = np.array([(one.published or date.max).toordinal() for one in signatures])
    for values, width, when in (
        (texts, _TEXT_BAND, days),
        (leads, _LEAD_BAND, days),
        (texts, _SAME_TEXT_BAND, np.zeros_like(days)),
    ):
        for start in range(0, values.shape[1] - width + 1, width):
            keys = np.zeros(len(values), np.uint64)
            for column in values[:, start : start + width].T:
                keys = keys * _FACTOR + column
            yield keys, when


def near_pairs(keys: Keys, days: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Where in some rows, sorted by key and day, two are that have the same key, a few days apart.

    Each row is held against `REACH` rows before it: later and earlier places.
    """
    places = np.arange(len(keys))
    for step in range(1, min(REACH, len(keys) - 1) + 1):
        near = (keys[step:] == keys[:-step]) & (days[step:] - days[:-step] <= FEW_DAYS)
        if not near.any():
            return
        yield places[step:][near], places[:-step][near]


@dataclass(frozen=True, slots=True)
class Sizes:
    """What tells quickly of many pairs that they are not one telling: MinHash values and sizes of sets."""

    texts: Hashes
    leads: Hashes
    words: Numbers
    content: Numbers
    least: npt.NDArray[np.float64]  # share of the lead

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> "Sizes":
        """Those of some signatures, by place."""
        undated = np.array([one.published is None for one in signatures])
        return cls(
            _table([one.text for one in signatures]),
            _table([one.lead for one in signatures]),
            np.array([one.words for one in signatures]),
            np.array([len(one.content) // 4 for one in signatures]),
            np.where(undated, _LEAST_UNDATED, _LEAST_LEAD),
        )

    def may_be_one(self, late: Numbers, early: Numbers) -> npt.NDArray[np.bool_]:
        """Of each pair, by their places, whether it shares enough to be looked at."""
        found: npt.NDArray[np.bool_]
        found = (_shares(self.texts, self.words, late, early) >= _LEAST_TEXT) | (
            _shares(self.leads, self.content, late, early) >= self.least[late]
        )
        return found


def _table(values: Sequence[bytes]) -> Hashes:
    """One row of MinHash values for each article."""
    return np.frombuffer(b"".join(values), "<u4").reshape(len(values), -1)


def _shares(values: Hashes, sizes: Numbers, late: Numbers, early: Numbers) -> npt.NDArray[np.float64]:
    """Which share of the smaller set of each pair is in the larger, by their MinHash values."""
    alike = np.mean(values[late] == values[early], axis=1)
    smaller = np.minimum(sizes[late], sizes[early])
    shares: npt.NDArray[np.float64]
    shares = alike / (1 + alike) * (sizes[late] + sizes[early]) / np.maximum(smaller, 1)
    return shares
