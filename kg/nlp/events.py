"""Nouns that state an event between two: "the capture of Palmyra by ISIS", "Russia-US talks".

In: the nouns of a sentence. Out: `Match`es. A light verb ("launched an attack on") lends subject and tense.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.model import PLACE_TYPES, EntityType, MentionKind
from kg.nlp.adjuncts import lent_actors, lent_recipients
from kg.nlp.matches import Match
from kg.nlp.parties import find_parties, find_sufferers
from kg.nlp.referents import Referent
from kg.nlp.slots import Slots
from kg.nlp.strikes import find_helped, places_hit
from kg.nlp.syntax import agents, children, is_passive, subjects, with_conjuncts
from kg.nlp.tree import Token
from kg.nlp.words import load_cues, load_nouns
from kg.patterns import NounPattern, Things
from kg.relations import Relations

# With more names than this before or after a noun, not all are sides of the same talks.
_SIDES = 6


@dataclass(frozen=True, slots=True)
class EventNouns:
    """Finds the matches of event nouns; `trace` (if given) hears why a pattern did not fit."""

    relations: Relations
    slots: Slots
    trace: Callable[[Token, str, str], None] | None = None

    def find_matches(self, noun: Token) -> Iterator[Match]:
        """The relations that an event noun states, each with its actors and recipients."""
        if noun.i in self.slots.denotation.names or children(noun, "nsubj", "nsubjpass"):
            return  # a name, or a headline's verb that the tagger took for a noun
        patterns = self._patterns(noun)
        if not patterns:
            return
        light = light_verb(noun)
        for pattern in patterns:
            recipients = self._recipients(noun, pattern, light)
            if not recipients:
                recipients = self.slots.fill(find_sufferers(noun), pattern.recipient)
            taken = {(r.start, r.end) for r in recipients}
            actors = self._actors(noun, pattern, light, recipients)
            actors = [r for r in actors if (r.start, r.end) not in taken]
            symmetric = self.relations[pattern.relation].symmetric
            if symmetric and not recipients:
                both = self._between(noun, light) or actors
                both = [r for r in both if r.entity.type in pattern.recipient.types | pattern.actor.types]
                both = _sides(both)
                for i, one in enumerate(both[:-1]):
                    self._say(noun, pattern, "fired")
                    governor = light if light is not None else noun
                    yield Match(pattern.relation, noun, (one,), tuple(both[i + 1 :]), pattern, governor)
                if len(both) > 1:
                    continue
            if recipients and not actors:
                actors = lent_actors(noun, pattern, self.relations[pattern.relation], self.slots)
                if any(r.kind is MentionKind.PRONOUN and a.start > r.end for r in recipients for a in actors):
                    continue  # "in support of her plan, Y said": the pronoun may be Y
            elif actors and not recipients:
                relation, paths = self.relations[pattern.relation], {p for q in patterns for p in q.paths}
                recipients = lent_recipients(noun, pattern, relation, self.slots, paths)
            if actors and recipients:
                self._say(noun, pattern, "fired")
                governor = light if light is not None else noun
                yield Match(pattern.relation, noun, tuple(actors), tuple(recipients), pattern, governor)
            else:
                self._say(
                    noun, pattern, "only one side is named" if actors or recipients else "no side is named"
                )

    def _say(self, noun: Token, pattern: NounPattern, why: str) -> None:
        if self.trace is not None:
            self.trace(noun, f"{pattern.relation}: {pattern.text}", why)

    def _patterns(self, noun: Token) -> tuple[NounPattern, ...]:
        lemma = noun.lemma_.lower()
        bare = self.relations.nouns.get(lemma, ())
        for size in (2, 1):
            if noun.i >= size:
                before = " ".join(noun.doc[noun.i - k].lower_ for k in range(size, 0, -1))
                if found := self.relations.nouns.get(f"{before} {lemma}"):
                    own = {p.relation for p in found}  # "drone strike near" is a strike near
                    return (*found, *(p for p in bare if p.relation in own))
        return bare

    def _recipients(self, noun: Token, pattern: NounPattern, light: Token | None) -> list[Referent]:
        slot = pattern.recipient
        if not pattern.paths:
            return [r for r in self.slots.denotation.modifiers(noun) if r.entity.type in slot.types][-1:]
        anchors = [noun, *([light] if light is not None and light.lemma_ != "be" else []), *occurrence(noun)]
        tokens = [t for a in anchors for path, t in self.slots.after(a) if path in pattern.paths]
        tokens = tokens or [t for path, t in self._shared(noun) if path in pattern.paths]
        found = self.slots.fill(tokens, slot)
        is_assault = self.relations[pattern.relation].plover == "ASSAULT"
        if is_assault and "in" in pattern.paths and all(r.kind is MentionKind.NOMINAL for r in found):
            found += self.slots.fill(
                list(places_hit(noun)), replace(slot, types=slot.types & PLACE_TYPES, things=Things.ANY)
            )
        return found

    def _shared(self, noun: Token) -> list[tuple[str, Token]]:
        """What follows the noun that it is joined to: "the kidnapping and killing of X"."""
        joint = noun.head if noun.dep_ == "conj" else next(iter(children(noun, "conj")), None)
        if joint is None:
            return []
        between = noun.doc[min(noun.i, joint.i) + 1 : max(noun.i, joint.i)]
        if not all(t.pos_ in ("CCONJ", "ADJ", "NOUN") or t.is_punct for t in between):
            return []
        last = max(noun.i, joint.i)
        return [(path, t) for path, t in self.slots.after(joint) if t.i > last]

    def _actors(
        self, noun: Token, pattern: NounPattern, light: Token | None, recipients: list[Referent]
    ) -> list[Referent]:
        slot = pattern.actor
        is_assault = self.relations[pattern.relation].plover == "ASSAULT"
        if is_assault and (helped := self.slots.fill(list(find_helped(noun)), slot)):
            return helped
        before = [r for r in self.slots.denotation.modifiers(noun) if r.entity.type in slot.types]
        if not pattern.paths:
            before = before[:-1]
        if before:
            return before
        ways = {"by", "from", "of"} - set(pattern.paths)
        tokens = [t for path, t in self.slots.after(noun) if path in ways]
        if "by" in ways:  # "the dismissal of X by Y": the parser may hang "by Y" on X
            tokens += [
                t
                for path, inner in self.slots.after(noun)
                if path in pattern.paths
                for p, t in self.slots.after(inner)
                if p == "by"
            ]
        found = self.slots.fill(tokens, slot)
        sent = bool(found) and all(r.entity.type is EntityType.MILITARY for r in found)
        if light is not None and (not found or (sent and not self._is_told(noun, {"by", "from"} & ways))):
            # "ordered the deployment of troops to": who orders it deploys them
            doers = agents(light) if is_passive(light) else subjects(light)
            found = self.slots.fill(doers, slot) or found
        symmetric = self.relations[pattern.relation].symmetric
        if not found and not (symmetric and not recipients):
            found = self.slots.fill(find_parties(noun), slot)
        return found

    def _is_told(self, noun: Token, ways: set[str]) -> bool:
        return any(path in ways for path, _ in self.slots.after(noun))

    def _between(self, noun: Token, light: Token | None) -> list[Referent]:
        held = [c for c in children(noun, "acl") if c.tag_ == "VBN"]  # "talks held between X and Y"
        tokens = [
            t
            for word in (noun, *([light] if light is not None else occurrence(noun)), *held)
            for path, t in self.slots.after(word)
            if path in ("between", "among")
        ]
        for part in children(noun, "acl", "prep"):
            if part.lower_ == "involving":
                tokens += children(part, "dobj", "pobj")
        return [r for t in tokens for s in with_conjuncts(t) for r in self.slots.denotation.of(s)]


def _sides(found: list[Referent]) -> list[Referent]:
    """Each side once; of more than two, none unless all are of one kind: "the Riga Ozols-Berzins talks"."""
    sides = list({r.entity.id: r for r in reversed(found)}.values())[::-1]
    is_plain = len(sides) == 2 or len({r.entity.type for r in sides}) == 1
    return sides if is_plain and len(sides) <= _SIDES else []


def light_verb(noun: Token) -> Token | None:
    """The verb that lends a noun its subject and tense: launched in "launched an attack"."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if top.dep_ == "pobj" and top.head.dep_ == "prep" and top.head.lower_ == "of":  # "a wave of strikes"
        holder = top.head.head
        if holder.lemma_.lower() in load_nouns().containers:
            top = holder
    if top.dep_ in ("dobj", "nsubjpass", "attr") and top.head.lemma_ in load_cues().light:
        return top.head
    if top.dep_ == "dobj" and top.head.dep_ == "relcl":
        return None
    if (
        top.dep_ == "pobj"
        and top.head.lower_ in ("out", "in", "for")
        and top.head.head.lemma_ in ("carry", "meet", "arrive")
    ):
        return top.head.head
    return None


def occurrence(noun: Token) -> list[Token]:
    """The verb that says that the noun's event takes place: "fighting erupted between X and Y"."""
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ in load_cues().occurring:
        return [verb]
    if noun.dep_ == "nsubjpass" and verb.lemma_ in ("report", "see", "observe", "record", "expect"):
        return [verb]
    return []
