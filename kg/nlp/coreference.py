"""What pronouns stand for, from what the article said before.

In: sentences in order. Out: entities. One `Discourse` serves one article and remembers as it goes. Phrases
that mean no entity are remembered too: where "it" is most likely the bill, it is not the parliament.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import PLACE_TYPES, Entity, EntityType
from kg.nlp.dummies import is_dummy
from kg.nlp.phrases import describing, made_so, own_subjects
from kg.nlp.salience import Seen, most_salient, seen
from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_cues, load_first_names, load_nouns

_HE = frozenset("he him his himself she her hers herself".split())
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their theirs themselves".split())
WE = frozenset("we us our ours ourselves".split())
_I = frozenset("i me my mine myself".split())
_REFLEXIVE = frozenset("himself herself itself themselves".split())
_PLACE_PREPOSITIONS = frozenset(
    "in into from out inside outside near at around toward towards through within".split()
)

# Where "they" may be a country; "arming them" is not of the country that complains of it.
_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_PERSON = frozenset({EntityType.PERSON})
_STATE = frozenset({EntityType.COUNTRY})
_COLLECTIVE = frozenset(EntityType) - {EntityType.PERSON} - PLACE_TYPES
# How many sentences back a pronoun may reach.
_REACH = 3
# An article is of a country that is that of three mentions, and of two thirds of those that have one.
_LEAST, _MOST = 3, 2 / 3
# Papers speak, as people do: "The report said ... It added ...".
_SPEAKING = frozenset(
    "report statement study letter document paper article survey poll review notice".split()
)
# One body may be "they", but many are more likely to be.
_ONE_BODY, _ONE_STATE = 0.6, 0.4
# Who is told by a noun alone is "he" less often than who has a name.
_NAMELESS = 0.6


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
    called: dict[str, set[str]] = field(default_factory=dict)  # noun -> ids of those that were called so

    def add(
        self,
        told: Entity | Sequence[Entity] | None,
        token: Token,
        *,
        is_plural: bool = False,
    ) -> None:
        """Remember a phrase and what it means: an entity, several that are joined, or none."""
        entities = (told,) if isinstance(told, Entity) else tuple(told or ())
        person = all(
            e.type is EntityType.PERSON or (e.type is EntityType.GROUP and _is_person(token))
            for e in entities
        )
        self.seen.append(
            seen(
                token,
                entities,
                self.sentence,
                is_plural=is_plural or len(entities) > 1,
                is_person=person if entities else _is_person(token),
            )
        )

    def learn_names(self, name: Token, start: int, entity: Entity) -> None:
        """Remember what is said of a named one: "singer Adele", "Adele, a singer", "Adele is a singer"."""
        for noun in describing(name):
            if not start <= noun.i < name.i:  # a word of the name itself
                self.called.setdefault(noun.lemma_.lower(), set()).add(entity.id)

    def learn_office(self, role: str, holder: Entity, body: Entity) -> None:
        """Remember that the article made `holder` the `role` of `body`."""
        self.offices[role, body.id] = holder
        self.bodies[holder.id, role] = body

    def body(self, person: str, role: str) -> Entity | None:
        """What the article has said that the person is the `role` of."""
        return self.bodies.get((person, role))

    def home(self) -> str | None:
        """The country (ISO code) of most that has been mentioned so far; None if that is of several."""
        named = Counter(s.entity.country for s in self.seen if s.entity and s.entity.country)
        for country, count in named.most_common(1):
            if count >= _LEAST and count > _MOST * named.total():
                return country
        return None

    def resolve(self, token: Token, *, quoted: bool, speaker: Entity | None) -> list[Entity]:
        """What the pronoun stands for; empty where nothing fits, or what fits is no entity."""
        lower = token.lower_
        if lower in _I or (lower in WE and quoted):
            return [speaker] if speaker is not None and quoted else []
        not_this = speaker if quoted else None
        if lower in _HE:
            return self._person(token, not_this)
        if lower in _IT:
            return [] if is_dummy(token) else self._thing(token, not_this)
        if lower in _THEY:
            if quoted and "they" in self.quoted:
                return [self.quoted["they"]]
            found = self._many(token, not_this)
            if quoted and len(found) == 1:
                self.quoted["they"] = found[0]
            return found
        return []

    def start_quotation(self, speaker: Entity | None) -> None:
        """Enter the words of a speaker; what "they" means goes on as long as the same one speaks."""
        if speaker is None or self.speaker is None or speaker.id != self.speaker.id:
            self.quoted = {}
        self.speaker = speaker

    # --- he, she -----------------------------------------------------------------------------------------

    def _person(self, token: Token, not_this: Entity | None) -> list[Entity]:
        gender = "he" if token.lower_.startswith("h") and token.lower_[:3] != "her" else "she"

        def fits(told: Seen) -> bool:
            if not told.is_person or told.is_plural or _is(told, not_this):
                return False
            return told.entity is None or self._gender(told.entity) in (None, gender)

        for person in [*self._own(token, fits), *self._others(token, fits)]:
            if person.entity is not None:
                self.genders.setdefault(person.entity.id, gender)
            return list(person.entities)
        return []

    def _gender(self, person: Entity) -> str | None:
        known = self.genders.get(person.id)
        if known is None and " " in person.label:
            known = load_first_names().get(person.label.split()[0].lower())
        return known

    # --- it ----------------------------------------------------------------------------------------------

    def _thing(self, token: Token, not_this: Entity | None) -> list[Entity]:
        if token.dep_ == "pobj" and token.head.lower_ in _PLACE_PREPOSITIONS:
            wanted = PLACE_TYPES
        elif token.dep_ in ("nsubj", "poss"):
            wanted = _COLLECTIVE | {EntityType.COUNTRY, EntityType.CITY}
        else:
            wanted = _COLLECTIVE | PLACE_TYPES
        acts = _acts(token)

        def fits(told: Seen) -> bool:
            if told.is_plural or told.is_person or _is(told, not_this):
                return False
            if not told.entities:
                return not acts or told.noun in _SPEAKING
            if not told.is_of(wanted) or (told.is_of(frozenset({EntityType.GROUP})) and acts):
                return False
            if token.dep_ == "nsubj" and told.is_of(frozenset({EntityType.CITY})) and not told.is_subject:
                return False
            return not (told.is_modifier and told.sentence < self.sentence)

        accused = self._accused(token)
        if accused is not None and accused.type in wanted:
            return [accused]
        for thing in [*self._own(token, fits), *self._others(token, fits)]:
            return list(thing.entities)
        return []

    def _accused(self, token: Token) -> Entity | None:
        """ "accused Russia of lying, saying it was ...": within the charge, "it" is the one accused."""
        for word in token.ancestors:
            if word.lemma_ in ("accuse", "blame", "criticize", "criticise", "condemn", "denounce"):
                for obj in children(word, "dobj"):
                    if obj.i < token.i:
                        return next((s.entity for s in self._at(obj)), None)
        return None

    # --- they --------------------------------------------------------------------------------------------

    def _many(self, token: Token, not_this: Entity | None) -> list[Entity]:
        acts = _acts(token)

        def fits(told: Seen) -> bool:
            if _is(told, not_this):
                return False
            if told.is_plural:
                return bool(told.entities) or not acts or told.is_person
            if told.entity is None or told.is_person:
                return False
            if not_this is not None and told.entity.country == not_this.country:
                return False
            is_state = told.entity.type is EntityType.COUNTRY
            return told.entity.type in _COLLECTIVE - {EntityType.GROUP} or (
                is_state and not told.is_modifier and token.dep_ in _ACTING
            )

        own = self._own(token, lambda told: fits(told) and not told.is_of(_STATE))
        for many in [*own, *self._others(token, fits)]:
            return list(many.entities)
        return []

    # --- where to look -----------------------------------------------------------------------------------

    def _own(self, token: Token, fits: Callable[[Seen], bool]) -> list[Seen]:
        """Its own clause's subject, for a possessive or reflexive: "Turkey dropped its objections"."""
        is_own = token.dep_ == "poss" or token.lower_ in _REFLEXIVE
        own = [s for s in (own_subjects(token) if is_own else made_so(token)) if s.i < token.i]
        return [told for s in own for told in self._at(s) if fits(told)][:1]

    def _at(self, token: Token) -> Iterator[Seen]:
        """What the phrase of this sentence with this head was found to mean, those joined together first."""
        found = [s for s in self.seen if s.sentence == self.sentence and s.token == token.i]
        return iter(sorted(found, key=lambda s: -len(s.entities)))

    def _others(self, token: Token, fits: Callable[[Seen], bool]) -> list[Seen]:
        """What is meant by salience, save the subject of the pronoun's own verb."""
        near = _own_subjects(token)
        found = most_salient(
            (
                told
                for told in self.seen
                if self.sentence - told.sentence <= _REACH
                and not (told.sentence == self.sentence and told.token in near)
                and fits(told)
            ),
            self.sentence,
        )
        found.sort(key=lambda told: -told.salience(self.sentence) * _readiness(token, told))
        return found


