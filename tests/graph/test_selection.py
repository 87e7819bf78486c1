"""Each filter keeps what fits and drops what does not."""

from dataclasses import replace

import pytest

from kg.errors import UsageError
from kg.graph import ALL, Graph, Level, Selection, parse_day, select
from kg.model import DatePrecision, Entity, EntityType, Modality
from tests.factories import BRIDGE_FRONT, HARBOUR, MALI, NORWAY, ODA_LIND, RUSSIA, make_graph, tell

UNION = Entity("igo-harbour-union", "Harbour Union", EntityType.IGO, None, "IGO")

GRAPH = make_graph(
    [
        tell("2024-03-04", NORWAY, "accuses", RUSSIA, speaker=ODA_LIND, place=HARBOUR),
        tell("2024-03-11", NORWAY, "accuses", RUSSIA, copy="again", publisher="Harbour Gazette"),
        tell("2024-05-01", RUSSIA, "aids", MALI, date="2024-04", precision=DatePrecision.MONTH),
        tell("2024-05-02", BRIDGE_FRONT, "attacks", HARBOUR),
        tell(None, ODA_LIND, "meets", MALI),
        tell("2024-05-03", NORWAY, "expels", RUSSIA, modality=Modality.PLANNED),
        tell("2024-05-04", UNION, "urges", ODA_LIND),
    ]
)


def edges(graph: Graph) -> set[str]:
    return {f"{e.actor} {e.relation} {e.recipient} {e.claims}".replace("country-", "") for e in graph.edges}


ALL_EDGES = {
    "no accuses ru 2",
    "ru aids ml 1",
    "armed-bridge-front attacks place-old-harbour 1",
    "ml meets person-oda-lind 1",
    "igo-harbour-union urges person-oda-lind 1",
}


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (ALL, ALL_EDGES),
        (Selection(since="2024-05-02"), {"armed-bridge-front attacks", "igo-harbour-union urges"}),
        (Selection(since="2024-04-30", until="2024-05-01"), {"ru aids ml"}),
        (Selection(until="2024-03-31"), {"no accuses ru 2"}),
        (Selection(until="2024-03-05"), {"no accuses ru 1"}),
        (Selection(relations=frozenset({"aids"})), {"ru aids ml"}),
        (Selection(relations=frozenset({"AIDS", "meets"})), {"ru aids ml", "ml meets"}),
        (Selection(quads=frozenset({"material-cooperation"})), {"ru aids ml"}),
        (Selection(quads=frozenset({"verbal-cooperation"}), relations=frozenset({"aids"})), set()),
        (Selection(places=frozenset({HARBOUR.id})), {"no accuses ru 1", "armed-bridge-front attacks"}),
        (Selection(places=frozenset({NORWAY.id})), {"no accuses ru 1", "armed-bridge-front attacks"}),
        (Selection(places=frozenset({MALI.id})), {"ru aids ml", "ml meets"}),
        (Selection(publishers=frozenset({"HARBOUR gazette"})), {"no accuses ru 1"}),
        (Selection(speakers=frozenset({ODA_LIND.id})), {"no accuses ru 1"}),
        (Selection(speakers=frozenset({MALI.id})), set()),
        (Selection(min_origins=2), {"no accuses ru 2"}),
        (Selection(min_origins=2, publishers=frozenset({"Plain Wire"})), set()),
        (
            Selection(level=Level.COUNTRY),
            {"no accuses ru 2", "ru aids ml", "ml attacks no", "ml meets no", "igo-harbour-union urges no"},
        ),
    ],
    ids=str,
)
def test_a_filter_keeps_what_fits_and_drops_the_rest(selection: Selection, kept: set[str]) -> None:
    found = edges(select(GRAPH, selection))
    assert all(any(edge.startswith(start) for edge in found) for start in kept), found
    assert len(found) == len(kept)


def test_weights_and_tellings_are_those_of_the_part_alone() -> None:
    part = select(GRAPH, Selection(publishers=frozenset({"Harbour Gazette"}), min_origins=1))
    (edge,) = part.edges
    assert (edge.claims, edge.origins, len(edge.tellings), part.claims) == (1, 1, 1, 1)
    assert len(select(GRAPH, Selection(min_origins=2)).tables.tellings) == 2


def test_claims_that_make_no_edge_are_selected_too() -> None:
    assert [t.claim.relation for t in select(GRAPH, Selection(since="2024-05")).unasserted] == ["expels"]
    assert len(select(GRAPH, Selection(until="2024-04-01")).unasserted) == 0


def test_among_countries_what_is_within_one_is_left_out() -> None:
    graph = make_graph([tell("2024-03-04", ODA_LIND, "praises", NORWAY)])
    assert len(graph.edges) == 1
    assert len(select(graph, Selection(level=Level.COUNTRY)).edges) == 0


def test_a_country_that_nobody_names_is_made() -> None:
    graph = make_graph([tell("2024-03-04", replace(ODA_LIND, country="SE"), "praises", RUSSIA)])
    found = select(graph, Selection(level=Level.COUNTRY))
    assert edges(found) == {"se praises ru 1"}
    assert found.nodes["country-se"].entity.label == "Sweden"
    assert list(found.nodes) == sorted(found.nodes)


def test_symmetric_relations_between_countries_are_one_edge_both_ways_round() -> None:
    claims = [(ODA_LIND, RUSSIA), (RUSSIA, NORWAY)]
    graph = make_graph([tell("2024-03-04", one, "meets", two) for one, two in claims])
    assert edges(select(graph, Selection(level=Level.COUNTRY))) == {"no meets ru 2"}


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection(relations=frozenset({"accusses"})), "did you mean accuses"),
        (Selection(relations=frozenset({"xyzzy"})), "kg top relations lists"),
        (Selection(quads=frozenset({"verbal-conflit"})), "did you mean verbal-conflict"),
        (Selection(quads=frozenset({"xyzzy"})), "there are verbal-cooperation, "),
        (Selection(publishers=frozenset({"Harbor Gazette"})), "did you mean Harbour Gazette"),
        (Selection(publishers=frozenset({"xyzzy"})), "publishers: Harbour Gazette, Plain Wire"),
    ],
    ids=str,
)
def test_what_is_unknown_is_named_with_what_is_near(selection: Selection, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        select(GRAPH, selection)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2016-12-12", "2016-12-12", "2016-12-12"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016", "2016-01-01", "2016-12-31"),
    ],
)
def test_a_day_is_typed_as_day_month_or_year(typed: str, first: str, last: str) -> None:
    assert (parse_day(typed), parse_day(typed, last=True)) == (first, last)


@pytest.mark.parametrize("typed", ["", "yesterday", "2016-13", "12.12.2016"])
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(UsageError, match=f"'{typed}' is no date; give it as 2016-12-12"):
        parse_day(typed)
