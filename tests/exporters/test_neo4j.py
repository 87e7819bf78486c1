"""Files for neo4j-admin against the rules of its manual ("Import", CSV header format)."""

import csv
import re
from pathlib import Path

import pytest

from kg.exporters.neo4j import relationship_type, write
from tests.factories import BRIDGE_FRONT, MALI, NORWAY, Sample, make_article, make_claim, make_record, sample

_FIELD = re.compile(r"\w+:(string|long|double|date|ID)|:(START_ID|END_ID|TYPE|LABEL)")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("per_claim", [False, True])
def test_headers_have_names_and_types_that_the_importer_knows(tmp_path: Path, per_claim: bool) -> None:
    write(sample(), tmp_path, per_claim=per_claim)
    for file, once in (("nodes", ["ID", "LABEL"]), ("relationships", ["START_ID", "END_ID", "TYPE"])):
        heads = list(_read(tmp_path / f"{file}.csv")[0])
        assert [head for head in heads if not _FIELD.fullmatch(head)] == []
        assert [sum(head.endswith(f":{name}") for head in heads) for name in once] == [1] * len(once)
        assert len({head.partition(":")[0] for head in heads if head[0] != ":"}) == sum(
            head[0] != ":" for head in heads
        )


@pytest.mark.parametrize(("per_claim", "count"), [(False, 4), (True, 5)])
def test_every_relationship_ends_at_a_node(tmp_path: Path, per_claim: bool, count: int) -> None:
    write(sample(), tmp_path, per_claim=per_claim)
    ids = [row["id:ID"] for row in _read(tmp_path / "nodes.csv")]
    relationships = _read(tmp_path / "relationships.csv")
    assert len(ids) == len(set(ids)) == 7
    assert len(relationships) == count
    assert {row[end] for row in relationships for end in (":START_ID", ":END_ID")} <= set(ids)


def test_values_have_the_type_that_their_header_says(tmp_path: Path) -> None:
    write(sample(), tmp_path)
    kinds = {"long": r"-?\d+", "double": r"-?\d+\.\d+", "date": r"\d{4}-\d\d-\d\d"}
    for file in ("nodes", "relationships"):
        for row in _read(tmp_path / f"{file}.csv"):
            for head, value in row.items():
                assert re.fullmatch(kinds.get(head.partition(":")[2], ".*"), value) or value == ""
    [front] = [row for row in _read(tmp_path / "nodes.csv") if row["id:ID"] == BRIDGE_FRONT.id]
    assert (front["label:string"], front[":LABEL"]) == ('The "Bridge" Front', "Entity;ArmedGroup")


def test_a_text_is_on_one_line(tmp_path: Path) -> None:
    article = make_article("Norway aids\n\nMali.")
    claim = make_claim(article, article.text, NORWAY, "aids", MALI)
    write(Sample((make_record(article, [NORWAY, MALI], [claim]),)), tmp_path)
    assert len((tmp_path / "relationships.csv").read_text("utf-8").splitlines()) == 2
    assert _read(tmp_path / "relationships.csv")[0]["evidence:string"] == "Norway aids Mali."


@pytest.mark.parametrize(
    ("relation", "name"),
    [("accuses", "ACCUSES"), ("agreesTruceWith", "AGREES_TRUCE_WITH"), ("pays off", "PAYS_OFF")],
)
def test_types_are_written_as_graph_databases_do(relation: str, name: str) -> None:
    assert relationship_type(relation) == name
