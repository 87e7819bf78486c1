"""A part of a graph: what was told in a time, of a kind, by somebody; or all of it between countries.

In: a graph and a `Selection`. Out: a graph with the same nodes whose edges and weights are of the tellings
selected alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.errors import UsageError
from kg.graph.kept import Graph, Nodes
from kg.graph.names import fold
from kg.graph.tables import NODES, Tables, make_edges, sort_tellings
from kg.graph.values import edge_id, ordered
from kg.model import PLACE_TYPES
from kg.relations import Relation

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


class Level(StrEnum):
    """What the ends of edges are: entities, or the countries that they belong to."""

    ENTITY = "entity"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view is of; each field left empty takes all.

    `since` and `until` are ISO dates, both included: a claim is taken where it may have happened between
    them, and left out where it has no date at all. `places` and `speakers` are entity ids; what happened in
    a country is also what happened at a place in it. `publishers` are told whatever the case. With
    `level` country an actor is its country, and what happens within one is left out; actors without a
    country, such as the United Nations, stay as they are.
    """

    since: str | None = None
    until: str | None = None
    relations: frozenset[str] = frozenset()
    quads: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    min_origins: int = 1
    level: Level = Level.ENTITY


ALL = Selection()


def select(graph: Graph, selection: Selection, relations: Mapping[str, Relation]) -> Graph:
    """The part of a graph. Raises UsageError where a relation, quad class or publisher is unknown."""
    if selection == ALL:
        return graph
    tables = graph.tables
    wanted = _wanted_relations(selection, relations)
    masks = [_mask(graph, table, selection, wanted) for table in (tables.tellings, tables.others)]
    tellings, others = (
        table if mask is None else table.filter(mask)
        for table, mask in zip((tables.tellings, tables.others), masks, strict=True)
    )
    nodes = tables.nodes
    if selection.level is Level.COUNTRY:
        tellings, others, nodes = _by_country(graph.nodes, tellings, others, nodes, relations)
    edges = make_edges(tellings)
    if selection.min_origins > 1:
        edges = edges.filter(pc.greater_equal(edges["origins"], selection.min_origins))
    return Graph(Tables(nodes, tables.articles, edges, tellings, others, tables.unread))


def parse_day(text: str, *, last: bool = False) -> str:
    """An ISO date from what a user types: 2016-12-12, 2016-12 or 2016, as its first or last day.

    Raises UsageError.
    """
    from kg.records import find_period

    try:
        return find_period(text)[last].isoformat()
    except (ValueError, IndexError) as error:
        raise UsageError(f"'{text}' is no date; give it as 2016-12-12, 2016-12 or 2016") from error


