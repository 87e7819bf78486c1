"""The tables of a graph: edges made of tellings, and what is written is read again."""

from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pytest

from kg.errors import FolderError
from kg.graph.tables import TELLINGS, make_edges, number_runs, read_tables, write_tables
from tests.factories import sample


def _tellings(edges: list[str]) -> pa.Table:
    rows = [
        {
            "edge": edge,
            "source": f"s{edge}",
            "relation": "aids",
            "target": f"t{edge}",
            "article": n,
            "origin": n,
        }
        for n, edge in enumerate(edges)
    ]
    return pa.Table.from_pylist(rows, schema=TELLINGS)


def test_each_edge_has_its_own_claims_however_many_there_are() -> None:
    counts = {f"{number * 7919 % 10007:05}": number % 3 + 1 for number in range(3000)}
    edges = make_edges(_tellings([edge for edge in sorted(counts) for _ in range(counts[edge])])).to_pylist()
    assert {row["id"]: row["claims"] for row in edges} == counts
    assert [row["id"] for row in edges] == sorted(counts)
    assert {row["actor"] for row in edges if row["id"] == "00000"} == {"s00000"}
    ends = accumulate(counts[edge] for edge in sorted(counts))
    assert [row["first"] + row["claims"] for row in edges] == list(ends)


def test_no_telling_makes_no_edge() -> None:
    assert len(make_edges(_tellings([]))) == 0


@pytest.mark.parametrize(
    ("values", "expected"), [("aabccc", [0, 0, 1, 2, 2, 2]), ("a", [0]), ("aba", [0, 1, 2])]
)
def test_runs_are_numbered(values: str, expected: list[int]) -> None:
    assert number_runs(pa.chunked_array([list(values)])).to_pylist() == expected


def test_tables_are_read_as_they_were_written(tmp_path: Path) -> None:
    tables = sample().graph().tables
    write_tables(tables, tmp_path)
    found = read_tables(tmp_path)
    assert all(getattr(found, name).equals(getattr(tables, name)) for name in tables.__slots__)


def test_a_damaged_table_is_named_with_the_remedy(tmp_path: Path) -> None:
    write_tables(sample().graph().tables, tmp_path)
    (tmp_path / "edges.arrow").write_bytes(b"not a table")
    with pytest.raises(FolderError, match=r"cannot be read .* delete it, and it is made again"):
        read_tables(tmp_path)
