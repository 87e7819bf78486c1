"""Forces, bodies of state and collectives as entities: "Syrian troops", "the French senate", "rebels".

In: a noun and whose it is. Out: `Referent`s with entities that are the same in every article.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.gazetteers import Gazetteer, local_entity
from kg.model import PLACE_TYPES, Entity, EntityType, MentionKind
from kg.nlp.referents import Referent, noun_lemma
from kg.nlp.syntax import children
from kg.nlp.tree import Token
from kg.nlp.words import load_nouns

# Forces of these are no forces of the state: "Syrian rebel forces".
_REBELLIOUS = frozenset(
    "rebel opposition insurgent guerrilla separatist secessionist militia paramilitary anti-government "
    "antigovernment mercenary dissident".split()
)
# Forces of these are of several states.
_OF_MANY = frozenset(
    "coalition allied international multinational foreign regional peacekeeping joint".split()
)
_STATES = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Collectives:
    """Makes entities of the nouns for those who act together."""

    gazetteer: Gazetteer
    context_country: Callable[[Token], str | None]  # ISO code of the country that a bare "the army" is of

    def forces(
        self, token: Token, sector: str, lemma: str, owners: list[Referent], before: list[Referent]
    ) -> Iterator[Referent]:
        """The forces of a state, or of others: "Syrian troops", "Syrian rebel forces", "coalition forces".

        `owners` are those they are of or in; `before` are those of them that stand before the noun.
        """
        sides = {c.lower_ for c in children(token, "compound", "amod")} if sector == "MIL" else set()
        if sides & _REBELLIOUS:
            yield from self.people(token, f"{min(sides & _REBELLIOUS)} {token.lower_}", owners, before)
        elif sides & _OF_MANY and not before:
            many = local_entity(f"{min(sides & _OF_MANY)} {token.lower_}", EntityType.GROUP, None, sector)
            yield Referent(many, phrase_start(token), token.i + 1, MentionKind.NOMINAL)
        else:
            yield from self.force(token, sector, lemma, owners)

    def force(self, token: Token, sector: str, lemma: str, owners: list[Referent]) -> Iterator[Referent]:
        """The forces, police or government of each country, leader or group that is named."""
        start = phrase_start(token)
        if not owners:
            country = self.context_country(token)
            if country is not None:
                force = self.gazetteer.force(country, sector)
            else:
                kind = EntityType.MILITARY if sector == "MIL" else EntityType.GOVERNMENT
                force = local_entity(_plural(token, lemma), kind, None, sector)
            yield Referent(force, start, token.i + 1, MentionKind.NOMINAL)
            return
        for owner in owners:
            entity = owner.entity
            country = entity.country
            if entity.type in (*_STATES, EntityType.MILITARY) and country:
                people = lemma in ("delegation", "diplomat", "negotiator")
                force = (
                    self._people_of(country, _plural(token, lemma), sector)
                    if people
                    else self.gazetteer.force(country, sector)
                )
            elif entity.type is EntityType.PERSON:
                home = country if self.gazetteer.offices(entity.id) else None
                if home is None or (sector == "GOV" and lemma == "administration"):
                    force = local_entity(f"{entity.label} {lemma}", EntityType.GOVERNMENT, country, sector)
                else:
                    force = self.gazetteer.force(home, sector)
            elif entity.type in PLACE_TYPES and country:
                force = self._place_force(entity, sector, lemma, country)
            elif entity.type in (EntityType.ARMED_GROUP, EntityType.PARTY, EntityType.IGO):
                force = entity
            else:
                force = local_entity(f"{entity.label} {lemma}s", EntityType.ARMED_GROUP, country, sector)
            own = owner.start, owner.end  # "the governments of Chad and Mali": two, each by its own name
            span = (
                own if len(owners) > 1 and owner.start > token.i else (min(owner.start, start), token.i + 1)
            )
            yield Referent(force, *span, MentionKind.NOMINAL)

    def _place_force(self, place: Entity, sector: str, lemma: str, country: str) -> Entity:
        if sector == "MIL":
            return self.gazetteer.force(country, sector)
        label = f"{place.label} {'police' if sector == 'COP' else lemma}"
        return local_entity(label, EntityType.GOVERNMENT, country, sector)

    def body(self, token: Token, lemma: str, owners: list[Referent]) -> Iterator[Referent]:
        """A body of a state: "the Syrian parliament", the opposition, a ministry."""
        owners = [r for r in owners if r.entity.type is not EntityType.PERSON]
        country = owners[0].entity.country if owners else self.context_country(token)
        start = min([phrase_start(token), *(r.start for r in owners)])
        if owners and not country:
            label = f"{owners[0].entity.label} {lemma}"
            entity = local_entity(label, EntityType.ORGANIZATION, None, None)
            yield Referent(entity, start, token.i + 1, MentionKind.NOMINAL)
        if country:
            yield Referent(self.state_body(lemma, country), start, token.i + 1, MentionKind.NOMINAL)

    def state_body(self, lemma: str, country: str) -> Entity:
        """The body of a country (ISO code), as the gazetteer knows it, or by its name: "Chilean senate"."""
        demonym = self.gazetteer.demonym(country) or country
        if "opposition" in lemma:
            return local_entity(f"{demonym} opposition", EntityType.GROUP, country, "OPP")
        state = self.gazetteer.known(f"country-{country.lower()}")
        title = lemma.title().replace(" Of ", " of ")
        for name in [f"{demonym} {title}", *([f"{state.entity.label} {title}"] if state else [])]:
            listed = [k.entity for k in self.gazetteer.candidates(name) if _is_body(k.entity, country)]
            if len(listed) == 1:
                return listed[0]
        sector = "JUD" if "court" in lemma or lemma == "tribunal" else "GOV"
        return local_entity(f"{demonym} {lemma}", EntityType.GOVERNMENT, country, sector)

    def people(
        self, token: Token, lemma: str, owners: list[Referent], before: list[Referent]
    ) -> Iterator[Referent]:
        """A collective, told by its country where that is known: "Syrian rebels".

        `owners` are those it is of or in; `before` are those of them that stand before the noun. Two states
        that stand before it make two: "French and German leaders".
        """
        plural = _plural(token, lemma)
        sector = _people_sector(lemma)
        states = [r for r in before if r.entity.type is EntityType.COUNTRY]
        if len({r.entity.id for r in states}) > 1 and len(states) == len(before):
            for state in states:
                yield Referent(
                    self._people_of(state.entity.country, plural, sector),
                    state.start,
                    token.i + 1,
                    MentionKind.NOMINAL,
                )
            return
        start = min([phrase_start(token), *(r.start for r in before)])
        country = next((r.entity.country for r in owners if r.entity.country), None)
        if owners and country is None:
            entity = local_entity(f"{owners[0].entity.label} {plural}", EntityType.GROUP, None, sector)
        else:
            entity = self._people_of(country or self.context_country(token), plural, sector)
        yield Referent(entity, start, token.i + 1, MentionKind.NOMINAL)

    def _people_of(self, country: str | None, plural: str, sector: str) -> Entity:
        demonym = self.gazetteer.demonym(country) if country else None
        label = f"{demonym} {plural}" if demonym else plural
        return local_entity(label, EntityType.GROUP, country, sector)


def _is_body(entity: Entity, country: str) -> bool:
    return entity.type is EntityType.GOVERNMENT and entity.country == country


def people_noun(token: Token) -> str | None:
    """The lemma of a noun for people, or for bodies in number; "people" for a bare number of them."""
    nouns = load_nouns()
    plural = noun_lemma(token, nouns.plurals) if token.tag_ in ("NNS", "NNPS") else None
    return noun_lemma(token, nouns.people) or plural or ("people" if _counts_people(token) else None)


def _counts_people(token: Token) -> bool:
    """ "killing four", "hundreds were arrested", "injuring six more": a bare number of people."""
    if any(t.lower_ == "of" for t in children(token, "prep")):
        return False  # "killed four of the hostages"
    count = token if token.tag_ == "CD" else next(iter(children(token, "nummod")), None)
    crowd = token.tag_ == "NNS" and token.lemma_ in load_nouns().crowds
    if not crowd and (count is None or (token is not count and token.lower_ not in ("more", "others"))):
        return False
    if crowd and token.dep_ == "nsubj" and token.head.lemma_ in _GATHERING:
        return True  # "thousands marched"
    return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in load_nouns().harming


_GATHERING = frozenset(
    "march rally protest demonstrate gather riot attend take pour turn flock join throng mourn chant".split()
)


def phrase_start(token: Token) -> int:
    """The first token of the noun's own words before it: "armed" in "armed forces"."""
    left = [c.i for c in token.children if c.dep_ in ("compound", "amod", "nummod") and c.i < token.i]
    return min([token.i, *left])


def _people_sector(lemma: str) -> str:
    if lemma.partition(" ")[0] in _REBELLIOUS or lemma in (
        "rebel",
        "insurgent",
        "militant",
        "separatist",
        "jihadist",
        "guerrilla",
        "fighter",
        "militia",
    ):
        return "REB"
    if lemma in (
        "gunman",
        "kidnapper",
        "bandit",
        "gang",
        "gangster",
        "smuggler",
        "assailant",
        "attacker",
        "pirate",
    ):
        return "CRM"
    if lemma in ("official", "diplomat", "minister"):
        return "GOV"
    return "CVL"


def _plural(token: Token, lemma: str) -> str:
    text = lemma if lemma != token.lemma_.lower() else token.lower_
    return text.lower()
