"""Who holds what, and when: state read off events, with the claims that say so.

In: a graph. Out: `Spell`s of places ("Palmyra: Islamic State from 2015-05-20 to 2016-03-27") and of offices.
Nothing is made up: where no claim tells how a spell began or ended, that end is open.
"""

from kg.spells.ordering import find_spells
from kg.spells.signs import find_signs
from kg.spells.values import Denial, Effect, Kind, Sign, Spell

__all__ = ["Denial", "Effect", "Kind", "Sign", "Spell", "find_signs", "find_spells"]
