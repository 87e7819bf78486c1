"""What a user reads with: a small value that goes to every worker, and the extractor made of it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import InputError
from kg.extraction import DEFAULT_MODEL, Extractor
from kg.gazetteers import load_gazetteer
from kg.model import LEAST_CONFIDENCE
from kg.relations import load_relations


@dataclass(frozen=True, slots=True)
class Settings:
    """The spaCy pipeline, installed on every machine, and the user's own files: their names and bytes."""

    model: str = DEFAULT_MODEL
    relations: tuple[str, bytes] | None = None
    gazetteers: tuple[tuple[str, bytes], ...] = ()
    least: float = LEAST_CONFIDENCE

    @classmethod
    def of_files(
        cls,
        model: str = DEFAULT_MODEL,
        relations: Path | None = None,
        gazetteers: Sequence[Path] = (),
        least: float = LEAST_CONFIDENCE,
    ) -> "Settings":
        """Those of some files. Raises InputError where one cannot be read."""
        return cls(model, _read(relations) if relations else None, tuple(map(_read, gazetteers)), least)


def _read(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give another file") from error


@lru_cache(maxsize=1)
def load_extractor(settings: Settings) -> Extractor:
    """The extractor of these settings, one a process: its model is loaded with the first article.

    Raises DataError where a file has a mistake in it.
    """
    with TemporaryDirectory() as folder:
        # Each file in a folder of its own, as two may have one name; messages tell the name.
        paths = [_write(Path(folder, str(at)), *file) for at, file in enumerate(settings.gazetteers)]
        relations = _write(Path(folder, "relations"), *settings.relations) if settings.relations else None
        return Extractor(
            settings.model, load_relations(relations), load_gazetteer(paths), least=settings.least
        )


def _write(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir()
    path = folder / name
    path.write_bytes(content)
    return path
