"""Web pages (.html, .htm): the article out of the page, by trafilatura.

Title, publication date, publisher and address come from the page's metadata. Comments and tables of
figures are left out; link lists and captions that remain are told apart by `kg.passages`.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article
from kg.readers._dates import find_date_in_name, find_date_in_text, parse_date
from kg.readers._files import read_bytes
from kg.readers._rows import make_article

EXTENSIONS = (".html", ".htm", ".xhtml")
# "original": when it was published, not when it was last changed; the slow search in all of the text is
# left to our own rules, since it takes any date it meets
_DATES = {"original_date": True, "extensive_search": False}


def read(path: Path | str) -> Iterator[Article]:
    """The article in one page."""
    data = read_bytes(path)
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what fails is said by us, with its place
    import trafilatura  # noqa: PLC0415  takes half a second, and only pages need it

    page = trafilatura.bare_extraction(
        data,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    found: dict[str, str | None] = page.as_dict() if page else {}
    text = found.get("text") or ""
    if not text.strip():
        raise ArticleError("holds no article that could be told from the rest of the page; save its text")
    published = parse_date(found["date"]) or find_date_in_text(text) or find_date_in_name(Path(path))
    yield make_article(
        text,
        place=str(path),
        title=found["title"],
        url=found["url"],
        published=published,
        publisher=found["sitename"],
    )
