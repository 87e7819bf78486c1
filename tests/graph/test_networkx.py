"""The graph for networkx: its attributes, and that its writers take them."""

import networkx as nx
import pytest

from kg.graph import edge_id, to_networkx
from kg.model import Record
from tests.factories import BRIDGE_FRONT, HARBOUR, NORWAY, RUSSIA
from tests.graph.test_merging import KNOWN, SENTENCE, article, merge, record_of


def sample_graph() -> nx.MultiDiGraph:
    told = article(SENTENCE)
    record = record_of(told, (NORWAY, "accuses", RUSSIA), (NORWAY, "aids", RUSSIA))
    undated = Record(article("Old Harbour.", None), (HARBOUR, BRIDGE_FRONT), (), ())
    return to_networkx(merge(record, undated), KNOWN)


def test_networkx_has_the_documented_attributes() -> None:
    found = sample_graph()
    assert found.nodes["country-no"] == {
        "label": "Norway",
        "kind": "Country",
        "country": "NO",
        "wikidata": "Q20",
        "geonames": 3144096,
        "lat": 62.0,
        "lon": 10.0,
        "mentions": 1,
        "articles": 1,
        "first_seen": "2024-03-04",
        "last_seen": "2024-03-04",
    }
    assert found.edges["country-no", "country-ru", "accuses"] == {
        "id": edge_id("country-no", "accuses", "country-ru"),
        "relation": "accuses",
        "label": "accuses",
        "plover": "ACCUSE",
        "quad": "verbal-conflict",
        "score": -3.5,
        "claims": 1,
        "articles": 1,
        "origins": 1,
        "weight": 1.0,
        "first_date": "2024-03-04",
        "last_date": "2024-03-04",
        "evidence": SENTENCE,
    }
    assert "plover" not in found.edges["country-no", "country-ru", "aids"]


@pytest.mark.parametrize("form", ["gexf", "graphml", "gml"])
def test_the_writers_of_networkx_take_it(form: str, tmp_path: object) -> None:
    found = sample_graph()
    path = f"{tmp_path}/graph.{form}"
    getattr(nx, f"write_{form}")(found, path)
    back = getattr(nx, f"read_{form}")(path)
    assert len(back.nodes) == 5
    assert len(back.edges) == 2
