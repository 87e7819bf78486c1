"""What an article is known by, and whether it is in a folder already."""

import hashlib
from collections.abc import Mapping

from kg.model import Article, Skipped


def digest(text: str) -> str:
    """What an article is known by: the SHA-256 of its text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_copy(article: Article, digests: Mapping[str, str]) -> Skipped | None:
    """Why an article is not added to those of `digests` (id to digest), or None where it is new.

    A copy is skipped rightly; another text under an id that is in use is a mistake in the input.
    """
    known = digests.get(article.id)
    if known is None:
        return None
    place = article.place or article.id
    if known == digest(article.text):
        return Skipped(place, f"article '{article.id}' is already in the folder", failed=False)
    return Skipped(
        place,
        f"id '{article.id}' is already in use by an article with another text; "
        f"give it another id, or take the other out with: kg remove {article.id}",
    )
