"""Verbs and copulas held against the patterns, with their grammatical roles filled.

In: a sentence, what its phrases mean, the relations. Out: `Match`es. Whether it is so, and who says it, is
left to `modality` and `attribution`; event nouns are `events`'.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.nlp.arguments import Roles, find_roles
from kg.nlp.attachment import STRAYING, stray_phrases
from kg.nlp.choices import find_patterns
from kg.nlp.events import EventNouns
from kg.nlp.matches import Match, most_specific, named_words
from kg.nlp.objects import receivers
from kg.nlp.predicates import is_predicate, is_prevented, is_reflexive, verb_lemmas
from kg.nlp.referents import Referent
from kg.nlp.slots import Slots, counted, forms, has_lemma
from kg.nlp.strikes import find_strikers
from kg.nlp.syntax import (
    agents,
    children,
    has_infinitive,
    is_passive,
    subjects,
    that_subject,
    with_conjuncts,
)
from kg.nlp.tree import Span, Token
from kg.patterns import NounPattern, Part, Slot, VerbPattern, Words
from kg.relations import Relations

_DYING = frozenset({"die", "perish"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Finds the matches of sentences; `trace` (if given) hears why a pattern did not fit."""

    relations: Relations
    slots: Slots
    trace: Callable[[Token, str, str], None] | None = None

    def find_matches(self, sent: Span) -> Iterator[Match]:
        """All matches of a sentence, in the order of their predicates; the most specific pattern wins."""
        matches: list[Match] = []
        events = EventNouns(self.relations, self.slots, self.trace)
        for token in sent:
            found: list[Match] = []
            if is_predicate(token):
                found += self._verb_matches(token)
            if token.pos_ in ("NOUN", "PROPN") or token.tag_ == "VBG":
                found += events.find_matches(token)
                if token.dep_ in ("appos", "ROOT"):
                    found += self._apposition_matches(token)
            if token.tag_ == "VBN" and token.dep_ == "amod":
                found += self._participle_matches(token)
            if found:
                matches += most_specific(found)
        yield from (m for m in matches if not self._is_consumed(m, matches))

    def _is_consumed(self, match: Match, matches: list[Match]) -> bool:
        """Whether a noun is read with its verb already: the deal in "signed a trade deal with"."""
        quad = self.relations[match.relation].quad
        return any(
            match.predicate in other.fixed and self.relations[other.relation].quad == quad
            for other in matches
            if other.predicate.i != match.predicate.i
        )

    # --- verbs ---------------------------------------------------------------------------------------

    def _verb_matches(self, verb: Token) -> Iterator[Match]:
        lemmas = [lemma for lemma in verb_lemmas(verb) if lemma in self.relations.verbs]
        passive = is_passive(verb)
        if not passive and verb.lemma_ in _DYING:
            yield from self._deaths(verb)
        if is_prevented(verb):
            return
        if lemmas:
            roles = find_roles(verb, self.slots.denotation)
            for pattern in self._patterns(lemmas, [*roles.objects, *roles.others]):
                yield from self._fit(pattern, verb, roles)
        if (
            passive and children(verb, "auxpass") and not agents(verb)
        ):  # "is opposed to": an adjective in fact
            for pattern in self.relations.verbs.get("be", ()):
                if isinstance(pattern.object, Words) and verb.lower_ in pattern.object.lemmas:
                    at = [verb, *children(verb, "oprd", "attr")]  # "was elected president of Portugal"
                    yield from self._assign(pattern, verb, subjects(verb), [verb], at)

    def _patterns(self, lemmas: Sequence[str], objects: Sequence[Token]) -> Iterator[VerbPattern]:
        """The patterns of a verb that its objects allow; all of them where somebody asks why not."""
        words = frozenset().union(*(forms(token) for token in objects))
        for lemma in lemmas:
            if self.trace is not None:
                yield from self.relations.verbs[lemma]
            else:
                yield from find_patterns(self.relations, lemma, words)

    def _deaths(self, verb: Token) -> Iterator[Match]:
        """ "Nine herders died in bombings by X": who dies in a strike is killed."""
        doers = find_strikers(verb, self.slots.denotation)
        if doers:
            patients = [t for s in subjects(verb) for t in with_conjuncts(s)]
            roles = Roles(True, doers, patients, [], frozenset(), [])
            for pattern in self.relations.verbs.get("kill", ()):
                yield from self._fit(pattern, verb, roles)

    def _fit(self, pattern: VerbPattern, verb: Token, roles: Roles) -> Iterator[Match]:
        if pattern.infinitive and not has_infinitive(verb):
            return
        second = next(
            (p.fill.lemmas for p in pattern.parts if p.path == "" and isinstance(p.fill, Words)), None
        )
        if second is not None:
            yield from self._fit_second(pattern, verb, second, roles.passive)
            return
        if roles.particles and not any(set(p.path.split()) & roles.particles for p in pattern.parts):
            return
        objects = roles.objects
        if not roles.passive and pattern.object is None and objects:
            clausal = any(part.path == "that" for part in pattern.parts)
            after_particle = any(p.path in roles.particles and p.fill is not None for p in pattern.parts)
            if not (clausal or after_particle or is_reflexive(objects[0])):
                return
        if isinstance(pattern.object, Slot):
            objects = objects or roles.implied
        found = list(self._assign(pattern, verb, roles.doers, objects, [verb]))
        for other in roles.others if not found else ():
            ends = (roles.doers, [other]) if roles.passive else ([other], objects)
            found = found or list(self._assign(pattern, verb, *ends, [verb]))
        yield from found

    def _fit_second(
        self, pattern: VerbPattern, verb: Token, second: frozenset[str], passive: bool
    ) -> Iterator[Match]:
        """A verb with two objects: "took workers hostage", "shot protesters dead", "was named minister"."""
        for word in (t for t in verb.subtree if t.i > verb.i and has_lemma(t, second)):
            if passive:
                patients = subjects(verb) if word.head.i == verb.i else []
            elif word.head.i == verb.i:
                patients = [c for c in children(verb, "dobj", "dative", "nsubj") if verb.i < c.i < word.i]
                patients = patients or children(word, "compound", "nsubj", "nmod")
                patients = patients or [
                    c for c in children(verb, "dobj") if c.i > word.i
                ]  # "shot dead two men"
            else:
                patients = [c for c in children(verb, "dobj") if word.head.i == c.i]
            doers = agents(verb) if passive else subjects(verb)
            yield from self._assign(pattern, verb, doers, patients, [verb])

    def _assign(
        self, pattern: VerbPattern, verb: Token, doers: list[Token], objects: list[Token], at: list[Token]
    ) -> Iterator[Match]:
        """Fill the pattern's slots, or say to the trace which one stays empty."""
        filled: dict[bool, list[Referent]] = {}
        if not self._fill(pattern.subject, doers, filled):
            self._say(verb, pattern, "no fitting subject")
            return
        if isinstance(pattern.object, Words):
            fixed = [o for o in objects if not pattern.object.lemmas or has_lemma(o, pattern.object.lemmas)]
            if not fixed:
                self._say(verb, pattern, "another object")
                return
            at = [*at, *fixed]
            if pattern.object.lemmas:  # what follows may hang on the seats of "14 of the seats"
                at += [t for o in fixed for t in counted(o) if t.lemma_.lower() in pattern.object.lemmas]
        elif isinstance(pattern.object, Slot) and not self._fill(pattern.object, objects, filled):
            self._say(verb, pattern, "no fitting object")
            return
        for part in pattern.parts:
            if not self._fill_part(part, at, filled, objects):
                self._say(verb, pattern, f"nothing fitting after '{part.path}'")
                return
        if True not in filled:
            return
        if False not in filled:
            if len(filled[True]) < 2 or self._names_another(at):
                self._say(verb, pattern, "only one side is named")
                return
            self._say(verb, pattern, "fired")
            fixed_words = named_words(at[1:], pattern)
            for i, one in enumerate(filled[True][:-1]):
                rest = tuple(filled[True][i + 1 :])
                yield Match(pattern.relation, verb, (one,), rest, pattern, verb, fixed_words)
            return
        ends = tuple(filled[True]), tuple(filled[False])
        self._say(verb, pattern, "fired")
        yield Match(pattern.relation, verb, *ends, pattern, verb, named_words(at[1:], pattern))

    def _names_another(self, at: list[Token]) -> bool:
        """Whether those named did it with somebody else: "X and Y restored relations with Z"."""
        others = [t for a in at for path, t in self.slots.after(a) if path == "with"]
        return any(t.pos_ == "PROPN" or self.slots.denotation.of(t) for t in others)

    def _fill_part(
        self, part: Part, at: list[Token], filled: dict[bool, list[Referent]], objects: list[Token]
    ) -> bool:
        if part.path == "":
            return True  # found before its object was
        if part.path == "that":
            if part.fill is None:
                return any(children(clause, "mark") for clause in children(at[0], "ccomp"))
            return isinstance(part.fill, Slot) and self._fill(part.fill, that_subject(at[0]), filled)
        anchors = [*at, *objects] if part.path == "as" else at  # "held refugees as shields"
        tokens = [t for anchor in anchors for path, t in self.slots.after(anchor) if path == part.path]
        if part.path in ("to", "for") and not tokens:  # "granted Greece a loan", "Greece was granted a loan"
            tokens = receivers(at)
        if not tokens and isinstance(part.fill, Slot) and objects and part.path in STRAYING:
            tokens = [t for noun, t in stray_phrases(at[0], part.path) if not self._wants(noun, part.path)]
        if part.path == "of" and isinstance(part.fill, Slot) and not self.slots.fill(tokens, part.fill):
            # "Washington's claims" are claims of Washington
            slot = part.fill
            owned = [r for r in self.slots.denotation.before(at[-1]) if r.entity.type in slot.types]
            filled.setdefault(slot.is_actor, []).extend(owned)
            return bool(owned)
        if part.fill is None:
            return bool(tokens)
        if isinstance(part.fill, Words):
            fixed = [t for t in tokens if not part.fill.lemmas or has_lemma(t, part.fill.lemmas)]
            at += fixed
            return bool(fixed)
        return self._fill(part.fill, [t for f in tokens for t in with_conjuncts(f)], filled)

    def _wants(self, noun: Token, path: str) -> bool:
        """Whether a noun itself takes the preposition: assault on, talks with."""
        return any(path in p.paths for p in self.relations.nouns.get(noun.lemma_.lower(), ()))

    def _fill(
        self, slot: Slot | Words | None, tokens: list[Token], filled: dict[bool, list[Referent]]
    ) -> bool:
        assert isinstance(slot, Slot)
        found = self.slots.fill(tokens, slot)
        if found:
            filled.setdefault(slot.is_actor, []).extend(found)
        return bool(found)

    # --- copulas without a verb ----------------------------------------------------------------------

    def _apposition_matches(self, noun: Token) -> Iterator[Match]:
        """ "X, a critic of Y" and the verbless headline "ISIS back in Palmyra" say what "be" would say."""
        if "be" not in self.relations.verbs:
            return
        for pattern in self._patterns(["be"], [noun]):
            if isinstance(pattern.object, Words):
                if noun.dep_ == "appos" and has_lemma(noun, pattern.object.lemmas):
                    yield from self._assign(pattern, noun, [noun.head], [noun], [noun])
            elif noun.dep_ == "ROOT" and not children(noun, "nsubj", "relcl", "acl"):
                yield from self._assign(pattern, noun, [noun], [], [noun])

    def _participle_matches(self, verb: Token) -> Iterator[Match]:
        """ "US-backed rebels", "Taliban-held Kunduz": a passive with its agent before it."""
        doers = [
            c for c in verb.children if c.i < verb.i and c.dep_ in ("npadvmod", "compound", "amod", "nsubj")
        ]
        if not doers:
            return
        for lemma in verb_lemmas(verb):
            for pattern in self.relations.verbs.get(lemma, ()):
                place = pattern.parts[0] if len(pattern.parts) == 1 and pattern.object is None else None
                is_state = self.relations[pattern.relation].kind == "state"
                if is_state and place is not None and place.path == "in" and isinstance(place.fill, Slot):
                    yield from self._placed(pattern, verb, place.fill, doers)  # "Oslo-based Equinor"
                is_whole = isinstance(pattern.object, Words) or not pattern.parts
                if is_whole and pattern.object is not None and not pattern.infinitive:
                    yield from self._assign(pattern, verb, doers, [verb.head], [verb])

    def _placed(self, pattern: VerbPattern, verb: Token, where: Slot, doers: list[Token]) -> Iterator[Match]:
        filled: dict[bool, list[Referent]] = {}
        placed = self._fill(pattern.subject, [verb.head], filled) and self._fill(where, doers, filled)
        if placed and len(filled) > 1:
            self._say(verb, pattern, "fired")
            yield Match(pattern.relation, verb, tuple(filled[True]), tuple(filled[False]), pattern, verb)

    def _say(self, token: Token, pattern: VerbPattern | NounPattern, why: str) -> None:
        if self.trace is not None:
            self.trace(token, f"{pattern.relation}: {pattern.text}", why)
