"""Parquet as pyarrow reads it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.exporters.parquet import write
from tests.factories import NORWAY, RUSSIA, Sample, sample


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    folder = tmp_path_factory.mktemp("parquet")
    write(sample(), folder / "graph.parquet")
    return {part: pq.read_table(folder / f"graph.{part}.parquet") for part in ("nodes", "edges", "claims")}


def test_ends_and_edges_are_keys_of_the_other_tables(tables: dict[str, pa.Table]) -> None:
    nodes = set(tables["nodes"]["id"].to_pylist())
    edges = set(tables["edges"]["id"].to_pylist())
    assert len(nodes) == 7
    for table in ("edges", "claims"):
        assert {key for end in ("actor", "recipient") for key in tables[table][end].to_pylist()} <= nodes
    asserted = [row["edge"] for row in tables["claims"].to_pylist() if row["asserted"]]
    assert set(asserted) == edges
    assert len(asserted) == sum(tables["edges"]["claims"].to_pylist()) == 5


def test_claims_that_make_no_edge_are_there_and_say_so(tables: dict[str, pa.Table]) -> None:
    left = [row for row in tables["claims"].to_pylist() if not row["asserted"]]
    assert sorted((row["relation"], row["polarity"], row["modality"]) for row in left) == [
        ("expels", "negated", "actual"),
        ("sanctions", "affirmed", "planned"),
        ("talksWith", "affirmed", "hedged"),
    ]


def test_an_edge_has_codes_labels_and_days(tables: dict[str, pa.Table]) -> None:
    [edge] = [row for row in tables["edges"].to_pylist() if row["relation"] == "accuses"]
    assert (edge["actor"], edge["actor_label"]) == (NORWAY.id, "Norway")
    assert (edge["recipient"], edge["recipient_label"]) == (RUSSIA.id, "Russia")
    assert (edge["cameo"], edge["score"], edge["claims"]) == ("112", -3.5, 2)
    assert tables["edges"].schema.field("first_date").type == pa.date32()
    assert str(edge["first_date"]) == "2024-03-03"


def test_a_project_without_articles_has_the_same_columns(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    write(Sample(()), tmp_path)
    for part, table in tables.items():
        empty = pq.read_table(tmp_path / f"{part}.parquet")
        assert empty.schema.equals(table.schema)
        assert len(empty) == 0
