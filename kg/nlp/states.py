"""Claims that names, titles and appositions state: whose a force is, who leads what, what lies where.

In: a sentence, its names and what its phrases mean. Out: `Match`es of state relations.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.gazetteers import Gazetteer
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind
from kg.nlp.candidates import find_candidacies
from kg.nlp.denotation import Denotation
from kg.nlp.guesses import head_word
from kg.nlp.matches import Match
from kg.nlp.mentions import Name
from kg.nlp.offices import Offices
from kg.nlp.places import find_containment, find_kinds_of_place
from kg.nlp.referents import Referent, noun_lemma, referent_of
from kg.nlp.seats import find_named_seats, find_seats
from kg.nlp.syntax import children
from kg.nlp.tree import Doc, Span, Token
from kg.nlp.words import load_nouns
from kg.relations import Relations

# What a country's name before it makes no part of the country: "Turkey's Erdogan", "Pakistani Taliban".
_UNOWNED = PLACE_TYPES | {EntityType.PERSON, EntityType.ARMED_GROUP, EntityType.PARTY, EntityType.GROUP}
# What a person may be of: "Steve Peers of the University of Essex".
_JOINED = frozenset(
    {EntityType.ORGANIZATION, EntityType.MEDIA, EntityType.PARTY, EntityType.GOVERNMENT, EntityType.IGO}
)
# Members of a force are not the force: "a Lebanese soldier" states no side.
_SOLDIERS = frozenset(
    {"soldier", "marine", "sailor", "airman", "serviceman", "reservist", "commando", "gunner"}
)
_SIDED = frozenset({EntityType.MILITARY, EntityType.GOVERNMENT})
# What a country's name before it places in the country: "Iranian airline Mahan Air".
_SEATED = frozenset({EntityType.COMPANY, EntityType.MEDIA, EntityType.ORGANIZATION})
# A state acts by its government: "the French government" tells nothing of France.
_CABINETS = frozenset("government administration regime cabinet authority executive leadership".split())
# Bodies of a state by the last word of their names: "Peruvian Coastal Fisheries Board".
_OFFICIAL = frozenset(
    "board agency commission authority council bureau chamber office service institute directorate committee "
    "administration department survey command police navy division brigade battalion secretariat unit wing "
    "branch ministry tribunal subcommittee laboratory laboratories".split()
)
_UNDERTAKINGS = frozenset("initiative project program programme plan treaty agreement".split())
# What has parts that are named by it, and what these are: "the WHO Regional Office".
_WHOLES = frozenset(
    {
        EntityType.IGO,
        EntityType.COMPANY,
        EntityType.MILITARY,
        EntityType.ARMED_GROUP,
        EntityType.GOVERNMENT,
        EntityType.ORGANIZATION,
    }
)
_ORGANS = _WHOLES - {EntityType.COMPANY}
# People who serve a state: "two French diplomats".
_SERVANTS = frozenset(
    "official diplomat ambassador envoy minister judge prosecutor spokesman spokeswoman spokesperson "
    "lawmaker legislator senator deputy negotiator officer agent investigator commander general".split()
)
# Somebody whom the article names, or nobody in particular.
_HEADS = frozenset("minister leader society population public community people crowd".split())
_ASIDE = frozenset({"appos", "attr", "oprd", "compound", "nmod"})
_RULERS = frozenset({"junta"})
# Bodies that stand abroad or belong to no government.
_OUTPOSTS = frozenset({"embassy", "consulate", "mission"})


@dataclass(frozen=True, slots=True)
class States:
    """Finds the state relations of sentences."""

    relations: Relations
    denotation: Denotation
    gazetteer: Gazetteer
    learnt: Callable[[str, str], Entity | None]  # person id, role -> the body the article told
    home: Callable[[], str | None]  # ISO code of the country that the article is of

    def find_matches(self, sent: Span) -> Iterator[Match]:
        """All state relations of a sentence, each pair once."""
        seen: set[tuple[str, int, str]] = set()
        for match in self._all(sent):
            key = (match.relation, match.actors[0].start, match.recipients[0].entity.id)
            if match.relation in self.relations and key not in seen:
                seen.add(key)
                yield match

    def _all(self, sent: Span) -> Iterator[Match]:
        offices = Offices(self.relations, self.denotation, self.gazetteer, self.learnt, self.home)
        for token in sent:
            is_noun = token.pos_ in ("NOUN", "PROPN")
            if (
                is_noun or token.nbor(-1 if token.i else 0).text == "-"
            ) and token.i not in self.denotation.names:
                yield from offices.find_matches(token)  # "secretary-general" ends in no noun
            if is_noun and token.i not in self.denotation.names:
                yield from find_candidacies(token, offices)
                yield from find_kinds_of_place(token, self.denotation)
                yield from find_seats(token, self.denotation)
        names = sorted(
            {n for i in range(sent.start, sent.end) if (n := self.denotation.names.get(i))}, key=_start
        )
        for name in names:
            yield from self._sides(name, sent)
            yield from self._persons(name, sent.doc)
            yield from find_named_seats(name, self.denotation, sent.doc)
        yield from find_containment(names, sent.doc)
        for token in sent:
            yield from self._forces(token)
            yield from self._peoples(token)

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
        head = sent.doc[name.head]
        found = found or self._first_words(name, sent.doc) or self._last_words(name, sent.doc)
        for owner in found:
            relation = _belonging(name, owner, sent.doc)
            if relation is not None and entity.id != owner.entity.id:
                yield Match(relation, head, (referent_of(name),), (owner,), None, head)

    # "Republican Kevin McCarthy", "Steve Peers of the University of Essex"
    def _persons(self, name: Name, doc: Doc) -> Iterator[Match]:
        if name.entity is None or name.entity.type is not EntityType.PERSON:
            return
        head = doc[name.head]
        titles = frozenset(title.lower() for title in load_nouns().chambers)
        first = name.start  # "Labour leader X" leads, and says no more
        while first > 0 and doc[first - 1].lower_ in titles:
            first -= 1
        parties = [r for r in self.denotation.modifiers(head) if r.entity.type is EntityType.PARTY]
        bodies = [r for r in parties if r.end == first]
        for prep in children(head, "prep"):
            comma = prep.i == name.end + 1 and doc[name.end].text == ","
            if prep.lower_ in ("of", "from") and (comma or prep.i == name.end):
                for obj in children(prep, "pobj"):
                    bodies += [r for r in self.denotation.of(obj) if r.entity.type in _JOINED]
        for body in bodies:
            yield Match("memberOf", head, (referent_of(name),), (body,), None, head)
        for nation in self.denotation.modifiers(head):  # "the Chadian Moussa Faki"
            is_adjective = nation.kind is MentionKind.DEMONYM and nation.entity.type is EntityType.COUNTRY
            if is_adjective and nation.end == name.start:
                yield Match("citizenOf", head, (referent_of(name),), (nation,), None, head)

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
        """The country that a listed body is named by: "Israel" in "Israel Defense Forces".

        Bodies that are no force are named so by an adjective ("Russian Defence Ministry"): a country's name
        in theirs ("United States District Court") is no statement.
        """
        entity = name.entity
        if entity is None or entity.type not in _SIDED or entity.country is None:
            return []
        own = f"country-{entity.country.lower()}"
        state = self.gazetteer.known(own)
        if state is None or entity.id == f"gov-{entity.country.lower()}":
            return []
        is_force = entity.type is EntityType.MILITARY
        for end in range(name.end - 1, name.start, -1):
            words = doc[name.start : end].text
            named = is_force and any(k.entity.id == own for k in self.gazetteer.candidates(words))
            if named or self.gazetteer.country_of_demonym(words) == own:
                return [Referent(state.entity, name.start, end, MentionKind.DEMONYM)]
        return []

    def _last_words(self, name: Name, doc: Doc) -> list[Referent]:
        """The state or body that ends a name or follows it: "Senate of Chile"."""
        for prep in children(doc[name.head], "prep"):
            if prep.lower_ == "of" and prep.i >= name.end:
                return [
                    r
                    for obj in children(prep, "pobj")
                    for r in self.denotation.of(obj)
                    if obj.pos_ == "PROPN"
                ]
        words = [t.lower_ for t in doc[name.start : name.end]]
        if "of" not in words:
            return []
        start = name.end - words[::-1].index("of")
        start += doc[start].lower_ == "the"
        known = self.gazetteer.candidates(doc[start : name.end].text)
        states = [k for k in known if k.entity.type is EntityType.COUNTRY]
        return [Referent(k.entity, start, name.end, MentionKind.NAME) for k in states[:1]]

    # "Syrian troops", "Assad's forces", "the French senate"
    def _forces(self, token: Token) -> Iterator[Match]:
        if token.i in self.denotation.names or token.pos_ not in ("NOUN", "PROPN"):
            return
        for own in self.denotation.of(token):
            is_body = token.lemma_.lower() not in _SOLDIERS and own.entity.type in _SIDED
            if not is_body or own.kind is not MentionKind.NOMINAL:
                continue
            for owner in self.denotation.modifiers(token):
                relation = _bond(token, own.entity, owner)
                if relation is not None:
                    yield Match(relation, token, (own,), (owner,), None, token)

    # "a Chadian student", "two French diplomats"
    def _peoples(self, token: Token) -> Iterator[Match]:
        nouns = load_nouns()
        is_told = token.pos_ == "NOUN" and token.dep_ not in _ASIDE and token.lemma_ not in _HEADS
        if not is_told or token.i in self.denotation.names or not noun_lemma(token, nouns.people):
            return
        is_several = token.tag_ == "NNS" and token.lemma_ != "national"
        if is_several and not children(token, "nummod"):
            return  # "German citizens" are nobody in particular
        owners = [
            r
            for r in self.denotation.modifiers(token)
            if r.entity.type is EntityType.COUNTRY and r.kind is MentionKind.DEMONYM
        ]
        relation = "officialOf" if noun_lemma(token, _SERVANTS) else "citizenOf"
        for own in self.denotation.of(token) if owners else ():
            if own.entity.type is EntityType.GROUP and own.kind is MentionKind.NOMINAL:
                for owner in owners:
                    if owner.entity.country == own.entity.country:
                        yield Match(relation, token, (own,), (owner,), None, token)


def _belonging(name: Name, owner: Referent, doc: Doc) -> str | None:
    """What a named body is to the one it is named by: "Florida Department of Health", "Iran's Mahan Air"."""
    entity, head = name.entity, doc[name.head]
    assert entity is not None
    kind = head_word(doc[name.start : name.end])
    is_inside = owner.start >= name.start
    if owner.entity.type is EntityType.COUNTRY:
        if entity.type is EntityType.MILITARY:
            return "sideOf"
        if entity.type is EntityType.GOVERNMENT:
            return None if head.lemma_.lower() in _OUTPOSTS | _CABINETS else "partOf"
        if entity.type not in _SEATED or kind in _UNDERTAKINGS:
            return None
        if is_inside:
            return "partOf" if owner.kind is MentionKind.DEMONYM and kind in _OFFICIAL else None
        is_letters = (
            entity.wikidata is None and entity.country is None and doc[name.start : name.end].text.isupper()
        )
        return None if is_letters else "locatedIn"  # "the Turkish EEZ"
    if owner.entity.type is EntityType.REGION and entity.type is EntityType.GOVERNMENT:
        return "partOf"
    if owner.entity.type in _WHOLES and entity.type in _ORGANS and kind in _OFFICIAL:
        return "partOf"
    return None


def _bond(noun: Token, own: Entity, owner: Referent) -> str | None:
    """What a nominal body is to the one it is named by: "Syrian troops", "the French senate"."""
    if own.type is EntityType.MILITARY:
        return "sideOf" if owner.entity.type in (EntityType.COUNTRY, EntityType.PERSON) else None
    # A leader's government ("the Merkel administration") is the leader's, and says no more.
    if owner.entity.type is not EntityType.COUNTRY or noun_lemma(noun, _CABINETS | _OUTPOSTS):
        return None
    is_told = owner.kind is MentionKind.DEMONYM or (
        owner.kind is MentionKind.NAME and noun.doc[owner.end].tag_ == "POS"
    )
    if not is_told or "party" in noun.lower_:  # "the US Senate" is a name, and says no more
        return None
    return "leads" if noun_lemma(noun, _RULERS) else "partOf"


def _start(name: Name) -> int:
    return name.start
