"""What the terminal shows of a graph, one module for each view.

Each module has `render(graph, ...)`, giving something that rich can print, and `find_rows(graph, ...)`,
giving the same content as flat frozen values for JSON and TSV. Views print nothing themselves.
Modules whose names begin with an underscore are parts of several views.
"""

from enum import StrEnum

from kg.views._clean import clean, clean_lines, escape_json

__all__ = ["Ranking", "clean", "clean_lines", "escape_json"]


class Ranking(StrEnum):
    """What `top` ranks."""

    ACTORS = "actors"
    PAIRS = "pairs"
    RELATIONS = "relations"
    QUADS = "quads"
