"""A project folder found or made: what its `kg.json` says, and whether this kg can use it."""

import json
from pathlib import Path

from kg import __version__
from kg.errors import FolderError
from kg.files import explain_failure, sync
from kg.records.folder import Folder, replace_file

FORMAT = 1
# Names that need no network and no owner; a project that publishes its graph sets its own in kg.json.
DEFAULT_BASE = "urn:kg:"

_PLAIN = f'{{"format": {FORMAT}}}'  # all that kg.json must say


def open_folder(path: Path, *, create: bool = False) -> Folder:
    """The project folder at a path; with `create`, a new one where there is none.

    Raises FolderError where the path is something else, cannot be written when it must be made, or was
    made by another version.
    """
    path = Path(path)
    settings = path / "kg.json"
    if create and not settings.exists():
        _make(path)
    if not path.is_dir():
        problem = "is a file, not a folder" if path.exists() else "there is no such folder"
        raise FolderError(f"{path}: {problem}; kg build makes one")
    try:
        found = json.loads(settings.read_text("utf-8"))
        made_with, base = int(found["format"]), str(found.get("base", DEFAULT_BASE))
    except FileNotFoundError as error:
        remedy = f"write {_PLAIN} into it" if (path / "batches").is_dir() else "give another path"
        raise FolderError(f"{path}: not a kg project folder (no kg.json in it); {remedy}") from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise FolderError(
            f"{settings}: cannot be read ({error}); put back a copy, or write {_PLAIN} into it"
        ) from error
    if made_with > FORMAT:
        raise FolderError(
            f"{path}: made by a newer kg (format {made_with}; this one knows {FORMAT}); upgrade kg"
        )
    if made_with < FORMAT:
        raise FolderError(
            f"{path}: made by an older kg (format {made_with}; this one writes {FORMAT}); "
            "build it again from its articles"
        )
    if not base.startswith(("http://", "https://", "urn:")) or base[-1] not in "/#:" or not base.isascii():
        raise FolderError(
            f"{settings}: base '{base}' must start with http:, https: or urn: and end with /, # or :"
        )
    return Folder(path, base)


def _make(path: Path) -> None:
    try:
        if path.is_dir() and any(not found.name.startswith(".kg.json") for found in path.iterdir()):
            raise FolderError(
                f"{path}: not a kg project folder (no kg.json in it), and not empty; give another path"
            )
        if not path.exists() or path.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            sync(path.absolute().parent)
            text = json.dumps({"format": FORMAT, "kg": __version__, "base": DEFAULT_BASE}, indent=2)
            replace_file(path / "kg.json", text + "\n")
    except OSError as error:
        raise FolderError(f"{path}: cannot be made: {explain_failure(error)}") from error
