"""What is damaged in a project folder mended: records from its articles, graph and store from its records."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.build import Reads, find_relations, load
from kg.errors import FolderError
from kg.files import explain_failure
from kg.model import Article, Record
from kg.records import Folder, Salvage, find_derived_damage, find_settings, open_folder, salvage
from kg.relations import load_relations

_LOST = "mended, but for articles that are lost; kg build with the same inputs reads them again"
_ANEW = "made anew from the records"


@dataclass(frozen=True, slots=True)
class Mended:
    """Something that was damaged: where, which of its files (none is all), and what became of it.

    Of records, `kept` were whole, `reread` were read again from their articles, and `lost` articles could not
    be saved; None where nothing tells how many.
    """

    place: str
    damaged: str
    kept: int
    reread: int
    lost: int | None
    outcome: str


def repair(
    path: Path, *, extractor: Reads | None = None, on_mended: Callable[[Mended], None] | None = None
) -> tuple[Mended, ...]:
    """Mend a project folder; returns what was damaged, and nothing where all was whole.

    Articles are read with the model, relations and gazetteers of the last build unless an extractor is given.
    It may be killed at any point and run again. Raises FolderError where the folder cannot be used.
    """
    folder = open_folder(Path(path))
    found: list[Mended] = []

    def add(mended: Mended) -> None:
        found.append(mended)
        if on_mended:
            on_mended(mended)

    @cache
    def reader() -> Reads:
        return extractor or _find_extractor(folder)

    def read(articles: Iterable[Article]) -> Iterator[Record]:
        return reader().extract(articles, on_fail=lambda _: None)  # it counts as lost

    with folder.hold():
        for item in salvage(folder, read):
            add(_to_mended(folder, item))
        for damage in find_derived_damage(folder):
            try:
                shutil.rmtree(damage.place)
            except OSError as error:
                raise FolderError(f"{damage.place}: cannot be deleted: {explain_failure(error)}") from error
            add(Mended(_relative(folder, damage.place), ", ".join(damage.files), 0, 0, 0, _ANEW))
    if found:
        relations = extractor.relations if extractor is not None else None
        load(folder.path, relations=relations).update_store()  # and the graph before it
    return tuple(found)


def _to_mended(folder: Folder, item: Salvage) -> Mended:
    outcome = "mended" if item.lost == 0 else _LOST
    place = _relative(folder, item.damage.place)
    return Mended(place, ", ".join(item.damage.files), item.kept, item.reread, item.lost, outcome)


def _relative(folder: Folder, place: Path) -> str:
    return place.relative_to(folder.path).as_posix()


def _find_extractor(folder: Folder) -> Reads:
    """One that reads as the last build did."""
    from kg.extraction import Extractor  # spaCy is slow to load
    from kg.gazetteers import load_gazetteer

    relations = load_relations(find_relations(folder.path))
    settings = find_settings(folder)
    if settings is None:  # built before they were kept
        return Extractor(relations=relations)
    model, least, tables = settings
    return Extractor(model, relations, load_gazetteer(tables), least)
