"""What a folder keeps beside its records because making it takes long: the graph, the store.

It holds nothing that the records do not. Its directory is named by what it was made from, so one that is
missing, stale or of an older form is simply not found, and is made again.
"""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from kg import __version__
from kg.errors import FolderError
from kg.records.batches import sync
from kg.records.folder import Folder


def find_derived(folder: Folder, kind: str, form: str) -> Path:
    """Where what is derived from the folder's records as they are now is, or would be.

    `form` changes whenever it is written in another way.
    """
    made_from = f"{form} {__version__} {folder.base} {folder.state()}"
    return folder.path / kind / hashlib.sha256(made_from.encode()).hexdigest()[:16]


def write_derived(folder: Folder, path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a directory, then put it in the place of the older ones, all at once."""
    with folder.lock():
        hidden = path.with_name(f".{path.name}")
        try:
            path.parent.mkdir(exist_ok=True)
            shutil.rmtree(hidden, ignore_errors=True)
            hidden.mkdir()
            write(hidden)
            if path.exists():
                shutil.rmtree(path)
            hidden.rename(path)
            sync(path.parent)
        except OSError as error:
            raise FolderError(f"{path}: cannot be written ({error}); make room or change rights") from error
        for other in path.parent.iterdir():
            if other != path:
                shutil.rmtree(other, ignore_errors=True)
