"""The figures of `tools/measures` on labelled news, against the floors (see `tests/floors.py`)."""

import json

import pytest

from tests.floors import gold_file, hold, load_floors
from tests.nlp.factories import extractor
from tools.measures import MEASURES

_MOST = 500  # rows: of a larger set each n-th row is read, so that the test stays short


@pytest.mark.model
@pytest.mark.parametrize("name", MEASURES)
def test_figures_are_not_below_their_floors(name: str, request: pytest.FixtureRequest) -> None:
    lines = gold_file(f"{name}/dev.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:: -(-len(lines) // _MOST)]]
    now = {key: round(share, 3) for key, share in MEASURES[name](rows, extractor()).items()}
    hold(name, now, update=request.config.getoption("--update-floors"))


@pytest.mark.parametrize("name", MEASURES)
def test_each_set_has_its_floors(name: str) -> None:
    assert load_floors()[name]
