"""The tables that a graph is kept in: Arrow columns, in memory or mapped from a file.

In go columns and rows; out come values of `kg.graph.values` and back. Tellings are sorted by edge, so that
those of one edge stand together; an edge has the number of its first one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.errors import FolderError

_TEXT, _NUMBER, _DEGREES, _DAY = pa.string(), pa.int32(), pa.float64(), pa.date32()

NODES = pa.schema(
    [
        *((name, _TEXT) for name in ("id", "label", "type", "country", "sector", "wikidata")),
        *(("geonames", pa.int64()), ("lat", _DEGREES), ("lon", _DEGREES)),
        *(("mentions", _NUMBER), ("articles", _NUMBER), ("first_seen", _DAY), ("last_seen", _DAY)),
        ("key", _TEXT),  # its label, folded
        ("names", pa.list_(_TEXT)),  # what else articles call it, folded
    ]
)
ARTICLES = pa.schema(
    [
        *((name, _TEXT) for name in ("id", "title", "url", "published", "publisher")),
        ("origin", _NUMBER),  # the number of the article that told it first
    ]
)
_END = [("start", _NUMBER), ("end", _NUMBER), ("text", _TEXT)]
TELLINGS = pa.schema(
    [
        *(("edge", _TEXT), ("source", _TEXT), ("relation", _TEXT), ("target", _TEXT)),
        *(("article", _NUMBER), ("origin", _NUMBER), ("first_day", _DAY), ("last_day", _DAY)),
        *(("claim", _TEXT), ("actor", _TEXT), ("recipient", _TEXT), ("actor_label", _TEXT)),
        *(("recipient_label", _TEXT), ("topic", _TEXT), ("polarity", _TEXT), ("modality", _TEXT)),
        *(("speaker", _TEXT), ("speaker_label", _TEXT), ("place", _TEXT), ("place_label", _TEXT)),
        *(("date", _TEXT), ("date_precision", _TEXT), ("confidence", _DEGREES)),
        *((f"actor_{name}", kind) for name, kind in _END),
        *((f"recipient_{name}", kind) for name, kind in _END),
        *((f"evidence_{name}", kind) for name, kind in _END),
        ("rejected", pa.bool_()),
    ]
)
# The same, of parts of a graph: articles have no numbers before all of them are known.
NAMED_TELLINGS = pa.schema(
    [pa.field(kind.name, _TEXT) if kind.name in ("article", "origin") else kind for kind in TELLINGS]
)
EDGES = pa.schema(
    [
        *((name, _TEXT) for name in ("id", "actor", "relation", "recipient")),
        *((name, _NUMBER) for name in ("claims", "articles", "origins")),
        *(("first_date", _TEXT), ("last_date", _TEXT)),
        ("first", pa.int64()),  # the number of its first telling
    ]
)
UNREAD = pa.schema([(name, _TEXT) for name in ("lemma", "actor", "recipient", "sentence", "article")])

RELATIONS = pa.schema(  # the fields of RelationFacts, so that a view needs no relations file
    [
        *((name, _TEXT) for name in ("name", "means", "inverse_label", "kind")),
        *(("symmetric", pa.bool_()), ("example", _TEXT)),
        *((name, _TEXT) for name in ("plover", "mode", "cameo", "quad")),
        ("score", pa.float64()),
    ]
)

_SCHEMAS = {"nodes": NODES, "articles": ARTICLES, "edges": EDGES, "tellings": TELLINGS, "others": TELLINGS}
_SCHEMAS |= {"unread": UNREAD, "relations": RELATIONS}

ORDER = ("first_day", "article", "evidence_start", "evidence_end", "claim")


@dataclass(frozen=True, slots=True)
class Tables:
    """All that a graph holds. `others` are the tellings that make no edge; `relations` are the known ones."""

    nodes: Any
    articles: Any
    edges: Any
    tellings: Any
    others: Any
    unread: Any
    relations: Any


def write_tables(tables: Tables, folder: Path) -> None:
    """Write each table into a folder that exists, as Arrow IPC file, so that it can be mapped."""
    for name in _SCHEMAS:
        table = getattr(tables, name)
        with (
            pa.OSFile(str(folder / f"{name}.arrow"), "wb") as sink,
            pa.ipc.new_file(sink, table.schema) as file,
        ):
            file.write_table(table, max_chunksize=65_536)


def read_tables(folder: Path) -> Tables:
    """The tables in a folder, mapped: what is not looked at is not read. Raises FolderError."""
    try:
        return Tables(**{name: _map(folder / f"{name}.arrow") for name in _SCHEMAS})
    except (OSError, pa.ArrowException) as error:
        raise FolderError(f"{folder}: cannot be read ({error}); delete it, and it is made again") from error


def _map(path: Path) -> Any:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def sort_tellings(tellings: Any, *first: str) -> Any:
    """The tellings by some columns, then by date (what has none last), article and place in it."""
    return tellings.take(order_tellings(tellings, *first))


def order_tellings(tellings: Any, *first: str) -> Any:
    """The numbers of the rows in that order."""
    keys = [(name, "ascending") for name in (*first, *ORDER)]
    return pc.sort_indices(tellings.select([name for name, _ in keys]), sort_keys=keys)


class SpillFile:
    """Rows written to an Arrow file bit by bit, then mapped."""

    def __init__(self, path: Path, schema: Any) -> None:
        self._path = path
        self._sink = pa.OSFile(str(path), "wb")
        self._file = pa.ipc.new_file(self._sink, schema)

    def write(self, rows: Any) -> None:
        """Add a batch or table."""
        self._file.write(rows)

    def read(self) -> Any:
        """All of it as a table; nothing is written after."""
        self._file.close()
        self._sink.close()
        return _map(self._path)


def make_edges(tellings: Any) -> Any:
    """The edges of tellings that are sorted by edge: ends, weights, and where the tellings of each begin."""
    if not len(tellings):
        return EDGES.empty_table()
    # `group_by` gives the groups in no order, so they are numbered before and sorted after it.
    numbers = number_runs(tellings["edge"])
    counted = tellings.select(["article", "origin", "first_day", "last_day"]).append_column("edge", numbers)
    wanted = [("edge", "count"), ("article", "count_distinct"), ("origin", "count_distinct")]
    wanted += [("first_day", "min"), ("last_day", "max")]
    grouped = counted.group_by("edge").aggregate(wanted).sort_by("edge")
    claims = grouped["edge_count"].to_numpy()
    first = claims.cumsum() - claims
    ends = tellings.select(["edge", "source", "relation", "target"]).take(pa.array(first))
    columns = [
        *(ends[name] for name in ("edge", "source", "relation", "target")),
        *(grouped["edge_count"], grouped["article_count_distinct"], grouped["origin_count_distinct"]),
        *(grouped["first_day_min"], grouped["last_day_max"], pa.array(first)),
    ]
    return pa.table([c.cast(f.type) for c, f in zip(columns, EDGES, strict=True)], schema=EDGES)


def number_runs(column: Any) -> Any:
    """0 for each row of the first run of equal values, 1 for those of the second, and so on."""
    column = column.combine_chunks()
    starts = pc.cast(pc.not_equal(column.slice(1), column.slice(0, len(column) - 1)), pa.int32())
    return pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(starts)])


def rows_of(table: Any, start: int = 0, stop: int | None = None) -> list[Mapping[str, Any]]:
    """Some rows as mappings."""
    rows: list[Mapping[str, Any]] = table.slice(start, None if stop is None else stop - start).to_pylist()
    return rows


def among(column: Any, values: Iterable[str]) -> Any:
    """Which rows have one of some words in a column."""
    return pc.is_in(column, value_set=pa.array(sorted(values), pa.string()))
