"""Nodes with their names on a page: each has a box, and no box covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.drawing.choosing import Arrow, Star
from kg.drawing.shapes import Point, measure
from kg.layout import find_communities, lay_out, make_ties

_WIDE = 1.5  # a page is wider than high
_LINE = 1.15  # from one line of a name to the next, in sizes
_GAP = 40.0  # between groups


@dataclass(frozen=True, slots=True)
class Figure:
    """A node that has a place: the centre and radius of its disc, and the lines of its name under it."""

    star: Star
    radius: float
    lines: tuple[str, ...]
    size: float  # of the letters
    centre: Point = (0.0, 0.0)

    @property
    def bold(self) -> bool:
        """Whether the name is written bold: that of a strong node."""
        return self.size >= 13

    @property
    def wide(self) -> float:
        """The width of its box."""
        text = max(measure(line, self.size, bold=self.bold) for line in self.lines)
        return max(text, 2 * self.radius) + 10

    @property
    def high(self) -> float:
        """The height of its box: disc and name."""
        return 2 * self.radius + self.size * _LINE * len(self.lines) + 10

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of its box."""
        x, y = self.centre
        top = y - self.radius - 3
        return x - self.wide / 2, top, x + self.wide / 2, top + self.high

    def base(self, number: int) -> Point:
        """The middle of the base line of a line of its name."""
        x, y = self.centre
        return x, y + self.radius + self.size * (0.95 + _LINE * number)


def place_figures(
    stars: Sequence[Star], arrows: Sequence[Arrow], *, left: float, top: float
) -> tuple[tuple[Figure, ...], float, float]:
    """Figures right of and below a point, with the right and lower end of all of them."""
    most = max(star.strength for star in stars)
    figures = [_figure(star, round(5 + 17 * (star.strength / most) ** 0.5, 2)) for star in stars]
    boxes = np.array([(figure.wide, figure.high) for figure in figures]) / 2
    groups = _groups(len(figures), arrows)
    placed_groups = [_spread(_lay_out(group, arrows, figures), boxes[group]) for group in groups]
    middles, (right, bottom) = _pack(groups, placed_groups, boxes, left=left, top=top)
    # The disc is at the upper end of the box.
    heights = boxes[:, 1] - np.array([figure.radius for figure in figures]) - 3
    centres = np.round(middles - np.stack([np.zeros(len(figures)), heights], axis=1), 1)
    placed = (
        Figure(f.star, f.radius, f.lines, f.size, (x, y))
        for f, (x, y) in zip(figures, centres.tolist(), strict=True)
    )
    return tuple(placed), right, bottom


def _figure(star: Star, radius: float) -> Figure:
    return Figure(star, radius, tuple(_wrap(star.label)), round(10 + radius / 4.4, 1))


def _wrap(label: str, *, width: int = 18) -> list[str]:
    """The label in lines of about so many characters, three at most."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > 3:
        lines = [*lines[:2], f"{lines[2][: width - 1]}…"]
    return lines or [label]


def _groups(count: int, arrows: Sequence[Arrow]) -> list[list[int]]:
    """The nodes that arrows lead between, in one step or more, the largest group first."""
    first = list(range(count))
    for arrow in arrows:
        one, two = sorted((first[arrow.actor], first[arrow.recipient]))
        first = [one if other == two else other for other in first]
    groups: dict[int, list[int]] = {}
    for node, number in enumerate(first):
        groups.setdefault(number, []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _lay_out(group: Sequence[int], arrows: Sequence[Arrow], figures: Sequence[Figure]) -> Any:
    """The places of one group by forces, in no unit."""
    number = {node: place for place, node in enumerate(group)}
    inside = [arrow for arrow in arrows if arrow.actor in number]
    one, two = (np.array([number[getattr(a, end)] for a in inside], int) for end in ("actor", "recipient"))
    ties = make_ties(len(group), one, two, np.array([arrow.origins for arrow in inside], float))
    places = lay_out(ties, find_communities(ties), np.array([figures[node].wide / 2 for node in group]))
    # What is far out comes nearer, and the middle gets room.
    places -= places.mean(axis=0)
    far = np.maximum(np.sqrt((places**2).sum(axis=1)), 1e-6)
    return places / np.sqrt(np.sqrt(far))[:, None] * np.array([1.0, -1.0])  # on a page y goes down


def _pack(
    groups: Sequence[list[int]], places: Sequence[Any], boxes: Any, *, left: float, top: float
) -> tuple[Any, tuple[float, float]]:
    """All groups on one page, the first on top, the others below it side by side; and where they end."""
    middles = np.zeros((sum(map(len, groups)), 2))
    x, y, right, bottom = left, top, left, top
    for number, (group, found) in enumerate(zip(groups, places, strict=True)):
        low, high = (found - boxes[group]).min(axis=0), (found + boxes[group]).max(axis=0)
        wide, tall = (high - low).tolist()
        if number and x + wide > right:
            x, y = left, bottom + _GAP
        middles[group] = found - low + np.array([x, y])
        right, bottom = max(right, x + wide), max(bottom, y + tall)
        x, y = (x + wide + _GAP, y) if number else (left, bottom + _GAP)
    return middles, (right, bottom)


def _spread(places: Any, boxes: Any, *, rounds: int = 500) -> Any:
    """The places on a page that has room for all boxes, then moved until no two overlap."""
    spans = np.maximum(places.max(axis=0) - places.min(axis=0), 1.0)
    # Lines need room too, and the more the more nodes there are.
    room = min(4 + len(boxes) / 15, 8.0)
    area = float((boxes[:, 0] * boxes[:, 1]).sum()) * 4 * room
    places = places / spans * np.sqrt(np.array([area * _WIDE, area / _WIDE]))
    numbers = np.arange(len(places))
    order = np.sign(numbers[None, :] - numbers[:, None])
    for _ in range(rounds):
        apart = places[None, :, :] - places[:, None, :]
        lack = boxes[None, :, :] + boxes[:, None, :] - np.abs(apart)
        overlap = (lack > 0.1).all(axis=2)
        np.fill_diagonal(overlap, False)
        if not overlap.any():
            break
        # Along the axis where less is lacking; of two at the same place the second goes on.
        across = overlap & (lack[:, :, 0] <= lack[:, :, 1])
        side = np.where(apart == 0, order[:, :, None], np.sign(apart))
        needed = np.stack([across * lack[:, :, 0], (overlap & ~across) * lack[:, :, 1]], axis=2)
        places = places + (needed * side).sum(axis=0) * 0.3
    return places
