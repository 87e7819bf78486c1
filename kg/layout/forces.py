"""Where a few hundred nodes stand: what is tied is near, all else keeps its distance.

After ForceAtlas2 (M. Jacomy and others, 2014): attraction grows with distance, repulsion with the product
of both degrees over distance. Nothing but +, -, *, / and square roots: their bits are the same everywhere.
"""

from typing import Any

import numpy as np

from kg.layout.ties import Ties

_ROUNDS = 250
_REPULSION = 30.0  # three times Gephi's default: names need room
_GRAVITY = 1.5
# cos and sin of the golden angle, by which a sunflower's seeds follow; as numbers: sines differ by machine.
_TURN = complex(-0.7373688780783197, 0.6754902942615238)


def spiral(count: int) -> Any:
    """Points of a sunflower, evenly spread over a disc from the middle out, one a unit of area."""
    seeds, turned = [], complex(1, 0)
    for number in range(count):
        seeds.append(turned * ((number + 0.5) / np.pi) ** 0.5)
        turned *= _TURN
    points = np.array(seeds, complex).reshape(-1)
    return np.stack([points.real, points.imag], axis=1)


def balance(ties: Ties, masses: Any, begin: Any, sizes: Any) -> Any:
    """The places of nodes as rows of x and y: from where they begin to where the forces are in balance.

    `masses` say how much each pushes others away, `sizes` are radii; two circles do not overlap in the end
    where that can be helped. Costs the square of the number of nodes.
    """
    places = np.array(begin, float)
    owners = np.repeat(np.arange(ties.count), np.diff(ties.starts))
    pull = np.sqrt(ties.weights)
    speed, before = 1.0, np.zeros_like(places)
    for _ in range(_ROUNDS):
        forces = _repulsion(places, masses) - _gravity(places, masses)
        apart = (places[ties.ends] - places[owners]) * pull[:, None]
        for axis in (0, 1):
            forces[:, axis] += np.bincount(owners, apart[:, axis], minlength=ties.count)
        swing = _length(forces - before) * masses
        going = _length(forces + before) * masses / 2
        # As in the paper: fast while nodes keep their way, slow where they swing; up by a half at most.
        speed = min(float(going.sum() / max(swing.sum(), 1e-9)), speed * 1.5)
        step = 0.1 * speed / (1 + speed * np.sqrt(swing))
        moves = forces * step[:, None]
        longest = np.maximum(_length(moves), 1e-9)
        places += moves * np.minimum(1.0, 10.0 / longest)[:, None]
        before = forces
    return part(places, sizes)


def part(places: Any, sizes: Any, *, rounds: int = 60) -> Any:
    """The places, with those whose circles overlap moved apart."""
    places = np.array(places, float)
    room = sizes[:, None] + sizes[None, :]
    np.fill_diagonal(room, 0)
    for _ in range(rounds):
        across, distances = _distances(places)
        lack = np.maximum(room - distances, 0) / distances / 2
        if not lack.any():
            break
        places += np.stack([(across[axis] * lack).sum(axis=0) for axis in (0, 1)], axis=1)
    return places


def _repulsion(places: Any, masses: Any) -> Any:
    across, distances = _distances(places)
    push = _REPULSION * masses[:, None] * masses[None, :] / (distances * distances)
    np.fill_diagonal(push, 0)
    return np.stack([(across[axis] * push).sum(axis=0) for axis in (0, 1)], axis=1)


def _gravity(places: Any, masses: Any) -> Any:
    return places / np.maximum(_length(places), 1e-9)[:, None] * (_GRAVITY * masses)[:, None]


def _distances(places: Any) -> tuple[tuple[Any, Any], Any]:
    """For each pair how far the second is from the first along x, along y, and straight."""
    x, y = (places[None, :, axis] - places[:, None, axis] for axis in (0, 1))
    return (x, y), np.maximum(np.sqrt(x * x + y * y), 1e-3)


def _length(vectors: Any) -> Any:
    return np.sqrt(vectors[:, 0] ** 2 + vectors[:, 1] ** 2)
