"""What pronouns, short role nouns and bare "the group" stand for, from what the article said before.

In: sentences in order. Out: entities. One `Discourse` serves one article and remembers as it goes.
"""

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.model import PLACE_TYPES, Entity, EntityType
from kg.nlp.syntax import children, subjects
from kg.nlp.words import load_cues

_HE = frozenset("he him his himself she her hers herself".split())
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their theirs themselves".split())
_WE = frozenset("we us our ours ourselves".split())
_I = frozenset("i me my mine myself".split())
_PLACE_PREPOSITIONS = frozenset(
    "in into from out inside outside near at around toward towards through within".split()
)

# Where "they" may be a country; "arming them" is not of the country that complains of it.
_ACTING = frozenset({"nsubj", "nsubjpass"})
_COLLECTIVE = frozenset(EntityType) - {EntityType.PERSON} - PLACE_TYPES
# How many sentences back a pronoun may reach.
_REACH = 3
# An article is of a country that is that of three mentions, and of two thirds of those that have one.
_LEAST, _MOST = 3, 2 / 3


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as mentioned: in which sentence, as subject or not, and within whose quotation."""

    entity: Entity
    sentence: int
    token: int
    is_subject: bool
    is_plural: bool
    is_modifier: bool
    quoted: bool
    gender: str = ""


@dataclass(slots=True)
class Discourse:
    """What one article has mentioned so far."""

    seen: list[Seen] = field(default_factory=list)
    sentence: int = 0
    speaker: Entity | None = None  # whose quotation the current sentence is in
    quoted: dict[str, Entity] = field(default_factory=dict)  # pronoun -> entity, within one speaker's words
    genders: dict[str, str] = field(default_factory=dict)  # person id -> "he" or "she"
    offices: dict[tuple[str, str], Entity] = field(default_factory=dict)  # role, body id -> holder
    bodies: dict[tuple[str, str], Entity] = field(default_factory=dict)  # person id, role -> body

    def add(self, entity: Entity, token: Token, *, is_plural: bool = False, quoted: bool = False) -> None:
        """Remember a mention."""
        is_modifier = token.dep_ in ("amod", "compound", "nmod", "poss")
        is_subject = token.dep_ in ("nsubj", "nsubjpass") or (
            token.dep_ == "conj" and token.head.dep_ in ("nsubj", "nsubjpass")
        )
        self.seen.append(Seen(entity, self.sentence, token.i, is_subject, is_plural, is_modifier, quoted))

    def learn_office(self, role: str, holder: Entity, body: Entity) -> None:
        """Remember that the article made `holder` the `role` of `body`."""
        self.offices[role, body.id] = holder
        self.bodies[holder.id, role] = body

    def body(self, person: str, role: str) -> Entity | None:
        """What the article has said that the person is the `role` of."""
        return self.bodies.get((person, role))

    def home(self) -> str | None:
        """The country (ISO code) of most that has been mentioned so far; None if that is of several."""
        named = Counter(s.entity.country for s in self.seen if s.entity.country is not None)
        for country, count in named.most_common(1):
            return country if count >= _LEAST and count > _MOST * named.total() else None
        return None

    def resolve(self, token: Token, *, quoted: bool, speaker: Entity | None) -> list[Entity]:
        """What the pronoun stands for; empty where nothing fits, or too much."""
        lower = token.lower_
        if lower in _I or (lower in _WE and quoted):
            return [speaker] if speaker is not None and quoted else []
        if lower in _HE:
            return self._person(
                "he" if lower.startswith("h") and lower not in ("her", "hers", "herself") else "she",
                speaker if quoted else None,
            )
        if lower in _IT:
            if _is_dummy(token):
                return []
            return self._thing(token, speaker if quoted else None)
        if lower in _THEY:
            found = self._many(token, speaker if quoted else None, quoted)
            if quoted and len(found) == 1:
                self.quoted["they"] = found[0]
            return found
        return []

    def start_quotation(self, speaker: Entity | None) -> None:
        """Enter the words of a speaker; what "they" means goes on as long as the same one speaks."""
        if speaker is None or self.speaker is None or speaker.id != self.speaker.id:
            self.quoted = {}
        self.speaker = speaker

    def _recent(self, types: frozenset[EntityType], reach: int = _REACH) -> list[Seen]:
        """Mentions of these types, best first: nearest sentence, then subjects, then the earliest in it."""
        pool = [s for s in self.seen if s.entity.type in types and self.sentence - s.sentence <= reach]
        return sorted(
            pool, key=lambda s: (self.sentence - s.sentence, not s.is_subject, s.is_modifier, s.token)
        )

    def _person(self, gender: str, not_this: Entity | None) -> list[Entity]:
        for seen in self._recent(frozenset({EntityType.PERSON})):
            known = self.genders.get(seen.entity.id)
            if known not in (None, gender) or (not_this is not None and seen.entity.id == not_this.id):
                continue
            self.genders.setdefault(seen.entity.id, gender)
            return [seen.entity]
        return []

    def _thing(self, token: Token, not_this: Entity | None) -> list[Entity]:
        if token.dep_ == "pobj" and token.head.lower_ in _PLACE_PREPOSITIONS:
            wanted = PLACE_TYPES
        elif token.dep_ in ("nsubj", "poss"):
            wanted = _COLLECTIVE | {EntityType.COUNTRY, EntityType.CITY} - {EntityType.GROUP}
        else:
            wanted = (_COLLECTIVE | PLACE_TYPES) - {EntityType.GROUP}
        own = self._own_subject(token)
        if own is not None and own.type in wanted and not (not_this is not None and own.id == not_this.id):
            return [own]
        near = _own_subjects(token)
        accused = self._accused(token)
        if accused is not None and accused.type in wanted:
            return [accused]
        for seen in self._recent(wanted):
            if seen.is_plural or (not_this is not None and seen.entity.id == not_this.id):
                continue
            if seen.sentence == self.sentence and seen.token in near:
                continue
            if token.dep_ == "nsubj" and seen.entity.type is EntityType.CITY and not seen.is_subject:
                continue
            if seen.is_modifier and seen.sentence < self.sentence:
                continue
            return [seen.entity]
        return []

    def _own_subject(self, token: Token) -> Entity | None:
        """ "after Turkey dropped its objections": a possessive is the subject's of its own clause."""
        if token.dep_ != "poss":
            return None
        verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
        for subject in children(verb, "nsubj") if verb is not None else []:
            if subject.i < token.i:
                found = (s for s in self.seen if s.sentence == self.sentence and s.token == subject.i)
                return next((s.entity for s in found), None)
        return None

    def _accused(self, token: Token) -> Entity | None:
        """ "accused Russia of lying, saying it was ...": within the charge, "it" is the one accused."""
        for word in token.ancestors:
            if word.lemma_ in ("accuse", "blame", "criticize", "criticise", "condemn", "denounce"):
                for obj in children(word, "dobj"):
                    if obj.i < token.i:
                        return next(
                            (s.entity for s in self.seen if s.sentence == self.sentence and s.token == obj.i),
                            None,
                        )
        return None

    def _many(self, token: Token, not_this: Entity | None, quoted: bool) -> list[Entity]:
        if quoted and "they" in self.quoted:
            return [self.quoted["they"]]
        plural = [
            s for s in self._recent(_COLLECTIVE) if s.is_plural or s.entity.type is not EntityType.GROUP
        ]
        singular = self._recent(frozenset({EntityType.COUNTRY}))
        for seen in sorted(
            [*plural, *(s for s in singular if not s.is_modifier and token.dep_ in _ACTING)],
            key=lambda s: (not s.is_plural, self.sentence - s.sentence, not s.is_subject),
        ):
            if not_this is not None and (seen.entity.id == not_this.id):
                continue
            if (
                quoted
                and not_this is not None
                and seen.entity.country == not_this.country
                and not seen.is_plural
            ):
                continue
            return [seen.entity]
        return []


def _own_subjects(token: Token) -> frozenset[int]:
    """The tokens of the subject of a pronoun's own verb: an object that is not "itself" is none of them."""
    if token.dep_ in ("nsubj", "nsubjpass", "poss"):
        return frozenset()
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return frozenset(t.i for s in (subjects(verb) if verb is not None else []) for t in s.subtree)


def _is_dummy(token: Token) -> bool:
    """ "It is clear that ...", "it rained": an "it" that stands for nothing."""
    verb = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ == "be":
        return bool(children(verb, "acomp")) and bool(children(verb, "ccomp", "xcomp", "advcl"))
    return (
        token.dep_ == "nsubjpass" and verb.lemma_ in load_cues().reporting and bool(children(verb, "ccomp"))
    )
