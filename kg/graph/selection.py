"""A part of a graph: what was told in a time, of a kind, by somebody; or all of it between countries.

In: a graph and a `Selection`. Out: a graph with the same nodes whose edges and weights are of the tellings
selected alone.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.errors import UsageError
from kg.graph.countries import country_id, lift
from kg.graph.finding import find_node
from kg.graph.kept import Graph
from kg.graph.tables import Tables, among, make_edges
from kg.model import PLACE_TYPES
from kg.naming import fold
from kg.relations import RelationFacts

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


class Level(StrEnum):
    """What the ends of edges are: entities, or the countries that they belong to."""

    ENTITY = "entity"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view is of; each field left empty takes all.

    `since` and `until` are days, months or years in ISO form, both included: a claim is taken where it may
    have happened between them, and left out where it has no date at all. `places` and `speakers` are entity
    ids; what happened in a country is also what happened at a place in it. `publishers` are told whatever
    the case. With `level` country an actor is its country, and what happens within one is left out; actors
    without a country, such as the United Nations, stay as they are. `min_origins` counts what the other
    fields leave.
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


def find_selection(  # noqa: PLR0913 -- one for each field of a Selection
    graph: Graph,
    *,
    since: str | None = None,
    until: str | None = None,
    relations: Iterable[str] = (),
    quads: Iterable[str] = (),
    places: Iterable[str] = (),
    publishers: Iterable[str] = (),
    speakers: Iterable[str] = (),
    min_origins: int = 1,
    level: str = Level.ENTITY,
) -> Selection:
    """A `Selection` from what people write: places and speakers by name or id.

    Raises UsageError where a place, a speaker, the level or the number is none.
    """
    if level not in tuple(Level):
        raise UsageError(f"level '{level}': give it as {' or '.join(Level)}")
    if min_origins < 1:
        raise UsageError(f"min_origins {min_origins}: give 1 or more")
    return Selection(
        since or None,
        until or None,
        frozenset(_listed(relations)),
        frozenset(_listed(quads)),
        frozenset(find_node(graph, name).entity.id for name in _listed(places)),
        frozenset(_listed(publishers)),
        frozenset(find_node(graph, name).entity.id for name in _listed(speakers)),
        min_origins,
        Level(level),
    )


def _listed(given: Iterable[str]) -> Iterable[str]:
    """One name is a list of one."""
    return [given] if isinstance(given, str) else given


def select(graph: Graph, selection: Selection) -> Graph:
    """The part of a graph. Raises UsageError where a day, relation, quad class or publisher is none."""
    if selection == ALL:
        return graph
    tables = graph.tables
    wanted = _wanted_relations(selection, graph.relations)
    masks = [_mask(graph, table, selection, wanted) for table in (tables.tellings, tables.others)]
    tellings, others = (
        table if mask is None else table.filter(mask)
        for table, mask in zip((tables.tellings, tables.others), masks, strict=True)
    )
    nodes = tables.nodes
    if selection.level is Level.COUNTRY:
        tellings, others, nodes = lift(nodes, tellings, others, graph.relations)
    edges = tables.edges if tellings is tables.tellings else make_edges(tellings)
    if selection.min_origins > 1:
        told = edges["id"].filter(pc.greater_equal(edges["origins"], selection.min_origins))
        tellings = tellings.filter(pc.is_in(tellings["edge"], value_set=told.combine_chunks()))
        edges = make_edges(tellings)
    return Graph(
        Tables(nodes, tables.articles, edges, tellings, others, tables.unread, tables.relations),
    )


def without_unnamed(graph: Graph) -> Graph:
    """The same graph without the nodes that no claim in it names: what a file of a part should hold."""
    tables = graph.tables
    named = {
        key
        for table in (tables.tellings, tables.others)
        for end in ("source", "target", "actor", "recipient", "speaker", "place")
        for key in table[end].unique().to_pylist()
    }
    nodes = tables.nodes.filter(among(tables.nodes["id"], named - {None}))
    return Graph(replace(tables, nodes=nodes))


def parse_day(text: str, *, last: bool = False) -> str:
    """An ISO date from what a user types: 2016-12-12, 2016-12 or 2016, as its first or last day.

    Raises UsageError.
    """
    from kg.records import find_period

    try:
        return find_period(text)[last].isoformat()
    except (ValueError, IndexError) as error:
        raise UsageError(f"'{text}' is no date; give it as 2016-12-12, 2016-12 or 2016") from error


def _day(text: str, *, last: bool = False) -> Any:
    return pa.scalar(date.fromisoformat(parse_day(text, last=last)))


def find_relation(name: str, relations: Mapping[str, RelationFacts]) -> str:
    """The name of a relation as typed: its name or label, whatever the case. Raises UsageError."""
    wanted = fold(name).replace(" ", "")
    for known in relations:
        if known.casefold() == wanted:
            return known
    near = difflib.get_close_matches(name, relations, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; kg top relations lists those found"
    raise UsageError(f"no relation is called '{name}'{hint}")


def _wanted_relations(selection: Selection, relations: Mapping[str, RelationFacts]) -> frozenset[str] | None:
    """The names of the relations taken, or None for all."""
    named = frozenset(find_relation(name, relations) for name in sorted(selection.relations))
    for quad in sorted(selection.quads - set(QUADS)):
        near = difflib.get_close_matches(quad, QUADS, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(QUADS)}"
        raise UsageError(f"no quad class is called '{quad}'{hint}")
    if not named and not selection.quads:
        return None
    found = named or frozenset(relations)
    return frozenset(n for n in found if not selection.quads or relations[n].quad in selection.quads)


def _mask(graph: Graph, table: Any, selection: Selection, relations: frozenset[str] | None) -> Any:
    """Which tellings are taken, or None for all."""
    masks = []
    if selection.since:
        masks.append(pc.greater_equal(table["last_day"], _day(selection.since)))
    if selection.until:
        masks.append(pc.less_equal(table["first_day"], _day(selection.until, last=True)))
    if relations is not None:
        masks.append(among(table["relation"], relations))
    if selection.speakers:
        masks.append(among(table["speaker"], selection.speakers))
    if selection.places:
        inside = _places(graph, selection.places)
        masks.append(pc.or_kleene(among(table["place"], inside), among(table["recipient"], inside)))
    if selection.publishers:
        numbers = _articles(graph, selection.publishers)
        masks.append(pc.is_in(table["article"], value_set=pa.array(numbers, pa.int32())))
    found = None
    for mask in masks:
        filled = pc.fill_null(mask, False)
        found = filled if found is None else pc.and_(found, filled)
    return found


def _places(graph: Graph, places: frozenset[str]) -> set[str]:
    """The places, with those in them where they are countries."""
    table = graph.tables.nodes
    known = (graph.nodes[key].entity for key in places if key in graph.nodes)
    states = {entity.country for entity in known if entity.id == country_id(entity.country)}
    kinds = [kind.value for kind in PLACE_TYPES]
    inside = pc.and_(among(table["type"], kinds), among(table["country"], {s for s in states if s}))
    return {*places, *table["id"].filter(pc.fill_null(inside, False)).to_pylist()}


def _articles(graph: Graph, publishers: frozenset[str]) -> list[int]:
    """The numbers of the articles of some publishers."""
    names: list[str | None] = graph.tables.articles["publisher"].to_pylist()
    known = {fold(name): name for name in names if name}
    for name in sorted(publishers):
        if fold(name) not in known:
            near = difflib.get_close_matches(fold(name), known, n=3)
            meant = f"; did you mean {' or '.join(known[one] for one in near)}?"
            there = ", ".join(sorted(known.values())[:8]) or "none is known of any article"
            raise UsageError(
                f"no article is published by '{name}'" + (meant if near else f"; publishers: {there}")
            )
    wanted = {fold(name) for name in publishers}
    taken = {name: fold(name) in wanted for name in known.values()}
    return [number for number, name in enumerate(names) if name and taken.get(name, fold(name) in wanted)]
