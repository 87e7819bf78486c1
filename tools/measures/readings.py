"""Claims that careful readers found in 1,200 news items and 209 articles, by place: `readings.tsv`.

`readings_later.tsv` has 500 items more, read when the rules were written, so that rules cannot fit them. The
tables are our own work, under kg's licence, and hold offsets alone: the texts are those of current events
(Wikipedia, CC BY-SA 4.0) and of Wikinews (CC BY 2.5), to be had apart. Offsets count characters of the
article: title, blank line, text. A sentence holds its claims, an end is `start-end` or, where the sentence
does not mention it, `~Name`. Flags: c core, n negated, p planned, h hypothetical, r hedged. A row without a
sentence is a text with no claim. They serve to develop reading on, and to fit its confidence
(`tools/fit_confidence.py`): figures to boast of come from labelled text that nobody here has read.

    pair_precision, pair_recall, core_recall, relation_recall    as `kg evaluate` has them
    later_...                                                    the same, of the later items
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.evaluation import GoldArticle, GoldClaim, Level, evaluate
from kg.extraction import Extractor
from tools.measures.articles import read_article

TABLE = Path(__file__).with_name("readings.tsv")
LATER = Path(__file__).with_name("readings_later.tsv")
_MODALITIES = {"p": "planned", "h": "hypothetical", "r": "hedged"}


def measure(rows: Iterable[Mapping[str, Any]], extractor: Extractor) -> dict[str, float]:
    """The figures of those rows that were read; 0 where there are none."""
    rows = list(rows)
    later = {f"later_{name}": share for name, share in _measure(rows, extractor, LATER).items()}
    return _measure(rows, extractor, TABLE) | later


def _measure(rows: Iterable[Mapping[str, Any]], extractor: Extractor, table: Path) -> dict[str, float]:
    golds = list(read_gold(rows, table))
    records = extractor.extract(gold.article for gold in golds)
    pairs = ((gold, record.claims) for gold, record in zip(golds, records, strict=True))
    levels = evaluate(pairs, extractor.relations).levels
    return {
        "pair_precision": levels[Level.PAIR].precision,
        "pair_recall": levels[Level.PAIR].recall,
        "core_recall": levels[Level.PAIR].core_recall,
        "relation_recall": levels[Level.RELATION].recall,
    }


def read_gold(rows: Iterable[Mapping[str, Any]], table: Path = TABLE) -> Iterator[GoldArticle]:
    """The rows that were read, each with its claims."""
    claims = _read_table(table)
    for row in rows:
        if row["id"] in claims:
            article = read_article(row)
            told = tuple(_claim(article.text, line) for line in claims[row["id"]] if line["sentence"])
            yield GoldArticle(article, told)


def _read_table(table: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(line["article"], []).append(line)
    return found


def _claim(text: str, line: Mapping[str, str]) -> GoldClaim:
    actor, recipient = _end(text, line["actor"]), _end(text, line["recipient"])
    flags = line["flags"]
    return GoldClaim(
        actor=actor.removeprefix("~"),
        actor_text="" if actor.startswith("~") else actor,
        relation=line["relation"],
        recipient=recipient.removeprefix("~"),
        recipient_text="" if recipient.startswith("~") else recipient,
        polarity="negated" if "n" in flags else "affirmed",
        modality=next((_MODALITIES[flag] for flag in flags if flag in _MODALITIES), "actual"),
        speaker="",
        sentence=_words(text, line["sentence"]),
        date="",
        place="",
        core="c" in flags,
    )


def _end(text: str, place: str) -> str:
    return place if place.startswith("~") else _words(text, place)


def _words(text: str, place: str) -> str:
    start, end = place.split("-")
    return text[int(start) : int(end)]
