"""A graph -> a picture: its strongest nodes laid out, names that do not cover each other, and a key to it."""

from collections.abc import Mapping, Sequence

from kg.drawing.choosing import Arrow, Star, choose_arrows, choose_stars
from kg.drawing.figures import Figure, place_figures
from kg.drawing.key import draw_key
from kg.drawing.lines import draw_arrows
from kg.drawing.shapes import Disc, Part, Picture, Words
from kg.errors import UsageError
from kg.graph import Graph
from kg.layout.colours import node_colour, to_hex
from kg.relations import Relation

LIMIT = 60  # nodes: more names cannot be read on a page

_MARGIN = 40.0
_HEAD = 84.0  # for the title
_NARROWEST = 700.0  # what the title and the key need


def compose(
    graph: Graph, relations: Mapping[str, Relation], *, limit: int = LIMIT, around: str | None = None
) -> Picture:
    """The picture of the strongest nodes, or of an entity (by id) and those it is tied to most.

    Raises UsageError where no edge is there to be drawn.
    """
    stars = choose_stars(graph, limit, around)
    arrows = choose_arrows(graph, stars, relations, limit * 3)
    if not arrows:
        what = f"{stars[0].label} has" if stars else "the graph has"
        raise UsageError(f"{what} no edge to draw; kg summary tells what the folder holds")
    figures, right, bottom = place_figures(stars, arrows, left=_MARGIN, top=_HEAD)
    width = max(right, _NARROWEST) + _MARGIN
    key, height = draw_key(stars, arrows, left=_MARGIN, top=bottom + 30, right=width - _MARGIN)
    title = f"{stars[0].label} and those it has most to do with" if around else "Who has most to do with whom"
    about = _about(graph, stars, arrows)
    head = (
        Words(title, (_MARGIN, 44), 22, bold=True, left=True),
        Words(about, (_MARGIN, 66), 13, "#555555", left=True),
    )
    parts = (*draw_arrows(arrows, figures), *_draw_figures(figures), *head, *key)
    return Picture(title, about, width, height + _MARGIN / 2, parts)


def _draw_figures(figures: Sequence[Figure]) -> list[Part]:
    discs = [Disc(f.centre, f.radius, to_hex(node_colour(f.star.type)), _told(f.star)) for f in figures]
    words = [
        Words(line, f.base(number), f.size, bold=f.bold, halo=True)
        for f in figures
        for number, line in enumerate(f.lines)
    ]
    return [*discs, *words]


def _told(star: Star) -> str:
    return f"{star.label}: {star.strength:,.0f} tellings"


def _about(graph: Graph, stars: Sequence[Star], arrows: Sequence[Arrow]) -> str:
    days = graph.tables.articles["published"].drop_null().unique().to_pylist()
    period = f" of {min(days)} to {max(days)}" if days else ""
    count = len(graph.tables.articles)
    shown = f"{len(stars)} of {len(graph.nodes):,} actors and places, {len(arrows)} ties between them"
    return f"{shown}; from {count:,} article{'' if count == 1 else 's'}{period}"
