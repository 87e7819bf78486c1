"""A part of a project is written as the whole is."""

import csv
import io

import pytest

from kg.exporters import Exportable
from kg.exporters._selected import Selected
from kg.graph import Graph, Selection, select
from kg.plugins import list_plugins, load_plugin
from tests.factories import make_graph, sample

SINGLE = [n for n in list_plugins("kg.exporters") if not hasattr(load_plugin("kg.exporters", n), "PARTS")]


def _text(name: str, project: Exportable) -> bytes:
    stream = io.BytesIO()
    load_plugin("kg.exporters", name).write(project, stream)
    return stream.getvalue()


def _events(project: Exportable) -> list[tuple[str, str, str]]:
    rows = csv.DictReader(io.StringIO(_text("events", project).decode()))
    return [(row["source"], row["relation"], row["target"]) for row in rows]


def _strong() -> Graph:
    """The edges that two tell."""
    return select(sample().graph(), Selection(min_origins=2))


@pytest.mark.parametrize("name", SINGLE)
def test_all_of_it_is_the_whole(name: str) -> None:
    assert _text(name, Selected(sample(), sample().graph())) == _text(name, sample())


def test_only_what_is_selected_is_written() -> None:
    part = Selected(sample(), make_graph(sample().kept[:1]))
    assert _events(part) == [("Norway", "accuses", "Russia")]
    told = _text("turtle", part).decode()
    assert "kg:accuses" in told
    assert "kg:attacks" not in told
    assert [len(record.claims) for record in part.records()] == [4]  # with those that make no edge


def test_edges_of_few_origins_are_left_out_with_their_claims() -> None:
    part = Selected(sample(), _strong())
    assert _events(part) == [("Norway", "accuses", "Russia")] * 2
    assert _text("gexf", part).count(b"<edge ") == 1
    assert _text("ftm", part).count(b'"Article"') == 2
    assert "kg:attacks" not in _text("turtle", part).decode()
