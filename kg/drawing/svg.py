"""A picture as SVG 1.1 that stands alone: no scripts, no fonts or images from elsewhere."""

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from kg.drawing.shapes import Curve, Disc, Part, Picture, Point, Shape, Words

_FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


def to_svg(picture: Picture) -> str:
    """The text of the SVG file."""
    width, height = _number(picture.width), _number(picture.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_FONT}">',
        f"<title>{_text(picture.title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *(_WRITERS[type(part)](part) for part in picture.parts),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _curve(part: Curve) -> str:
    path = f"M{_point(part.start)}Q{_point(part.bend)} {_point(part.end)}"
    title = f"<title>{_text(part.title)}</title>" if part.title else ""
    return (
        f'<path d="{path}" fill="none" stroke="{part.colour}" stroke-width="{_number(part.width)}" '
        f'stroke-opacity="0.75">{title}</path>'
    )


def _shape(part: Shape) -> str:
    points = " ".join(_point(point) for point in part.points)
    return f'<polygon points="{points}" fill="{part.colour}"/>'


def _disc(part: Disc) -> str:
    x, y = part.centre
    title = f"<title>{_text(part.title)}</title>" if part.title else ""
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(part.radius)}" fill="{part.colour}" '
        f'stroke="#ffffff" stroke-width="1.5">{title}</circle>'
    )


def _words(part: Words) -> str:
    x, y = part.place
    anchor = "" if part.left else ' text-anchor="middle"'
    weight = ' font-weight="bold"' if part.bold else ""
    halo = (
        ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if part.halo else ""
    )
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(part.size)}" '
        f'fill="{part.colour}"{anchor}{weight}{halo}>{_text(part.text)}</text>'
    )


_WRITERS: dict[type[Part], Callable[[Any], str]] = {Curve: _curve, Shape: _shape, Disc: _disc, Words: _words}


def _point(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"


def _text(text: str) -> str:
    return escape("".join(c for c in text if c.isprintable()))
