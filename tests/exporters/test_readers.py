"""Files read by programs that are not ours: graphology (JavaScript) and igraph.

Each test is skipped where its program is not installed; CONTRIBUTING.md says how to install them.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kg.exporters import gexf, graphml
from tests.factories import BRIDGE_FRONT, NORWAY, RUSSIA, sample

# The folder with node_modules that has graphology and graphology-gexf.
NODE = os.environ.get("KG_NODE_MODULES", "")

_READ = """
const gexf = require("graphology-gexf/node"), {MultiDirectedGraph} = require("graphology");
const text = require("fs").readFileSync(process.argv[1], "utf-8");
console.log(JSON.stringify(gexf.parse(MultiDirectedGraph, text, {addMissingNodes: false}).export()));
"""


def _graphology(path: Path) -> Any:
    node = shutil.which("node")
    if node is None or not NODE:
        pytest.skip("needs node, and KG_NODE_MODULES: a folder with graphology and graphology-gexf")
    done = subprocess.run(
        [node, "-e", _READ, str(path)], cwd=NODE, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(("per_claim", "edges"), [(False, 4), (True, 5)])
def test_graphology_reads_gexf(tmp_path: Path, per_claim: bool, edges: int) -> None:
    gexf.write(sample(), tmp_path / "graph.gexf", per_claim=per_claim)
    found = _graphology(tmp_path / "graph.gexf")
    assert (len(found["nodes"]), len(found["edges"])) == (7, edges)
    nodes = {node["key"]: node["attributes"] for node in found["nodes"]}
    assert nodes[BRIDGE_FRONT.id]["label"] == 'The "Bridge" Front'
    assert nodes[NORWAY.id]["type"] == "Country"
    assert all({"x", "y", "size", "color", "community"} <= set(node) for node in nodes.values())
    accuses = [edge for edge in found["edges"] if edge["attributes"]["relation"] == "accuses"]
    assert {(edge["source"], edge["target"]) for edge in accuses} == {(NORWAY.id, RUSSIA.id)}
    assert all(edge["attributes"]["first_seen"] >= "2024-03-03" for edge in accuses)  # it drops spells


@pytest.mark.parametrize(("per_claim", "edges"), [(False, 4), (True, 5)])
def test_igraph_reads_graphml(tmp_path: Path, per_claim: bool, edges: int) -> None:
    igraph = pytest.importorskip("igraph", reason="needs the extra readers-check")
    graphml.write(sample(), tmp_path / "graph.graphml", per_claim=per_claim)
    found = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    assert (found.vcount(), found.ecount(), found.is_directed()) == (7, edges, True)
    assert found.vs.find(id=BRIDGE_FRONT.id)["label"] == 'The "Bridge" Front'
    pairs = {(found.vs[e.source]["id"], e["relation"], found.vs[e.target]["id"]) for e in found.es}
    assert (NORWAY.id, "accuses", RUSSIA.id) in pairs
    assert sum(found.es["weight"]) == 5
    assert len(found.layout_auto()) == 7  # x and y are what it lays a graph out by
