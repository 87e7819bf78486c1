"""Score extraction against gold claims, as `kg evaluate` prints it.

A gold claim is found by a predicted claim whose evidence overlaps the gold sentence, when both ends agree and
the relation agrees at the level asked for. An end agrees when the predicted mention overlaps the gold words
or the labels are equal. Each gold claim is found once, and each predicted claim finds one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.evaluation.gold import GoldArticle, GoldClaim, read_gold
from kg.model import Claim, Participant
from kg.relations import Relation

__all__ = [
    "Error",
    "ErrorKind",
    "GoldArticle",
    "GoldClaim",
    "Level",
    "Report",
    "Score",
    "align",
    "evaluate",
    "fold",
    "read_gold",
]


class Level(StrEnum):
    """How much of a claim must agree."""

    RELATION = "relation"
    TYPE = "type"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts at one level; `core_*` count core gold claims alone."""

    gold: int
    predicted: int
    found: int
    core: int
    core_found: int

    @property
    def precision(self) -> float:
        """Share of predicted claims that find a gold claim."""
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold claims found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def core_recall(self) -> float:
        """Share of core gold claims found."""
        return self.core_found / self.core if self.core else 0.0


class ErrorKind(StrEnum):
    """What is wrong with one claim."""

    MISSED = "missed"  # a gold claim that nothing finds at pair level
    EXTRA = "extra"  # a predicted claim that finds nothing at pair level
    RELATION = "relation"  # found at pair level, but read as another relation


