"""CSV as Gephi and spreadsheets read it."""

import csv
from pathlib import Path
from zipfile import ZipFile

from kg.exporters import csvzip
from kg.exporters.csv import write
from tests.factories import MALI, sample


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_headers_are_those_that_gephi_knows(tmp_path: Path) -> None:
    write(sample(), tmp_path / "graph.csv")
    assert (tmp_path / "graph.nodes.csv").read_text("utf-8").startswith("Id,Label,type,")
    edges = (tmp_path / "graph.edges.csv").read_text("utf-8")
    assert edges.startswith("Source,Target,Type,Id,Label,Weight,Kind,relation,")


def test_every_edge_ends_at_a_node(tmp_path: Path) -> None:
    write(sample(), tmp_path, per_claim=True)
    nodes = {row["Id"] for row in _rows(tmp_path / "nodes.csv")}
    edges = _rows(tmp_path / "edges.csv")
    assert len(edges) == 5
    assert {row[end] for row in edges for end in ("Source", "Target")} <= nodes


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    write(sample(), tmp_path)
    cells = [
        cell
        for file in ("nodes", "edges")
        for row in _rows(tmp_path / f"{file}.csv")
        for cell in row.values()
    ]
    begins = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(float(cell) < 0 for cell in begins)  # only numbers
    assert any(cell.startswith("'=Norway aids") for cell in cells)


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    write(sample(), tmp_path)
    (mali,) = [row for row in _rows(tmp_path / "nodes.csv") if row["Id"] == MALI.id]
    assert float(mali["longitude"]) == -2.0


def test_the_archive_holds_the_same_two_files(tmp_path: Path) -> None:
    write(sample(), tmp_path)
    csvzip.write(sample(), tmp_path / "graph.csv.zip")
    with ZipFile(tmp_path / "graph.csv.zip") as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / name).read_bytes()
        assert sorted(archive.namelist()) == ["edges.csv", "nodes.csv"]