def _wanted_relations(selection: Selection, relations: Mapping[str, Relation]) -> frozenset[str] | None:
    """The names of the relations taken, or None for all."""
    import difflib

    for name in sorted(selection.relations - set(relations)):
        near = difflib.get_close_matches(name, relations, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; kg top relations lists those found"
        raise UsageError(f"no relation is called '{name}'{hint}")
    for quad in sorted(selection.quads - set(QUADS)):
        raise UsageError(f"no quad class is called '{quad}'; there are {', '.join(QUADS)}")
    if not selection.relations and not selection.quads:
        return None
    named = selection.relations or frozenset(relations)
    return frozenset(n for n in named if not selection.quads or relations[n].quad in selection.quads)


def _mask(graph: Graph, table: Any, selection: Selection, relations: frozenset[str] | None) -> Any:
    """Which tellings are taken, or None for all."""
    masks = []
    if selection.since:
        masks.append(pc.greater_equal(table["last_day"], pa.scalar(date.fromisoformat(selection.since))))
    if selection.until:
        masks.append(pc.less_equal(table["first_day"], pa.scalar(date.fromisoformat(selection.until))))
    if relations is not None:
        masks.append(_among(table["relation"], relations))
    if selection.speakers:
        masks.append(_among(table["speaker"], selection.speakers))
    if selection.places:
        inside = _places(graph, selection.places)
        masks.append(pc.or_(_among(table["place"], inside), _among(table["recipient"], inside)))
    if selection.publishers:
        numbers = _articles(graph, selection.publishers)
        masks.append(pc.is_in(table["article"], value_set=pa.array(numbers, pa.int32())))
    found = None
    for mask in masks:
        filled = pc.fill_null(mask, False)
        found = filled if found is None else pc.and_(found, filled)
    return found


def _among(column: Any, values: Iterable[str]) -> Any:
    return pc.is_in(column, value_set=pa.array(sorted(values), pa.string()))


def _places(graph: Graph, places: frozenset[str]) -> set[str]:
    """The places, with those in them where they are countries."""
    table = graph.tables.nodes
    states = {graph.nodes.countries[key] for key in places if key == _state(graph.nodes.countries.get(key))}
    kinds = [kind.value for kind in PLACE_TYPES]
    inside = pc.and_(_among(table["type"], kinds), _among(table["country"], {s for s in states if s}))
    return {*places, *table["id"].filter(pc.fill_null(inside, False)).to_pylist()}


def _articles(graph: Graph, publishers: frozenset[str]) -> list[int]:
    """The numbers of the articles of some publishers."""
    names: list[str | None] = graph.tables.articles["publisher"].to_pylist()
    wanted = {fold(name) for name in publishers}
    found = [number for number, name in enumerate(names) if name and fold(name) in wanted]
    known = {fold(name): name for name in names if name}
    for name in sorted(publishers):
        if fold(name) not in known:
            there = ", ".join(sorted(known.values())[:8]) or "none is known of any article"
            raise UsageError(f"no article is published by '{name}'; publishers: {there}")
    return found


# --- countries ---------------------------------------------------------------------------------------------


def _state(country: str | None) -> str | None:
    return f"country-{country.lower()}" if country else None


def _by_country(
    nodes: Nodes, tellings: Any, others: Any, table: Any, relations: Mapping[str, Relation]
) -> tuple[Any, Any, Any]:
    """The tellings between different countries, and a node for each country that has none of its own."""
    states = {key: _state(country) or key for key, country in nodes.countries.items()}
    missing = sorted(set(states.values()) - set(states))
    rows = [_made_state(key) for key in missing]
    table = pa.concat_tables([table, pa.Table.from_pylist(rows, schema=NODES)]) if rows else table
    table = table.take(pc.sort_indices(table, sort_keys=[("id", "ascending")]))
    return (*(_lifted(found, states, relations) for found in (tellings, others)), table)


def _lifted(tellings: Any, states: Mapping[str, str], relations: Mapping[str, Relation]) -> Any:
    columns = (tellings[name].to_pylist() for name in ("source", "relation", "target"))
    ends: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    rows = []
    for key in zip(*columns, strict=True):
        if key not in ends:
            ends[key] = ordered(states[key[0]], key[1], states[key[2]], relations)
        rows.append(ends[key])
    ids = {found: edge_id(*found) for found in set(ends.values())}
    new = zip(*((ids[row], *row) for row in rows), strict=True)
    for name, values in zip(("edge", "source", "relation", "target"), new, strict=False):
        at = tellings.schema.get_field_index(name)
        tellings = tellings.set_column(at, tellings.schema.field(at), pa.array(values, pa.string()))
    abroad = pc.not_equal(tellings["source"], tellings["target"])
    return sort_tellings(tellings.filter(abroad), "edge")


def _made_state(key: str) -> dict[str, Any]:
    """The row of a country that no article names, only somebody of it."""
    from kg.gazetteers import country_entity

    entity = country_entity(key)
    facts = dict(zip(NODES.names, astuple(entity), strict=False))
    facts["type"] = entity.type.value
    return {**facts, "mentions": 0, "articles": 0, "key": fold(entity.label), "names": []}
