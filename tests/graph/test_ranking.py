"""What is strongest stands first, and equals in the order of their ids."""

from kg.graph.ranking import rank_actors, rank_edges, rank_edges_at, rank_pairs, rank_relations
from tests.factories import MALI, NORWAY, ODA_LIND, RUSSIA, make_graph, tell

GRAPH = make_graph(
    [
        *(tell(f"2024-03-0{n}", NORWAY, "accuses", RUSSIA, copy=f"{n}") for n in (1, 2, 3)),
        *(tell("2024-03-04", RUSSIA, "aids", MALI, id=name) for name in ("x", "y")),
        tell("2024-03-05", NORWAY, "aids", RUSSIA),
        tell("2024-03-06", MALI, "accuses", NORWAY, speaker=ODA_LIND),
        tell(None, MALI, "accuses", MALI),
    ]
)
EDGES = GRAPH.tables.edges


def test_edges_by_origins_then_claims() -> None:
    rows = rank_edges(EDGES).to_pylist()
    assert [(row["origins"], row["claims"]) for row in rows[:2]] == [(3, 3), (1, 2)]
    assert [row["id"] for row in rows[2:]] == sorted(row["id"] for row in rows[2:])


def test_actors_with_their_edges_and_those_that_have_none() -> None:
    rows = {row["id"]: (row["origins"], row["out"], row["into"]) for row in rank_actors(GRAPH).to_pylist()}
    assert rows == {
        "country-ru": (5, 1, 2),
        "country-no": (5, 2, 1),
        "country-ml": (4, 2, 2),
        "person-oda-lind": (0, 0, 0),
    }
    assert list(rows)[-1] == "person-oda-lind"


def test_pairs_sum_their_edges_one_way() -> None:
    rows = rank_pairs(EDGES).to_pylist()
    first = rows[0]
    assert (first["actor"], first["recipient"], first["origins"], first["claims"]) == (
        "country-no",
        "country-ru",
        4,
        4,
    )
    assert first["last_day"].isoformat() == "2024-03-05"
    assert next(row for row in rows if row["actor"] == row["recipient"])["last_day"] is None


def test_relations_name_their_strongest_edge() -> None:
    rows = rank_relations(EDGES).to_pylist()
    assert [(row["relation"], row["edges"], row["origins"], row["claims"]) for row in rows] == [
        ("accuses", 3, 5, 5),
        ("aids", 2, 2, 3),
    ]
    assert (rows[0]["actor"], rows[0]["recipient"]) == ("country-no", "country-ru")


def test_edges_at_an_actor_out_and_in_each_once() -> None:
    out, into = rank_edges_at(GRAPH, MALI.id)
    assert {edge.recipient for edge in out} == {"country-ml", "country-no"}
    assert [(edge.actor, edge.relation) for edge in into] == [("country-ru", "aids")]
