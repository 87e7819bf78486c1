"""Nodes, edges, claims and articles of a graph as Arrow tables, with labels, codes and dates.

In goes a graph, or a part of one; out come tables whose columns need no other table to be read. Days are
dates. `asserted` is false for claims that make no edge: denied, planned, hypothetical, hedged or rejected.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph import Graph
from kg.relations import RelationFacts

_ROWS = 65_536  # of a part
_NODE = ("id", "label", "type", "country", "sector", "wikidata", "geonames", "lat", "lon")
_SEEN = ("mentions", "articles", "first_seen", "last_seen")
_WEIGHTS = ("claims", "articles", "origins")
_CLAIM = (
    *("actor", "actor_label", "relation", "recipient", "recipient_label", "topic"),
    *("polarity", "modality", "speaker", "speaker_label", "place", "place_label", "date", "date_precision"),
    *("first_day", "last_day", "confidence", "evidence_text", "evidence_start", "evidence_end"),
)
_ARTICLE = ("title", "publisher", "published", "url")
_CODES = pa.schema(
    [*((name, pa.string()) for name in ("plover", "mode", "cameo", "quad")), ("score", pa.float64())]
)


class Frame(StrEnum):
    """What a table has a row for."""

    NODES = "nodes"
    EDGES = "edges"
    CLAIMS = "claims"
    ARTICLES = "articles"


def to_arrow(graph: Graph, frame: Frame) -> Any:
    """The whole table."""
    return pa.concat_tables(find_parts(graph, frame))


def find_parts(graph: Graph, frame: Frame) -> Iterator[Any]:
    """The table in parts of bounded size; one without rows where it has none, for its columns."""
    tables = graph.tables
    codes = _Codes(graph.relations)
    match frame:
        case Frame.NODES:
            yield from _parts(tables.nodes.select([*_NODE, *_SEEN]))
        case Frame.EDGES:
            labels = tables.nodes["label"].combine_chunks()
            yield from (_edges(graph, part, codes, labels) for part in _parts(tables.edges))
        case Frame.CLAIMS:
            told = ((part, True) for part in _parts(tables.tellings))
            others = ((part, False) for part in _parts(tables.others))
            yield from (_claims(graph, part, codes, asserted) for part, asserted in chain(told, others))
        case Frame.ARTICLES:
            for part in _parts(tables.articles):
                at = part.schema.get_field_index("origin")
                yield part.set_column(at, "origin", tables.articles["id"].take(part["origin"]))


class _Codes:
    """The codes of relations as columns."""

    def __init__(self, relations: Mapping[str, RelationFacts]) -> None:
        self._names = pa.array(sorted(relations), pa.string())
        rows = [{name: getattr(relations[key], name) for name in _CODES.names} for key in sorted(relations)]
        self._codes = pa.Table.from_pylist(rows, schema=_CODES)

    def of(self, relations: Any) -> dict[str, Any]:
        """The codes of a column of relations; null for relations that are not known."""
        found = self._codes.take(pc.index_in(relations, value_set=self._names))
        return dict(zip(found.column_names, found.columns, strict=True))


def _parts(table: Any) -> Iterator[Any]:
    for start in range(0, max(len(table), 1), _ROWS):
        yield table.slice(start, _ROWS)


def _edges(graph: Graph, part: Any, codes: _Codes, labels: Any) -> Any:
    ids = graph.tables.nodes["id"]
    ends = {end: labels.take(pc.index_in(part[end], value_set=ids)) for end in ("actor", "recipient")}
    days = {name: part[name].cast(pa.date32()) for name in ("first_date", "last_date")}
    columns = {"id": part["id"], "actor": part["actor"], "actor_label": ends["actor"]}
    columns |= {"relation": part["relation"], "recipient": part["recipient"]}
    columns |= {"recipient_label": ends["recipient"], **codes.of(part["relation"])}
    return pa.table({**columns, **{name: part[name] for name in _WEIGHTS}, **days})


def _claims(graph: Graph, part: Any, codes: _Codes, asserted: bool) -> Any:
    articles = graph.tables.articles
    own = articles.take(part["article"])
    told = {"article": own["id"], **{name: own[name] for name in _ARTICLE}}
    told["origin"] = articles["id"].take(part["origin"])
    first = {"id": part["claim"], "edge": part["edge"]}
    first["asserted"] = pa.array([asserted] * len(part), pa.bool_())
    return pa.table({**first, **{name: part[name] for name in _CLAIM}, **codes.of(part["relation"]), **told})
