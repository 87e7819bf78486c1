"""Who stands for what, and for which party: "Romanian presidential candidate X", "the Green nominee, Y".

In: the nouns of a sentence. Out: `Match`es: X runsFor Romania, Y memberOf the Greens.
"""

from collections.abc import Iterator

from kg.model import PLACE_TYPES, EntityType
from kg.nlp.matches import Match
from kg.nlp.offices import Offices
from kg.nlp.referents import Referent, referent_of
from kg.nlp.syntax import children
from kg.nlp.tree import Token

_CANDIDATES = frozenset({"candidate", "nominee", "hopeful", "contender", "frontrunner", "aspirant"})
# What a candidate of a country alone stands for.
_NATIONAL = frozenset({"presidential", "vice-presidential", "prime-ministerial", "ministerial"})
# "university candidate": bodies that are entered by other ways than election.
_ELECTED = PLACE_TYPES | {EntityType.GOVERNMENT, EntityType.IGO}


def find_candidacies(noun: Token, offices: Offices) -> Iterator[Match]:
    """What those named as candidates run for, and the parties whose candidates they are."""
    if noun.lemma_.lower() not in _CANDIDATES:
        return
    found = list(offices.bodies(noun, noun.i))
    # a party may nominate whom it likes; its candidates are its own
    is_own = noun.lemma_.lower() != "nominee"
    parties = [r for r in found if is_own and r.entity.type is EntityType.PARTY]
    aims = [r for r in found if r.entity.type in _ELECTED] or _country(noun, offices)
    for holder in offices.holders(noun):
        for relation, bodies in (("memberOf", parties), ("runsFor", aims[:1])):
            for body in bodies:
                yield Match(relation, noun, (holder,), (body,), None, noun)


def _country(noun: Token, offices: Offices) -> list[Referent]:
    """The country whose president a "presidential candidate" would be, where the sentence names one alone."""
    if not any(c.lower_ in _NATIONAL for c in children(noun, "amod", "compound")):
        return []
    code = offices.denotation.context_country(noun)
    names = (offices.denotation.names.get(i) for i in range(noun.sent.start, noun.sent.end))
    found = [referent_of(n) for n in names if n is not None and n.entity is not None]
    return [r for r in found if r.entity.type is EntityType.COUNTRY and r.entity.country == code][:1]
