"""Content negotiation by weight, then by how exactly a range fits, then by our order."""

import pytest

from kg.server.accept import choose, prefers_html
from kg.sparql import ROWS, TRIPLES


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("nonsense", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; header=present", "text/csv"),
        ("text/*", "text/xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        ("text/csv;q=0.5, */*;q=0.1", "text/csv"),
        ("application/sparql-results+xml;q=0.8, application/sparql-results+json;q=0.8",
         "application/sparql-results+json"),
        ("*/*, application/sparql-results+json;q=0", "application/json"),
        ("text/csv;q=0", None),
        ("text/csv;q=maybe", "application/sparql-results+json"),
        ("text/turtle, image/png", None),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
    ],
)  # fmt: skip
def test_rows(accept: str, expected: str | None) -> None:
    choice = choose(accept, ROWS)
    assert (choice.media_type if choice else None) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples, text/turtle;q=0.2", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/sparql-results+json", None),
    ],
)
def test_triples(accept: str, expected: str | None) -> None:
    choice = choose(accept, TRIPLES)
    assert (choice.syntax.name if choice else None) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html", True),
        ("text/html, text/turtle", False),
        ("*/*", False),
        ("", False),
        ("text/turtle", False),
    ],
)
def test_a_page_is_for_those_who_like_it_best(accept: str, expected: bool) -> None:
    assert prefers_html(accept, TRIPLES) is expected
