"""An entity of the graph from what a user types."""

import difflib
from collections.abc import Iterable

from kg.errors import UsageError
from kg.graph import Graph, Node, fold


def find_node(graph: Graph, name: str) -> Node:
    """The node meant by an id, a label, words that articles use for it, or a part of its label.

    Case, accents, punctuation and a leading "the" do not matter. The first of these ways that finds
    anything decides. Raises UsageError where it finds several, or none finds any.
    """
    if name in graph.nodes:
        return graph.nodes[name]
    found = graph.nodes.named(name) or _containing(graph, name)
    if len(found) == 1:
        return graph.nodes[found[0]]
    if found:
        raise UsageError(f"'{name}' may be {_choices(graph, found)}; give the id instead")
    raise UsageError(_unknown(graph, name))


def _containing(graph: Graph, name: str) -> list[str]:
    """Those whose label has all the words."""
    words = set(fold(name).split())
    return [key for key, label in graph.nodes.folded.items() if words and words <= set(label.split())]


def _choices(graph: Graph, found: Iterable[str]) -> str:
    ranked = sorted(found, key=lambda key: (-graph.nodes[key].mentions, key))
    named = [f"{graph.nodes[key].entity.label} ({key})" for key in ranked[:6]]
    rest = [f"{len(ranked) - 6} others"] if len(ranked) > 6 else []
    return " or ".join(named + rest)


def _unknown(graph: Graph, name: str) -> str:
    labels = graph.nodes.folded
    near = difflib.get_close_matches(fold(name), sorted(set(labels.values())), n=3, cutoff=0.6)
    if near:
        meant = sorted(
            (key for key in labels if labels[key] in near), key=lambda key: near.index(labels[key])
        )
        named = dict.fromkeys(graph.nodes.labels[key] for key in meant)
        return f"nothing is called '{name}' here; did you mean {' or '.join(named)}?"
    if not graph.nodes:
        return f"nothing is called '{name}' here: the graph is empty; add articles with kg build"
    return f"nothing is called '{name}' among {len(graph.nodes):,} names here; kg top actors lists them"
