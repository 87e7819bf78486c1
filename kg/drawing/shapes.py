"""What a picture is made of. Places are in points of a page, y going down; colours are `#rrggbb`."""

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line bent towards `bend` (the control point of a quadratic Bezier curve)."""

    start: Point
    bend: Point
    end: Point
    colour: str
    width: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon."""

    points: tuple[Point, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle with a white rim."""

    centre: Point
    radius: float
    colour: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `place` is the middle (or left end) of its base line. A halo keeps lines off it."""

    text: str
    place: Point
    size: float
    colour: str = "#1a1a1a"
    bold: bool = False
    left: bool = False
    halo: bool = False


Part = Curve | Shape | Disc | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, and all on it in the order in which it is drawn; `about` says what part of the graph it is."""

    title: str
    about: str
    width: float
    height: float
    parts: tuple[Part, ...]


# Widths of Helvetica's characters in thousandths of the size, by its metrics; the rest is 556 or wider.
_WIDTHS = {
    **dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&w", 715),
    **dict.fromkeys("mMW@%", 870),
    **dict.fromkeys("csvxyzkrJ", 500),
    **dict.fromkeys(" .,:;!ftI/()[]-", 300),
    **dict.fromkeys("ijl'|", 225),
}


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, roughly: fonts differ, and what is drawn leaves some room."""
    units = sum(_WIDTHS.get(c, 556 if ord(c) < 0x2E80 else 1000) for c in text)
    return units * size / 1000 * (1.08 if bold else 1.02)
