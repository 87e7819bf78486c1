"""Short ways to make records of a few names: who is named, on what day, with whom, in which office."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from kg.decisions import Changed, Decision, What
from kg.gazetteers import Gazetteer, load_gazetteer
from kg.gazetteers.names import local_entity
from kg.model import Entity, EntityType, Mention, MentionKind, Record
from kg.resolve import Resolution, resolve
from tests.factories import HARBOUR, NORWAY, make_article, make_claim

PERSON, CITY, PLACE, GROUP = EntityType.PERSON, EntityType.CITY, EntityType.PLACE, EntityType.GROUP
ORG, PARTY, COMPANY = EntityType.ORGANIZATION, EntityType.PARTY, EntityType.COMPANY
GOV, MIL, ARMED, MEDIA = EntityType.GOVERNMENT, EntityType.MILITARY, EntityType.ARMED_GROUP, EntityType.MEDIA

DAY, LATER, MUCH_LATER = "2024-03-04", "2024-03-25", "2029-03-04"
NOTHING = Changed(0, 0, 0, 0)


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def local(label: str, type_: EntityType, country: str | None = None) -> Entity:
    return local_entity(label, type_, country)


def record(
    id_: str,
    *entities: Entity,
    day: str | None = DAY,
    text: str = "",
    offices: Iterable[tuple[Entity, str, Entity]] = (),
) -> Record:
    """An article that names each entity by its label once, where `text` has it, or one after the other."""
    text = text or " met ".join(f"“{entity.label}”" for entity in entities)
    article = make_article(text, id=id_, published=date.fromisoformat(day) if day else None)
    mentions = []
    for entity in entities:
        if entity.label in text:
            start = text.index(entity.label)
            end = start + len(entity.label)
            mentions.append(Mention(start, end, entity.label, MentionKind.NAME, entity.type, entity.id))
    claims = tuple(make_claim(article, text, *office) for office in offices)
    known = {entity.id: entity for entity in entities}
    return Record(article, tuple(known[key] for key in sorted(known)), tuple(mentions), claims)


def two_articles(one: Entity, other: Entity, *, later: str | None = LATER) -> list[Record]:
    """One article on each, three weeks apart, in Norway, and with the harbour in both."""
    return [record("a1", one, NORWAY, HARBOUR), record("a2", other, NORWAY, HARBOUR, day=later)]


def resolved(records: Iterable[Record], *made: What) -> Resolution:
    decisions = [Decision(number, what, NOTHING) for number, what in enumerate(made, 1)]
    return resolve(records, decisions, gazetteer=gazetteer())


def are_one(found: Resolution, one: Entity, other: Entity) -> bool:
    return found.same.get(one.id, one.id) == found.same.get(other.id, other.id)
