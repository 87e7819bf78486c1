"""What a folder keeps beside its records because making it takes long: the graph, the store.

It holds nothing that the records do not. Its directory is named by the version of kg that made it and by what
it was made from, so one that is missing, stale or of another version is simply not found, and is made again.
"""

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from kg import __version__
from kg.errors import FolderError
from kg.files import explain_failure, sync
from kg.records.checksums import find_damaged, write_checksums
from kg.records.folder import Folder

KINDS = ("graph", "store")

_log = logging.getLogger(__name__)


def find_derived(folder: Folder, kind: str, form: str) -> Path:
    """Where what is derived from the folder's records as they are now is, or would be.

    `form` changes whenever it is written in another way.
    """
    made_from = hashlib.sha256(f"{folder.base} {folder.state()}".encode()).hexdigest()[:16]
    return folder.path / kind / f"{_version(form)}{made_from}"


def is_kept(path: Path) -> bool:
    """Whether what is derived is there, and none of its files is missing or cut."""
    return path.is_dir() and not find_damaged(path, quick=True)


def tell_remaking(folder: Folder, path: Path, form: str) -> None:
    """Say on the log why something is made anew, where that is not because the records have changed."""
    kind = path.parent.name
    if path.is_dir():
        _log.warning("%s: its %s is damaged; it is made anew from the records", folder.path, kind)
        return
    for old in list_derived(folder, kind):
        if not old.name.startswith(_version(form)):
            maker, _, rest = old.name.partition("_")
            told = f"its {kind} was made by {f'kg {maker}' if rest else 'an older kg'}"
            _log.warning("%s: %s; it is made anew from the records", folder.path, told)


def is_ours(path: Path) -> bool:
    """Whether this version of kg made it; what others made is never used."""
    return path.name.startswith(f"{__version__}_")


def list_derived(folder: Folder, kind: str) -> Iterator[Path]:
    """All that is kept of a kind, stale or not."""
    place = folder.path / kind
    if place.is_dir():
        yield from sorted(path for path in place.iterdir() if not path.name.startswith("."))


def write_derived(folder: Folder, path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a directory, then put it in the place of the older ones, all at once."""
    with folder.hold():
        hidden, old = path.with_name(f".{path.name}"), path.with_name(f".old.{path.name}")
        try:
            if not path.parent.exists():
                path.parent.mkdir()
                sync(folder.path)
            for left in (hidden, old):
                shutil.rmtree(left, ignore_errors=True)
            hidden.mkdir()
            write(hidden)
            write_checksums(hidden)
            if path.exists():
                path.rename(old)  # a kill while it is deleted must not leave half of it
            hidden.rename(path)
            sync(path.parent)
        except OSError as error:
            shutil.rmtree(hidden, ignore_errors=True)  # a full disk needs the room
            raise FolderError(f"{path}: cannot be written: {explain_failure(error)}") from error
        for other in path.parent.iterdir():
            if other != path:
                shutil.rmtree(other, ignore_errors=True)


def _version(form: str) -> str:
    """How the names of directories begin that this version of kg makes: `0.1.0_3_`."""
    return f"{__version__}_{form.replace(' ', '-')}_"
