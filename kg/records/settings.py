"""What the articles of a folder were last read with, kept so that they can be read again in the same way."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import FolderError
from kg.files import explain_failure
from kg.records.folder import Folder, replace_file

if TYPE_CHECKING:  # no view needs what reads articles
    from kg.extraction import Settings

FILE = "reading.json"
TABLES = "gazetteers"  # the user's own, as they were when articles were read


def note_settings(folder: Folder, settings: "Settings") -> None:
    """Keep the settings of a build in place of those of the build before. Raises FolderError."""
    place = folder.path / TABLES
    names = [f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.csv" for text in settings.gazetteers]
    row = {"model": settings.model, "least": settings.least, "gazetteers": names}
    with folder.hold():
        for name, text in zip(names, settings.gazetteers, strict=True):
            if not (place / name).exists():
                try:
                    place.mkdir(exist_ok=True)
                except OSError as error:
                    raise FolderError(f"{place}: cannot be made: {explain_failure(error)}") from error
                replace_file(place / name, text)
        text, file = json.dumps(row, indent=1) + "\n", folder.path / FILE
        if not file.exists() or file.read_bytes() != text.encode():
            replace_file(file, text)


def find_settings(folder: Folder) -> tuple[str, float, tuple[Path, ...]] | None:
    """The model, the least confidence and the user's tables of the last build; None where none are kept.

    Raises FolderError where they are damaged.
    """
    path = folder.path / FILE
    if not path.exists():
        return None
    try:
        row = json.loads(path.read_text("utf-8"))
        tables = tuple(folder.path / TABLES / name for name in row["gazetteers"])
        return str(row["model"]), float(row["least"]), tables
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FolderError(
            f"{path}: cannot be read ({error}); delete it, and kg's own pipeline and gazetteers are meant"
        ) from error
