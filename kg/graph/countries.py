"""Tellings between entities -> tellings between the countries that these belong to."""

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.tables import NODES, sort_tellings
from kg.graph.values import edge_id
from kg.naming import fold
from kg.relations import RelationFacts


def country_id(country: str | None) -> str | None:
    """The entity id of a country by its code."""
    return f"country-{country.lower()}" if country else None


def lift(
    nodes: Any, tellings: Any, others: Any, relations: Mapping[str, RelationFacts]
) -> tuple[Any, Any, Any]:
    """Both kinds of tellings between different countries, and the nodes with every such country.

    Who has no country stays as it is.
    """
    codes = pc.binary_join_element_wise("country", pc.utf8_lower(nodes["country"]), "-")
    states = pc.coalesce(codes, nodes["id"])
    missing = sorted(set(states.unique().to_pylist()) - set(nodes["id"].to_pylist()))
    made = pa.Table.from_pylist([_made_state(key) for key in missing], schema=NODES)
    symmetric = [name for name, facts in relations.items() if facts.symmetric]
    backing, kept_apart = (_lift(table, nodes["id"], states, symmetric) for table in (tellings, others))
    table = pa.concat_tables([nodes, made])
    table = table.take(pc.sort_indices(table, sort_keys=[("id", "ascending")]))
    return sort_tellings(backing, "edge"), sort_tellings(kept_apart), table


def _lift(tellings: Any, ids: Any, states: Any, symmetric: list[str]) -> Any:
    source, target = (
        states.take(pc.index_in(tellings[end], value_set=ids.combine_chunks()))
        for end in ("source", "target")
    )
    abroad = pc.not_equal(source, target)
    tellings, source, target = (column.filter(abroad) for column in (tellings, source, target))
    turned = pc.and_(
        pc.is_in(tellings["relation"], value_set=pa.array(symmetric, pa.string())), pc.less(target, source)
    )
    source, target = pc.if_else(turned, target, source), pc.if_else(turned, source, target)
    ends = [source, tellings["relation"], target]
    keys = pc.binary_join_element_wise(*ends, "\t").combine_chunks().dictionary_encode()
    known = pa.array([edge_id(*key.split("\t")) for key in keys.dictionary.to_pylist()], pa.string())
    for name, column in (("edge", known.take(keys.indices)), ("source", source), ("target", target)):
        at = tellings.schema.get_field_index(name)
        tellings = tellings.set_column(at, tellings.schema.field(at), column)
    return tellings


def _made_state(key: str) -> dict[str, Any]:
    """The row of a country that no article names, only somebody of it."""
    from kg.gazetteers import country_entity

    entity = country_entity(key)
    facts = dict(zip(NODES.names, astuple(entity), strict=False))
    facts["type"] = entity.type.value
    return {**facts, "mentions": 0, "articles": 0, "key": fold(entity.label), "names": []}
