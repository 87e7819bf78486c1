"""Plain text (.txt): one article a file, read verbatim.

`Article.text` is the decoded file as it stands, CRLF line ends included, without a byte order mark:
offsets are those of the file's characters. There is no title; `kg.passages` finds the headline. The
date is that of a line of its own near the top, of a dateline, or of the file name.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.model import Article
from kg.readers._dates import find_date_in_name, find_date_in_text
from kg.readers._files import read_text
from kg.readers._rows import make_article

EXTENSIONS = (".txt", ".text")


def read(path: Path | str) -> Iterator[Article]:
    """The article in one file."""
    text = read_text(path)
    published = find_date_in_text(text) or find_date_in_name(Path(path))
    yield make_article(text, place=str(path), published=published)
