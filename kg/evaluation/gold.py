"""Texts with claims read by hand, from a JSON Lines file; `kg evaluate --help` tells its keys."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import ArticleError, InputError
from kg.model import Article


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as a careful reader wrote it; empty texts are empty strings."""

    actor: str
    actor_text: str
    relation: str
    recipient: str
    recipient_text: str
    polarity: str
    modality: str
    speaker: str
    sentence: str
    date: str
    place: str
    core: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with all its claims."""

    article: Article
    claims: tuple[GoldClaim, ...]


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """The gold articles of a JSON Lines file. Raises InputError or ArticleError naming the line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(
            f"{path}: cannot be read ({reason}); give a JSON Lines file with gold claims"
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _gold_article(json.loads(line), f"{path}:{number}")
            except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
                reason = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
                hint = "see 'kg evaluate --help'"
                raise ArticleError(f"{path}:{number}: not a gold row ({reason}); {hint}") from error


def _gold_article(row: Any, place: str) -> GoldArticle:
    if not isinstance(row, dict):
        raise TypeError("it is not an object")
    title, body, claims = row.get("title"), str(row["text"]), row["claims"]
    text = f"{title}\n\n{body}" if title else body
    published = date.fromisoformat(str(row["date"])) if row.get("date") else None
    article = Article(
        id=str(row["id"]), text=text, title=str(title) if title else None, published=published, place=place
    )
    if not isinstance(claims, list) or not all(isinstance(claim, dict) for claim in claims):
        raise TypeError("its claims are not a list of objects")
    return GoldArticle(article, tuple(map(_gold_claim, claims)))


def _gold_claim(row: dict[str, Any]) -> GoldClaim:
    texts = {key: row.get(key, "") for key in GoldClaim.__dataclass_fields__ if key != "core"}
    return GoldClaim(**texts, core=bool(row.get("core")))
