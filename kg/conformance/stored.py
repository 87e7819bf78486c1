"""The records of a folder against their articles, and its store against the records."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby, islice

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from kg.conformance.findings import Checked, Finding, shorten, spell
from kg.errors import ArticleError
from kg.graph import build_graph, find_graph
from kg.model import Record
from kg.rdf import find_quads, ontology_quads
from kg.records import (
    CHECKSUMS,
    KINDS,
    Damage,
    Folder,
    check_record,
    digest,
    find_batch_damage,
    find_derived_damage,
    list_derived,
)
from kg.relations import Relation
from kg.resolve import load_resolution, resolve_records
from kg.stories import load_origins

_CHUNK = 1000  # quads between two reports
_MISSING = "is in the records and not in the store"
_STALE = "is not what the records say; delete the folder graph in it, and it is made again"
_EXTRA = "is in the store and not in the records"


def check_files(folder: Folder) -> Iterator[Checked]:
    """The files of records, graph and store: they are as they were written, and no batch is missing."""
    places = [folder.root / batch.name for batch in folder.batches()]
    places += [place for kind in KINDS for place in list_derived(folder, kind)]
    yield Checked("files", sum(1 for place in places for _ in place.iterdir()), ())
    for _, damage in find_batch_damage(folder):
        yield _check_files(folder, damage, _damaged_records(folder, damage))
    for damage in find_derived_damage(folder):
        yield _check_files(folder, damage, f"is damaged; kg repair {folder.path} makes it anew")


def _damaged_records(folder: Folder, damage: Damage) -> str:
    remedy = f"kg repair {folder.path}"
    if not damage.files:
        return f"is missing, with its articles; {remedy}, and kg build with the same inputs reads them again"
    if damage.files == (CHECKSUMS,):
        return f"cannot be read, so nobody can tell whether its batch is whole; {remedy} looks, and mends it"
    return f"is damaged; {remedy} mends the records from their articles"


def _check_files(folder: Folder, damage: Damage, message: str) -> Checked:
    place = damage.place.relative_to(folder.path).as_posix()
    nodes = [f"{place}/{name}" for name in damage.files] or [place]
    return Checked("files", 0, tuple(Finding("files", node, "", "", message) for node in nodes))


def check_records(folder: Folder) -> Iterator[Checked]:
    """Each record: its text is that of the article that was read, and all that it quotes stands there.

    Raises FolderError where a batch cannot be read at all.
    """
    digests = folder.digests()
    for record in folder.records():
        key = record.article.id
        found = []
        if digests.get(key) != digest(record.article.text):
            found.append("its text is not the one that was read; take it out with kg remove, and build again")
        try:
            check_record(record)
        except ArticleError as error:
            found.append(str(error).strip())
        yield Checked("records", 1, tuple(Finding("records", key, "", "", text) for text in found))


def check_store(folder: Folder, store: Store, relations: Mapping[str, Relation]) -> Iterator[Checked]:
    """Whether graph and store hold what records and decisions say, and no more; graph by graph."""
    resolution = load_resolution(folder)

    def records() -> Iterator[Record]:
        return resolve_records(folder.records(), resolution)

    graph = build_graph(
        records(), relations, origins=load_origins(folder), rejected=resolution.rejected
    )  # anew: not the one that is kept
    kept = find_graph(folder)
    if kept is not None and kept != graph:
        yield Checked("quads", 0, (Finding("graph", "", "", "", _STALE),))
    yield from _check_default(store, lambda: find_quads(graph, (), relations, base=folder.base))
    named = chain(find_quads(graph, records(), relations, base=folder.base), ontology_quads(relations))
    known = set()
    for name, group in groupby(named, key=lambda quad: quad.graph_name):
        if not isinstance(name, DefaultGraph):
            known.add(name)
            yield _check_named(store, name, set(group))
    for name in store.named_graphs():
        if name not in known:
            yield Checked("quads", 0, (Finding("store", name.value, "", "", "is a graph of no article"),))


def _check_default(store: Store, expected: Callable[[], Iterable[Quad]]) -> Iterator[Checked]:
    """The default graph, which may be large: what it lacks, and where there is too much in it, that too."""
    there = 0
    quads = iter(expected())
    while chunk := list(islice(quads, _CHUNK)):
        missing = [quad for quad in chunk if quad not in store]
        there += len(chunk) - len(missing)
        yield Checked("quads", len(chunk), _findings(missing, _MISSING))
    yield Checked("quads", 0, _findings(_extra(store, DefaultGraph(), there, expected), _EXTRA))


def _check_named(store: Store, name: NamedNode | BlankNode, expected: set[Quad]) -> Checked:
    missing = [quad for quad in expected if quad not in store]
    extra = _extra(store, name, len(expected) - len(missing), lambda: expected)
    return Checked("quads", len(expected), _findings(missing, _MISSING) + _findings(extra, _EXTRA))


def _extra(
    store: Store,
    name: NamedNode | BlankNode | DefaultGraph,
    there: int,
    expected: Callable[[], Iterable[Quad]],
) -> Iterable[Quad]:
    """What a graph has beyond `there` quads that are expected. Stores compare: they write 1.0 as 1."""
    if sum(1 for _ in store.quads_for_pattern(None, None, None, name)) == there:
        return ()
    whole = Store()
    whole.bulk_extend(expected())
    return [quad for quad in store.quads_for_pattern(None, None, None, name) if quad not in whole]


def _findings(quads: Iterable[Quad], message: str) -> tuple[Finding, ...]:
    return tuple(
        sorted(
            Finding("store", spell(quad.subject), shorten(quad.predicate.value), spell(quad.object), message)
            for quad in quads
        )
    )
