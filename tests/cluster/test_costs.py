"""The figures of docs/cluster.md are those that the measurements give."""

import json
from pathlib import Path

from tools.cluster import make_table

DOCS = Path(__file__).parents[2] / "docs"


def test_the_table_is_fresh() -> None:
    table = make_table(json.loads((DOCS / "cluster.json").read_text("utf-8")))
    assert f"<!-- table -->\n{table}\n<!-- /table -->" in (DOCS / "cluster.md").read_text("utf-8")
