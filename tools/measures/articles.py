"""Rows of labelled news -> articles and their records, and mentions by place.

In: rows with `id`, `text` and, some of them, `title` and `date`. Out: each row with its record, in order.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kg.extraction import Extractor
from kg.model import Article, Mention, Record


def read_rows(
    rows: Iterable[Mapping[str, Any]], extractor: Extractor
) -> Iterator[tuple[Mapping[str, Any], Record, int]]:
    """Each row, its record, and how many characters of the article come before the row's `text`."""
    rows = list(rows)
    records = extractor.extract(read_article(row) for row in rows)
    for row, record in zip(rows, records, strict=True):
        yield row, record, len(record.article.text) - len(row["text"])


def overlapping(mentions: Iterable[Mention], start: int, end: int) -> list[Mention]:
    """The mentions that share a character with a span, the most alike in extent first."""
    over = [m for m in mentions if m.start < end and start < m.end]
    return sorted(over, key=lambda m: (-_likeness(m, start, end), m.start, m.end))


def _likeness(mention: Mention, start: int, end: int) -> float:
    """Characters in both spans, of those in either."""
    both = min(mention.end, end) - max(mention.start, start)
    return both / (max(mention.end, end) - min(mention.start, start))


def read_article(row: Mapping[str, Any]) -> Article:
    """The article of a row."""
    title, day = row.get("title"), row.get("date")
    text = f"{title}\n\n{row['text']}" if title else row["text"]
    return Article(row["id"], text, title or None, published=date.fromisoformat(day) if day else None)
