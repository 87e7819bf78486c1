"""An entity of the graph from what a user types."""

from kg.graph import Graph, Node
from kg.naming import find_id, fold

_PRONOUNS = frozenset("he she it they him her them his its their we i us you".split())


def find_node(graph: Graph, name: str) -> Node:
    """The node meant by an id, a label, words that articles use for it, or a part of its label.

    Raises UsageError where several may be meant, or none.
    """
    labels = {key: node.entity.label for key, node in graph.nodes.items()}
    weights = {key: node.mentions for key, node in graph.nodes.items()}
    return graph.nodes[find_id(name, labels, weights, aliases=lambda: _aliases(graph))]


def _aliases(graph: Graph) -> dict[str, set[str]]:
    """The names that stand for each entity in the evidence; pronouns and nouns begin small, so not those."""
    aliases: dict[str, set[str]] = {}
    tellings = [*graph.unasserted, *(telling for edge in graph.edges for telling in edge.tellings)]
    for telling in tellings:
        for end in (telling.claim.actor, telling.claim.recipient):
            if end.text[:1].isupper() and end.text.lower() not in _PRONOUNS:
                aliases.setdefault(end.entity, set()).add(fold(end.text))
    return aliases