@dataclass(frozen=True, slots=True)
class Error:
    """One claim that was read wrongly. `relation` is the gold one, and `read_as` what kg reads, if any."""

    kind: ErrorKind
    article: str
    actor: str
    relation: str
    read_as: str
    recipient: str
    core: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by level and, at relation level, by relation; accuracies on claims found; every error.

    Accuracies are on the claims found at pair level.
    """

    levels: dict[Level, Score]
    accuracy: dict[str, tuple[int, int]]  # polarity, modality, speaker, date -> right, of
    by_relation: dict[str, Score]  # those of the gold and those predicted, by name
    errors: tuple[Error, ...]


@dataclass(slots=True)
class _Tally:
    counts: dict[Level, list[int]] = field(default_factory=lambda: {level: [0] * 5 for level in Level})
    accuracy: dict[str, list[int]] = field(
        default_factory=lambda: {key: [0, 0] for key in ("polarity", "modality", "speaker", "date")}
    )
    by_relation: dict[str, list[int]] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)


def evaluate(
    pairs: Iterable[tuple[GoldArticle, Sequence[Claim]]], relations: Mapping[str, Relation]
) -> Report:
    """Score the predicted claims of each gold article."""
    tally = _Tally()
    for gold, predicted in pairs:
        for level in Level:
            found = align(gold, predicted, relations, level)
            _count(tally, gold, predicted, found, level)
    return Report(
        levels={level: Score(*counts) for level, counts in tally.counts.items()},
        accuracy={key: (right, of) for key, (right, of) in tally.accuracy.items()},
        by_relation={name: Score(*counts) for name, counts in sorted(tally.by_relation.items())},
        errors=tuple(tally.errors),
    )


def _count(
    tally: _Tally, gold: GoldArticle, predicted: Sequence[Claim], found: dict[int, int], level: Level
) -> None:
    core = [i for i, claim in enumerate(gold.claims) if claim.core]
    for k, value in enumerate(
        [len(gold.claims), len(predicted), len(found), len(core), sum(i in found for i in core)]
    ):
        tally.counts[level][k] += value
    if level is Level.RELATION:
        _count_relations(tally, gold, predicted, found)
    if level is Level.PAIR:
        for i, j in found.items():
            _check_details(tally, gold.claims[i], predicted[j])
        tally.errors.extend(_errors(gold, predicted, found))


def _count_relations(
    tally: _Tally, gold: GoldArticle, predicted: Sequence[Claim], found: dict[int, int]
) -> None:
    for i, claim in enumerate(gold.claims):
        counts = tally.by_relation.setdefault(claim.relation, [0] * 5)
        for k, value in enumerate((1, 0, i in found, claim.core, claim.core and i in found)):
            counts[k] += value
    for read in predicted:
        tally.by_relation.setdefault(read.relation, [0] * 5)[1] += 1


def _errors(gold: GoldArticle, predicted: Sequence[Claim], found: dict[int, int]) -> Iterator[Error]:
    """What was missed, what is extra, and what was found as another relation, of one article."""
    name = gold.article.id
    for i, claim in enumerate(gold.claims):
        read_as = predicted[found[i]].relation if i in found else ""
        if read_as != claim.relation:
            yield Error(
                kind=ErrorKind.RELATION if read_as else ErrorKind.MISSED,
                article=name,
                actor=claim.actor,
                relation=claim.relation,
                read_as=read_as,
                recipient=claim.recipient,
                core=claim.core,
                sentence=claim.sentence,
            )
    taken = set(found.values())
    for j, read in enumerate(predicted):
        if j not in taken:
            yield Error(
                kind=ErrorKind.EXTRA,
                article=name,
                actor=read.actor.label,
                relation="",
                read_as=read.relation,
                recipient=read.recipient.label,
                core=False,
                sentence=read.evidence.text,
            )


def _check_details(tally: _Tally, gold: GoldClaim, claim: Claim) -> None:
    speaker = claim.speaker.label if claim.speaker else ""
    checks = {
        "polarity": gold.polarity == claim.polarity,
        "modality": gold.modality == claim.modality,
        "speaker": fold(gold.speaker) == fold(speaker),
        "date": gold.date == (claim.date or ""),
    }
    for key, right in checks.items():
        tally.accuracy[key][0] += right
        tally.accuracy[key][1] += 1


def align(
    gold: GoldArticle, predicted: Sequence[Claim], relations: Mapping[str, Relation], level: Level
) -> dict[int, int]:
    """Gold index -> predicted index, one to one and as many as possible (augmenting paths)."""
    options = {
        i: sorted(
            (j for j, claim in enumerate(predicted) if _finds(gold, wanted, claim, relations, level)),
            key=lambda j: (predicted[j].relation != gold.claims[i].relation, j),
        )
        for i, wanted in enumerate(gold.claims)
    }
    owner: dict[int, int] = {}

    def assign(i: int, tried: set[int]) -> bool:
        for j in options[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or assign(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in options:
        assign(i, set())
    return {i: j for j, i in owner.items()}


def _finds(
    gold: GoldArticle, wanted: GoldClaim, claim: Claim, relations: Mapping[str, Relation], level: Level
) -> bool:
    if not _same_relation(wanted.relation, claim.relation, relations, level):
        return False
    for start in _starts(gold.article.text, wanted.sentence):
        if claim.evidence.start < start + len(wanted.sentence) and start < claim.evidence.end:
            if _ends_agree(wanted, claim.actor, claim.recipient, start):
                return True
            either = [relations[n] for n in (wanted.relation, claim.relation) if n in relations]
            if any(r.symmetric for r in either) and _ends_agree(wanted, claim.recipient, claim.actor, start):
                return True
    return False


def _same_relation(gold: str, predicted: str, relations: Mapping[str, Relation], level: Level) -> bool:
    if level is Level.PAIR or gold == predicted:
        return True
    if level is Level.TYPE and gold in relations and predicted in relations:
        plover = relations[gold].plover
        return plover is not None and plover == relations[predicted].plover
    return False


def _starts(text: str, sentence: str) -> Iterator[int]:
    start = text.find(sentence)
    while start >= 0:
        yield start
        start = text.find(sentence, start + 1)


def _ends_agree(wanted: GoldClaim, actor: Participant, recipient: Participant, start: int) -> bool:
    return _end_agrees(wanted.actor, wanted.actor_text, actor, wanted.sentence, start) and _end_agrees(
        wanted.recipient, wanted.recipient_text, recipient, wanted.sentence, start
    )


def _end_agrees(label: str, words: str, end: Participant, sentence: str, start: int) -> bool:
    if fold(label) == fold(end.label):
        return True
    return any(
        end.start < start + k + len(words) and start + k < end.end
        for k in (_starts(sentence, words) if words else ())
    )


def fold(label: str) -> str:
    """The label without case, accents, punctuation and "the", for comparing names."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", label) if not unicodedata.combining(c))
    return " ".join(w for w in re.findall(r"\w+", plain.lower()) if w != "the")
