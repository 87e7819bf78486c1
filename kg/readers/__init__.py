"""Files, folders, globs and standard input -> articles, one module per format.

A reader is a module here with `EXTENSIONS` and `read(path)`, which yields an `Article` or a `Skipped`
for each item and raises `ArticleError` where the file as a whole cannot be used. `read_articles` finds
the files, calls the readers, and holds every article to the same rules: it has words, is not too long,
is in English, and its id belongs to it alone.
"""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article, Skipped
from kg.plugins import load_plugin
from kg.readers._files import MAX_CHARS, MAX_NAME, STDIN, UNREADABLE, starts_with_brace, too_long
from kg.readers._inputs import find_inputs, reader_for, without_reader
from kg.readers._language import foreign_language

__all__ = [
    "HOPELESS",
    "check_article",
    "check_size",
    "find_inputs",
    "hopeless",
    "read_articles",
    "read_file",
    "without_reader",
]

HOPELESS = 10_000  # rows on end without an article
_LOG = logging.getLogger("kg.readers")


def read_articles(inputs: Sequence[str]) -> Iterator[Article | Skipped]:
    """All articles in files, folders (with all below them), globs and `-` (standard input), in order.

    Standard input is JSON Lines if it begins with `{`, else one plain text. What cannot be used comes
    out as `Skipped` in its place.

    Raises:
        InputError: an input is missing or holds no article at all; at once, before anything is read.
    """
    files = find_inputs(inputs)
    return _check_all(item for file in files for item in read_file(file))


def read_file(file: Path | Skipped | str) -> Iterator[Article | Skipped]:
    """What is in one file of those that `find_inputs` has found, in order; nothing is held to the rules."""
    if isinstance(file, Skipped):
        yield file
        return
    try:
        name = ("jsonl" if starts_with_brace() else "text") if file == STDIN else reader_for(Path(file))
        yield from _until_hopeless(load_plugin("kg.readers", name).read(file))
    except ArticleError as error:
        yield Skipped(str(file), str(error))
    except UNREADABLE as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield Skipped(str(file), f"cannot be read: {reason}")


def _until_hopeless(found: Iterator[Article | Skipped]) -> Iterator[Article | Skipped]:
    """What a reader finds in a file, until too many rows on end are none: a list of them has no end."""
    failed = 0
    for item in found:
        yield item
        failed = failed + 1 if isinstance(item, Skipped) else 0
        if failed == HOPELESS:
            raise ArticleError(hopeless())


def hopeless() -> str:
    """Why the rest of a file is not read."""
    return f"{HOPELESS:,} rows on end cannot be used, so the rest is not read"


def _check_all(found: Iterator[Article | Skipped]) -> Iterator[Article | Skipped]:
    first: dict[str, tuple[bytes, str]] = {}
    for item in found:
        checked = check_article(item, first) if isinstance(item, Article) else item
        if isinstance(checked, Skipped):
            _LOG.info("skipped %s: %s", checked.place, checked.reason)
        yield checked


def check_article(article: Article, first: dict[str, tuple[bytes, str]]) -> Article | Skipped:
    """The article where it keeps the rules, else why it is skipped.

    `first` has for each id that came before the digest of its text and its place; this one is added.
    """
    if wrong := check_size(article):
        return wrong
    digest = hashlib.sha256(article.text.encode()).digest()[:16]
    if article.id in first:
        before, place = first[article.id]
        if before == digest:
            return Skipped(article.place, f"is a copy of the article at {place}", failed=False)
        return Skipped(
            article.place, f"has the id {article.id!r} of another text at {place}; give it its own"
        )
    first[article.id] = digest, article.place
    if language := foreign_language(article.text):
        return Skipped(article.place, f"is in {language}; kg reads English", failed=False)
    return article


def check_size(article: Article) -> Skipped | None:
    """Why an article is skipped for its size alone, if it is."""
    if not article.text.strip():
        return Skipped(article.place, "holds no text")
    if len(article.text) > MAX_CHARS:
        return Skipped(article.place, too_long())
    for name, value in (("id", article.id), ("url", article.url), ("publisher", article.publisher)):
        if value and len(value) > MAX_NAME:
            return Skipped(article.place, f"has {name} of more than {MAX_NAME:,} characters; shorten it")
    return None
