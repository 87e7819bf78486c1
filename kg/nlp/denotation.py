"""A noun phrase -> the entities it means: names, role nouns, forces, collectives, and whose things are whose.

In: a parsed passage with its linked names. Out: `Referent`s for the head token of any noun phrase.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.gazetteers import Gazetteer, local_entity
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind
from kg.nlp.collectives import Collectives, people_noun, phrase_start
from kg.nlp.groups import called
from kg.nlp.mentions import Name
from kg.nlp.phrases import is_reciprocal, own_subjects, title_bearer
from kg.nlp.referents import Referent, is_misread, noun_lemma, referent_of
from kg.nlp.roles import find_holder, homeland, is_predicative
from kg.nlp.syntax import (
    antecedent,
    children,
    subjects,
    with_conjuncts,
)
from kg.nlp.tree import Token
from kg.nlp.words import load_nouns

_MODIFIERS = ("poss", "amod", "compound", "nmod", "nounmod")
_GROUPS = frozenset({EntityType.ARMED_GROUP, EntityType.PARTY, EntityType.ORGANIZATION, EntityType.GROUP})


@dataclass(slots=True)
class Denotation:
    """Answers what the noun phrases of one passage mean; each token is worked out once."""

    names: dict[int, Name]  # by every token of the name, longest first
    nested: dict[int, Name]  # names inside longer names, by token
    gazetteer: Gazetteer
    acts: Callable[[Token], bool]  # whether a capital or palace stands for its state here
    pronoun: Callable[[Token], list[Referent]]
    holder: Callable[[str, Entity | None], Entity | None]  # role noun, of what -> who
    context_country: Callable[[Token], str | None]  # ISO code of the country that a bare "the army" is of
    antecedents: Callable[[Token], Sequence[Entity]]  # what a bare "the company" stands for
    memory: dict[int, tuple[Referent, ...]]
    named_before: dict[int, tuple[Referent, ...]] = field(default_factory=dict)

    def of(self, token: Token) -> tuple[Referent, ...]:
        """What the noun phrase with this head means; empty where it means no known kind of thing."""
        if token.i not in self.memory:
            self.memory[token.i] = ()  # guards against a phrase that holds itself
            self.memory[token.i] = tuple(self._find(token))
        return self.memory[token.i]

    def owners(self, token: Token, things: frozenset[str]) -> tuple[Referent, ...]:
        """Whose thing the noun phrase is, where its noun is one of `things`: Russia for "Russian jets"."""
        lemma = noun_lemma(token, things)
        if lemma is None:
            return ()
        if lemma in load_nouns().sufferings:  # "the murder of X" is no doing of X
            found = self._doers(token)
        else:
            found = self.before(token) or self.possessors(token, places=True)
        return tuple(Referent(r.entity, r.start, r.end, r.kind, is_owner=True) for r in found)

    def _doers(self, token: Token) -> list[Referent]:
        """Who did what the noun says was suffered: those after "by", or before, if "of" tells the victim."""
        objects = {p.lower_: children(p, "pobj") for p in children(token, "prep", "agent")}
        if "by" in objects:
            return [r for obj in objects["by"] for t in with_conjuncts(obj) for r in self.of(t)]
        return self.before(token) if "of" in objects else []

    def before(self, token: Token) -> list[Referent]:
        """Whose it is by the words before it; the possessive one, if there is one: "Sweden's NATO bid"."""
        found = self.modifiers(token)
        owners = [t for child in children(token, "poss") for t in with_conjuncts(child)]
        own = {t.i for owner in owners for t in owner.subtree}
        return [r for t in owners for r in self.of(t)] or [r for r in found if r.start in own] or found

    def possessors(self, token: Token, *, places: bool = False) -> list[Referent]:
        """Those named before the noun (Syrian forces) or after "of"; then, for places, after "in"."""
        found = list(self.modifiers(token))
        if not found:
            for prep in children(token, "prep"):
                if prep.lower_ in ("of", "from", "by") or (
                    places and prep.lower_ in ("in", "at", "near", "on", "inside")
                ):
                    for obj in children(prep, "pobj"):
                        found += [r for t in with_conjuncts(obj) for r in self.of(t)]
                    if found:
                        break
        return found or self._deciders(token)

    def _deciders(self, token: Token) -> list[Referent]:
        """Whose decision an unmarked resolution or bill is: of those who vote on it, pass it or reject it."""
        verb = token.head.head if token.dep_ == "pobj" else token.head
        if (
            token.lemma_ not in _DECISIONS
            or token.dep_ not in ("dobj", "pobj")
            or verb.lemma_ not in _DECIDING
        ):
            return []
        return [r for s in subjects(verb) for r in self.of(s)]

    def modifiers(self, token: Token) -> list[Referent]:
        """Those named before the noun, conjuncts and nested modifiers included."""
        if token.i not in self.named_before:
            self.named_before[token.i] = tuple(self._modifiers(token))
        return list(self.named_before[token.i])

    def _modifiers(self, token: Token) -> list[Referent]:
        found: list[Referent] = []
        for child in children(token, *_MODIFIERS):
            if any(c.dep_ in ("npadvmod", "amod", "compound") and c.i < child.i for c in child.children) and (
                child.tag_ == "VBN"
            ):
                continue  # "US-backed rebels": the US backs them, they are not its own
            for part in with_conjuncts(child):
                name = self.names.get(part.i)
                if name is not None:
                    if name.entity is not None and not name.start <= token.i < name.end:
                        found.append(self._named(name, part))
                    # "Russia-US talks": the first name hangs on the second
                    found += [r for r in self.modifiers(part) if not name.start <= r.start < name.end]
                elif part.dep_ == "poss" or child.dep_ == "poss":
                    found += self.of(part)
                elif part.dep_ in ("compound", "nmod", "amod"):
                    found += self.modifiers(part)
        return found

    def _find(self, token: Token) -> Iterator[Referent]:
        relative = antecedent(token)
        if relative != [token]:
            for t in relative:
                yield from self.of(t)
            return
        name = self.names.get(token.i)
        if name is not None:
            if name.entity is not None:
                yield self._named(name, token)
                yield from self._joined_forces(name, token)
            return
        if is_reciprocal(token):
            doers = {r.entity.id: r for s in own_subjects(token) for r in self.of(s)}
            for r in doers.values():
                yield Referent(r.entity, token.i - 1, token.i + 1, MentionKind.PRONOUN)
            return
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$", "WP$"):
            yield from self.pronoun(token)
            return
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "VERB"):
            return
        bearer = title_bearer(token)
        yield from self.of(bearer) if bearer is not None else self._nominal(token)

    def _joined_forces(self, name: Name, token: Token) -> Iterator[Referent]:
        """The forces of the states that share the noun of a force's name: "US and British forces"."""
        force, first = name.entity, token.doc[name.start]
        if force is None or force.sector is None or force.type is not EntityType.MILITARY:
            return
        while first.dep_ == "conj":
            first = first.head
            state = self.names.get(first.i)
            if state is None or state.entity is None or state.entity.type is not EntityType.COUNTRY:
                return
            if state.entity.country:
                other = self.gazetteer.force(state.entity.country, force.sector)
                yield Referent(other, state.start, name.end, MentionKind.NOMINAL)

    def _named(self, name: Name, token: Token) -> Referent:
        """The name's entity, or what it stands for: a state ("Moscow said"), a people ("Palestinians")."""
        if name.kind is MentionKind.DEMONYM and token.tag_ in ("NNS", "NNPS") and name.entity is not None:
            people = local_entity(token.text, EntityType.GROUP, name.entity.country, "CVL")
            return Referent(people, name.start, name.end, name.kind)
        if name.known is not None and name.known.stands_for and self.acts(token):
            state = self.gazetteer.known(name.known.stands_for)
            if state is not None:
                return Referent(state.entity, name.start, name.end, name.kind)
        return referent_of(name)

    def _nominal(self, token: Token) -> Iterator[Referent]:
        nouns = load_nouns()
        collectives = Collectives(self.gazetteer, self.context_country)
        many = token.tag_ in ("NNS", "NNPS")  # "the neighbours Chad and Libya"
        named = [
            r
            for a in [*children(token, "appos"), *called(token)]
            for t in (with_conjuncts(a) if many else [a])
            for r in self._appositive(t)
        ]
        if named:
            yield from named
            return
        before = self.modifiers(token)
        # "Islamic State group", "Homs province", "Assad regime"
        kind = _kind(token)
        if kind and before and kind not in ("government", "administration", "regime"):
            fitting = [r for r in before if r.entity.type not in (EntityType.COUNTRY, EntityType.PERSON)]
            if fitting:
                for r in fitting:
                    yield self._widened(
                        self._settled(r, token) if kind in load_nouns().settlements else r, token
                    )
                return
        if noun_lemma(token, nouns.members):
            groups = [r for r in before if r.entity.type in _GROUPS - {EntityType.GROUP}]
            if groups:
                yield from (self._widened(r, token) for r in groups)
                return
        inner = list(self._contained(token, nouns.containers, nouns.people))
        if inner:
            yield from inner
            return
        meant = self.antecedents(token) or homeland(token, self.of, self.gazetteer)
        if meant:
            start = phrase_start(token)
            yield from (Referent(e, start, token.i + 1, MentionKind.NOMINAL) for e in meant)
            return
        sector = noun_lemma(token, nouns.forces)
        if sector:
            owners = before or self.possessors(token)
            # "Venezuelan president Rodríguez's administration" is hers
            owners = [r for r in owners if r.entity.type is EntityType.PERSON] or owners
            yield from collectives.forces(token, nouns.sectors[sector], sector, owners, before)
            return
        body = noun_lemma(token, nouns.bodies)
        if body:
            yield from collectives.body(token, body, before or self.possessors(token))
            return
        office = find_holder(token, self.possessors(token), self.holder)
        if office:
            yield office
            return
        people = people_noun(token)
        if people and not is_predicative(token):
            places = [
                r for r in self.possessors(token, places=True) if r.entity.type is not EntityType.PERSON
            ]
            yield from collectives.people(token, people, before or places, before)

    def _appositive(self, token: Token) -> list[Referent]:
        name = self.names.get(token.i)
        if name is None or name.entity is None or name.kind is MentionKind.DEMONYM:
            return []
        return [self._named(name, token)]

    def _settled(self, referent: Referent, token: Token) -> Referent:
        """A name that its noun makes a place, whatever the model took it for: "the towns of X and Y"."""
        if not is_misread(referent):
            return referent
        place = local_entity(referent.entity.label, EntityType.CITY, self.context_country(token))
        return Referent(place, referent.start, referent.end, referent.kind)

    def _widened(self, referent: Referent, token: Token) -> Referent:
        start = min(referent.start, token.i)
        return Referent(referent.entity, start, max(referent.end, token.i + 1), MentionKind.NAME)

    def _contained(
        self, token: Token, containers: frozenset[str], people: frozenset[str]
    ) -> Iterator[Referent]:
        """What stands after "of": protesters in "hundreds of protesters"."""
        lemma = noun_lemma(token, containers)
        is_count = token.pos_ in ("NUM", "DET") or token.tag_ == "CD"
        if not lemma and not is_count and noun_lemma(token, load_nouns().members) is None:
            return
        for prep in children(token, "prep"):
            if prep.lower_ != "of":
                continue
            for obj in children(prep, "pobj"):
                for t in with_conjuncts(obj):
                    for r in self.of(t):
                        if lemma in people and r.entity.type in PLACE_TYPES:
                            continue  # residents of Aleppo are not Aleppo
                        if lemma in load_nouns().settlements and is_misread(
                            r
                        ):  # "the villages of Tel Oru and Banesh"
                            place = local_entity(r.entity.label, EntityType.CITY, self.context_country(t))
                            yield Referent(place, r.start, r.end, r.kind)
                            continue
                        if not lemma and not is_count and r.entity.type not in _GROUPS:
                            continue  # soldiers of Syria are its forces, members of Hamas are Hamas
                        yield r


_DECISIONS = frozenset("resolution bill motion law measure amendment text".split())
_DECIDING = frozenset("vote adopt pass approve debate discuss consider reject draft".split())


def _kind(token: Token) -> str | None:
    """What the noun says that the name before it is; "the Aleppo towns of X and Y" are not Aleppo."""
    kind = noun_lemma(token, load_nouns().kinds)
    is_list = token.tag_ in ("NNS", "NNPS") and kind in load_nouns().settlements
    if is_list and any(c.lower_ == "of" for c in children(token, "prep")):
        return None
    return kind
