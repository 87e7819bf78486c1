"""Data scientists: Parquet, three files with the nodes, the edges and all claims.

`graph.parquet` gives `graph.nodes.parquet`, `graph.edges.parquet` and `graph.claims.parquet`; a folder gets
`nodes.parquet` and so on. The claims are all that were read, also those that are denied, planned,
hypothetical, hedged or rejected and make no edge: `asserted` is false for these.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from kg.exporters import Exportable, open_bytes, part_paths
from kg.exporters._rows import draw_nodes
from kg.frames import Frame, find_parts
from kg.graph import Graph

ENDINGS = (".parquet",)
PARTS = ("nodes", "edges", "claims")


def write(project: Exportable, path: Path | BinaryIO, *, per_claim: bool = False) -> None:
    """Write the project's nodes, edges and claims as three files. Raises UsageError for a stream."""
    del per_claim  # claims have a file of their own
    nodes, edges, claims = part_paths("parquet", path)
    graph = project.graph()
    tables = (_drawn(graph), find_parts(graph, Frame.EDGES), find_parts(graph, Frame.CLAIMS))
    with ExitStack() as stack:  # a failure in one leaves all as they were
        for file, parts in zip((nodes, edges, claims), tables, strict=True):
            _write_table(stack.enter_context(open_bytes(file)), parts)


def _write_table(stream: BinaryIO, parts: Iterator[Any]) -> None:
    first = next(parts)
    with pq.ParquetWriter(stream, first.schema, compression="zstd") as writer:
        for part in chain([first], parts):
            writer.write_table(part)


def _drawn(graph: Graph) -> Iterator[Any]:
    """The nodes with where they stand in a picture."""
    communities, _, places = draw_nodes(graph)
    start = 0
    for part in find_parts(graph, Frame.NODES):
        rows = slice(start, start + len(part))
        start += len(part)
        drawn = {"community": pa.array(communities[rows], pa.int32())}
        drawn |= {name: pa.array(places[rows, axis], pa.float64()) for axis, name in enumerate(("x", "y"))}
        yield pa.table({**{name: part[name] for name in part.column_names}, **drawn})
