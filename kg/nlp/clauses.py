"""Predicates with their roles filled: verbs, nouns, copulas and appositions held against the patterns.

In: a sentence, what its phrases mean, and the relations. Out: `Match`es: a relation, who, toward whom, and
the word that says so. Whether it is so, and who says it, is left to `modality` and `attribution`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.model import PLACE_TYPES, EntityType
from kg.nlp.denotation import Denotation, Referent, noun_lemma
from kg.nlp.syntax import (
    agents,
    children,
    has_infinitive,
    infinitive_subject,
    is_passive,
    paths,
    relativized_object,
    subjects,
    that_subject,
    with_conjuncts,
)
from kg.nlp.words import load_cues, load_nouns
from kg.patterns import NounPattern, Part, Slot, Things, VerbPattern, Words
from kg.relations import Relations

_PREDICATE_DEPS = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "xcomp", "acl", "pcomp"})


@dataclass(frozen=True, slots=True)
class Match:
    """A relation read at `predicate`, between every actor and every recipient."""

    relation: str
    predicate: Token
    actors: tuple[Referent, ...]
    recipients: tuple[Referent, ...]
    pattern: VerbPattern | NounPattern | None
    governor: Token  # the word whose tense, negation and reporting count: the light verb of a noun
    fixed: tuple[Token, ...] = ()  # the pattern's own nouns: the deal in "sign a deal with"


@dataclass(frozen=True, slots=True)
class Reader:
    """Finds the matches of sentences; `trace` (if given) hears why a pattern did not fit."""

    relations: Relations
    denotation: Denotation
    trace: Callable[[Token, str, str], None] | None = None

    def find_matches(self, sent: Span) -> Iterator[Match]:
        """All matches of a sentence, in the order of their predicates; the most specific pattern wins."""
        matches: list[Match] = []
        for token in sent:
            found: list[Match] = []
            if is_predicate(token):
                found += self._verb_matches(token)
            if token.pos_ in ("NOUN", "PROPN") or token.tag_ == "VBG":
                found += self._noun_matches(token)
                found += self._apposition_matches(token)
            if token.tag_ == "VBN" and token.dep_ == "amod":
                found += self._participle_matches(token)
            matches += _most_specific(found)
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
        passive = is_passive(verb)
        for lemma in verb_lemmas(verb):
            for pattern in self.relations.verbs.get(lemma, ()):
                yield from self._fit(pattern, verb, passive)
        if passive and any(
            c.dep_ == "auxpass" for c in verb.children
        ):  # "is opposed to": an adjective in fact
            for pattern in self.relations.verbs.get("be", ()):
                if isinstance(pattern.object, Words) and verb.lower_ in pattern.object.lemmas:
                    yield from self._assign(pattern, verb, subjects(verb), [verb], [verb])

    def _fit(self, pattern: VerbPattern, verb: Token, passive: bool) -> Iterator[Match]:
        if pattern.infinitive and not has_infinitive(verb):
            return
        second = next(
            (p.fill.lemmas for p in pattern.parts if p.path == "" and isinstance(p.fill, Words)), None
        )
        if second is not None:
            yield from self._fit_second(pattern, verb, second, passive)
            return
        if passive:
            patients = [t for s in subjects(verb) for t in with_conjuncts(s)]
            doers = agents(verb) or self._instrument_agents(verb)
            yield from self._assign(pattern, verb, doers, patients, [verb])
            return
        objects = self._objects(verb)
        clausal = [part for part in pattern.parts if part.path == "that"]
        particles = {c.lower_ for c in children(verb, "prt")}
        after_particle = any(part.path in particles and part.fill is not None for part in pattern.parts)
        if (
            pattern.object is None
            and objects
            and not (clausal or after_particle or _is_reflexive(objects[0]))
        ):
            return
        if isinstance(pattern.object, Slot) and not objects:
            objects = infinitive_subject(verb) or relativized_object(verb) or self._elided(verb)
        yield from self._assign(pattern, verb, subjects(verb), objects, [verb])

    def _fit_second(
        self, pattern: VerbPattern, verb: Token, second: frozenset[str], passive: bool
    ) -> Iterator[Match]:
        """A verb with two objects: "took workers hostage", "shot protesters dead", "was named minister"."""
        for word in (t for t in verb.subtree if t.i > verb.i and _has_lemma(t, second)):
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

    def _objects(self, verb: Token) -> list[Token]:
        found = children(verb, "dobj", "attr", "acomp", "oprd")
        found += [c for c in children(verb, "dative") if c.pos_ != "ADP"]  # "promised Serbia help"
        return [t for o in found for t in with_conjuncts(o)]

    def _elided(self, verb: Token) -> list[Token]:
        """The object a clause borrows: "Rebels agree plan; Russia yet to approve"."""
        if any(c.i > verb.i for c in children(verb, "ccomp", "xcomp", "prep")):
            return []
        other = None
        if verb.dep_ == "conj":
            other = verb.head
        else:
            other = next(
                (c for c in verb.lefts if c.dep_ in ("ccomp", "parataxis") and c.pos_ == "VERB"), None
            )
        if other is None:
            return []
        if any(t.text == ";" for t in verb.doc[min(other.i, verb.i) : max(other.i, verb.i)]):
            return children(other, "dobj")
        return []

    def _instrument_agents(self, verb: Token) -> list[Token]:
        """Who struck, where only the strike is named: "killed in Israeli airstrikes"."""
        joined = [verb, *(v for v in verb.conjuncts if is_passive(v))]  # "one is killed and two hurt in ..."
        for prep in (p for v in joined for p in children(v, "prep")):
            if prep.lower_ in ("in", "during", "after", "following", "by"):
                found = [o for o in children(prep, "pobj") if self.denotation.owners(o, load_nouns().weapons)]
                if found:
                    return found
        return []

    def _assign(
        self, pattern: VerbPattern, verb: Token, doers: list[Token], objects: list[Token], at: list[Token]
    ) -> Iterator[Match]:
        """Fill the pattern's slots, or say to the trace which one stays empty."""
        filled: dict[bool, list[Referent]] = {}
        if not self._fill(pattern.subject, doers, filled):
            self._say(verb, pattern, "no fitting subject")
            return
        if isinstance(pattern.object, Words):
            fixed = [o for o in objects if not pattern.object.lemmas or _has_lemma(o, pattern.object.lemmas)]
            if not fixed:
                self._say(verb, pattern, "another object")
                return
            at = [*at, *fixed]
        elif isinstance(pattern.object, Slot) and not self._fill(pattern.object, objects, filled):
            self._say(verb, pattern, "no fitting object")
            return
        for part in pattern.parts:
            if not self._fill_part(part, at, filled):
                self._say(verb, pattern, f"nothing fitting after '{part.path}'")
                return
        if True not in filled:
            return
        if False not in filled:
            if len(filled[True]) < 2:
                self._say(verb, pattern, "only one side is named")
                return
            first, *rest = filled[True]
            yield Match(pattern.relation, verb, (first,), tuple(rest), pattern, verb, _named(at[1:], pattern))
            return
        ends = tuple(filled[True]), tuple(filled[False])
        yield Match(pattern.relation, verb, *ends, pattern, verb, _named(at[1:], pattern))

    def _fill_part(self, part: Part, at: list[Token], filled: dict[bool, list[Referent]]) -> bool:
        if part.path == "":
            return True  # found before its object was
        if part.path == "that":
            return isinstance(part.fill, Slot) and self._fill(part.fill, that_subject(at[0]), filled)
        tokens = [t for anchor in at for path, t in paths(anchor) if path == part.path]
        if not tokens and part.path == "of" and isinstance(part.fill, Slot):
            # "Washington's claims" are claims of Washington
            slot = part.fill
            owned = [r for r in self.denotation.modifiers(at[-1]) if r.entity.type in slot.types]
            filled.setdefault(slot.is_actor, []).extend(owned)
            return bool(owned)
        if part.fill is None:
            return bool(tokens)
        if isinstance(part.fill, Words):
            fixed = [t for t in tokens if not part.fill.lemmas or _has_lemma(t, part.fill.lemmas)]
            at += fixed
            return bool(fixed)
        return self._fill(part.fill, [t for f in tokens for t in with_conjuncts(f)], filled)

    def _fill(
        self, slot: Slot | Words | None, tokens: list[Token], filled: dict[bool, list[Referent]]
    ) -> bool:
        assert isinstance(slot, Slot)
        found = [r for t in tokens for s in with_conjuncts(t) for r in self.resolve(s, slot)]
        found = list(dict.fromkeys(found))
        if found:
            filled.setdefault(slot.is_actor, []).extend(found)
        return bool(found)

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
        measures = frozenset() if slot.things is Things.WEAPONS else nouns.instruments
        things = nouns.weapons | measures if slot.is_actor else nouns.possessions
        found = [r for r in self.denotation.owners(token, things) if r.entity.type in slot.types]
        holds = noun_lemma(token, nouns.containers | nouns.possessions) is not None
        if not found and not slot.is_actor and EntityType.CITY in slot.types and holds:
            found = [r for r in self._places_within(token) if r.entity.type in slot.types]
        return found

    def _places_within(self, token: Token) -> Iterator[Referent]:
        """The place a bare noun is in: Aleppo in "pockets of resistance in Aleppo"."""
        for prep in children(token, "prep"):
            if prep.lower_ in ("in", "of", "near", "at", "around", "outside"):
                for obj in children(prep, "pobj"):
                    own = [r for r in self.denotation.of(obj) if r.entity.type in PLACE_TYPES]
                    yield from own or self._places_within(obj)

    # --- nouns ---------------------------------------------------------------------------------------

    def _noun_matches(self, noun: Token) -> Iterator[Match]:
        if noun.i in self.denotation.names or children(noun, "nsubj", "nsubjpass"):
            return  # a name, or a headline's verb that the tagger took for a noun
        patterns = self._noun_patterns(noun)
        if not patterns:
            return
        light = light_verb(noun)
        for pattern in patterns:
            recipients = self._noun_recipients(noun, pattern, light)
            taken = {(r.start, r.end) for r in recipients}
            actors = [r for r in self._noun_actors(noun, pattern, light) if (r.start, r.end) not in taken]
            symmetric = self.relations[pattern.relation].symmetric
            if symmetric and not recipients:
                both = self._between(noun) or actors
                both = [r for r in both if r.entity.type in pattern.recipient.types | pattern.actor.types]
                if len({r.entity.id for r in both}) == 2:
                    actors, recipients = both[:1], both[1:]
            if actors and recipients:
                governor = light if light is not None else noun
                yield Match(pattern.relation, noun, tuple(actors), tuple(recipients), pattern, governor)
            elif self.trace is not None:
                self._say(
                    noun, pattern, "only one side is named" if actors or recipients else "no side is named"
                )

    def _noun_patterns(self, noun: Token) -> tuple[NounPattern, ...]:
        lemma = noun.lemma_.lower()
        for size in (2, 1):
            if noun.i >= size:
                before = " ".join(noun.doc[noun.i - k].lower_ for k in range(size, 0, -1))
                if found := self.relations.nouns.get(f"{before} {lemma}"):
                    return found
        return self.relations.nouns.get(lemma, ())

    def _noun_recipients(self, noun: Token, pattern: NounPattern, light: Token | None) -> list[Referent]:
        slot = pattern.recipient
        if not pattern.paths:
            return [r for r in self.denotation.modifiers(noun) if r.entity.type in slot.types][-1:]
        anchors = [noun, *([light] if light is not None and light.lemma_ != "be" else []), *occurrence(noun)]
        tokens = [t for a in anchors for path, t in paths(a) if path in pattern.paths]
        return list(
            dict.fromkeys(r for t in tokens for s in with_conjuncts(t) for r in self.resolve(s, slot))
        )

    def _noun_actors(self, noun: Token, pattern: NounPattern, light: Token | None) -> list[Referent]:
        slot = pattern.actor
        before = [r for r in self.denotation.modifiers(noun) if r.entity.type in slot.types]
        if not pattern.paths:
            before = before[:-1]
        if before:
            return before
        ways = {"by", "from", "of"} - set(pattern.paths)
        tokens = [t for path, t in paths(noun) if path in ways]
        if "by" in ways:  # "the dismissal of X by Y": the parser may hang "by Y" on X
            tokens += [
                t
                for path, inner in paths(noun)
                if path in pattern.paths
                for p, t in paths(inner)
                if p == "by"
            ]
        found = [r for t in tokens for s in with_conjuncts(t) for r in self.resolve(s, slot)]
        if not found and light is not None:
            doers = agents(light) if is_passive(light) else subjects(light)
            found = [r for t in doers for s in with_conjuncts(t) for r in self.resolve(s, slot)]
        return list(dict.fromkeys(found))

    def _between(self, noun: Token) -> list[Referent]:
        tokens = [
            t for word in (noun, *occurrence(noun)) for path, t in paths(word) if path in ("between", "among")
        ]
        return [r for t in tokens for s in with_conjuncts(t) for r in self.denotation.of(s)]

    # --- copulas without a verb ----------------------------------------------------------------------

    def _apposition_matches(self, noun: Token) -> Iterator[Match]:
        """ "X, a critic of Y" and the verbless headline "ISIS back in Palmyra" say what "be" would say."""
        for pattern in self.relations.verbs.get("be", ()):
            if isinstance(pattern.object, Words):
                if noun.dep_ == "appos" and _has_lemma(noun, pattern.object.lemmas):
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
                if not pattern.parts and isinstance(pattern.object, Slot) and not pattern.infinitive:
                    yield from self._assign(pattern, verb, doers, [verb.head], [verb])

    def _say(self, token: Token, pattern: VerbPattern | NounPattern, why: str) -> None:
        if self.trace is not None:
            self.trace(token, f"{pattern.relation}: {pattern.text}", why)


