"""Events as scripts for event data read them."""

import csv
from pathlib import Path

import pytest

from kg.exporters.events import actor_code, write
from tests.factories import sample


def test_each_row_is_a_coded_claim_in_order_of_dates(tmp_path: Path) -> None:
    write(sample(), tmp_path / "graph.events.csv")
    with (tmp_path / "graph.events.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = [(row["date"], row["source_code"], row["event"], row["target_code"]) for row in rows]
    assert found == [
        ("2024-03-01", "MLIREB", "ASSAULT", "MLI"),
        ("2024-03-03", "NOR", "ACCUSE", "RUS"),
        ("2024-03-11", "NOR", "ACCUSE", "RUS"),
        ("2024-03-11", "STP", "ACCUSE", "NOR"),
        ("", "NOR", "AID", "MLI"),
    ]
    assert (rows[1]["cameo"], float(rows[1]["score"]), rows[1]["place"]) == ("112", -3.5, "Old Harbour")


@pytest.mark.parametrize(
    ("country", "sector", "code"),
    [
        ("NO", None, "NOR"),
        ("ML", "REB", "MLIREB"),
        ("NO", "GOV", "NORGOV"),
        (None, "IGO", "IGO"),
        (None, None, ""),
    ],
)
def test_actor_codes(country: str | None, sector: str | None, code: str) -> None:
    assert actor_code(country, sector) == code
