"""Which directories of a project folder are not as they were written, found by their checksums."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.records.batches import Batch
from kg.records.checksums import find_damaged
from kg.records.derived import KINDS, is_ours, list_derived
from kg.records.folder import Folder


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a directory of a folder: the files that are missing or not as they were written.

    No files means that all of it is missing.
    """

    place: Path
    files: tuple[str, ...]


def find_batch_damage(folder: Folder) -> Iterator[tuple[Batch, Damage]]:
    """The batches of a folder that are damaged, or missing between others, in order."""
    after = 1
    for batch in folder.batches():
        if batch.first > after:
            missing = Batch(after, batch.first - 1, 0)
            yield missing, Damage(folder.root / missing.name, ())
        after = batch.last + 1
        place = folder.root / batch.name
        if files := find_damaged(place):
            yield batch, Damage(place, files)


def find_derived_damage(folder: Folder) -> Iterator[Damage]:
    """What is damaged of all that this version of kg has made from the records."""
    for kind in KINDS:
        for place in list_derived(folder, kind):
            if is_ours(place) and (files := find_damaged(place)):
                yield Damage(place, files)
