"""A project folder asked with SPARQL: answers, and hints where a query finds nothing or misses a term."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode

from kg.rdf.names import Names
from kg.rdf.store import open_store
from kg.records import open_folder
from kg.sparql import Answer, ask, explain_empty, fill, find_unknown


def run_query(
    path: Path,
    sparql: str,
    *,
    settings: Mapping[str, str] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answer:
    """What a SPARQL 1.1 query finds in the project folder at a path.

    `settings` are values of its parameters (`kg.sparql.parameters`). The default graph is the union of all
    graphs unless `default_graphs` or `named_graphs` (IRIs) or the query itself say otherwise. kg's prefixes
    need no declaration. Raises FolderError where there is no store, QueryError where the query is wrong or
    would ask another server, UsageError where a parameter is.
    """
    folder = open_folder(path)
    store, vocabulary = open_store(folder), Names(folder.base).vocabulary()
    return ask(
        store,
        fill(sparql, settings or {}, store=store, vocabulary=vocabulary),
        prefixes=vocabulary.prefixes,
        default_graphs=[NamedNode(name) for name in default_graphs],
        named_graphs=[NamedNode(name) for name in named_graphs],
    )


def find_hints(
    path: Path, sparql: str, *, settings: Mapping[str, str] | None = None, empty: bool
) -> tuple[str, ...]:
    """What to tell whoever asked: the terms of the query that the folder does not know, with the nearest.

    Where the answer is `empty`, also why: which patterns match nothing. Raises as `run_query` does.
    """
    folder = open_folder(path)
    store, vocabulary = open_store(folder), Names(folder.base).vocabulary()
    sparql = fill(sparql, settings or {}, store=store, vocabulary=vocabulary)
    hints = find_unknown(store, sparql, vocabulary)
    return (*hints, explain_empty(store, sparql, vocabulary)) if empty else hints
