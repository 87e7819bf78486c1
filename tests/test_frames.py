"""Tables of a graph hold what the graph holds, for Arrow and pandas."""

from datetime import date
from pathlib import Path

import pytest

from kg.build import Project, load
from kg.errors import UsageError
from kg.frames import Frame, to_arrow
from kg.records import open_folder
from tests.factories import make_graph, sample

GRAPH = sample().graph()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    path = tmp_path_factory.mktemp("frames") / "sample.kg"
    open_folder(path, create=True).add(sample().records())
    return load(path)


def test_edges_have_a_row_each_with_labels_codes_and_dates() -> None:
    rows = to_arrow(GRAPH, Frame.EDGES).to_pylist()
    assert [row["id"] for row in rows] == [edge.id for edge in GRAPH.edges]
    accuses = next(row for row in rows if row["relation"] == "accuses")
    assert (accuses["actor_label"], accuses["recipient_label"], accuses["cameo"]) == (
        "Norway",
        "Russia",
        "112",
    )
    assert (accuses["claims"], accuses["first_date"]) == (2, date(2024, 3, 3))


def test_claims_say_whether_they_make_an_edge() -> None:
    rows = to_arrow(GRAPH, Frame.CLAIMS).to_pylist()
    assert len(rows) == GRAPH.claims
    assert {row["relation"] for row in rows if not row["asserted"]} == {"expels", "sanctions", "talksWith"}
    denied = next(row for row in rows if row["relation"] == "expels")
    assert (denied["polarity"], denied["speaker_label"], denied["publisher"]) == (
        *("negated", "Oda Lind", "Harbour Gazette"),
    )
    assert {row["origin"] for row in rows} <= {article.id for article in GRAPH.articles}


def test_nodes_and_articles_have_a_row_each() -> None:
    assert to_arrow(GRAPH, Frame.NODES)["id"].to_pylist() == list(GRAPH.nodes)
    assert to_arrow(GRAPH, Frame.ARTICLES)["id"].to_pylist() == [article.id for article in GRAPH.articles]


def test_an_empty_graph_has_the_same_columns() -> None:
    for frame in Frame:
        full, empty = to_arrow(GRAPH, frame), to_arrow(make_graph([]), frame)
        assert (len(empty), empty.schema) == (0, full.schema)


def test_a_project_gives_parts_of_itself_as_data_frames(project: Project) -> None:
    frame = project.to_pandas("claims", publishers="Plain Wire")
    assert sorted(frame["relation"]) == ["accuses", "attacks", "condemns"]
    assert frame["first_day"].dt.year.tolist() == [2024] * 3
    assert len(project.to_arrow("edges")) == len(project.graph().edges)
    with pytest.raises(UsageError, match="no table 'verbs'; there are nodes, edges, claims, articles"):
        project.to_arrow("verbs")


def test_filters_take_names_and_lists(project: Project) -> None:
    assert {e.relation for e in project.graph(relations="accuses").edges} == {"accuses"}
    assert {e.relation for e in project.graph(relations=["accuses", "aids"]).edges} == {"accuses", "aids"}
    assert [e.relation for e in project.graph(speakers=["Russia"]).edges] == ["attacks"]
    assert [e.relation for e in project.graph(places="old harbour").edges] == ["accuses"]
    assert project.to_networkx(since="2024-03-10").number_of_edges() == 3
    with pytest.raises(UsageError, match="level 'town'"):
        project.graph(level="town")


def test_rdflib_sees_the_store(project: Project) -> None:
    found = project.to_rdflib()
    rows = found.query("SELECT ?who { ?who kg:accuses ent:country-ru . ?claim rdf:predicate kg:accuses }")
    assert {str(row.who) for row in rows} == {"urn:kg:entity/country-no"}
    assert (Path(project.path) / "store").is_dir()
