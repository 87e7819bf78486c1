"""Articles from what a reader found: a text with its title, or a row of a table or of JSON Lines.

Where there is a title, `Article.text` is the title, a blank line and the body; else the body verbatim,
so that offsets into a row's text are offsets into `Article.text`. Only lone surrogates, which no file
can hold, are replaced, one character by one.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date

from kg.errors import ArticleError
from kg.model import Article, Skipped
from kg.readers._dates import find_date_in_text, parse_date

# the names in use for each field, best first; compared without case
TEXT_KEYS = ("text", "body", "content", "maintext", "article_text", "full_text")
_TITLE_KEYS = ("title", "headline")
_DATE_KEYS = (
    "date",
    "published",
    "publication_date",
    "date_published",
    "datepublished",
    "published_at",
    "publishedat",
    "date_publish",
    "pubdate",
)
_PUBLISHER_KEYS = ("publisher", "source", "source_domain", "sitename")
_URL_KEYS = ("url", "link")
KEYS = frozenset((*TEXT_KEYS, *_TITLE_KEYS, *_DATE_KEYS, *_PUBLISHER_KEYS, *_URL_KEYS, "id"))

# Half of a character, as a broken JSON escape gives it: no file can hold it. Same length, so offsets stand.
_LONE = re.compile(r"[\ud800-\udfff]")


def make_article(  # noqa: PLR0913  the fields of an article
    body: str,
    *,
    place: str,
    title: str | None = None,
    url: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    id: str | None = None,
) -> Article:
    """An article known by its own id, or by the hash of its text."""
    title = title if title and title.strip() else None
    text = _LONE.sub("\ufffd", f"{title}\n\n{body}" if title else body)
    return Article(
        id=_LONE.sub("\ufffd", id) if id else hashlib.sha256(text.encode()).hexdigest()[:16],
        text=text,
        title=text[: len(title)] if title else None,
        url=url,
        published=published,
        publisher=publisher,
        place=place,
    )


def read_row(row: object, place: str) -> Article | Skipped:
    """The article in one JSON object or table row, or why there is none."""
    if not isinstance(row, Mapping):
        return Skipped(place, f"holds a JSON {type(row).__name__}, not an object with a text")
    try:
        return article_from_row(row, place)
    except ArticleError as error:
        return Skipped(place, str(error))


def article_from_row(row: Mapping[str, object], place: str) -> Article:
    """The article in one JSON object or table row.

    Raises:
        ArticleError: the row has no text.
    """
    fields = {key.lower().strip(): value for key, value in row.items() if value is not None}
    body = _text(fields, TEXT_KEYS)
    if body is None:
        has = f"has {', '.join(map(repr, list(row)[:8]))}" if row else "is empty"
        raise ArticleError(f"holds no text: looked for {', '.join(TEXT_KEYS[:3])}; the row {has}")
    published = next((parse_date(fields[key]) for key in _DATE_KEYS if key in fields), None)
    return make_article(
        body,
        place=place,
        title=_text(fields, _TITLE_KEYS),
        url=_text(fields, _URL_KEYS),
        published=published or find_date_in_text(body),
        publisher=_text(fields, _PUBLISHER_KEYS),
        id=_id(fields.get("id")),
    )


def _text(fields: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    """The first of the fields that holds text; news services nest a publisher as {"name": ...}."""
    for key in keys:
        value = fields.get(key)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return _LONE.sub("\ufffd", value)
    return None


def _id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return _LONE.sub("\ufffd", str(value)).strip() or None
