"""A picture as PNG, drawn by matplotlib, which comes with the extra `notebook`."""

import io
from typing import Any

from kg.drawing.shapes import Curve, Disc, Part, Picture, Shape, Words
from kg.errors import UsageError

_DPI = 144  # two pixels a point
_FONTS = ["Helvetica", "Arial", "Liberation Sans", "DejaVu Sans"]


def to_png(picture: Picture) -> bytes:
    """The bytes of the PNG file. Raises UsageError where matplotlib is missing."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        remedy = "pip install 'kg[notebook]', or draw an .svg"
        raise UsageError(f"a .png needs matplotlib: {remedy}") from error
    figure = Figure(figsize=(picture.width / 72, picture.height / 72), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, picture.width), ylim=(picture.height, 0))
    axes.axis("off")
    for order, part in enumerate(picture.parts):
        axes.add_artist(_artist(part, order))
    stream = io.BytesIO()
    figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def _artist(part: Part, order: int) -> Any:
    from matplotlib.patches import Circle, PathPatch, Polygon
    from matplotlib.path import Path

    match part:
        case Curve():
            path = Path([part.start, part.bend, part.end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
            line = {"edgecolor": part.colour, "linewidth": part.width, "alpha": 0.75}
            return PathPatch(path, facecolor="none", zorder=order, **line)
        case Shape():
            return Polygon(part.points, closed=True, facecolor=part.colour, zorder=order)
        case Disc():
            rim = {"edgecolor": "white", "linewidth": 1.5}
            return Circle(part.centre, part.radius, facecolor=part.colour, zorder=order, **rim)
        case Words():
            return _text(part, order)


def _text(part: Words, order: int) -> Any:
    from matplotlib.patheffects import Normal, Stroke
    from matplotlib.text import Text

    text = Text(
        *part.place,
        part.text.replace("$", r"\$"),
        fontsize=part.size,
        color=part.colour,
        family=_FONTS,
        weight="bold" if part.bold else "normal",
        ha="left" if part.left else "center",
        va="baseline",
        zorder=order,
    )
    if part.halo:
        text.set_path_effects([Stroke(linewidth=3, foreground="white"), Normal()])
    return text
