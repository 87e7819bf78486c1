"""Bytes of a user's file -> text: compression, encoding, binary files, size.

Comes in: a path, or `-` for standard input. Goes out: decoded text with every line end as it stands.
UTF-8 is expected; a byte order mark is obeyed and dropped; a file that is nowhere valid UTF-8 beyond
ASCII and reads as Windows-1252 is taken as that; other broken bytes become U+FFFD and are logged.
"""

import codecs
import gzip
import io
import logging
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import ArticleError

STDIN = "-"
# Of one article: the longest long read has about 200,000, and a book is none. So much news takes 18 s and
# 850 MB to read; text that is made to be slow, ten times as long.
MAX_CHARS = 300_000
MAX_NAME = 10_000  # of its id, url and publisher
MAX_BYTES = 32_000_000  # of a file that is read whole, such as a page: markup outweighs its article
LONGEST = 8_000_000  # characters of one line or row: an article in JSON escapes, with other fields beside it
UNREADABLE = (OSError, EOFError, zlib.error)  # what opening and unpacking a damaged file raises
_SAMPLE = 65_536  # bytes looked at to tell the encoding
_BROKEN_SHARE = 0.1  # of characters: text in another 8-bit encoding has 2-6 % undecodable, a JPEG over 40 %
_BINARY = "is binary, or text in an unknown encoding: save it as text in UTF-8"
_REPLACEMENT = "\ufffd"
_LOG = logging.getLogger("kg.readers")


@contextmanager
def open_text(path: Path | str, *, nul_share: float = 0.0) -> Iterator[io.TextIOWrapper]:
    r"""The decoded file, line ends untouched; iterating splits at "\n" alone.

    Raises:
        ArticleError: it is binary: more than `nul_share` NUL bytes, or mostly undecodable.
    """
    with _open_bytes(path) as stream:
        encoding = _sniff_encoding(stream.peek(_SAMPLE)[:_SAMPLE], str(path), nul_share)
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
        try:
            yield text
        finally:
            if path == STDIN:
                text.detach()


def read_text(path: Path | str) -> str:
    """All the text of a file that is one article, unless it cannot be one for its size."""
    with open_text(path) as stream:
        text = stream.read(MAX_CHARS + 1)
    if len(text) > MAX_CHARS:
        raise ArticleError(too_long())
    if _REPLACEMENT in text:
        _LOG.warning("%s: undecodable bytes were read as U+FFFD; save it as UTF-8", path)
    return text


def read_bytes(path: Path | str, *, most: int = MAX_BYTES) -> bytes:
    """All bytes of a file that names its own encoding, unpacked; no more than `most`."""
    with _open_bytes(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ArticleError(f"is larger than {most:,} bytes; split it")
    return data


def too_long() -> str:
    """Why an article beyond MAX_CHARS is not read, with the remedy."""
    return f"is longer than {MAX_CHARS:,} characters; split it into its articles"


def starts_with_brace() -> bool:
    """Whether standard input looks like JSON Lines; nothing is taken from it."""
    return _stdin().peek(_SAMPLE).lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"{")


@contextmanager
def _open_bytes(path: Path | str) -> Iterator[io.BufferedReader]:
    if path == STDIN:
        yield _stdin()
    elif str(path).lower().endswith(".gz"):
        with gzip.open(path) as packed:
            # gzip.GzipFile has all that is used of a BufferedReader
            yield cast(io.BufferedReader, packed)
    else:
        with Path(path).open("rb", buffering=_SAMPLE) as stream:
            yield cast(io.BufferedReader, stream)


_wrapped_stdin: tuple[BinaryIO, io.BufferedReader] | None = None


def _stdin() -> io.BufferedReader:
    """Standard input with `peek`: its own buffer, or one put round what stands in for it."""
    global _wrapped_stdin  # noqa: PLW0603  what was peeked must still be there at the next call
    buffer = sys.stdin.buffer
    if isinstance(buffer, io.BufferedReader):
        return buffer
    if _wrapped_stdin is None or _wrapped_stdin[0] is not buffer:
        _wrapped_stdin = buffer, io.BufferedReader(cast(io.RawIOBase, buffer), _SAMPLE)
    return _wrapped_stdin[1]


def _sniff_encoding(sample: bytes, place: str, nul_share: float) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if sample.count(0) > nul_share * len(sample):
        raise ArticleError(_BINARY)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    decoded = decoder.decode(sample, final=len(sample) < _SAMPLE)
    broken = decoded.count(_REPLACEMENT)
    if broken > _BROKEN_SHARE * len(decoded):
        raise ArticleError(_BINARY)
    if broken and all(char < "\x80" or char == _REPLACEMENT for char in decoded) and _is_windows(sample):
        _LOG.warning("%s: is not UTF-8 and was read as Windows-1252; save it as UTF-8", place)
        return "cp1252"
    return "utf-8"


# UTF-32 before UTF-16, whose mark is the beginning of it
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _is_windows(sample: bytes) -> bool:
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
