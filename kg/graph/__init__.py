"""Claims merged into one typed graph that networkx, the exporters, RDF and the views share.

`build_graph` makes it of records, `update_graph` finds that of a project folder, `select` takes a part.
"""

from kg.graph.finding import find_node
from kg.graph.kept import Graph, find_surest
from kg.graph.merging import build_graph
from kg.graph.networkx import to_networkx
from kg.graph.selection import (
    ALL,
    QUADS,
    Level,
    Selection,
    find_selection,
    parse_day,
    select,
    without_unnamed,
)
from kg.graph.stored import find_graph, update_graph
from kg.graph.values import (
    ArticleInfo,
    Edge,
    Node,
    Telling,
    Unread,
    edge_ends,
    edge_id,
    is_asserted,
    telling_dates,
)
from kg.naming import fold

__all__ = [
    "ALL",
    "QUADS",
    "ArticleInfo",
    "Edge",
    "Graph",
    "Level",
    "Node",
    "Selection",
    "Telling",
    "Unread",
    "build_graph",
    "edge_ends",
    "edge_id",
    "find_graph",
    "find_node",
    "find_selection",
    "find_surest",
    "fold",
    "is_asserted",
    "parse_day",
    "select",
    "telling_dates",
    "to_networkx",
    "update_graph",
    "without_unnamed",
]
