"""Whether what is kept is as kg writes it: files, records, store against records, RDF against shapes.

Nothing is changed, but a store that is missing or older than the records is made, as a query would.
"""

import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from kg.conformance.findings import Checked, Finding, Report, report
from kg.conformance.stored import check_files, check_records, check_store
from kg.errors import InputError
from kg.rdf import open_store, update_store
from kg.records import Folder
from kg.relations import Relation

__all__ = ["Checked", "Finding", "Report", "check_file", "check_folder", "report"]

_CHUNK = 100_000  # quads loaded at once


def check_folder(folder: Folder, relations: Mapping[str, Relation]) -> Iterator[Checked]:
    """All of a project folder, part by part, with a part in memory at a time and the graph of the whole.

    `relations` are those that it was built with. Where a file is damaged nothing else is looked at; where a
    record is wrong, store and shapes are not: no graph can be made of it. Raises FolderError where the folder
    cannot be read.
    """
    for check in (check_files, check_records):
        is_sound = True
        for part in check(folder):
            is_sound &= not part.findings
            yield part
        if not is_sound:
            return
    update_store(folder, relations=relations)
    store = open_store(folder)
    yield from check_store(folder, store, relations)
    yield from _check_shapes(store, relations)


def check_file(path: Path, relations: Mapping[str, Relation]) -> Iterator[Checked]:
    """An RDF file, such as kg exports, against the shapes alone, part by part.

    Its ending tells the syntax. Raises InputError where it cannot be read.
    """
    syntax = RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if syntax is None:
        raise InputError(
            f"{path}: the ending tells no RDF syntax; use .ttl, .nt, .nq, .trig, .jsonld or .rdf"
        )
    with tempfile.TemporaryDirectory(prefix="kg-check-") as folder:  # on disk: the file may be large
        store = Store(folder)
        try:
            quads = parse(path=str(path), format=syntax)
            while chunk := list(islice(quads, _CHUNK)):  # Oxigraph would take a large file into memory
                store.bulk_extend(chunk)
        except (OSError, SyntaxError) as error:
            told = getattr(error, "strerror", None) or str(error)
            raise InputError(f"{path}: cannot be read ({told})") from error
        yield Checked("quads", len(store), ())
        yield from _check_shapes(store, relations)
        del store  # closes it, so that the directory can go


def _check_shapes(store: Store, relations: Mapping[str, Relation]) -> Iterator[Checked]:
    from kg.conformance.shapes import Shapes  # pyshacl is slow to load
    from kg.conformance.slices import cut

    shapes = Shapes(relations)
    for part in cut(store, shapes.classes):
        yield Checked(part.kind, len(part.nodes), shapes.judge(part))
