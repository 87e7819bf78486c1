"""Cypher, run by graphqlite where that is installed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.exporters.cypher import write
from tests.factories import BRIDGE_FRONT, MALI, NORWAY, Sample, make_article, make_claim, make_record, sample

Run = Callable[[str], list[dict[str, Any]]]


def _statements(project: Sample, folder: Path, *, per_claim: bool = False) -> list[str]:
    write(project, folder / "graph.cypher", per_claim=per_claim)
    text = (folder / "graph.cypher").read_text("utf-8")
    assert text.endswith(";\n")
    return text.removesuffix(";\n").split(";\n")


@pytest.fixture
def run() -> Run:
    graphqlite = pytest.importorskip("graphqlite", reason="needs the extra readers-check")
    sqlite = pytest.importorskip("pysqlite3", reason="needs the extra readers-check")
    database = graphqlite.wrap(sqlite.connect(":memory:"))
    return lambda statement: list(database.cypher(statement))


@pytest.mark.parametrize(("per_claim", "edges"), [(False, 4), (True, 5)])
def test_a_database_takes_it_and_taking_it_again_changes_nothing(
    run: Run, tmp_path: Path, per_claim: bool, edges: int
) -> None:
    constraint, *statements = _statements(sample(), tmp_path, per_claim=per_claim)
    assert constraint.startswith("CREATE CONSTRAINT kg_entity IF NOT EXISTS")  # graphqlite has none
    for statement in [*statements, *statements]:
        run(statement)
    assert len(run("MATCH (n:Entity) RETURN n.id")) == 7
    assert len(run("MATCH (a:Entity)-[r]->(b:Entity) RETURN r.id")) == edges
    [front] = run("MATCH (n:ArmedGroup) RETURN n.id AS id, n.label AS label")
    assert front == {"id": BRIDGE_FRONT.id, "label": 'The "Bridge" Front'}
    weights = run("MATCH (:Country {label: 'Norway'})-[r:ACCUSES]->(:Country) RETURN r.weight AS weight")
    assert weights == ([{"weight": 1.0}] * 2 if per_claim else [{"weight": 2.0}])


def test_quotation_marks_and_line_ends_are_escaped(tmp_path: Path) -> None:
    article = make_article("Norway's aid:\n\\ Mali's\x00 \t'end' // \\u0027;")
    claim = make_claim(article, article.text, NORWAY, "aids", MALI)
    *_, last = _statements(Sample((make_record(article, [NORWAY, MALI], [claim]),)), tmp_path)
    assert r"evidence: 'Norway\'s aid:\n\\ Mali\'s \t\'end\' // \\u0027;'" in last


def test_days_are_dates_and_nothing_is_null(tmp_path: Path) -> None:
    text = "".join(_statements(sample(), tmp_path))
    assert "first_seen: date('2024-03-03')" in text
    assert "None" not in text


def test_a_relation_of_many_edges_is_put_into_several_statements(tmp_path: Path) -> None:
    article = make_article("Norway aids Mali.")
    claim = make_claim(article, article.text, NORWAY, "aids", MALI)
    many = [replace(claim, id=f"c{number:04}") for number in range(501)]
    project = Sample((make_record(article, [NORWAY, MALI], many),))
    statements = _statements(project, tmp_path, per_claim=True)
    assert [statement.count("source:") for statement in statements] == [0, 0, 500, 1]
