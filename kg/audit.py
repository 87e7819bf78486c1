"""Precision of a graph as its user judges it: a random sample of edges, each shown with one claim behind it.

In goes a graph; out come the edges to judge, in a random order that a seed fixes, and the figures of those
judged. The judgements are lines of `audit.jsonl` in the project folder, added one by one and never changed.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from kg.errors import DataError
from kg.graph import Edge, Graph, Telling
from kg.records import append_line, read_lines

FILE = "audit.jsonl"
DEFAULT_SEED = 1
# The point of the standard normal distribution that leaves 2.5 % above it: for an interval of 95 %.
_Z = 1.959963984540054


class Verdict(StrEnum):
    """What a reader says of an edge after reading its sentence."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the log; a later one on the same edge replaces it."""

    seed: int
    edge: str
    claim: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Drawn:
    """One edge of the sample, with the claim that is judged for it."""

    edge: Edge
    telling: Telling


@dataclass(frozen=True, slots=True)
class Count:
    """How many edges were judged right, wrong and neither."""

    right: int
    wrong: int
    unsure: int

    @property
    def precision(self) -> float | None:
        """Share of the right among those judged right or wrong; None where there are none."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson score interval of the precision at 95 %."""
        judged = self.right + self.wrong
        return wilson_interval(self.right, judged) if judged else None


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of all edges judged under one seed, and what was judged wrong.

    `gone` counts judgements whose claim is no longer in the graph; they count nowhere else.
    """

    seed: int
    edges: int  # in the graph
    all: Count
    by_relation: dict[str, Count]  # the most judged first
    wrong: tuple[Drawn, ...]
    gone: int


def draw(graph: Graph, *, seed: int = DEFAULT_SEED) -> Iterator[Drawn]:
    """All edges in a random order that depends on the seed alone, each with one of its claims.

    The first fifty are a sample of fifty without replacement, and the first hundred go on from them. More
    articles put new edges between and leave the order of the old ones.
    """
    for edge in sorted(graph.edges, key=lambda edge: _lot(seed, edge.id)):
        yield Drawn(edge, min(edge.tellings, key=lambda telling: _lot(seed, telling.claim.id)))


def _lot(seed: int, key: str) -> str:
    return hashlib.sha256(f"{seed}\t{key}".encode()).hexdigest()


def measure(graph: Graph, judgements: Mapping[str, Judgement], *, seed: int = DEFAULT_SEED) -> Result:
    """The figures of judgements (by edge), as far as their claims still make edges of the graph."""
    counts: dict[str, Counter[Verdict]] = {}
    wrong = []
    for edge in sorted(graph.edges, key=lambda edge: _lot(seed, edge.id)):
        drawn = find_judged(edge, judgements)
        if drawn is None:
            continue
        verdict = judgements[edge.id].verdict
        counts.setdefault(edge.relation, Counter())[verdict] += 1
        if verdict is Verdict.WRONG:
            wrong.append(drawn)
    ranked = sorted(counts, key=lambda name: (-counts[name].total(), name))
    by_relation = {name: _count(counts[name]) for name in ranked}
    total = sum(counts.values(), Counter[Verdict]())
    gone = len(judgements) - total.total()
    return Result(seed, len(graph.edges), _count(total), by_relation, tuple(wrong), gone)


def find_judged(edge: Edge, judgements: Mapping[str, Judgement]) -> Drawn | None:
    """The edge with the claim it was judged by; None where it was not, or not by a claim it still has."""
    judged = judgements.get(edge.id)
    if judged is None:
        return None
    return next((Drawn(edge, t) for t in edge.tellings if t.claim.id == judged.claim), None)


def _count(verdicts: Mapping[Verdict, int]) -> Count:
    return Count(*(verdicts.get(verdict, 0) for verdict in Verdict))


def wilson_interval(right: int, judged: int) -> tuple[float, float]:
    """Between which shares the true one lies with 95 % confidence (Wilson 1927, without correction)."""
    share, spread = right / judged, _Z * _Z / judged
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(share * (1 - share) / judged + spread / judged / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def read_judgements(folder: Path, *, seed: int = DEFAULT_SEED) -> dict[str, Judgement]:
    """What holds of the log for this seed, by edge: the last word on each since the last fresh start.

    A last line without a line end is what a kill has left, and is passed over. Raises DataError.
    """
    path = folder / FILE
    found: dict[str, Judgement] = {}
    for number, line in read_lines(path):
        try:
            row = json.loads(line)
            if row["seed"] != seed:
                continue
            if row.get("again"):
                found.clear()
            else:
                found[row["edge"]] = Judgement(seed, row["edge"], row["claim"], Verdict(row["verdict"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}:{number}: not a judgement ({error}); mend or delete the line") from error
    return found


def add_judgement(folder: Path, judgement: Judgement) -> None:
    """Add a judgement to the log of the folder; it is on the disk when this returns."""
    append_line(folder / FILE, json.dumps(asdict(judgement)))


def start_again(folder: Path, *, seed: int = DEFAULT_SEED) -> None:
    """Note in the log that what was judged under this seed counts no longer."""
    append_line(folder / FILE, json.dumps({"seed": seed, "again": True}))
