"""Fit the weights of confidence: `python tools/fit_confidence.py FILE...` writes `kg/data/confidence.csv`.

In go the files with the texts of `tools/measures/readings.tsv` and `readings_later.tsv`. Each claim that kg
reads in them is right or wrong as `kg evaluate` finds it at pair level, and has grounds
(`kg.nlp.confidence`). Readers named an end by any of its mentions in the sentence, so each of them counts. A
logistic regression with an L2 penalty gives each ground that occurs often enough its weight. Prints how well
the probabilities hold on texts left out of the fit.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline

from kg.evaluation import Level, align
from kg.extraction import Extractor
from kg.model import Claim, Participant, Record
from tools.measures import readings

TABLE = Path(__file__).parent.parent / "kg" / "data" / "confidence.csv"
MIN_CLAIMS = 10  # of a ground, to have a weight
INVERSE_PENALTY = 0.05  # strong: claims of rare grounds stay near the mean
LATER_WEIGHT = 3  # of a claim in texts that no rule was developed on: of the others rules know too much
HEAD = """\
# What each ground of a reading adds to the log-odds that the claim is right: written by
# tools/fit_confidence.py from {right} right and {wrong} wrong claims in {articles} texts that were read by
# hand (tools/measures/readings*.tsv). Own work, same licence as kg.
ground,weight
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of kg, by its grounds, and whether a reader has it too."""

    article: str
    grounds: tuple[str, ...]
    is_right: bool
    weight: int


def main(files: Sequence[str]) -> None:
    """Judge, fit, check on texts left out, write."""
    judged = [claim for file in files for claim in _judge(Path(file))]
    counts = Counter(ground for claim in judged for ground in set(claim.grounds))
    frequent = {ground for ground, count in counts.items() if count >= MIN_CLAIMS}
    rows = [{ground: 1 for ground in claim.grounds if ground in frequent} for claim in judged]
    right = [claim.is_right for claim in judged]
    articles = [claim.article for claim in judged]
    model = make_pipeline(DictVectorizer(), LogisticRegression(C=INVERSE_PENALTY, max_iter=1000))
    weights = {"logisticregression__sample_weight": [claim.weight for claim in judged]}
    guesses = cross_val_predict(
        model, rows, right, groups=articles, cv=GroupKFold(5), method="predict_proba", params=weights
    )
    _print_check([float(guess[1]) for guess in guesses], right)
    model.fit(rows, right, **weights)
    head = HEAD.format(right=sum(right), wrong=len(right) - sum(right), articles=len(set(articles)))
    TABLE.write_text(head + "".join(_lines(model)), "utf-8")


def _judge(file: Path) -> Iterator[Judged]:
    extractor = Extractor(least=0.0)
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    for table, weight in ((readings.TABLE, 1), (readings.LATER, LATER_WEIGHT)):
        golds = list(readings.read_gold(rows, table))
        explained = extractor.explain_all(gold.article for gold in golds)
        for gold, explanation in zip(golds, explained, strict=True):
            record = explanation.record
            told = [same for claim in record.claims for same in _retold(claim, record)]
            found = align(gold, told, extractor.relations, Level.PAIR).values()
            right = {told[k].id for k in found}
            for claim in record.claims:
                yield Judged(gold.article.id, explanation.grounds[claim.id], claim.id in right, weight)


def _retold(claim: Claim, record: Record) -> Iterator[Claim]:
    """The claim with its ends named by each mention of them in the sentence."""
    for actor, recipient in product(
        *(_mentions(end, claim, record) for end in (claim.actor, claim.recipient))
    ):
        yield replace(claim, actor=actor, recipient=recipient)


def _mentions(end: Participant, claim: Claim, record: Record) -> list[Participant]:
    sentence = claim.evidence
    others = [
        replace(end, start=m.start, end=m.end, text=m.text)
        for m in record.mentions
        if m.entity == end.entity and sentence.start <= m.start and m.end <= sentence.end
    ]
    return [end, *(other for other in others if other != end)]


def _print_check(guesses: Sequence[float], right: Sequence[bool]) -> None:
    total = sum(right)
    print("least\tclaims\tprecision\tright ones kept")
    for least in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = [is_right for guess, is_right in zip(guesses, right, strict=True) if guess >= least]
        if kept:
            print(f"{least:.1f}\t{len(kept)}\t{sum(kept) / len(kept):.3f}\t{sum(kept) / total:.3f}")


def _lines(model: Pipeline) -> Iterator[str]:
    names = model[0].get_feature_names_out()
    regression = model[1]
    yield f"always,{regression.intercept_[0]:.2f}\n"
    for name, weight in sorted(zip(names, regression.coef_[0], strict=True)):
        if abs(weight) >= 0.005:
            quoted = f'"{name}"' if "," in name else name
            yield f"{quoted},{weight:.2f}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
