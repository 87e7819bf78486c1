"""Signatures -> which articles are one telling. The order of the signatures makes no difference.

Articles are taken in the order of publication. Each is compared with the first articles of the tellings
before it and joins the earliest that it is one with; so a chain of small changes does not tie together
what differs much. Only articles are compared whose MinHash values agree in some band. The bands are sorted
arrays, which take 80 MB for 100,000 articles; an index of Python sets takes ten times as much.
"""

from collections.abc import Iterable, Iterator, Sequence
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
_REACH = 64

# Shares of the shorter text, or of the smaller lead, that no telling has less of in common, with a margin for
# what MinHash values leave open; and of leads without dates.
_LEAST_TEXT, _LEAST_LEAD, _LEAST_UNDATED = 0.35, 0.4, 0.7

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]


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

    joined: dict[int, int] = {}
    for late, early in _find_pairs(ordered):
        is_open = late not in joined and early not in joined
        if is_open and is_one_telling(ordered[early], ordered[late], facts(early), facts(late)):
            joined[late] = early
    return {ordered[late].article: ordered[early].article for late, early in joined.items()}


def _find_pairs(ordered: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Pairs that may be one telling, later and earlier number; each later one with the earliest first."""
    texts, leads = _table([one.text for one in ordered]), _table([one.lead for one in ordered])
    words = np.array([one.words for one in ordered])
    content = np.array([len(one.content) // 4 for one in ordered])
    days = np.array([(one.published or date.max).toordinal() for one in ordered])
    least = np.where(days == date.max.toordinal(), _LEAST_UNDATED, _LEAST_LEAD)
    found = [np.empty(0, np.int64)]
    for values, width, when in (
        (texts, _TEXT_BAND, days),
        (leads, _LEAD_BAND, days),
        (texts, _SAME_TEXT_BAND, np.zeros_like(days)),
    ):
        for start in range(0, values.shape[1] - width + 1, width):
            for late, early in _band_pairs(values[:, start : start + width], when):
                may_be_one = (_shares(texts, words, late, early) >= _LEAST_TEXT) | (
                    _shares(leads, content, late, early) >= least[late]
                )
                found.append(late[may_be_one] * len(ordered) + early[may_be_one])
    for pair in np.unique(np.concatenate(found)).tolist():
        yield divmod(pair, len(ordered))


def _table(values: Sequence[bytes]) -> Hashes:
    """One row of MinHash values for each article."""
    return np.frombuffer(b"".join(values), "<u4").reshape(len(values), -1)


def _band_pairs(band: Hashes, days: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Later and earlier numbers of articles with the same values in a band, a few days apart."""
    keys = np.zeros(len(band), np.uint64)
    for column in band.T:
        keys = keys * _FACTOR + column
    order = np.argsort(keys, kind="stable")  # within a band, by number, and so by date
    keys = keys[order]
    for step in range(1, min(_REACH, len(order) - 1) + 1):
        late, early = order[step:], order[:-step]
        near = (keys[step:] == keys[:-step]) & (days[late] - days[early] <= FEW_DAYS)
        if not near.any():
            return
        yield late[near], early[near]


def _shares(values: Hashes, sizes: Numbers, late: Numbers, early: Numbers) -> npt.NDArray[np.float64]:
    """Which share of the smaller set of each pair is in the larger, by their MinHash values."""
    alike = np.mean(values[late] == values[early], axis=1)
    smaller = np.minimum(sizes[late], sizes[early])
    shares: npt.NDArray[np.float64]
    shares = alike / (1 + alike) * (sizes[late] + sizes[early]) / np.maximum(smaller, 1)
    return shares
