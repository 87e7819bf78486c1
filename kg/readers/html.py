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
# trafilatura takes time by the square of their number, 9 s for 50,000; pages of news have some thousand.
_MOST_ELEMENTS = 50_000
_MOST_BYTES = 8_000_000  # the markup of a page of news outweighs its article, but not so much
_SENTENCE = 8  # words in one line: menus and buttons have fewer, and no article is without


def read(path: Path | str) -> Iterator[Article]:
    """The article in one page."""
    found = _extract(read_bytes(path, most=_MOST_BYTES))
    title = found.get("title")
    text = _body(found.get("text") or "", title)
    if not any(len(line.split()) >= _SENTENCE for line in text.splitlines()):
        raise ArticleError("holds no article that could be told from the rest of the page; save its text")
    published = parse_date(found["date"]) or find_date_in_text(text) or find_date_in_name(Path(path))
    yield make_article(
        text,
        place=str(path),
        title=title,
        url=found["url"],
        published=published,
        publisher=found["sitename"],
    )


def _extract(data: bytes) -> dict[str, str | None]:
    """What trafilatura finds in a page, by its own names. Raises ArticleError where it cannot."""
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what fails is said by us, with its place
    try:
        import trafilatura  # takes half a second, and only pages need it
        from trafilatura.settings import Document
    except ImportError as error:  # older pip passes over lxml_html_clean, which it needs
        raise ArticleError(f"cannot be read, as trafilatura does not load: {error}") from error
    too_many = False
    try:
        tree = trafilatura.load_html(data)
        too_many = tree is not None and sum(1 for _ in tree.iter()) > _MOST_ELEMENTS
        if tree is not None and not too_many:
            found = trafilatura.bare_extraction(
                tree,
                favor_precision=True,
                include_comments=False,
                include_tables=False,
                with_metadata=True,
                date_extraction_params=_DATES,
            )
            return found.as_dict() if isinstance(found, Document) else {}
    except Exception as error:  # five libraries over a page that anybody made: what they raise is not listed
        raise ArticleError(f"cannot be taken apart ({type(error).__name__}); save its text") from error
    if too_many:
        raise ArticleError(f"has more than {_MOST_ELEMENTS:,} elements; save its text alone")
    return {}


def _body(text: str, title: str | None) -> str:
    """The text without the title as its first line, since the article's title stands before it."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if title and first.strip() == title.strip() else text.strip()
