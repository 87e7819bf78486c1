"""Claims that titles, appositions, names and neighbouring places state: who leads what, what is where.

In: a sentence, its names and what its phrases mean. Out: `Match`es of state relations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from kg.gazetteers import Gazetteer
from kg.model import PLACE_TYPES, EntityType, MentionKind
from kg.nlp.clauses import Match
from kg.nlp.denotation import Denotation, Referent, referent_of
from kg.nlp.mentions import Name
from kg.nlp.syntax import children, subjects, with_conjuncts
from kg.relations import Relations

_ORGANIZED = frozenset(EntityType) - PLACE_TYPES - {EntityType.PERSON, EntityType.GROUP} | {
    EntityType.COUNTRY
}
# Words that may stand between a place and what it lies in: "a village in the northern province of".
_PLACE_WORDS = frozenset(
    "the a an city village town district suburb neighbourhood neighborhood area region province "
    "state camp northern "
    "southern eastern western central north south east west northeastern northwestern southeastern "
    "southwestern "
    "northeast northwest southeast southwest governorate island port capital".split()
)
# What a country's name before it makes no part of the country: "Turkey's Erdogan", "Pakistani Taliban".
_UNOWNED = PLACE_TYPES | {EntityType.PERSON, EntityType.ARMED_GROUP, EntityType.PARTY, EntityType.GROUP}
# Members of a force are not the force: "a Lebanese soldier" states no side.
_SOLDIERS = frozenset(
    {"soldier", "marine", "sailor", "airman", "serviceman", "reservist", "commando", "gunner"}
)
_SIDED = frozenset({EntityType.MILITARY, EntityType.GOVERNMENT})
_RANKS = {EntityType.PLACE: 0, EntityType.CITY: 1, EntityType.REGION: 2, EntityType.COUNTRY: 3}
_BECOMING = frozenset({"be", "become", "remain"})


@dataclass(frozen=True, slots=True)
class States:
    """Finds the state relations of sentences."""

    relations: Relations
    denotation: Denotation
    gazetteer: Gazetteer

    def find_matches(self, sent: Span) -> Iterator[Match]:
        """All state relations of a sentence, each pair once."""
        seen: set[tuple[str, int, str]] = set()
        for match in self._all(sent):
            key = (match.relation, match.actors[0].start, match.recipients[0].entity.id)
            if match.relation in self.relations and key not in seen:
                seen.add(key)
                yield match

    def _all(self, sent: Span) -> Iterator[Match]:
        for token in sent:
            if token.pos_ in ("NOUN", "PROPN") and token.i not in self.denotation.names:
                yield from self._roles(token)
                yield from self._kinds_of_place(token)
        names = sorted(
            {n for i in range(sent.start, sent.end) if (n := self.denotation.names.get(i))}, key=_start
        )
        for name in names:
            yield from self._sides(name, sent)
        for first, second in pairwise(names):
            yield from self._places(first, second, sent.doc)
        for token in sent:
            yield from self._forces(token)

    # "French Foreign Minister Ayrault", "Ayrault, the French foreign minister", "Ayrault became minister"
    def _roles(self, noun: Token) -> Iterator[Match]:
        role = role_phrase(noun, self.relations)
        if role is None:
            return
        phrase, start = role
        relation = self.relations.roles[phrase]
        holders = self._holders(noun)
        if not holders:  # "the Syrian president's forces": the office tells its holder
            holders = [r for r in self.denotation.of(noun) if r.entity.type is EntityType.PERSON]
        bodies = list(self._bodies(noun, start))
        for holder in holders:
            is_named = holder.kind is not MentionKind.NOMINAL
            for body in bodies or (self._known_bodies(noun, holder) if is_named else []):
                if (
                    holder.entity.id != body.entity.id
                    and body.entity.type in self.relations[relation].recipient
                ):
                    yield Match(relation, noun, (holder,), (body,), None, self._governor(noun))

    def _holders(self, noun: Token) -> list[Referent]:
        """The persons who hold the role: named after it, beside it, or said to be it."""
        candidates: list[Token] = []
        if noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i:
            candidates.append(noun.head)
        candidates += children(noun, "appos")
        if noun.dep_ == "appos":
            candidates.append(noun.head)
        if noun.dep_ in ("attr", "oprd") and noun.head.lemma_ in _BECOMING:
            candidates += [t for s in subjects(noun.head) for t in with_conjuncts(s)]
        found = [r for t in candidates for r in self.denotation.of(t) if r.entity.type is EntityType.PERSON]
        return [r for r in found if r.kind is not MentionKind.NOMINAL]

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
        yield from (r for r in found if r.entity.type is not EntityType.PERSON)

    def _known_bodies(self, noun: Token, holder: Referent) -> list[Referent]:
        """The country a known leader leads, if the sentence names it: "King X ... Cambodia"."""
        held = {
            o.of for o in self.gazetteer.offices(holder.entity.id) if o.role.endswith(noun.lemma_.lower())
        }
        names = {n for i in range(noun.sent.start, noun.sent.end) if (n := self.denotation.names.get(i))}
        return [
            referent_of(n) for n in sorted(names, key=_start) if n.entity is not None and n.entity.id in held
        ][:1]

    def _governor(self, noun: Token) -> Token:
        return noun.head if noun.dep_ in ("attr", "oprd") else noun

    # "Russia's Rosfinmonitoring", "Syrian Army"
    def _sides(self, name: Name, sent: Span) -> Iterator[Match]:
        entity = name.entity
        if name.nested or entity is None or entity.type in _UNOWNED:
            return
        owners = [n for i in range(name.start, name.end) if (n := self.denotation.nested.get(i))]
        if not owners:
            owners = [
                n
                for c in sent.doc[name.head].children
                if c.dep_ in ("poss", "amod", "compound") and (n := self.denotation.names.get(c.i))
            ]
        whole = self._organ_of(name, sent.doc)
        if whole is not None:
            head = sent.doc[name.head]
            yield Match("partOf", head, (referent_of(name),), (whole,), None, head)
        found = [referent_of(n) for n in owners if n is not name and n.entity is not None]
        found = found or self._first_words(name, sent.doc)
        for owner in found:
            if owner.entity.type is not EntityType.COUNTRY or entity.id == owner.entity.id:
                continue
            head = sent.doc[name.head]
            if entity.type is EntityType.MILITARY:
                yield Match("sideOf", head, (referent_of(name),), (owner,), None, head)
            elif entity.type is EntityType.GOVERNMENT or self._is_possessed(owner, sent.doc):
                yield Match("partOf", head, (referent_of(name),), (owner,), None, head)

    def _organ_of(self, name: Name, doc: Doc) -> Referent | None:
        """The organisation that an organ is named by: "UN" in "UN Security Council"."""
        if name.known is None or name.known.part_of is None:
            return None
        for end in range(name.end - 1, name.start, -1):
            for known in self.gazetteer.candidates(doc[name.start : end].text):
                if known.entity.id == name.known.part_of and known.entity.type not in PLACE_TYPES:
                    return Referent(known.entity, name.start, end, MentionKind.NAME)
        return None

    def _first_words(self, name: Name, doc: Doc) -> list[Referent]:
        """The country that a listed force is named by: "Israel" in "Israel Defense Forces"."""
        if name.entity is None or name.entity.type is not EntityType.MILITARY or name.entity.country is None:
            return []
        for end in range(name.end - 1, name.start, -1):
            words = doc[name.start : end].text
            own = f"country-{name.entity.country.lower()}"
            named = [k.entity for k in self.gazetteer.candidates(words) if k.entity.id == own]
            state = self.gazetteer.known(own)
            if not named and state is not None and self.gazetteer.country_of_demonym(words) == own:
                named = [state.entity]
            if named:
                return [Referent(named[0], name.start, end, MentionKind.DEMONYM)]
        return []

    def _is_possessed(self, owner: Referent, doc: Doc) -> bool:
        return owner.end < len(doc) and doc[owner.end].tag_ == "POS"

    # "Syrian troops", "Assad's forces"
    def _forces(self, token: Token) -> Iterator[Match]:
        if token.i in self.denotation.names or token.pos_ not in ("NOUN", "PROPN"):
            return
        for own in self.denotation.of(token):
            is_body = token.lemma_.lower() not in _SOLDIERS and own.entity.type in _SIDED
            if not is_body or own.kind is not MentionKind.NOMINAL:
                continue
            for owner in self.denotation.modifiers(token):
                of_leader = owner.entity.type is EntityType.PERSON
                of_country = (
                    owner.entity.type is EntityType.COUNTRY and own.entity.type is EntityType.MILITARY
                )
                if of_leader or of_country:
                    yield Match("sideOf", token, (own,), (owner,), None, token)

    # "Syria's second city, Aleppo", "the Syrian city of Aleppo"
    def _kinds_of_place(self, noun: Token) -> Iterator[Match]:
        if noun.lemma_ not in _PLACE_WORDS or noun.pos_ != "NOUN":
            return
        inside = [r for r in self.denotation.of(noun) if r.entity.type in PLACE_TYPES]
        around = [r for r in self.denotation.modifiers(noun) if r.entity.type in PLACE_TYPES]
        for place in inside:
            for whole in around:
                if place.entity.id != whole.entity.id and place.entity.country in (
                    None,
                    whole.entity.country,
                ):
                    relation = "capitalOf" if noun.lemma_ == "capital" else "locatedIn"
                    yield Match(relation, noun, (place,), (whole,), None, noun)

    # "Sargodha, Pakistan", "Palmyra in the Homs governorate"
    def _places(self, first: Name, second: Name, doc: Doc) -> Iterator[Match]:
        a, b = first.entity, second.entity
        if a is None or b is None or a.type not in PLACE_TYPES or b.type not in PLACE_TYPES or a.id == b.id:
            return
        if MentionKind.DEMONYM in (first.kind, second.kind) or a.type is EntityType.COUNTRY:
            return
        between = [t.lower_ for t in doc[first.end : second.start] if t.lower_ not in _PLACE_WORDS]
        if between not in ([","], ["in"], [",", "in"], ["of"]):
            return
        if a.country and b.country and a.country != b.country:
            return
        if _RANKS[a.type] > _RANKS[b.type] or (between == [","] and _RANKS[a.type] == _RANKS[b.type]):
            return  # "Arizona, Florida and Illinois" is a list
        head = doc[first.head]
        yield Match("locatedIn", head, (referent_of(first),), (referent_of(second),), None, head)


def role_phrase(noun: Token, relations: Relations) -> tuple[str, int] | None:
    """The longest listed role that ends at the noun, and the token it starts at: "foreign minister"."""
    for start in range(max(noun.sent.start, noun.i - 3), noun.i + 1):
        words = [noun.doc[i].lower_ for i in range(start, noun.i)]
        phrase = " ".join([*words, noun.lemma_.lower()]).replace(" - ", "-")
        if phrase in relations.roles:
            return phrase, start
    return None


def _start(name: Name) -> int:
    return name.start
