"""Offices left, sought or won without being named: "the Thai minister resigns" from one of Thailand.

In: a sentence with what its titles state. Out: `Match`es.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import Entity, EntityType, MentionKind
from kg.nlp.denotation import Denotation
from kg.nlp.groups import joined
from kg.nlp.matches import Match
from kg.nlp.referents import Referent
from kg.nlp.syntax import agents, children, is_passive, subjects
from kg.nlp.tree import Span, Token
from kg.nlp.words import load_cues
from kg.relations import Relations

_OFFICES = frozenset({"leads", "officialOf"})
_RESIGNING = frozenset({"resign", "abdicate"})
_STEPPING = frozenset({"step", "stand", "bow"})
_ASIDE = frozenset({"down", "aside", "out"})
_QUITTING = frozenset({"leave", "quit", "vacate"})
_POSTS = frozenset({"office", "post"})
_TERMS = frozenset("term re-election reelection".split())
_WINNING = frozenset("win secure clinch".split())
_SEEKING = frozenset("seek run stand".split())
_NOUNS = frozenset({"resignation", "abdication"})
# Verbs whose subject is the one who resigns: "announced his resignation".
_GIVING_UP = frozenset("announce submit tender offer hand declare give present confirm".split())


@dataclass(frozen=True, slots=True)
class Terms:
    """Finds offices left, sought or won; `bodies` is what the article has told of persons' roles."""

    relations: Relations
    denotation: Denotation
    bodies: Mapping[tuple[str, str], Entity]  # person id, role -> body
    on: date | None

    def find_matches(self, sent: Span, matches: Sequence[Match]) -> Iterator[Match]:
        """Offices left, sought or won by those whose office is told, where no pattern says of what."""
        read = {(m.predicate.i, m.relation) for m in matches}
        titles = [m for m in matches if m.relation in _OFFICES and m.pattern is None]
        for token in sent:
            relation = _relation(token)
            if relation is None or relation not in self.relations or (token.i, relation) in read:
                continue
            for holder in self._holders(token):
                body = self._body(token, holder, titles)
                is_told = any(m.actors[0].entity.id == holder.entity.id for m in titles)
                if relation != "resignsFrom" and not is_told:
                    continue  # the term may be of an office once held
                if body is not None and body.entity.type in self.relations[relation].recipient:
                    is_announced = token.dep_ == "dobj" and token.head.pos_ == "VERB"
                    governor = token.head if is_announced else token
                    yield Match(relation, token, (holder,), (body,), None, governor, is_event=True)

    def _holders(self, token: Token) -> list[Referent]:
        """The persons it is about: the verb's subject; whose resignation it is, or who announces it."""
        if token.pos_ == "VERB":
            tokens = subjects(token)
        else:
            tokens = children(token, "poss")
            tokens += [o for p in children(token, "prep") if p.lower_ == "of" for o in children(p, "pobj")]
            if not tokens and token.dep_ == "dobj" and token.head.lemma_ in _GIVING_UP:
                tokens = agents(token.head) if is_passive(token.head) else subjects(token.head)
        found = [r for t in tokens for j in joined(t) for r in self.denotation.of(j)]
        return [r for r in found if r.entity.type is EntityType.PERSON]

    def _body(self, token: Token, holder: Referent, titles: Sequence[Match]) -> Referent | None:
        """What the office is of: by the role that is left ("resigns as ..."), else by the person's title."""
        named = [p for w in (token, token.head) for p in children(w, "prep") if p.lower_ in ("as", "from")]
        roles = {o.i for p in named for o in children(p, "pobj")}
        own = [m for m in titles if m.actors[0].entity.id == holder.entity.id]
        # "resigned to become minister" is not from the ministry
        fitting = [m for m in own if m.predicate.i in roles or (not roles and m.predicate.i < token.i)]
        if fitting or roles:
            return fitting[0].recipients[0] if fitting else None
        return self._known_body(holder)

    def _known_body(self, holder: Referent) -> Referent | None:
        """The one body that the article made the person's, else that of the offices held on its day."""
        told = {body.id: body for (person, _), body in self.bodies.items() if person == holder.entity.id}
        if not told and self.on is not None:
            gazetteer = self.denotation.gazetteer
            known = [gazetteer.known(office.of) for office in gazetteer.offices(holder.entity.id, self.on)]
            told = {k.entity.id: k.entity for k in known if k is not None}
        if len(told) != 1:
            return None
        return Referent(next(iter(told.values())), holder.start, holder.end, MentionKind.NOMINAL)


def _relation(token: Token) -> str | None:
    """What the word says of an office: that it is left, sought or won."""
    if _is_resignation(token) or _is_leaving(token):
        return "resignsFrom"
    if token.pos_ != "VERB" or is_passive(token):
        return None
    aims = children(token, "dobj") + [
        o for p in children(token, "prep") if p.lower_ == "for" for o in children(p, "pobj")
    ]
    if not any(aim.lemma_ in _TERMS for aim in aims):
        return None
    return "wins" if token.lemma_ in _WINNING else "runsFor" if token.lemma_ in _SEEKING else None


def _is_resignation(token: Token) -> bool:
    """Whether the noun tells of a resignation, not of one that is only called for."""
    if token.lemma_ not in _NOUNS:
        return False
    governors = list(token.ancestors)[: 2 if token.dep_ == "pobj" else 1]  # "called for his resignation"
    return not any(g.lemma_ in load_cues().wishing for g in governors)


def _is_leaving(token: Token) -> bool:
    if token.pos_ != "VERB" or is_passive(token):
        return False
    if token.lemma_ in _STEPPING:
        return any(c.lower_ in _ASIDE for c in children(token, "prt", "advmod"))
    if token.lemma_ in _QUITTING:
        return any(c.lemma_ in _POSTS for c in children(token, "dobj"))
    return token.lemma_ in _RESIGNING
