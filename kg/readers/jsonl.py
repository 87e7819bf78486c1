"""JSON Lines (.jsonl, .ndjson), or JSON holding one article or a list of them (.json).

One article a line, with its text under text, body or content; title or headline, date, publisher or
source, url and id are kept where present. A line that cannot be read is skipped; the others are read.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article, Skipped
from kg.readers._files import LONGEST, MAX_BYTES, open_text
from kg.readers._rows import TEXT_KEYS, read_row

EXTENSIONS = (".jsonl", ".ndjson", ".json")
_NUL_SHARE = 0.01  # a stray NUL costs its row, not the file


def read(path: Path | str) -> Iterator[Article | Skipped]:
    """The articles of one file; those of JSON Lines one by one, in little memory."""
    with open_text(path, nul_share=_NUL_SHARE) as stream:
        if str(path).lower().removesuffix(".gz").endswith(".json"):
            yield from _read_json(stream.read(MAX_BYTES + 1), str(path))
        else:
            yield from _read_lines(iter(lambda: stream.readline(LONGEST), ""), str(path))


def _read_json(text: str, place: str) -> Iterator[Article | Skipped]:
    if len(text) > MAX_BYTES:
        raise ArticleError(f"is larger than {MAX_BYTES:,} characters; write it as JSON Lines (.jsonl)")
    try:
        rows = _rows(json.loads(text, strict=False))
    except (ValueError, RecursionError) as error:
        lines = text.splitlines(keepends=True)
        if len(lines) < 2 or not _is_object(lines[0]):
            raise ArticleError(f"is not JSON: {_reason(error)}") from None
        yield from _read_lines(iter(lines), place)  # JSON Lines under the name .json
        return
    for number, row in enumerate(rows, 1):
        yield read_row(row, place if len(rows) == 1 else f"{place}:[{number}]")


def _rows(value: object) -> list[object]:
    """The rows of a list, of an object that wraps one ({"articles": [...]}), or of one article."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(str(key).lower() in TEXT_KEYS for key in value):
        lists = [item for item in value.values() if isinstance(item, list) and item]
        if len(lists) == 1 and all(isinstance(row, dict) for row in lists[0]):
            return list(lists[0])
    return [value]


def _read_lines(lines: Iterator[str], path: str) -> Iterator[Article | Skipped]:
    oversize = False
    number = 1
    for line in lines:
        place = f"{path}:{number}"
        cut = len(line) >= LONGEST and not line.endswith("\n")
        if not oversize and (cut or line.strip()):
            yield read_line(line, place)
        oversize = cut
        number += not cut


def read_line(line: str, place: str) -> Article | Skipped:
    """The article in one line, or why there is none; a line of `LONGEST` characters was cut there."""
    if len(line) >= LONGEST and not line.endswith("\n"):
        return Skipped(place, f"the line is longer than {LONGEST:,} characters; split it")
    try:
        row = json.loads(line, strict=False)  # control characters inside a text are kept
    except (ValueError, RecursionError) as error:
        return Skipped(place, f"is not JSON: {_reason(error)}; each line holds one whole object")
    return read_row(row, place)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
