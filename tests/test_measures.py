"""The figures of `tools/measures` on labelled news, against the floors (see `tests/floors.py`)."""

import json

import pytest

from kg.relations import load_relations
from tests.floors import gold_file, hold, load_floors
from tests.nlp.factories import extractor
from tools.measures import MEASURES, readings

_FOLDERS = {"readings": "current_events"}  # of sets whose texts are another's
_MOST = 500  # rows: of a larger set each n-th row is read, so that the test stays short


@pytest.mark.model
@pytest.mark.parametrize("name", MEASURES)
def test_figures_are_not_below_their_floors(name: str, request: pytest.FixtureRequest) -> None:
    lines = gold_file(f"{_FOLDERS.get(name, name)}/dev.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:: -(-len(lines) // _MOST)]]
    now = {key: round(share, 3) for key, share in MEASURES[name](rows, extractor()).items()}
    hold(name, now, update=request.config.getoption("--update-floors"))


@pytest.mark.parametrize("name", MEASURES)
def test_each_set_has_its_floors(name: str) -> None:
    assert load_floors()[name]


def test_readings_lie_in_their_sentences() -> None:
    rows = [json.loads(line) for line in gold_file("articles_open/dev.jsonl").read_text("utf-8").splitlines()]
    golds = list(readings.read_gold(rows))
    assert len(golds) > 200
    for gold in golds:
        for claim in gold.claims:
            assert claim.relation in load_relations() or claim.relation.startswith("other:")
            assert claim.sentence in gold.article.text
            assert claim.actor_text in claim.sentence
            assert claim.recipient_text in claim.sentence
