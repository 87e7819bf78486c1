"""Signs of who holds what, and the spells that they make."""

from dataclasses import dataclass
from enum import StrEnum

from kg.graph import Telling


class Kind(StrEnum):
    """What is held: a place, by one side at a time, or an office of a body, of which there are several."""

    CONTROL = "control"
    OFFICE = "office"


class Effect(StrEnum):
    """What an event does to a hold; in the order in which those of one day count."""

    LEAVES = "leaves"
    TAKES = "takes"
    SEEN = "seen"
    CONTESTS = "contests"


@dataclass(frozen=True, slots=True)
class Sign:
    """What one claim tells of a hold, on a day (ISO)."""

    kind: Kind
    effect: Effect
    holder: str  # entity ids
    held: str
    day: str
    telling: Telling


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that somebody does not hold it, or did not take it."""

    holder: str
    held: str
    day: str
    telling: Telling


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which somebody holds something. Days are ISO; None where no claim tells.

    `first_seen` and `last_seen` are the first and last day on which a claim tells of it. `began`, `seen`
    and `ended` are the claims that say so. `disputed` holds those that speak against it: that it was
    denied, or that another held the same at that time. `contested` are attempts to take it from the holder.
    `alone` tells that nobody but the holder's own side says so.
    """

    kind: Kind
    held: str
    holder: str
    since: str | None
    until: str | None
    first_seen: str
    last_seen: str
    began: tuple[Telling, ...] = ()
    seen: tuple[Telling, ...] = ()
    ended: tuple[Telling, ...] = ()
    disputed: tuple[Telling, ...] = ()
    contested: tuple[Telling, ...] = ()
    alone: bool = False

    @property
    def origins(self) -> int:
        """How many independent tellings there are of it, or of its end."""
        return len({telling.article.origin for telling in (*self.began, *self.seen, *self.ended)})
