"""Every value that passes between stages. All are frozen; no stage changes a value it was given.

Offsets are characters into `Article.text`, end exclusive.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LEAST_CONFIDENCE = 0.6  # below it claims are wrong too often for a graph


class EntityType(StrEnum):
    """What kind of thing an entity is. Sector codes (see `Entity.sector`) say more."""

    COUNTRY = "Country"
    REGION = "Region"  # first-level division, or a named area with people in it
    CITY = "City"
    PLACE = "Place"  # any other place: sea, strait, building, base, district
    PERSON = "Person"
    GOVERNMENT = "Government"  # a government, ministry, parliament, court, police or agency of a state
    MILITARY = "Military"  # the armed forces of a state, or a part of them
    ARMED_GROUP = "ArmedGroup"
    PARTY = "Party"
    IGO = "IGO"  # intergovernmental organisation, or an organ of one
    ORGANIZATION = "Organization"
    COMPANY = "Company"
    MEDIA = "Media"
    GROUP = "Group"  # people without an organisation: protesters, rebels, civilians, Kurds


PLACE_TYPES = frozenset({EntityType.COUNTRY, EntityType.REGION, EntityType.CITY, EntityType.PLACE})


class MentionKind(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    DEMONYM = "demonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Polarity(StrEnum):
    """Whether the sentence says that it is so, or that it is not."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """Whether it happened, is planned, is only possible, or is stated with reserve."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    HEDGED = "hedged"


class DatePrecision(StrEnum):
    """How long the period is that a date stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class PassageKind(StrEnum):
    """How a stretch of an article is to be read."""

    HEADLINE = "headline"
    PROSE = "prose"
    OTHER = "other"  # datelines, bylines, credits, link lists: shown to nobody, read by nobody


@dataclass(frozen=True, slots=True)
class Article:
    """One news item as published. `text` is title, blank line, body, or the row's text verbatim."""

    id: str
    text: str
    title: str | None = None  # where set, `text` starts with it
    url: str | None = None
    published: date | None = None
    publisher: str | None = None
    language: str = "en"
    place: str = ""  # where it was read: file, file:line or "-"; for messages, not in the record


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not read, where it is, and why, with the remedy."""

    place: str
    reason: str
    failed: bool = True  # False where skipping was right: another language, a copy


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of `Article.text` that is parsed by itself."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Entity:
    """The thing itself, with a stable id.

    `country` is an ISO 3166-1 alpha-2 code; `sector` a PLOVER sector code (GOV, MIL, REB, JUD, LEG,
    COP, OPP, PTY, CVL, MED, BUS, IGO, NGO ...); `geonames` a GeoNames id; degrees are WGS 84.
    """

    id: str
    label: str
    type: EntityType
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something; `entity` is the id of what it means, or None."""

    start: int
    end: int
    text: str
    kind: MentionKind
    type: EntityType
    entity: str | None


@dataclass(frozen=True, slots=True)
class Participant:
    """One end of a claim: the entity and the words that mention it here."""

    entity: str
    label: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity by id and label: a speaker, or the place of an event."""

    entity: str
    label: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence in which a claim was read."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence asserting actor, relation, recipient."""

    id: str
    relation: str  # a key of `kg/data/relations.toml`
    actor: Participant
    recipient: Participant
    topic: str | None
    polarity: Polarity
    modality: Modality
    speaker: EntityRef | None
    place: EntityRef | None
    date: str | None  # ISO 8601: 2016-12-12, 2016-W49, 2016-12 or 2016, as `date_precision` says
    date_precision: DatePrecision | None
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class UnreadVerb:
    """A verb between two known actors that no relation covers; counted for `kg coverage`."""

    lemma: str
    actor: str  # entity id
    recipient: str  # entity id
    start: int  # of the sentence
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read in one article. Entities are those of the mentions, speakers and places."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    unread: tuple[UnreadVerb, ...] = ()
