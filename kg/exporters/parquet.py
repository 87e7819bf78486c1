"""Data scientists: Parquet, three files with the nodes, the edges and all claims.

`graph.parquet` gives `graph.nodes.parquet`, `graph.edges.parquet` and `graph.claims.parquet`; a folder gets
`nodes.parquet` and so on. The claims are all that were read, also those that are denied, planned,
hypothetical, hedged or rejected and make no edge: `asserted` is false for these.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.exporters import Exportable, open_bytes, part_paths
from kg.exporters._rows import draw_nodes
from kg.exporters._tables import keep_told, take_articles
from kg.graph import Graph
from kg.relations import Relation

ENDINGS = (".parquet",)
PARTS = ("nodes", "edges", "claims")

_ROWS = 65_536  # in a row group
_NODE = ("id", "label", "type", "country", "sector", "wikidata", "geonames", "lat", "lon")
_SEEN = ("mentions", "articles", "first_seen", "last_seen")
_WEIGHTS = ("claims", "articles", "origins")
_CLAIM = (
    *("actor", "actor_label", "relation", "recipient", "recipient_label", "topic"),
    *("polarity", "modality", "speaker", "speaker_label", "place", "place_label", "date", "date_precision"),
    *("first_day", "last_day", "confidence", "evidence_text", "evidence_start", "evidence_end"),
)
_ARTICLE = ("id", "title", "publisher", "published", "url")
_CODES = pa.schema(
    [*((name, pa.string()) for name in ("plover", "mode", "cameo", "quad")), ("score", pa.float64())]
)


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's nodes, edges and claims as three files. Raises UsageError for a stream."""
    del per_claim  # claims have a file of their own
    nodes, edges, claims = part_paths("parquet", path)
    graph = project.graph()
    codes = _Codes(project.relations)
    labels = graph.tables.nodes["label"].combine_chunks()
    _write_table(nodes, _find_nodes(graph))
    _write_table(edges, (_edges(graph, part, codes, labels) for part in _parts(graph.tables.edges)))
    _write_table(claims, _find_claims(graph, codes))


class _Codes:
    """The codes of relations as columns."""

    def __init__(self, relations: Mapping[str, Relation]) -> None:
        self._names = pa.array(sorted(relations), pa.string())
        rows = [{name: getattr(relations[key], name) for name in _CODES.names} for key in sorted(relations)]
        self._codes = pa.Table.from_pylist(rows, schema=_CODES)

    def of(self, relations: Any) -> dict[str, Any]:
        """The codes of a column of relations; null for relations that are not known."""
        found = self._codes.take(pc.index_in(relations, value_set=self._names))
        return dict(zip(found.column_names, found.columns, strict=True))


def _parts(table: Any) -> Iterator[Any]:
    """The table in row groups; one without rows where it has none, for its columns."""
    for start in range(0, max(len(table), 1), _ROWS):
        yield table.slice(start, _ROWS)


def _write_table(path: Path, parts: Iterator[Any]) -> None:
    first = next(parts)
    with open_bytes(path) as stream, pq.ParquetWriter(stream, first.schema, compression="zstd") as writer:
        for part in chain([first], parts):
            writer.write_table(part)


def _find_nodes(graph: Graph) -> Iterator[Any]:
    communities, _, places = draw_nodes(graph)
    start = 0
    for part in _parts(graph.tables.nodes.select([*_NODE, *_SEEN])):
        rows = slice(start, start + len(part))
        start += len(part)
        drawn = {"community": pa.array(communities[rows], pa.int32())}
        drawn |= {name: pa.array(places[rows, axis], pa.float64()) for axis, name in enumerate(("x", "y"))}
        yield pa.table({**{name: part[name] for name in part.column_names}, **drawn})


def _edges(graph: Graph, part: Any, codes: _Codes, labels: Any) -> Any:
    ids = graph.tables.nodes["id"]
    ends = {end: labels.take(pc.index_in(part[end], value_set=ids)) for end in ("actor", "recipient")}
    days = {name: part[name].cast(pa.date32()) for name in ("first_date", "last_date")}
    columns = {"id": part["id"], "actor": part["actor"], "actor_label": ends["actor"]}
    columns |= {"relation": part["relation"], "recipient": part["recipient"]}
    columns |= {"recipient_label": ends["recipient"], **codes.of(part["relation"])}
    return pa.table({**columns, **{name: part[name] for name in _WEIGHTS}, **days})


def _find_claims(graph: Graph, codes: _Codes) -> Iterator[Any]:
    for part in _parts(graph.tables.tellings):
        yield _claims(graph, keep_told(graph, part), codes, asserted=True)
    for part in _parts(graph.tables.others):
        yield _claims(graph, part, codes, asserted=False)


def _claims(graph: Graph, part: Any, codes: _Codes, *, asserted: bool) -> Any:
    articles = take_articles(graph, part)
    claims = {
        "id": part["claim"],
        "edge": part["edge"],
        "asserted": pa.array([asserted] * len(part), pa.bool_()),
    }
    coded = codes.of(part["relation"])
    told = {name if name != "id" else "article": articles[name] for name in _ARTICLE}
    return pa.table({**claims, **{name: part[name] for name in _CLAIM}, **coded, **told})
