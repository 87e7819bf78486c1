"""XML written as it comes, so that a large graph is never a tree in memory."""

import re
from collections.abc import Mapping
from typing import TextIO

# Not allowed in XML 1.0 at all, not even escaped (section 2.2, Char); lone surrogates are not UTF-8.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Escaped in attributes and text alike. Unescaped, a reader turns line ends and tabs in attributes to spaces.
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_SPECIAL = re.compile(f"[{''.join(_ESCAPES)}]|{_FORBIDDEN.pattern}")

Attributes = Mapping[str, str | int | float | None]


def without_control(text: str) -> str:
    """The text without characters that XML forbids: control characters and lone surrogates."""
    return _FORBIDDEN.sub("", text)


class XmlWriter:
    """Writes elements to a stream, two spaces of indent a level; attributes that are None are left out."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.opened: list[str] = []
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')

    def open(self, name: str, attributes: Attributes | None = None) -> None:
        """Begin an element that holds others."""
        self.stream.write(f"{'  ' * len(self.opened)}<{name}{_written(attributes)}>\n")
        self.opened.append(name)

    def close(self, *, levels: int = 1) -> None:
        """End as many of the innermost open elements."""
        for _ in range(levels):
            name = self.opened.pop()
            self.stream.write(f"{'  ' * len(self.opened)}</{name}>\n")

    def leaf(self, name: str, attributes: Attributes | None = None, *, text: str | None = None) -> None:
        """Write an element that holds text, or nothing."""
        content = "/>" if text is None else f">{_escape(text)}</{name}>"
        self.stream.write(f"{'  ' * len(self.opened)}<{name}{_written(attributes)}{content}\n")


def _written(attributes: Attributes | None) -> str:
    if not attributes:
        return ""
    return "".join(
        [f' {name}="{_escape(str(value))}"' for name, value in attributes.items() if value is not None]
    )


def _escape(text: str) -> str:
    # Nearly no text needs it, and looking first is three times as fast as replacing at once.
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], ""), text) if _SPECIAL.search(text) else text
