"""What a clause lends the event noun of a phrase beside it: "freed them after talks with X".

In: an event noun of which one side is named. Out: the `Referent`s of the other side, from the clause.
"""

from kg.nlp.attribution import is_reporting
from kg.nlp.referents import Referent
from kg.nlp.slots import Slots
from kg.nlp.syntax import agents, children, is_passive, subjects
from kg.nlp.tree import Token
from kg.patterns import NounPattern
from kg.relations import Relation

_TIMES = frozenset("after following during amid amidst before through via upon since for".split())
_AGAINST = frozenset("despite amid amidst after following over under without".split())

# Which doings of another bear on what a clause says its subject does: "resigned under pressure from X".
_BEARING = {
    "with": frozenset({"SUPPORT", "AID", "COOPERATE"}),
    "at": frozenset({"REQUEST", "AGREE"}),
    "on": frozenset({"REQUEST"}),
    "under": frozenset({"REQUEST", "THREATEN"}),
    "without": frozenset({"SUPPORT", "AID"}),
}
_SAID = frozenset({"ACCUSE", "REJECT", "PROTEST", "REQUEST", "THREATEN", "SUPPORT"})
# "on the orders of X" is what X bade them; "on the appeal of X" is not.
_BIDDING = frozenset("order instruction advice recommendation urging insistence command directive".split())
# "with the help of X" is help for who gets it; "along with X's jets" is not.
_HELPING = frozenset(
    "support help assistance aid backing blessing approval endorsement cooperation collaboration funding "
    "permission consent coordination encouragement financing".split()
)


def lent_actors(noun: Token, pattern: NounPattern, relation: Relation, slots: Slots) -> list[Referent]:
    """Who does it to the one named: "struck in cooperation with X", "resigned in protest at X"."""
    prep = _preposition(noun)
    if prep is None or not pattern.paths or relation.plover == "ASSAULT" or _is_held(noun):
        return []
    is_stance = prep.lower_ == "in" and not children(noun, "det")
    is_time = prep.lower_ in _TIMES and relation.symmetric and pattern.paths == ("with",)
    return slots.fill(_doers(prep), pattern.actor) if is_stance or is_time else []


def _is_held(noun: Token) -> bool:
    """Whether others put somebody there: "held in contempt of"; or it says no more than that they met."""
    return noun.lemma_ in ("contempt", "contact")


def lent_recipients(
    noun: Token, pattern: NounPattern, relation: Relation, slots: Slots, paths: set[str]
) -> list[Referent]:
    """Toward whom the one named does it: "quit under pressure from X", "with support from X".

    `paths` are the prepositions after which the noun itself may say toward whom.
    """
    prep = _preposition(noun)
    if prep is None or not pattern.paths or _is_complete(noun, paths, slots):
        return []
    is_bidding = noun.lemma_.lower() in _BIDDING
    if (prep.lower_ == "on" and not is_bidding) or (prep.lower_ in _TIMES and is_bidding):
        return []
    if prep.lower_ == "with" and noun.lemma_.lower() not in _HELPING:
        return []
    bearing = _BEARING.get(prep.lower_, _SAID if prep.lower_ in _AGAINST else frozenset())
    if relation.plover not in bearing:
        return []
    return slots.fill(_doers(prep), pattern.recipient)


def _is_complete(noun: Token, paths: set[str], slots: Slots) -> bool:
    """Whether the noun itself says toward whom or to do what, if in words that name no actor."""
    found = {path for path, _ in slots.after(noun)}
    return bool(paths & found) or {"of", "by"} <= found or bool(children(noun, "acl", "ccomp"))


def _preposition(noun: Token) -> Token | None:
    prep = noun.head
    if noun.dep_ not in ("pobj", "conj") or prep.dep_ not in ("prep", "pobj"):
        return None
    if noun.dep_ == "conj":
        return _preposition(noun.head)
    return prep if prep.dep_ == "prep" else None


def _doers(prep: Token) -> list[Token]:
    """Who does what the clause around the phrase says; the parser may hang the phrase on a noun in it."""
    word = prep.head
    for _ in range(3):
        if word.pos_ in ("VERB", "AUX"):
            if is_reporting(word) and children(word, "ccomp"):
                return []  # it bears on what is said
            return agents(word) if is_passive(word) else subjects(word)
        if word.pos_ not in ("NOUN", "PROPN", "ADP"):
            break
        word = word.head
    return []
