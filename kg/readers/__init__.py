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
from kg.readers._inputs import find_inputs, reader_for
from kg.readers._language import foreign_language

_HOPELESS = 10_000  # rows without an article
_LOG = logging.getLogger("kg.readers")


def read_articles(inputs: Sequence[str]) -> Iterator[Article | Skipped]:
    """All articles in files, folders (with all below them), globs and `-` (standard input), in order.

    Standard input is JSON Lines if it begins with `{`, else one plain text. What cannot be used comes
    out as `Skipped` in its place.

    Raises:
        InputError: an input is missing or holds no article at all; at once, before anything is read.
    """
    return _check_all(_read_all(find_inputs(inputs)))


def _read_all(files: Sequence[Path | Skipped | str]) -> Iterator[Article | Skipped]:
    for file in files:
        if isinstance(file, Skipped):
            yield file
            continue
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
        if failed == _HOPELESS:
            raise ArticleError(f"{failed:,} rows on end cannot be used, so the rest is not read")


def _check_all(found: Iterator[Article | Skipped]) -> Iterator[Article | Skipped]:
    first: dict[str, tuple[bytes, str]] = {}  # by id: digest of the text, and where it was
    for item in found:
        checked = _check(item, first) if isinstance(item, Article) else item
        if isinstance(checked, Skipped):
            _LOG.info("skipped %s: %s", checked.place, checked.reason)
        yield checked


def _check(article: Article, first: dict[str, tuple[bytes, str]]) -> Article | Skipped:
    if not article.text.strip():
        return Skipped(article.place, "holds no text")
    if len(article.text) > MAX_CHARS:
        return Skipped(article.place, too_long())
    for name, value in (("id", article.id), ("url", article.url), ("publisher", article.publisher)):
        if value and len(value) > MAX_NAME:
            return Skipped(article.place, f"has {name} of more than {MAX_NAME:,} characters; shorten it")
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
