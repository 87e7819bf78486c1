"""kg turns news articles into a knowledge graph of political actors and places.

The names below are the public ones. They load when first used, so `import kg` takes no time.
"""

from importlib import import_module
from typing import Any

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

__all__ = ["__version__", *sorted(_HOMES)]  # noqa: PLE0604 -- all are strings


def __getattr__(name: str) -> Any:
    """A public name from the module that defines it."""
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kg")
    except PackageNotFoundError:
        return "0"  # run from a checkout
