"""Arrows between figures, bent so that both directions are seen, with the relation where there is room."""

from collections.abc import Sequence

from kg.drawing.choosing import Arrow
from kg.drawing.figures import Figure
from kg.drawing.shapes import Curve, Part, Point, Shape, Words, measure
from kg.layout.colours import darker, edge_colour, to_hex

_BEND = 0.1  # how far a line leaves the straight one, in lengths
_LETTERS = 8.5
_NAMED = 80  # arrows that may have their relation beside them
_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7)  # of the way, where the relation may stand

Box = tuple[float, float, float, float]


def draw_arrows(arrows: Sequence[Arrow], figures: Sequence[Figure]) -> list[Part]:
    """The arrows, the strongest on top, and above them the relations of those with room for it."""
    most = max(arrow.origins for arrow in arrows)
    lines: list[list[Part]] = []
    words: list[Part] = []
    taken = [figure.box for figure in figures]
    for number, arrow in enumerate(arrows):
        one, two = figures[arrow.actor], figures[arrow.recipient]
        width = round(0.9 + 2.6 * ((arrow.origins - 1) / max(most - 1, 1)) ** 0.5, 2)
        start, bend, end, head = _path(one, two, width, symmetric=arrow.symmetric)
        colour = edge_colour(arrow.quad)
        title = _told(arrow, one, two)
        curve = Curve(start, bend, end, to_hex(colour), width, title)
        lines.append([curve, *([Shape(head, to_hex(colour))] if head else [])])
        for share in _SHARES if number < _NAMED else ():
            x, y = _along(start, bend, end, share)
            box = _box(arrow.label, (x, y))
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                words.append(Words(arrow.label, (x, y + 3), _LETTERS, to_hex(darker(colour)), halo=True))
                break
    return [*(part for parts in reversed(lines) for part in parts), *words]


def _path(
    one: Figure, two: Figure, width: float, *, symmetric: bool
) -> tuple[Point, Point, Point, tuple[Point, ...]]:
    """Start, control point and end of a line from rim to rim, and the corners of its head, if it has one."""
    (x1, y1), (x2, y2) = one.centre, two.centre
    bend = ((x1 + x2) / 2 + (y2 - y1) * _BEND * 2, (y1 + y2) / 2 - (x2 - x1) * _BEND * 2)
    start = _towards(one.centre, bend, one.radius + 2)
    end = _towards(two.centre, bend, two.radius + 2)
    if symmetric:
        return start, bend, end, ()
    long, half = 5 + 1.8 * width, 2.4 + 0.8 * width
    neck = _towards(two.centre, bend, two.radius + 2 + long)
    ux, uy = (end[0] - neck[0]) / long, (end[1] - neck[1]) / long
    corners = ((neck[0] - uy * half, neck[1] + ux * half), (neck[0] + uy * half, neck[1] - ux * half))
    return start, bend, neck, (end, *corners)


def _towards(place: Point, other: Point, far: float) -> Point:
    """The point that is so far from a place in the direction of another."""
    dx, dy = other[0] - place[0], other[1] - place[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    return place[0] + dx / length * far, place[1] + dy / length * far


def _along(start: Point, bend: Point, end: Point, share: float) -> Point:
    """The point of the curve after a share of its way."""
    parts = ((1 - share) ** 2, 2 * share * (1 - share), share**2)
    x, y = (parts[0] * start[a] + parts[1] * bend[a] + parts[2] * end[a] for a in (0, 1))
    return x, y


def _box(text: str, middle: Point) -> Box:
    half = measure(text, _LETTERS) / 2 + 3
    return middle[0] - half, middle[1] - _LETTERS / 2 - 2, middle[0] + half, middle[1] + _LETTERS / 2 + 2


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _told(arrow: Arrow, one: Figure, two: Figure) -> str:
    more = f" and {arrow.more} more" if arrow.more else ""
    tellings = f"{arrow.origins} telling{'' if arrow.origins == 1 else 's'}"
    return f"{one.star.label} {arrow.label}{more} {two.star.label}: {tellings}"
