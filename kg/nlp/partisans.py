"""Sides that a word tells: "pro-Russian rebels", "anti-Assad militias", "critics of X", "X's allies".

In: a sentence. Out: `Match`es of what those of that side do, by the table `partisans` in `data/nouns.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.gazetteers import Gazetteer
from kg.model import Entity, EntityType, MentionKind
from kg.nlp.collectives import Collectives
from kg.nlp.denotation import Denotation
from kg.nlp.matches import Match
from kg.nlp.referents import Referent
from kg.nlp.syntax import children, with_conjuncts
from kg.nlp.tree import Span, Token
from kg.nlp.words import load_nouns
from kg.relations import Relations

_PREFIXES = {"pro": "backs", "anti": "opposes"}
# What an adjective with a prefix may mean besides a country: "anti-government".
_STATE = frozenset({"government", "regime", "opposition", "junta"})


@dataclass(frozen=True, slots=True)
class Partisans:
    """Finds the sides that words tell."""

    relations: Relations
    denotation: Denotation
    gazetteer: Gazetteer

    def find_matches(self, sent: Span) -> Iterator[Match]:
        """All sides told in a sentence."""
        for token in sent:
            prefix, hyphen, rest = token.lower_.partition("-")
            if hyphen and prefix in _PREFIXES:
                yield from self._prefixed(token, prefix, rest)
            elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in load_nouns().partisans:
                yield from self._partisan(token, load_nouns().partisans[token.lemma_.lower()])

    # "pro-Russian rebels", "anti-Assad militias"
    def _prefixed(self, token: Token, prefix: str, rest: str) -> Iterator[Match]:
        noun = token.head
        if token.dep_ not in ("amod", "compound", "nmod") or noun.i < token.i:
            return
        targets = self._targets(token, rest)
        if prefix == "anti" and noun.lemma_ in ("protester", "protestor", "demonstrator"):
            return  # they protest against it
        relation, actors = _PREFIXES[prefix], list(self.denotation.of(noun))
        yield from self._match(relation, token, actors, targets)

    def _targets(self, token: Token, rest: str) -> list[Referent]:
        """Whom the word after the prefix names."""
        entities: list[Entity] = []
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        if rest in _STATE:
            country = self.denotation.context_country(token)
            people = Collectives(self.gazetteer, self.denotation.context_country)
            if country is not None and rest == "opposition":
                entities = [people.state_body(rest, country)]
            elif country is not None:
                state = self.gazetteer.known(f"country-{country.lower()}")
                entities = [state.entity] if state is not None else []
        elif after.tag_ != "NNP" or after.i == token.head.i:  # not the first word of "anti-Golden Dawn"
            words = token.text.partition("-")[2]
            state = self.gazetteer.known(self.gazetteer.country_of_demonym(words) or "")
            listed = {k.entity.id: k.entity for k in self.gazetteer.candidates(words)}
            entities = [state.entity] if state is not None else list(listed.values())
        return [
            Referent(e, token.i, token.i + 1, MentionKind.DEMONYM) for e in entities if len(entities) == 1
        ]

    # "critics of X", "X's allies", "the Putin ally Y"
    def _partisan(self, noun: Token, relation: str) -> Iterator[Match]:
        if any(c.lower_ in ("former", "ex", "one-time", "erstwhile") for c in noun.children):
            return
        targets = [
            r
            for prep in children(noun, "prep")
            if prep.lower_ == "of"
            for obj in children(prep, "pobj")
            for t in with_conjuncts(obj)
            for r in self.denotation.of(t)
        ] or self.denotation.before(noun)
        actors: list[Referent] = []
        if noun.dep_ in ("compound", "nmod") and noun.i < noun.head.i:
            if noun.head.i in self.denotation.names and noun.tag_ in ("NN", "NNP"):
                actors = list(self.denotation.of(noun.head))
                targets = targets or [r for r in self.denotation.modifiers(noun.head) if r.end <= noun.i]
        elif noun.tag_ in ("NNS", "NNPS"):
            country = targets[0].entity.country if targets else None
            people = Collectives(self.gazetteer, lambda _: country)
            actors = list(people.people(noun, noun.lower_, [], []))
        else:
            actors = [r for a in children(noun, "appos") for r in self.denotation.of(a)]
        taken = {(r.start, r.end) for r in targets}
        actors = [r for r in actors if (r.start, r.end) not in taken]
        yield from self._match(relation, noun, actors, targets)

    def _match(
        self, relation: str, token: Token, actors: list[Referent], targets: list[Referent]
    ) -> Iterator[Match]:
        if relation not in self.relations:
            return
        allowed = self.relations[relation]
        actors = [
            r for r in actors if r.entity.type in allowed.actor and r.entity.type is not EntityType.PLACE
        ]
        targets = [r for r in targets if r.entity.type in allowed.recipient]
        if actors and targets:
            yield Match(relation, token, tuple(actors), tuple(targets), None, token)
