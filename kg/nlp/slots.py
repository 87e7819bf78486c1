"""The words that fill a pattern's slots: what they mean, by type, or whose things they are.

In: tokens and slots. Out: `Referent`s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.model import PLACE_TYPES, EntityType
from kg.nlp.denotation import Denotation
from kg.nlp.groups import included, is_list, joined
from kg.nlp.prepositions import paths
from kg.nlp.referents import Referent, noun_lemma
from kg.nlp.sites import find_site, is_site
from kg.nlp.strikes import strikers_behind
from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_nouns
from kg.patterns import Slot, Things

# Nouns that are what the noun before them says.
_CARRIERS = frozenset("program programme scheme project effort payment delivery shipment package".split())


_LOCALITIES = PLACE_TYPES - {EntityType.COUNTRY}


@dataclass(frozen=True, slots=True)
class Slots:
    """Fills slots from the phrases of one passage."""

    denotation: Denotation
    memory: dict[int, list[tuple[str, Token]]] = field(default_factory=dict)
    # Kept, since many patterns ask.
    filled: dict[tuple[tuple[int, ...], Slot], tuple[Referent, ...]] = field(default_factory=dict)

    def fill(self, tokens: Sequence[Token], slot: Slot) -> list[Referent]:
        """Who or what the tokens and their conjuncts put in the slot, each once."""
        if not tokens:
            return []
        key = (tuple(t.i for t in tokens), slot)
        found = self.filled.get(key)
        if found is None:
            found = self.filled[key] = tuple(self._find(tokens, slot))
        return list(found)

    def _find(self, tokens: Sequence[Token], slot: Slot) -> Iterator[Referent]:
        parts = dict.fromkeys(s for t in tokens for s in joined(t))
        found = [r for s in parts if not self._tells_where(s) for r in self.resolve(s, slot)]
        # "nine people, including two children" tells of the children nothing that nine people does not
        found += [
            r
            for t in tokens
            for s in included(t)
            for r in self.resolve(s, slot)
            if r.entity.type is not EntityType.GROUP
        ]
        yield from dict.fromkeys(found)

    def _tells_where(self, token: Token) -> bool:
        """Whether a place only says where the one before it lies: Bohemia in "in Pisek, South Bohemia"."""
        if token.dep_ != "conj" or token.pos_ != "PROPN" or is_list(token):
            return False
        before = {r.entity.type for r in self.denotation.of(token.head)}
        own = {r.entity.type for r in self.denotation.of(token)}
        return bool(before and own) and before <= _LOCALITIES and own <= PLACE_TYPES

    def after(self, token: Token) -> list[tuple[str, Token]]:
        """What follows each preposition at the token; kept, since many patterns ask."""
        if token.i not in self.memory:
            self.memory[token.i] = list(paths(token))
        return self.memory[token.i]

    def resolve(self, token: Token, slot: Slot) -> list[Referent]:
        """Who or what stands in the slot, by its types: the phrase's own meaning, else whose thing it is."""
        nouns = load_nouns()
        found = [r for r in self.denotation.of(token) if r.entity.type in slot.types]
        if found:
            return found
        if self.denotation.of(token) and not slot.types & PLACE_TYPES:
            return []
        if slot.things is Things.NONE:
            return []
        if slot.is_actor:
            return [r for r in self._users(token, slot.things) if r.entity.type in slot.types]
        attacked = slot.things is Things.SITES and EntityType.PLACE in slot.types
        if attacked and is_site(token) and not self.denotation.possessors(token):
            inside = [r for r in self._places_within(token) if r.entity.type in slot.types]
            return [*inside, find_site(token, inside, self.denotation)]
        things = nouns.holdings if slot.things is Things.SITES else nouns.possessions
        found = [r for r in self.denotation.owners(token, things) if r.entity.type in slot.types]
        if found or EntityType.CITY not in slot.types:
            return found
        if noun_lemma(token, nouns.containers) or noun_lemma(token, nouns.possessions):
            found = [r for r in self._places_within(token) if r.entity.type in slot.types]
        return found

    def _users(self, token: Token, things: Things) -> list[Referent]:
        """Who acts by the thing: Russia by "Russian jets", X by "an attack by X"; not where it is."""
        nouns = load_nouns()
        if things is not Things.WEAPONS:
            return list(self.denotation.owners(token, nouns.instruments))
        if noun_lemma(token, nouns.weapons) is None:
            return []
        found = self.denotation.before(token)
        found = found or [r for t in strikers_behind(token) for r in self.denotation.of(t)]
        return [replace(r, is_owner=True) for r in found]

    def _places_within(self, token: Token) -> Iterator[Referent]:
        """The place a bare noun is in: Aleppo in "pockets of resistance in Aleppo"."""
        for prep in children(token, "prep"):
            if prep.lower_ in ("in", "of", "near", "at", "around", "outside"):
                for obj in children(prep, "pobj"):
                    own = [r for r in self.denotation.of(obj) if r.entity.type in PLACE_TYPES]
                    yield from own or self._places_within(obj)


def has_lemma(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether the token, or what it counts, is one of the lemmas: rockets, "dozens of rockets"."""
    return not lemmas.isdisjoint(forms(token))


def forms(token: Token) -> frozenset[str]:
    """All the words that the token may be listed under, kept with the parse: every pattern asks for them."""
    if token.forms is None:
        token.forms = frozenset(_find_forms(token))
    return token.forms


def _find_forms(token: Token) -> Iterator[str]:
    lemma = token.lemma_.lower()
    yield from (lemma, token.lower_)
    yield from (number.lower_ for number in children(token, "nummod"))  # "a million shillings"
    if lemma in _CARRIERS:  # "assistance programmes" are assistance
        yield from (c.lemma_.lower() for c in children(token, "compound") if c.pos_ == "NOUN")
    for inner in counted(token):
        yield from forms(inner)


def counted(token: Token) -> list[Token]:
    """What a number or container counts: rockets in "dozens of rockets", seats in "14 of the seats"."""
    if token.pos_ != "NUM" and token.lemma_.lower() not in load_nouns().containers:
        return []
    return [o for p in children(token, "prep") if p.lower_ == "of" for o in children(p, "pobj")]
