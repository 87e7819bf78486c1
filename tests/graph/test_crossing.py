"""Who does how much to whom, and who is strongest."""

import pytest

from kg.graph.crossing import Measure, cross
from tests.factories import MALI, NORWAY, ODA_LIND, RUSSIA, make_graph, tell

GRAPH = make_graph(
    [
        *(tell("2024-03-04", NORWAY, "accuses", RUSSIA, copy=f"{number}") for number in range(3)),
        tell("2024-03-04", NORWAY, "aids", RUSSIA),
        tell("2024-03-04", RUSSIA, "meets", NORWAY),
        tell("2024-03-04", RUSSIA, "attacks", MALI),
        tell("2024-03-04", RUSSIA, "attacks", RUSSIA),
        tell("2024-03-04", ODA_LIND, "leads", MALI),
        tell("2024-03-04", ODA_LIND, "succeeds", MALI),
    ]
)


def crossed(measure: Measure, limit: int = 0) -> tuple[list[str], dict[str, float]]:
    actors, cells = cross(GRAPH, measure, limit=limit)
    values = {f"{row['actor']} {row['recipient']}": row[measure.value] for row in cells.to_pylist()}
    return [key.removeprefix("country-") for key in actors], {
        pair.replace("country-", ""): value for pair, value in values.items()
    }


@pytest.mark.parametrize(
    ("measure", "actors", "cells"),
    [
        (Measure.CONFLICT, ["ru", "no", "ml"], {"no ru": 3, "ru ml": 1}),
        (Measure.COOPERATION, ["no", "ru"], {"no ru": 2, "ru no": 1}),
        (Measure.SCORE, ["ru", "no", "ml"], {"no ru": 0.4, "ru no": 2.5, "ru ml": -9.0}),
    ],
)
def test_each_measure_counts_its_own_edges(
    measure: Measure, actors: list[str], cells: dict[str, float]
) -> None:
    assert crossed(measure) == (actors, cells)


def test_a_limit_is_of_actors_and_keeps_the_strongest() -> None:
    assert crossed(Measure.CONFLICT, 2) == (["ru", "no"], {"no ru": 3})


def test_nothing_crosses_in_an_empty_graph() -> None:
    assert cross(make_graph([]), Measure.SCORE, limit=3)[0] == []
