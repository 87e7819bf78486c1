"""Words from articles made fit for a terminal."""

import re

# A text may carry commands to the terminal (ECMA-48 control sequences, operating system commands) or
# marks that turn the direction of reading (Unicode Bidi_Control), and so show what is not there.
_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]?|\x9b[0-?]*[ -/]*[@-~]"
)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


_UNSEEN = re.compile(_CONTROL.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))


def clean(text: str) -> str:
    """The text on one line, without control characters, terminal sequences and direction marks."""
    if text.isprintable() and "  " not in text:
        return text  # none of the characters below is printable; this is all but always so, and quick
    return _CONTROL.sub("", _SPACE.sub(" ", _SEQUENCE.sub("", text)))


def clean_lines(text: str) -> str:
    """The same for a text of several lines: tabs and line ends stay, and so do runs of spaces."""
    return text if text.isprintable() else _UNSEEN.sub("", _SEQUENCE.sub("", text))


def escape_json(text: str) -> str:
    """JSON that says the same, with what `clean` takes out as escapes: JSON itself leaves most as it is."""
    return text if text.isprintable() else _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
