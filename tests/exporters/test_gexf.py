"""GEXF as networkx reads it, and as Gephi needs it."""

import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx

from kg.exporters._rows import merge_spells
from kg.exporters.gexf import write
from tests.factories import (
    BRIDGE_FRONT,
    MALI,
    NORWAY,
    RUSSIA,
    SAO_TOME,
    Sample,
    make_article,
    make_claim,
    make_record,
    sample,
)

NAMES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def _read(tmp_path: Path, *, per_claim: bool = False) -> nx.DiGraph:
    write(sample(), tmp_path / "graph.gexf", per_claim=per_claim)
    return nx.read_gexf(tmp_path / "graph.gexf")


def test_networkx_reads_every_node_and_edge_back(tmp_path: Path) -> None:
    found, graph = _read(tmp_path), sample().graph()
    assert {key: node.entity.label for key, node in graph.nodes.items()} == dict(found.nodes("label"))
    assert {(e.actor, e.recipient, e.relation) for e in graph.edges} == set(found.edges(data="relation"))


def test_text_with_markup_comes_back_whole(tmp_path: Path) -> None:
    found = _read(tmp_path)
    assert found.nodes[BRIDGE_FRONT.id]["label"] == 'The "Bridge" Front'
    assert found.nodes[SAO_TOME.id]["label"] == "São Tomé & Príncipe"
    assert found.edges[NORWAY.id, RUSSIA.id]["title"] == 'Norway & Russia: "talks" <soon>'


def test_an_edge_has_weight_dates_and_evidence(tmp_path: Path) -> None:
    edge = _read(tmp_path).edges[NORWAY.id, RUSSIA.id]
    assert (edge["weight"], edge["claims"], edge["quad"]) == (2.0, 2, "verbal-conflict")
    assert (edge["first_seen"], edge["last_seen"]) == ("2024-03-03", "2024-03-11")
    assert edge["spells"] == [("2024-03-03", "2024-03-03"), ("2024-03-11", "2024-03-11")]
    assert edge["evidence"].startswith("Norway accused Russia of jamming")


def test_a_date_of_a_month_spans_the_month_up_to_its_telling(tmp_path: Path) -> None:
    found = _read(tmp_path)
    assert found.edges[BRIDGE_FRONT.id, MALI.id]["spells"] == [("2024-03-01", "2024-03-11")]
    assert "spells" not in found.edges[NORWAY.id, MALI.id]


def test_a_node_lives_as_long_as_its_edges(tmp_path: Path) -> None:
    assert _read(tmp_path).nodes[MALI.id]["spells"] == [("2024-03-01", "2024-03-11")]


def test_denied_and_planned_claims_are_not_in_either_shape(tmp_path: Path) -> None:
    for per_claim in (False, True):
        relations = {data["relation"] for *_, data in _read(tmp_path, per_claim=per_claim).edges(data=True)}
        assert relations == {"accuses", "aids", "attacks", "condemns"}


def test_claims_of_one_pair_have_kinds_of_their_own(tmp_path: Path) -> None:
    write(sample(), tmp_path / "graph.gexf", per_claim=True)
    edges = ET.parse(tmp_path / "graph.gexf").getroot().findall(".//g:edge", NAMES)
    kinds = [e.get("kind") for e in edges if (e.get("source"), e.get("target")) == (NORWAY.id, RUSSIA.id)]
    assert kinds == ["accuses", "accuses 2"]
    assert len({e.get("id") for e in edges}) == len(edges) == 5


def test_the_graph_says_that_it_is_dynamic_with_dates(tmp_path: Path) -> None:
    write(sample(), tmp_path / "graph.gexf")
    root = ET.parse(tmp_path / "graph.gexf").getroot()
    graph = root.find("g:graph", NAMES)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    assert [a.get("class") for a in graph.findall("g:attributes", NAMES)] == ["node", "edge"]
    assert all(a.get("id") == a.get("title") for a in graph.iter(f"{{{NAMES['g']}}}attribute"))
    assert all(node.find("viz:size", NAMES) is not None for node in graph.iter(f"{{{NAMES['g']}}}node"))


def test_what_xml_forbids_is_left_out(tmp_path: Path) -> None:
    article = make_article(id="a", text="Norway\x00 aids\ud800 Mali\x1b[0m.")
    claim = make_claim(article, article.text, NORWAY, "aids", MALI)
    write(Sample((make_record(article, [NORWAY, MALI], [claim]),)), tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf").edges[NORWAY.id, MALI.id]
    assert read["evidence"] == "Norway aids\ufffd Mali[0m."


def test_spells_that_touch_become_one() -> None:
    days = [("2024-03-02", "2024-03-05"), ("2024-03-01", "2024-03-01"), ("2024-03-04", "2024-03-04")]
    assert merge_spells(days) == (("2024-03-01", "2024-03-05"),)
    apart = [("2024-03-01", "2024-03-01"), ("2024-03-03", "2024-03-03")]
    assert merge_spells(apart) == tuple(apart)
