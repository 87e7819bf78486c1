"""An entity of the graph from what a user types."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

from kg.errors import UsageError
from kg.graph import Graph, Node


def find_node(graph: Graph, name: str) -> Node:
    """The node meant by an id, a label, words that articles use for it, or a part of its label.

    Case, accents, punctuation and a leading "the" do not matter. The first of these ways that finds
    anything decides. Raises UsageError where it finds several, or none finds any.
    """
    if name in graph.nodes:
        return graph.nodes[name]
    wanted = _fold(name)
    words = set(wanted.split())
    labels = {key: _fold(node.entity.label) for key, node in graph.nodes.items()}
    ways = (
        (key for key, label in labels.items() if label == wanted),
        (key for key, aliases in _aliases(graph).items() if wanted in aliases and key in graph.nodes),
        (key for key, label in labels.items() if words and words <= set(label.split())),
    )
    for way in ways:
        found = list(way)
        if len(found) == 1:
            return graph.nodes[found[0]]
        if found:
            raise UsageError(f"'{name}' may be {_choices(graph, found)}; give the id instead")
    raise UsageError(_unknown(graph, name, wanted, labels))


def _aliases(graph: Graph) -> dict[str, set[str]]:
    """The names that stand for each entity in the evidence; pronouns and nouns begin small, so not those."""
    aliases: dict[str, set[str]] = {}
    tellings = [*graph.unasserted, *(telling for edge in graph.edges for telling in edge.tellings)]
    for telling in tellings:
        for end in (telling.claim.actor, telling.claim.recipient):
            if end.text[:1].isupper() and end.text.lower() not in _PRONOUNS:
                aliases.setdefault(end.entity, set()).add(_fold(end.text))
    return aliases


_PRONOUNS = frozenset("he she it they him her them his its their we i us you".split())


def _choices(graph: Graph, found: Iterable[str]) -> str:
    ranked = sorted(found, key=lambda key: (-graph.nodes[key].mentions, key))
    named = [f"{graph.nodes[key].entity.label} ({key})" for key in ranked[:6]]
    rest = [f"{len(ranked) - 6} others"] if len(ranked) > 6 else []
    return " or ".join(named + rest)


def _unknown(graph: Graph, name: str, wanted: str, labels: dict[str, str]) -> str:
    near = difflib.get_close_matches(wanted, sorted(set(labels.values())), n=3, cutoff=0.6)
    if near:
        meant = sorted(
            (key for key in labels if labels[key] in near), key=lambda key: near.index(labels[key])
        )
        named = dict.fromkeys(graph.nodes[key].entity.label for key in meant)
        return f"nothing is called '{name}' here; did you mean {' or '.join(named)}?"
    if not graph.nodes:
        return f"nothing is called '{name}' here: the graph is empty; add articles with kg build"
    return f"nothing is called '{name}' among {len(graph.nodes):,} names here; kg top actors lists them"


def _fold(text: str) -> str:
    """Small letters and digits without marks, one space between words, no leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