def _readiness(token: Token, told: Seen) -> float:
    """How readily one of this kind is called by the pronoun."""
    if token.lower_ in _HE:
        return 1.0 if told.is_of(_PERSON) else _NAMELESS
    if token.lower_ in _THEY and not told.is_plural:
        return _ONE_STATE if told.is_of(_STATE) else _ONE_BODY
    return 1.0


def _is(told: Seen, entity: Entity | None) -> bool:
    return entity is not None and any(e.id == entity.id for e in told.entities)


def _is_person(token: Token) -> bool:
    """Whether a noun is of one person each, as "crowd" is not."""
    nouns = load_nouns()
    lemma = token.lemma_.lower()
    return (lemma in nouns.people or lemma in nouns.titles) and lemma not in nouns.collectives


def _acts(token: Token) -> bool:
    """Whether the pronoun is subject of a verb that only people and bodies are subjects of: "it said"."""
    cues = load_cues()
    return token.dep_ == "nsubj" and token.head.lemma_ in cues.reporting | cues.planning | cues.wishing


def _own_subjects(token: Token) -> frozenset[int]:
    """The tokens of the subject of a pronoun's own verb: an object that is not "itself" is none of them."""
    if token.dep_ in ("nsubj", "nsubjpass", "poss") or token.lower_ in _REFLEXIVE:
        return frozenset()
    return frozenset(t.i for s in own_subjects(token) for t in s.subtree)
