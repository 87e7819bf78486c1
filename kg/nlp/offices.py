"""Who leads, represents or belongs to what, as titles and appositions state it.

In: the role nouns of a sentence ("minister", "leader", "member"). Out: `Match`es: Ayrault officialOf France.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.gazetteers import Gazetteer
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind
from kg.nlp.collectives import Collectives
from kg.nlp.denotation import Denotation
from kg.nlp.matches import Match
from kg.nlp.referents import Referent
from kg.nlp.syntax import agents, children, is_passive, subjects, with_conjuncts
from kg.nlp.words import load_nouns
from kg.relations import Relations

# "X became president", "X was elected president", "they named X president", "X serves as president"
_BECOMING = frozenset("be become remain".split())
_NAMING = frozenset(
    "elect reelect re-elect appoint name make choose confirm install inaugurate reappoint select".split()
)
_SERVING = frozenset(
    "serve act work step resign return continue swear inaugurate appoint elect reelect re-elect name".split()
)


@dataclass(frozen=True, slots=True)
class Offices:
    """Finds who holds which office; `learnt` tells the body of a role that the article has told before."""

    relations: Relations
    denotation: Denotation
    gazetteer: Gazetteer
    learnt: Callable[[str, str], Entity | None]  # person id, role -> body
    home: Callable[[], str | None]  # ISO code of the country that the article is of

    def find_matches(self, noun: Token) -> Iterator[Match]:
        """The state relations that a role noun states of the persons named with it."""
        found = role_phrase(noun, self.relations)
        if found is None:
            return
        role, start = found
        relation = self.relations.roles[role]
        holders = self._holders(noun)
        if not holders:  # "the Syrian president's forces": the office tells its holder
            holders = [r for r in self.denotation.of(noun) if r.entity.type is EntityType.PERSON]
        bodies = [r for r in self._bodies(noun, start) if r.entity.type in self.relations[relation].recipient]
        for holder in holders:
            for body in bodies or self._implied(noun, role, start, holder):
                if holder.entity.id != body.entity.id:
                    governor = noun.head if noun.dep_ in ("attr", "oprd", "pobj") else noun
                    yield Match(relation, noun, (holder,), (body,), None, governor)

    def _holders(self, noun: Token) -> list[Referent]:
        """The persons who hold the role: named after it, beside it, or said to be it."""
        candidates: list[Token] = []
        if noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i:
            is_plural = noun.tag_ in ("NNS", "NNPS")  # "Senators X and Y"
            candidates += with_conjuncts(noun.head) if is_plural else [noun.head]
        candidates += children(noun, "appos")
        if noun.dep_ == "appos":
            candidates.append(noun.head)
        candidates += self._said_to_be(noun)
        found = [r for t in candidates for r in self.denotation.of(t) if r.entity.type is EntityType.PERSON]
        return [r for r in found if r.kind is not MentionKind.NOMINAL]

    def _said_to_be(self, noun: Token) -> list[Token]:
        """Whom a verb makes the holder: "X became president", "X was sworn in as president"."""
        verb = noun.head
        if noun.dep_ == "pobj" and verb.lower_ == "as":
            verb = verb.head
            if verb.dep_ == "prt":
                verb = verb.head
            if verb.lemma_ not in _SERVING:
                return []
        elif noun.dep_ not in ("attr", "oprd") or verb.lemma_ not in _BECOMING | _NAMING:
            return []
        named = [] if is_passive(verb) or agents(verb) else children(verb, "dobj")
        return [t for s in named or subjects(verb) for t in with_conjuncts(s)]

    def _bodies(self, noun: Token, start: int) -> Iterator[Referent]:
        """What the role is of: named before it, or after "of", "for", "at", "in"."""
        found = [r for r in self.denotation.modifiers(noun) if r.start < start or r.end <= start]
        if noun.dep_ in ("compound", "nmod"):
            found += [r for r in self.denotation.modifiers(noun.head) if r.end <= start]
        if not found:
            for prep in children(noun, "prep"):
                if prep.lower_ in ("of", "for", "at", "in", "to", "from"):
                    for obj in children(prep, "pobj"):
                        found += [r for t in with_conjuncts(obj) for r in self.denotation.of(t)]
                if found:
                    break
        if not found and noun.dep_ == "appos":  # "Joseph Votel, commander, U.S. Central Command"
            after = [c for c in children(noun, "appos", "conj") if c.left_edge.i == noun.i + 2]
            after = [c for c in after if noun.nbor(1).text == ","]
            found += [r for c in after for r in self.denotation.of(c) if r.entity.type not in PLACE_TYPES]
        for r in found:
            is_pair = any(o.start == r.start and o.entity.id != r.entity.id for o in found)
            if r.entity.type is not EntityType.PERSON and not is_pair:  # "the two countries' ministers"
                yield r

    def _implied(self, noun: Token, role: str, start: int, holder: Referent) -> list[Referent]:
        """The body of a bare title, if the person is known to hold it of one only: "President Trump"."""
        if holder.kind is MentionKind.NOMINAL or noun.dep_ not in ("compound", "nmod", "appos"):
            return []
        if role in load_nouns().chambers:
            return self._chamber(noun, role, start, holder)
        body = self.learnt(holder.entity.id, role)
        if body is None:
            known = {o.of for o in self.gazetteer.offices(holder.entity.id) if o.role == role}
            found = self.gazetteer.known(next(iter(known))) if len(known) == 1 else None
            body = found.entity if found else None
        if body is None or body.type not in self.relations[self.relations.roles[role]].recipient:
            return []
        return [Referent(body, start, noun.i + 1, MentionKind.NOMINAL)]

    def _chamber(self, noun: Token, role: str, start: int, holder: Referent) -> list[Referent]:
        """The house that a member sits in: "Senator X of Florida", "British MP X"."""
        title = noun.doc[start : noun.i + 1].text
        if not title[0].isupper() or title.isupper() != (role.isupper()):
            return []  # "a representative, X" speaks for anybody
        country = next((r.entity.country for r in self._bodies(noun, start) if r.entity.country), None)
        country = country or holder.entity.country or self.home()
        if country is None:
            return []
        body = Collectives(self.gazetteer, self.denotation.context_country).state_body(
            load_nouns().chambers[role], country
        )
        return [Referent(body, start, noun.i + 1, MentionKind.NOMINAL)]


def role_phrase(noun: Token, relations: Relations) -> tuple[str, int] | None:
    """The longest listed role that ends at the noun, and the token it starts at: "foreign minister"."""
    for start in range(max(noun.sent.start, noun.i - 3), noun.i + 1):
        words = [noun.doc[i].lower_ for i in range(start, noun.i)]
        for last in (noun.lemma_.lower(), noun.text.removesuffix("s")):  # "MP" is written so
            phrase = " ".join([*words, last]).replace(" - ", "-")
            if phrase in relations.roles:
                return phrase, start
    return None
