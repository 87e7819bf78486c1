"""How much of labelled news is found, against the floors in `floors.json`.

The labelled news is not part of the project. It is looked for in the folder that KG_GOLD names, else in
`../shared/data` beside the checkout; where there is none, these tests are skipped. A change may raise a
floor:

    pytest tests/test_gold.py --update-floors              # writes figures that are higher
    KG_LOWER=1 pytest tests/test_gold.py --update-floors   # writes lower ones too; say why in the change

A figure may fall by less than half a thousandth (rounding) without a failure.
"""

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kg.evaluation import Level, Report, evaluate, read_gold
from tests.nlp.factories import extractor

FLOORS = Path(__file__).parent / "floors.json"
CHECKOUT = Path(__file__).parent.parent
GOLD = Path(os.environ.get("KG_GOLD") or CHECKOUT.parent / "shared" / "data") / "edges"
FILES = ("seed", "dev_items", "dev_articles")
_ROUNDING = 0.0005


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
def figures(name: str) -> Figures:
    """The figures of today; each file is read once."""
    golds = list(read_gold(GOLD / f"{name}.jsonl"))
    records = extractor().extract(gold.article for gold in golds)
    pairs = ((gold, record.claims) for gold, record in zip(golds, records, strict=True))
    return Figures.of(evaluate(pairs, extractor().relations))


def load_floors() -> dict[str, dict[str, float]]:
    return json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}


@pytest.mark.model
@pytest.mark.parametrize("name", FILES)
def test_figures_are_not_below_their_floors(name: str, request: pytest.FixtureRequest) -> None:
    if not (GOLD / f"{name}.jsonl").exists():
        pytest.skip("the labelled news is not here; KG_GOLD names its folder")
    now = vars(figures(name))
    if request.config.getoption("--update-floors"):
        _update(name, now)
    floors = load_floors()[name]
    fallen = [
        f"{key} {now[key]:.3f} < {floor:.3f}" for key, floor in floors.items() if now[key] < floor - _ROUNDING
    ]
    assert not fallen, f"{name}: {', '.join(fallen)}; if that is right: see the top of this file"


def _update(name: str, now: dict[str, float]) -> None:
    floors = load_floors()
    held = floors.get(name, {})
    lowers = os.environ.get("KG_LOWER") == "1"
    floors[name] = {key: value if lowers else max(value, held.get(key, 0.0)) for key, value in now.items()}
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")


def test_every_floor_is_a_share() -> None:
    floors = load_floors()
    assert set(floors) == set(FILES)
    for name, held in floors.items():
        assert set(held) == set(Figures.__dataclass_fields__), name
        for key, value in held.items():
            assert type(value) in (int, float), f"{name} {key}: {value!r} is not a number"
            assert 0.0 <= value <= 1.0, f"{name} {key}"


def test_updating_raises_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.test_gold.FLOORS", tmp_path / "floors.json")
    monkeypatch.delenv("KG_LOWER", raising=False)
    _update("seed", {"pair_recall": 0.5, "pair_precision": 0.5})
    _update("seed", {"pair_recall": 0.6, "pair_precision": 0.4})
    assert load_floors()["seed"] == {"pair_recall": 0.6, "pair_precision": 0.5}
    monkeypatch.setenv("KG_LOWER", "1")
    _update("seed", {"pair_recall": 0.3, "pair_precision": 0.3})
    assert load_floors()["seed"] == {"pair_recall": 0.3, "pair_precision": 0.3}
