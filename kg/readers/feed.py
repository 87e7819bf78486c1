"""News feeds kept as files (.rss, .atom, .xml): one article an item of RSS 2.0, RSS 1.0 or Atom.

The text is the item's full content where the feed has it, else its summary; its markup goes. The feed's
own title is the publisher.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from kg.errors import ArticleError
from kg.model import Article, Skipped
from kg.readers._dates import find_date_in_text, parse_date
from kg.readers._files import read_bytes
from kg.readers._rows import make_article

EXTENSIONS = (".rss", ".atom", ".xml")
# local names, best first; prefixes differ from feed to feed
_TEXT = ("encoded", "content", "description", "summary")
_DATE = ("pubDate", "published", "date", "issued", "updated")
_BLOCKS = ("p", "br", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr")


def read(path: Path | str) -> Iterator[Article | Skipped]:
    """The articles of one feed."""
    # no entities, no network, no DTD, no tree of any size: a feed is somebody else's file
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(read_bytes(path), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"is not XML: {error}") from error
    try:
        yield from _read_items(root, str(path))
    except UnicodeDecodeError as error:  # lxml reads halves of characters (surrogates), and cannot tell them
        raise ArticleError("is not XML: it holds what is no character; write it as UTF-8 anew") from error


def _read_items(root: etree._Element | None, path: str) -> Iterator[Article | Skipped]:
    items = [] if root is None else [node for node in root.iter() if _name(node) in ("item", "entry")]
    if root is None or not items:
        raise ArticleError("is not a feed: it holds no <item> or <entry>")
    channel = next((node for node in root.iter() if _name(node) in ("channel", "feed")), root)
    publisher = _text(channel, ("title",))
    for number, item in enumerate(items, 1):
        place = f"{path}:[{number}]"
        title = _plain(_text(item, ("title",)) or "").replace("\n", " ")
        body = _plain(_text(item, _TEXT) or "")
        if not body:
            yield Skipped(place, "holds no text: looked for content, description, summary")
            continue
        published = parse_date(_text(item, _DATE)) or find_date_in_text(body)
        link = _link(item)
        yield make_article(body, place=place, title=title, url=link, published=published, publisher=publisher)


def _name(node: etree._Element) -> str:
    """The element's name without its namespace; comments and the like have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _text(node: etree._Element, names: tuple[str, ...]) -> str | None:
    for name in names:
        for child in node:
            if _name(child) == name and (text := "".join(map(str, child.itertext())).strip()):
                return text
    return None


def _link(item: etree._Element) -> str | None:
    """RSS has the address as text, Atom in `href`, where "alternate" is the page itself."""
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return child.get("href") or "".join(map(str, child.itertext())).strip() or None
    return None


def _plain(markup: str) -> str:
    """The words of HTML, a line for each block."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return markup.strip()
    words: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        is_block = node.tag in _BLOCKS
        if event == "start":
            words.append("\n" * (is_block and node.tag != "br") + (node.text or ""))
        elif node is not tree:
            words.append("\n" * is_block + (node.tail or ""))
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)
