"""How much of labelled news is found, against the floors (see `tests/floors.py`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kg.evaluation import Level, Report, evaluate, read_gold
from tests.floors import gold_file, hold, load_floors, raise_floors
from tests.nlp.factories import extractor

FILES = ("seed", "dev_items", "dev_articles")


@dataclass(frozen=True)
class Figures:
    """What is held of one file of gold."""

    pair_precision: float
    pair_recall: float
    relation_recall_core: float

    @classmethod
    def of(cls, report: Report) -> "Figures":
        pair, relation = report.levels[Level.PAIR], report.levels[Level.RELATION]
        return cls(round(pair.precision, 3), round(pair.recall, 3), round(relation.core_recall, 3))


@cache
def figures(path: Path) -> Figures:
    """The figures of today; each file is read once."""
    golds = list(read_gold(path))
    records = extractor().extract(gold.article for gold in golds)
    pairs = ((gold, record.claims) for gold, record in zip(golds, records, strict=True))
    return Figures.of(evaluate(pairs, extractor().relations))


@pytest.mark.model
@pytest.mark.parametrize("name", FILES)
def test_figures_are_not_below_their_floors(name: str, request: pytest.FixtureRequest) -> None:
    now = vars(figures(gold_file(f"edges/{name}.jsonl")))
    hold(name, now, update=request.config.getoption("--update-floors"))


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_its_floors(name: str) -> None:
    assert set(load_floors()[name]) == set(Figures.__dataclass_fields__)


def test_every_floor_is_a_share() -> None:
    for name, held in load_floors().items():
        for key, value in held.items():
            assert type(value) in (int, float), f"{name} {key}: {value!r} is not a number"
            assert 0.0 <= value <= 1.0, f"{name} {key}"


def test_updating_raises_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.floors.FLOORS", tmp_path / "floors.json")
    monkeypatch.delenv("KG_LOWER", raising=False)
    raise_floors("seed", {"pair_recall": 0.5, "pair_precision": 0.5})
    raise_floors("seed", {"pair_recall": 0.6, "pair_precision": 0.4})
    assert load_floors()["seed"] == {"pair_recall": 0.6, "pair_precision": 0.5}
    monkeypatch.setenv("KG_LOWER", "1")
    raise_floors("seed", {"pair_recall": 0.3, "pair_precision": 0.3})
    assert load_floors()["seed"] == {"pair_recall": 0.3, "pair_precision": 0.3}