def _named(tokens: list[Token], pattern: VerbPattern) -> tuple[Token, ...]:
    """Of the words a pattern took, those that it names; any word at all (`*`) keeps its own meaning."""
    fills = [pattern.object, *(part.fill for part in pattern.parts)]
    lemmas = frozenset().union(*(f.lemmas for f in fills if isinstance(f, Words)))
    return tuple(t for t in tokens if _has_lemma(t, lemmas))


def is_predicate(token: Token) -> bool:
    """Whether the token heads a clause; headline verbs that the tagger took for nouns included."""
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
        return True
    if token.tag_ == "NN" and token.dep_ in ("xcomp", "pcomp") and token.lower_.endswith("ing"):
        return bool(children(token, "dobj"))  # "denied bombing Damascus"
    return token.dep_ in _PREDICATE_DEPS and bool(children(token, "nsubj", "nsubjpass"))


def verb_lemmas(verb: Token) -> list[str]:
    """The lemmas under which a verb may be listed: as tagged, without a hyphen, and as written."""
    lemma = verb.lemma_.lower()
    found = [lemma, lemma.replace("-", "")]
    if verb.tag_ == "NN" and lemma.endswith("ing"):  # a gerund that the tagger took for a noun keeps its -ing
        stem = lemma[:-3]
        found += [stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return list(dict.fromkeys(found))


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
    return []


def _most_specific(found: list[Match]) -> Iterator[Match]:
    """For one predicate, each pair of ends once: from the pattern that fixes most."""
    ranked = sorted(found, key=lambda m: -(m.pattern.rank if isinstance(m.pattern, VerbPattern) else 1))
    named = {m.relation for m in ranked if not _is_one_sided(m)}
    ranked = [m for m in ranked if not (_is_one_sided(m) and m.relation in named)]
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for match in ranked:
        pairs = {((a.start, a.end), (r.start, r.end)) for a in match.actors for r in match.recipients}
        if not pairs & seen:
            seen |= pairs
            yield match


def _is_one_sided(match: Match) -> bool:
    """Whether both ends are from one slot ("X and Y met"), which holds only where no other end is named."""
    if not isinstance(match.pattern, VerbPattern):
        return False
    fills = [match.pattern.subject, match.pattern.object, *(p.fill for p in match.pattern.parts)]
    return sum(isinstance(fill, Slot) for fill in fills) == 1


def _has_lemma(token: Token, lemmas: frozenset[str]) -> bool:
    if token.lemma_.lower() in lemmas or token.lower_ in lemmas:
        return True
    if token.lemma_.lower() in load_nouns().containers:  # "dozens of rockets"
        inner = (o for p in children(token, "prep") if p.lower_ == "of" for o in children(p, "pobj"))
        return any(_has_lemma(o, lemmas) for o in inner)
    return False


def _is_reflexive(token: Token) -> bool:
    return token.lower_.endswith(("self", "selves"))
