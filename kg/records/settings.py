"""What the articles of a folder were last read with, kept so that they can be read again in the same way."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
        if _read(folder) != row:
            replace_file(folder.path / FILE, json.dumps(row, indent=1) + "\n")


def find_settings(folder: Folder) -> tuple[str, float, tuple[Path, ...]] | None:
    """The model, the least confidence and the user's tables of the last build; None where none are kept."""
    row = _read(folder)
    if row is None:
        return None
    return row["model"], row["least"], tuple(folder.path / TABLES / name for name in row["gazetteers"])


def _read(folder: Folder) -> dict[str, Any] | None:
    try:
        row = json.loads((folder.path / FILE).read_text("utf-8"))
        return row if isinstance(row, dict) and row.keys() >= {"model", "least", "gazetteers"} else None
    except (OSError, ValueError):
        return None
