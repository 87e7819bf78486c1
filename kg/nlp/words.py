"""The word lists in `data/nouns.toml` and `data/cues.toml`, checked and ready for look-up."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class Nouns:
    """Noun lemmas by what they make of the name beside them; phrases are joined by a space."""

    sectors: dict[str, str]  # lemma -> PLOVER sector code
    bodies: frozenset[str]
    people: frozenset[str]
    crowds: frozenset[str]  # "hundreds were arrested"
    harming: frozenset[str]  # verbs of which a bare number is a number of people: "killing four"
    plurals: frozenset[str]  # bodies and states that act as a number: "several companies"
    collectives: frozenset[str]  # of these nouns, those of many in one: "crowd"
    members: frozenset[str]  # people who are their group: Hamas fighters
    callings: frozenset[str]  # of an organisation they are named with, its members
    titles: frozenset[str]  # capitalised beside a name, no name themselves
    containers: frozenset[str]
    kinds: frozenset[str]  # "the Islamic State group", "Homs province"
    happenings: frozenset[str]  # what is named and is nobody: "Storm Ciara"
    settlements: frozenset[str]
    weapons: frozenset[str]
    instruments: frozenset[str]  # weapons included
    possessions: frozenset[str]
    facilities: frozenset[str]  # they stand somewhere
    protests: frozenset[str]
    culprits: frozenset[str]  # who did the deed: "the suspect in the killing"
    penalties: frozenset[str]  # words between a verb of law and the deed: "to ten years in prison for"
    sites: frozenset[str]  # what is attacked without a name: "a church", "a bus"
    sufferings: frozenset[str]  # of these, "of X" tells the victim
    partisans: dict[str, str]  # a noun for those of a side -> what they do to whose side it is
    wrongs: frozenset[str]
    wrong_verbs: frozenset[str]
    name_heads: dict[str, EntityType]  # what a name is by its last word, lower case
    chambers: dict[str, str]  # title of a member -> the house of a state that it sits in
    anaphors: dict[str, frozenset[EntityType]]  # "the company": what it may stand for; empty: by name alone
    holdings: frozenset[str]  # possessions and sites
    forces: frozenset[str]  # the words of `sectors`


@dataclass(frozen=True, slots=True)
class Cues:
    """Verbs, adjectives and adverbs that say who says so and whether it is so, as lemmas."""

    reporting: frozenset[str]
    claiming: frozenset[str]  # reporting verbs that cast doubt
    denying: frozenset[str]
    light: frozenset[str]
    occurring: frozenset[str]  # "fighting erupted between"
    charging: frozenset[str]  # what follows is laid to somebody's charge: "jailed for the murder of"
    confessing: frozenset[str]  # whose subject did what the object tells
    violent: frozenset[str]  # who does so, does the harm that is told with it
    harming: frozenset[str]  # what a strike does: "airstrikes kill two in Aleppo"
    stances: frozenset[str]  # "marched in support of"
    travelling: frozenset[str]  # "arrived for talks with"
    combats: frozenset[str]  # "wounded in a gunfight with smugglers"
    policing: frozenset[str]  # what a country's authorities do: "arrested in Belgium"
    failing: frozenset[str]
    planning: frozenset[str]
    wishing: frozenset[str]
    hedging_verbs: frozenset[str]
    hedging_adverbs: frozenset[str]
    negative_words: frozenset[str]
    planned_adjectives: frozenset[str]
    plan_nouns: frozenset[str]
    possible_nouns: frozenset[str]
    hypothetical_modals: frozenset[str]
    planned_modals: frozenset[str]
    conditions: frozenset[str]
    damning: frozenset[str]  # said of somebody, or of what he does
    praising: frozenset[str]
    sports: frozenset[str]  # where they stand, who wins has won a game
    votes: frozenset[str]  # unless these stand there too


@cache
def load_nouns() -> Nouns:
    """The nouns of `data/nouns.toml`."""
    table = _load("nouns.toml")
    table["instruments"] += table["weapons"]
    return Nouns(
        sectors={word: code for code, text in table["sectors"].items() for word in _words(text)},
        name_heads={
            word: EntityType(kind) for kind, text in table["name_heads"].items() for word in _words(text)
        },
        partisans={word: name for name, text in table["partisans"].items() for word in _words(text)},
        chambers={title: house for house, text in table["chambers"].items() for title in _words(text)},
        anaphors={
            word: frozenset(EntityType(kind) for kind in row["kinds"])
            for row in table["anaphors"]
            for word in _words(row["nouns"])
        },
        holdings=_words(table["possessions"]) | _words(table["sites"]),
        forces=frozenset().union(*(_words(text) for text in table["sectors"].values())),
        **{key: _words(text) for key, text in table.items() if isinstance(text, str)},
    )


@cache
def load_cues() -> Cues:
    """The cues of `data/cues.toml`."""
    return Cues(**{key: _words(text) for key, text in _load("cues.toml").items()})


@cache
def load_first_names() -> dict[str, str]:
    """First name, lower case -> "he" or "she"."""
    return {name: pronoun for pronoun, text in _load("first_names.toml").items() for name in _words(text)}


@cache
def last_words(nouns: frozenset[str]) -> frozenset[str]:
    """The last words of those nouns that have several: most tokens end none of them."""
    return frozenset(noun.rsplit(" ", 1)[1] for noun in nouns if " " in noun)


@cache
def known_verbs() -> frozenset[str]:
    """Every verb that a cue list names."""
    cues = load_cues()
    return cues.reporting | cues.light | cues.failing | cues.planning | cues.wishing | cues.occurring


def _load(file: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("kg").joinpath("data", file).read_text("utf-8"))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())
