"""Markdown (.md): the words without the markup, title and metadata from the front matter.

Front matter is lines of `key: value` between `---` (YAML) or TOML between `+++`; its keys are those of
JSON Lines. Without a title there, a heading that opens the text is the title. Images, comments, link
targets and code fences go; the words of links, headings, lists and code stay.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article
from kg.readers._dates import find_date_in_name
from kg.readers._files import read_text
from kg.readers._rows import article_from_row, make_article

EXTENSIONS = (".md", ".markdown")
# 20,000 characters are more than any page says of itself
_FRONT_MATTER = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z][\w -]*?):[ \t]+(.*)$", re.MULTILINE)
_TITLE = re.compile(r"\A\s*+(?:#{1,2}[ \t]+(?P<atx>[^\n]+)|(?P<setext>[^\n]+)\n[=-]{3,}[ \t]*)(?:\n|\Z)")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+([^\n]*)$", re.MULTILINE)
_ENDLESS = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")  # no character has such a number
# In this order; each leaves the words of what it takes the markup from. Each stops where its own opening
# stands again, so that a text full of openings is read in linear time.
_MARKUP = tuple(
    (re.compile(pattern, re.MULTILINE), words)
    for pattern, words in (
        (r"<!--(?:(?!<!--)[\s\S])*?-->", ""),
        (r"^[ \t]*(?:```|~~~)[^\n]*$", ""),  # the fence, not the code
        (r"^[ \t]*\[[^\[\]\n]+\]:[^\n]*$", ""),  # link targets, footnotes
        (r"^[ \t]*(?:[-*_][ \t]*){3,}$", ""),  # rules
        (r"^[=-]{3,}[ \t]*$", ""),  # underlined headings
        (r"^[ \t]*(?:>[ \t]?)+", ""),
        (r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", ""),
        (r"!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])", ""),
        (r"\[\^[^\[\]\n]+\]", ""),
        (r"\[([^\[\]\n]+)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])", r"\1"),
        (r"<(https?://[^<>\s]+)>", r"\1"),
        (r"</?[A-Za-z][^<>\n]*>", ""),
        (r"(\*\*|__)(?=\S)((?:(?!\1)[^\n])+)(?<=\S)\1", r"\2"),
        (r"(?<![\w*])([*_])(?=\S)([^*_\n]+)(?<=\S)\1(?!\w)", r"\2"),
        (r"(?<!`)(`++)([^`\n]+)\1", r"\2"),
        (r"\\$", ""),
        (r"\\([\\`*_{}\[\]()#+.!>|~-])", r"\1"),
    )
)


def read(path: Path | str) -> Iterator[Article]:
    """The article in one file."""
    source = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, object] = {}
    if found := _FRONT_MATTER.match(source):
        fields = dict(_front_matter(found[1], found[2]))
        source = source[found.end() :]
    if not any(key.lower() in ("title", "headline") for key in fields) and (found := _TITLE.match(source)):
        fields["title"] = _words(_heading(found["atx"] or found["setext"]))
        source = source[found.end() :]
    body = _words(source)
    if not body:
        raise ArticleError("holds no text below its title")
    article = article_from_row({**fields, "text": body}, str(path))
    yield make_article(
        body,
        place=str(path),
        title=article.title,
        url=article.url,
        published=article.published or find_date_in_name(Path(path)),
        publisher=article.publisher,
    )


def _front_matter(fence: str, text: str) -> Mapping[str, object]:
    if fence == "+++":
        try:
            values = tomllib.loads(text)
        except (ValueError, RecursionError):  # a number of thousands of digits, brackets within brackets
            return {}
        return {key: value if isinstance(value, str) else str(value) for key, value in values.items()}
    return {key: value.strip().strip("\"'") for key, value in _FIELD.findall(text)}


def _words(source: str) -> str:
    source = _HEADING.sub(lambda found: _heading(found[1]), source)
    for pattern, words in _MARKUP:
        source = pattern.sub(words, source)
    return re.sub(r"\n{3,}", "\n\n", unescape(_ENDLESS.sub("\ufffd", source))).strip()


def _heading(words: str) -> str:
    """A heading's words without the number signs that may close it: "Reactions ##"."""
    head, _, tail = words.rstrip().rpartition(" ")
    return words.strip() if tail.strip("#") else head.strip()
