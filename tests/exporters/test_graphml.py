"""GraphML as networkx reads it."""

import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

from kg.exporters.graphml import write
from tests.factories import MALI, NORWAY, RUSSIA, sample


def test_networkx_reads_typed_values_back(tmp_path: Path) -> None:
    write(sample(), tmp_path / "graph.graphml")
    found = nx.read_graphml(tmp_path / "graph.graphml")
    assert found.nodes[NORWAY.id]["label"] == "Norway"
    assert found.nodes[NORWAY.id]["geonames"] == 3144096
    assert found.nodes[MALI.id]["longitude"] == -2.0
    edge = found.edges[NORWAY.id, RUSSIA.id]
    assert (edge["weight"], edge["claims"], edge["relation"]) == (2.0, 2, "accuses")


def test_claims_are_parallel_edges(tmp_path: Path) -> None:
    write(sample(), tmp_path / "graph.graphml", per_claim=True)
    found = nx.read_graphml(tmp_path / "graph.graphml")
    assert found.number_of_edges(NORWAY.id, RUSSIA.id) == 2


@pytest.mark.parametrize("per_claim", [False, True])
def test_ids_are_unique_in_the_whole_file(tmp_path: Path, per_claim: bool) -> None:
    write(sample(), tmp_path / "graph.graphml", per_claim=per_claim)
    ids = [element.get("id") for element in ET.parse(tmp_path / "graph.graphml").iter()]
    known = [found for found in ids if found is not None]
    assert len(known) == len(set(known))
