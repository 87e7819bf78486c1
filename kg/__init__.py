"""kg turns news articles into a knowledge graph of political actors and places.

The names below are the public ones. They load when first used, so `import kg` takes no time.
`kg.build` is the module: `kg.build.build(["articles/"], Path("news.kg"))` adds to a project folder,
`kg.load("news.kg")` asks it, and `kg.extract(["articles/"])` reads without storing.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from logging import getLogger
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.model import Record

_HOMES = {
    "Extractor": "kg.extraction",
    "Project": "kg.build",
    "load": "kg.build",
    **dict.fromkeys(
        (
            "Article",
            "Claim",
            "Entity",
            "EntityRef",
            "EntityType",
            "Evidence",
            "Mention",
            "MentionKind",
            "Modality",
            "Participant",
            "Polarity",
            "Record",
            "Skipped",
        ),
        "kg.model",
    ),
    "KgError": "kg.errors",
}

__all__ = ["__version__", "build", "extract", *sorted(_HOMES)]  # noqa: PLE0604 -- all are strings


def __getattr__(name: str) -> Any:
    """A public name from the module that defines it."""
    if name == "__version__":
        return _version()
    if name == "build":
        return import_module("kg.build")
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def extract(inputs: Sequence[str], **options: Any) -> "Iterator[Record]":
    """The record of each article in files, folders and globs, in order; `options` are those of Extractor.

    What cannot be used is logged and passed over. Raises InputError where an input is missing.
    """
    from kg.extraction import Extractor
    from kg.model import Article
    from kg.readers import read_articles

    log = getLogger("kg.extraction")
    found = read_articles([str(item) for item in inputs])
    return Extractor(**options).extract(
        (item for item in found if isinstance(item, Article)),
        on_fail=lambda failed: log.warning("skipped %s: %s", failed.place, failed.reason),
    )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kg")
    except PackageNotFoundError:
        return "0"  # run from a checkout
