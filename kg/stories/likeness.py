"""Whether two articles are one telling: a copy, cut or edited, or the same report in other words.

The thresholds were measured on 5,080 short dated reports, whose pairs were read, and on 300 whole articles
with edited, cut and re-credited copies of them. They are strict: two tellings taken for one hide evidence.
"""

from dataclasses import dataclass

import numpy as np

from kg.stories.signature import Signature
from kg.stories.words import day_hashes, digit_hashes

FEW_DAYS = 3  # later than this, only the same words are the same telling
_NEXT_DAY = 1  # a report in other words may be in the next morning's paper
_SHORT = 60  # words: in so short a text each word tells

# Copies
_ALIKE = 0.9  # MinHash likeness of the same words but for a few
_ALL_COPIED = 0.85  # share of the shorter text that stands in the longer
_COPIED = 0.6  # ... where both open alike: a follow-up repeats up to two thirds under a new lead
_COPIED_WIRE = 0.4  # ... and both credit the same agency
_OPEN_ALIKE = 0.5  # share of the content words of one lead that stand in the other
_CUT = 0.2  # of what is cut shorter than this, MinHash cannot tell how much was copied; then the lead tells:
_SAME_LEAD = 0.85
_LEAD_WORDS = 12  # content words in common
_OTHER_WORDS = 0.1  # share of its content words that a short text may have for itself
_LONG = 150  # words: longer copies may differ in one fact, as in a death toll brought up to date

# The same report in other words
_REPORT_WORDS = 8  # content words in common: with fewer, many events are told alike
_SAME_WORDS = 0.5  # ... and as a share, where names, numbers and claims agree
_SAME_NAMES = 2
_SAME_FACTS = 4  # a claim is two, a number of one digit one: "two killed" is told of many attacks; others two


@dataclass(frozen=True, slots=True)
class Facts:
    """The sets of a signature, unpacked."""

    content: frozenset[int]
    names: frozenset[int]
    numbers: frozenset[int]
    everything: frozenset[int]
    claims: frozenset[int]


def unpack(signature: Signature) -> Facts:
    """The sets of a signature."""
    return Facts(
        content=_unpack(signature.content),
        names=_unpack(signature.names),
        numbers=_unpack(signature.numbers),
        everything=_unpack(signature.facts),
        claims=_unpack(signature.claims),
    )


def _unpack(found: bytes) -> frozenset[int]:
    return frozenset(np.frombuffer(found, "<u4").tolist())


def is_one_telling(one: Signature, other: Signature, mine: Facts, theirs: Facts) -> bool:
    """Whether two articles are the same telling; `mine` and `theirs` are their facts."""
    if not one.words or not other.words:
        return False
    gap = abs((one.published - other.published).days) if one.published and other.published else None
    shorter, longer = sorted((one.words, other.words))
    alike = likeness(one.text, other.text)
    if gap is not None and gap > FEW_DAYS:
        return alike >= _ALIKE and shorter >= _SHORT and mine.everything == theirs.everything
    if min(_own_facts(mine, theirs), _own_facts(theirs, mine)) > (shorter >= _LONG):
        return False  # each tells what the other does not: another event, told alike
    shared = len(mine.content & theirs.content)
    least = min(len(mine.content), len(theirs.content)) or 1
    is_close = shorter >= _SHORT or least - shared <= _OTHER_WORDS * least
    copied = alike * (shorter + longer) / (1 + alike) / shorter
    if is_close and copied >= _ALL_COPIED:
        return True
    if one.agency and other.agency and one.agency != other.agency:
        return False
    if shorter < _CUT * longer and shared >= max(_SAME_LEAD * least, _LEAD_WORDS):
        return True
    if gap is None:
        return False
    enough = _COPIED_WIRE if one.agency and one.agency == other.agency else _COPIED
    return (is_close and copied >= enough and shared >= _OPEN_ALIKE * least) or (
        gap <= _NEXT_DAY and shared >= _REPORT_WORDS and _is_same_report(mine, theirs, shared / least)
    )


def likeness(one: bytes, other: bytes) -> float:
    """How alike two MinHash values are, from 0 to 1."""
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def _own_facts(mine: Facts, theirs: Facts) -> int:
    """How many names and numbers of one lead stand nowhere in the other article."""
    return len((mine.names | mine.numbers) - theirs.everything)


def _is_same_report(mine: Facts, theirs: Facts, leads: float) -> bool:
    """Whether two leads that share many words tell the same, by claims, names and numbers."""
    numbers = (mine.numbers & theirs.numbers) - day_hashes()
    claims = mine.claims & theirs.claims
    if leads >= 1 - _OTHER_WORDS:
        return bool(numbers or claims)
    names = len(mine.names & theirs.names)
    facts = 2 * bool(claims) + len(numbers) + len(numbers - digit_hashes())
    return leads >= _SAME_WORDS and names >= _SAME_NAMES and facts >= _SAME_FACTS
