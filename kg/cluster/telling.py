"""What a task does with records, without any engine: what each article tells, nodes, and RDF as N-Quads.

The same functions make the graph of one machine; here each sees a part of it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from kg.cluster.columns import NODE, QUADS, TOLD
from kg.graph.merging import Seen, article_row, find_seen, find_tellings, find_unread
from kg.graph.rows import to_edge, to_node
from kg.graph.tables import ARTICLES, NAMED_TELLINGS, UNREAD
from kg.model import Entity, Record
from kg.rdf import Names, edge_lines, node_lines, record_lines
from kg.records.columns import to_record
from kg.relations import Relation
from kg.resolve import Resolution, resolve_record
from kg.rows import to_entity

Batches = Iterator[Any]  # of pa.RecordBatch
Row = Mapping[str, Any]
Load = Callable[[], Mapping[str, Relation]]  # the relations, in the process that needs them

_TELLING = (*NAMED_TELLINGS.names, "stated")


def tell(batches: Iterable[Any], load: Load, rejected: Collection[str], base: str) -> Batches:
    """What each record (columns of `RECORDS`, and `changes`) tells, as rows of `TOLD`."""
    relations, names = load(), Names(base)
    for batch in batches:
        records = [resolve_record(to_record(row), _resolution(row)) for row in batch.to_pylist()]
        rows = [_told_row(record, relations, rejected, names) for record in records]
        yield pa.RecordBatch.from_pylist(rows, schema=TOLD)


def _resolution(row: Row) -> Resolution:
    """What the resolution of all says of the entities of one article."""
    entities = {change["key"]: to_entity(change["entity"]) for change in row["changes"] or ()}
    return Resolution(
        same={key: entity.id for key, entity in entities.items()},
        entities={entity.id: entity for entity in entities.values()},
    )


def _told_row(
    record: Record, relations: Mapping[str, Relation], rejected: Collection[str], names: Names
) -> dict[str, Any]:
    tellings = [(*row, stated) for stated, row in find_tellings(record, relations, rejected)]
    at = _TELLING.index("rejected")
    refused = {row[_TELLING.index("claim")] for row in tellings if row[at]}
    return {
        **dict(zip(ARTICLES.names, article_row(record), strict=False)),
        "tellings": [dict(zip(_TELLING, row, strict=True)) for row in tellings],
        "seen": [_seen_row(key, seen) for key, seen in find_seen(record).items()],
        "unread": [
            {"start": start, **dict(zip(UNREAD.names, row, strict=True))}
            for _, start, row in find_unread(record)
        ],
        "quads": record_lines(record, relations, refused, names).rstrip(),
    }


def _seen_row(key: str, seen: Seen) -> dict[str, Any]:
    return {
        "key": key,
        "votes": [{"entity": asdict(entity), "count": count} for entity, count in seen.votes.items()],
        "mentions": seen.mentions,
        "articles": seen.articles,
        "first": seen.first,
        "last": seen.last,
        "names": sorted(seen.names),
    }


def make_nodes(batches: Iterable[Any]) -> Batches:
    """The nodes of what was seen of each entity, in all articles: rows of `SEEN` to rows of `NODES`."""
    for batch in batches:
        nodes = [
            Seen(
                to_votes(row["votes"]),
                row["mentions"],
                row["articles"],
                row["first"],
                row["last"],
                set(row["names"]),
            ).node()
            for row in batch.to_pylist()
        ]
        yield pa.RecordBatch.from_pylist(
            [dict(zip(NODE.names, node, strict=True)) for node in nodes], schema=NODE
        )


def to_votes(rows: Iterable[Row]) -> Counter[Entity]:
    """How many articles describe an entity in each way."""
    return Counter({to_entity(row["entity"]): row["count"] for row in rows})


def write_nodes(batches: Iterable[Any], base: str) -> Batches:
    """Rows of `NODES` as N-Quads."""
    names = Names(base)
    for batch in batches:
        yield _lines(node_lines(to_node(row), names) for row in batch.to_pylist())


def write_edges(batches: Iterable[Any], load: Load, base: str) -> Batches:
    """Rows of `LABELLED_EDGES` as N-Quads."""
    relations, names = load(), Names(base)
    for batch in batches:
        yield _lines(_edge_lines(row, relations, names) for row in batch.to_pylist())


def _edge_lines(row: dict[str, Any], relations: Mapping[str, Relation], names: Names) -> str:
    labels = {row["actor"]: row["actor_label"], row["recipient"]: row["recipient_label"]}
    edge = to_edge(row, ())
    return edge_lines(edge, relations, labels, names)


def _lines(found: Iterable[str]) -> Any:
    return pa.RecordBatch.from_arrays(
        [pa.array([text.rstrip() for text in found], pa.string())], schema=QUADS
    )
