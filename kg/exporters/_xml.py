"""XML written as it comes, so that a large graph is never a tree in memory."""

import re
from typing import TextIO
from xml.sax.saxutils import escape

# Not allowed in XML 1.0 at all, not even escaped (section 2.2, Char); lone surrogates are not UTF-8.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def without_control(text: str) -> str:
    """The text without characters that XML forbids: control characters and lone surrogates."""
    return _FORBIDDEN.sub("", text)


Attributes = dict[str, str | int | float | None]


class XmlWriter:
    """Writes elements to a stream, two spaces of indent a level; attributes that are None are left out."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.opened: list[str] = []
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')

    def open(self, name: str, **attributes: str | int | float | None) -> None:
        """Begin an element that holds others."""
        self._line(f"<{name}{_attributes(attributes)}>")
        self.opened.append(name)

    def close(self) -> None:
        """End the innermost open element."""
        name = self.opened.pop()
        self._line(f"</{name}>")

    def leaf(self, name: str, text: str | None = None, **attributes: str | int | float | None) -> None:
        """Write an element that holds text, or nothing."""
        content = "/>" if text is None else f">{escape(without_control(text))}</{name}>"
        self._line(f"<{name}{_attributes(attributes)}{content}")

    def _line(self, text: str) -> None:
        self.stream.write(f"{'  ' * len(self.opened)}{text}\n")


def _attributes(attributes: Attributes) -> str:
    """Attributes as text; a name's trailing underscore is dropped, a double one is a colon (`xmlns__viz`)."""
    return "".join(
        f' {name.rstrip("_").replace("__", ":")}="{escape(without_control(str(value)), _IN_ATTRIBUTE)}"'
        for name, value in attributes.items()
        if value is not None
    )
