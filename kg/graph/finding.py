"""An entity of the graph from what a user types."""

from kg.graph.kept import Graph
from kg.graph.values import Node
from kg.naming import find_id


def find_node(graph: Graph, name: str) -> Node:
    """The node meant by an id, a label, words that articles use for it, or a part of its label.

    Raises UsageError where several may be meant, or none.
    """
    nodes = graph.nodes
    return nodes[find_id(name, nodes.labels, nodes.mentions, aliases=nodes.called, folded=nodes.folded)]
