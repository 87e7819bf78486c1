"""The same graph however the work was done; `tools/determinism.py` tries more ways, on more articles."""

import json
from pathlib import Path

import pytest

from kg.model import Article
from kg.readers import read_articles
from tools.determinism import Way, quads_of

DEMO = Path(__file__).parents[1] / "kg" / "data" / "demo"


@pytest.mark.model
def test_order_builds_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    found = [item for item in read_articles([str(DEMO)]) if isinstance(item, Article)]
    lines = [
        json.dumps({"id": article.id, "text": article.text, "date": str(article.published)})
        for article in found[:6]
    ]
    ways = (Way("in order", seed=1), Way("reversed, in two", seed=2, is_reversed=True, builds=2))
    one, two = (_built(lines, way, tmp_path / str(i)) for i, way in enumerate(ways))
    assert one.count(b"\n") > 100
    assert one == two


def _built(lines: list[str], way: Way, folder: Path) -> bytes:
    folder.mkdir()
    return quads_of(lines, way, folder)
