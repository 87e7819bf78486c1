"""Who leads, represents or belongs to what, as titles and appositions state it.

In: the role nouns of a sentence ("minister", "leader", "member"). Out: `Match`es: Ayrault officialOf France.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.gazetteers import Gazetteer
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind
from kg.nlp.collectives import Collectives
from kg.nlp.denotation import Denotation
from kg.nlp.holders import find_holders
from kg.nlp.matches import Match
from kg.nlp.mentions import Name
from kg.nlp.referents import Referent, noun_lemma, referent_of
from kg.nlp.syntax import children, with_conjuncts
from kg.nlp.tree import Doc, Token
from kg.nlp.words import load_nouns
from kg.relations import Relations

# "The next president" names nobody.
_ANY = frozenset("first second third next new future last any every previous".split())
# What people are members of who are named with it: "CNN reporter X".
_JOINED = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.MEDIA,
        EntityType.PARTY,
        EntityType.IGO,
        EntityType.COMPANY,
        EntityType.GOVERNMENT,
        EntityType.ARMED_GROUP,
        EntityType.MILITARY,
    }
)
_HEADS = frozenset("leader chief head commander boss".split())
_LED = frozenset({EntityType.GROUP, EntityType.GOVERNMENT, EntityType.MILITARY, EntityType.ORGANIZATION})
# Whose country is the state they serve, which a title tells otherwise.
_SERVING = frozenset(
    "official judge prosecutor diplomat minister officer general soldier troop lawmaker".split()
)
_STANDING = frozenset("candidate nominee contender hopeful opponent rival critic leader".split())
_OF = frozenset("of for at in to from with within".split())
# Offices that a state has one of: a bare one is of the state that is spoken of.
_NATIONAL = frozenset(
    "president;vice president;prime minister;deputy prime minister;king;queen;chancellor;supreme leader;"
    "foreign minister;defence minister;defense minister;interior minister;finance minister;justice minister;"
    "health minister;education minister;energy minister;foreign secretary;defence secretary;"
    "defense secretary;secretary of state;interim president;acting president;"
    "caretaker prime minister;interim prime minister;acting prime minister".split(";")
)
# "A senator from Ohio"; "the first leader from Europe" leads no Europe.
_DELEGATES = frozenset(
    "senator representative congressman congresswoman mp lawmaker legislator deputy delegate official".split()
)
# Offices named by their department: "Secretary of Defense" is of no body called Defense.
_DEPARTMENTAL = frozenset("secretary minister commissioner undersecretary".split())


def _is_nation(body: Referent) -> bool:
    return body.entity.type is EntityType.COUNTRY and body.kind is MentionKind.DEMONYM


def _is_department(noun: Token, body: Referent) -> bool:
    is_local = body.entity.country is None and body.entity.wikidata is None
    single = is_local and body.entity.type in (EntityType.ORGANIZATION, EntityType.PERSON, EntityType.GROUP)
    bare = noun.doc[body.start - 1].lower_ == "of"
    return noun.lemma_.lower() in _DEPARTMENTAL and single and bare and not body.entity.label.isupper()


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
        found = role_phrase(noun, self.relations, self.denotation.names)
        if found is None:
            yield from self._members(noun, noun.i)
            return
        role, start = found
        relation = self.relations.roles[role]
        if relation == "citizenOf":
            yield from self._members(noun, start)
        last, noun = noun, noun.doc[start : noun.i + 1].root  # "chief" in "chief of staff"
        holders = self.holders(noun, last)
        if not holders:  # "the Syrian president's forces": the office tells its holder
            is_any = any(c.lower_ in _ANY for c in children(noun, "amod"))
            own = () if is_any else self.denotation.of(noun)
            holders = [r for r in own if r.entity.type is EntityType.PERSON]
        bodies = [r for r in self.bodies(noun, start) if r.entity.type in self.relations[relation].recipient]
        for holder in holders:
            for body in bodies or self._implied(noun, role, start, holder):
                if holder.entity.id != body.entity.id:
                    governor = noun.head if noun.dep_ in ("attr", "oprd", "pobj") else noun
                    yield Match(relation, noun, (holder,), (body,), None, governor)
            if noun.lemma_.lower() in _HEADS:
                for body in self._bare_bodies(noun):
                    yield Match("leads", noun, (holder,), (body,), None, noun)

    def _bare_bodies(self, noun: Token) -> list[Referent]:
        """Bodies without a name that the title is made with: "opposition leader", "police chief"."""
        found = [r for c in children(noun, "compound", "nmod", "amod") for r in self.denotation.of(c)]
        return [r for r in found if r.kind is MentionKind.NOMINAL and r.entity.type in _LED]

    def _members(self, noun: Token, start: int) -> Iterator[Match]:
        """ "Reuters reporter X", "astronauts X and Y of NASA": of a body, people are its members."""
        is_calling = noun_lemma(noun, load_nouns().people) or noun_lemma(noun, load_nouns().callings)
        if noun.pos_ != "NOUN" or not is_calling or noun.lemma_ in _STANDING:
            return
        found = self.bodies(noun, start)
        bodies = [("memberOf", r) for r in found if r.entity.type in _JOINED]
        if not noun_lemma(noun, _SERVING):
            bodies += [("citizenOf", r) for r in found if _is_nation(r)]
        for holder in self.holders(noun) if bodies else ():
            for relation, body in bodies:
                yield Match(relation, noun, (holder,), (body,), None, noun)

    def holders(self, noun: Token, last: Token | None = None) -> list[Referent]:
        """The persons who hold the role: named after it, beside it, or said to be it."""
        candidates = find_holders(noun, last or noun, self.denotation.names)
        found = [r for t in candidates for r in self.denotation.of(t) if r.entity.type is EntityType.PERSON]
        return [r for r in found if r.kind is not MentionKind.NOMINAL]

    def bodies(self, noun: Token, start: int) -> list[Referent]:
        """What the role is of: named before it, or after "of", "for", "at", "in"; else of a joined role."""
        found = [r for r in self.denotation.modifiers(noun) if r.start < start or r.end <= start]
        if noun.dep_ in ("compound", "nmod"):
            found += [r for r in self.denotation.modifiers(noun.head) if r.end <= start]
        found = found or self._right_before(start, noun.sent.start, noun.doc)
        joined = [noun, *children(noun, "conj")]  # "president and chairman of the club"
        preps = [p for role in joined for p in children(role, "prep") if p.lower_ in _OF]
        for prep in sorted(preps, key=lambda p: p.lower_ != "of") if not found else []:
            if prep.lower_ != "from" or noun.lemma_.lower() in _DELEGATES:
                for obj in children(prep, "pobj"):
                    found += [r for t in with_conjuncts(obj) for r in self.denotation.of(t)]
                found = [r for r in found if not _is_department(noun, r)]
            if found:
                break
        found = found or self._set_beside(noun) or self._shared(noun)
        # "the two countries' ministers" are of one each
        pairs = {r.start for r in found for o in found if o.start == r.start and o.entity.id != r.entity.id}
        return [r for r in found if r.entity.type is not EntityType.PERSON and r.start not in pairs]

    def _set_beside(self, noun: Token) -> list[Referent]:
        """ "Dana Okoro, treasurer, Baltic Rail Union": what stands between commas after the role."""
        if noun.dep_ != "appos" or noun.i + 1 == len(noun.doc) or noun.nbor(1).text != ",":
            return []
        after = [c for c in children(noun, "appos", "conj") if c.left_edge.i == noun.i + 2]
        return [r for c in after for r in self.denotation.of(c) if r.entity.type not in PLACE_TYPES]

    def _right_before(self, start: int, first: int, doc: Doc) -> list[Referent]:
        """The name right before the title, with "former" and the like between: parses of titles go wrong."""
        at = start - 1
        while (
            at > first
            and (doc[at].pos_ == "ADJ" or doc[at].tag_ == "POS")
            and at not in self.denotation.names
        ):
            at -= 1
        name = self.denotation.names.get(at)
        return [referent_of(name)] if name is not None and name.entity is not None else []

    def _shared(self, noun: Token) -> list[Referent]:
        """The body of the role that this one is joined to: "Iran's president X and foreign minister Y"."""
        person = noun.head if noun.dep_ in ("compound", "nmod", "amod") else noun
        if person.dep_ != "conj":
            return []
        for token in (person.head, *children(person.head, "compound", "nmod", "appos")):
            found = role_phrase(token, self.relations)
            if found is not None:
                bodies = [r for r in self.denotation.modifiers(token) if r.end <= found[1]]
                if token is not person.head:
                    bodies += [r for r in self.denotation.modifiers(person.head) if r.end <= found[1]]
                return [r for r in bodies if r.entity.type is EntityType.COUNTRY]
        return []

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
        if body is None and _is_national(role):
            code = self.denotation.context_country(noun)
            state = self.gazetteer.known(f"country-{code.lower()}") if code else None
            is_home = state is not None and holder.entity.country in (None, state.entity.country)
            body = state.entity if state is not None and is_home else None
        if body is None or body.type not in self.relations[self.relations.roles[role]].recipient:
            return []
        return [Referent(body, start, noun.i + 1, MentionKind.NOMINAL)]

    def _chamber(self, noun: Token, role: str, start: int, holder: Referent) -> list[Referent]:
        """The house that a member sits in: "Senator X of Florida", "British MP X"."""
        title = noun.doc[start : noun.i + 1].text
        if not title[0].isupper() or title.isupper() != (role.isupper()):
            return []  # "a representative, X" speaks for anybody
        country = next((r.entity.country for r in self.bodies(noun, start) if r.entity.country), None)
        country = country or holder.entity.country or self.home()
        if country is None:
            return []
        body = Collectives(self.gazetteer, self.denotation.context_country).state_body(
            load_nouns().chambers[role], country
        )
        return [Referent(body, start, noun.i + 1, MentionKind.NOMINAL)]


def _is_national(role: str) -> bool:
    """Whether only states have the office; states of a federation have chief and first ministers."""
    first, _, last = role.rpartition(" ")
    return role in _NATIONAL or (last == "minister" and first not in ("", "chief", "first"))


def role_phrase(
    noun: Token, relations: Relations, names: Mapping[int, Name] | None = None
) -> tuple[str, int] | None:
    """The longest listed role that ends at the noun, and the token it starts at: "foreign minister".

    None where a longer role goes on behind the noun: "chief" in "chief of staff".
    """
    doc = noun.doc
    lasts = (noun.lemma_.lower(), noun.text.removesuffix("s"), noun.lower_)  # "MP", "affairs"
    if not any(last.rsplit("-", 1)[-1] in _last_words(relations) for last in lasts):
        return None
    for start in range(max(noun.sent.start, noun.i - 4), noun.i + 1):
        words = [doc[i].lower_ for i in range(start, noun.i)]
        for last in lasts:
            phrase = " ".join([*words, last]).replace(" - ", "-")
            if phrase in relations.roles:
                ends = (noun.i + k for k in (3, 4, 5))
                behind = (doc[noun.i + 1 : end].text.lower() for end in ends if end - 1 not in (names or {}))
                goes_on = any(f"{phrase} {more}" in relations.roles for more in behind)
                return None if goes_on else (phrase, start)
    return None


@cache
def _last_words(relations: Relations) -> frozenset[str]:
    """The words that roles end with: most nouns end none."""
    return frozenset(role.replace("-", " ").rsplit(" ", 1)[-1] for role in relations.roles)
