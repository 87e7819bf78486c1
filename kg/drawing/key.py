"""The key to a picture: what the colours and sizes mean, of those that are there."""

from collections.abc import Iterable, Iterator, Sequence

from kg.drawing.choosing import Arrow, Star
from kg.drawing.shapes import Curve, Disc, Part, Words, measure
from kg.layout.colours import NODE_GROUPS, QUAD_NAMES, edge_colour, node_colour, to_hex

_SIZE = 12.0
_ROW = 24.0


def draw_key(
    stars: Sequence[Star], arrows: Sequence[Arrow], *, left: float, top: float, right: float
) -> tuple[list[Part], float]:
    """The key's parts, in rows between left and right, and where it ends."""
    colours = {node_colour(star.type) for star in stars}
    quads = {arrow.quad for arrow in arrows}
    discs = {name: to_hex(colour) for colour, name in NODE_GROUPS.items() if colour in colours}
    lines = {name: to_hex(edge_colour(quad)) for quad, name in QUAD_NAMES.items() if quad in quads}
    parts: list[Part] = []
    row = top
    for x, y, name in _flow(discs, 20, left, row, right):
        parts += [Disc((x + 7, y), 7, discs[name]), _words(name, x + 20, y)]
        row = y
    for x, y, name in _flow(lines, 33, left, row + _ROW, right):
        curve = Curve((x, y), (x + 13, y), (x + 26, y), lines[name], 3)
        parts += [curve, _words(name, x + 33, y)]
        row = y
    most = max(arrow.origins for arrow in arrows)
    told = f"{most:,} independent telling{'' if most == 1 else 's'}"
    note = f"The widest line stands for {told}, a larger disc for more. Lines without a head go both ways."
    parts.append(Words(note, (left, row + _ROW + 4), _SIZE, "#555555", left=True))
    return parts, row + _ROW + 8


def _flow(
    names: Iterable[str], mark: float, left: float, top: float, right: float
) -> Iterator[tuple[float, float, str]]:
    """Where each name with its mark begins; a new row where the next one would not fit."""
    x, y = left, top
    for name in names:
        wide = mark + measure(name, _SIZE) + 24
        if x > left and x + wide > right:
            x, y = left, y + _ROW
        yield x, y, name
        x += wide


def _words(text: str, x: float, y: float) -> Words:
    return Words(text, (x, y + 4), _SIZE, left=True)
