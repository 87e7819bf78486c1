"""Which entity is which, as one value; and records with that put to use.

Records on disk stay as they were read. Ids of claims, offsets and evidence are never changed.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.model import Claim, Entity, EntityRef, Mention, Participant, Record, UnreadVerb
from kg.resolve.merging import Identity

_log = logging.getLogger(__name__)
_End = TypeVar("_End", Participant, EntityRef)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entity is which.

    `same` maps an entity's id to the one it is; `split` does so for one article, before `same`. `entities`
    describes each that something is mapped to, or that the user has described. `rejected` are the ids of
    claims that make no edge. `identities` are those that the rules found; `gone` says of decisions, by
    number, what they need and the folder has no longer.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by article and id
    entities: Mapping[str, Entity] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    identities: tuple[Identity, ...] = ()
    gone: Mapping[int, str] = field(default_factory=dict)

    def of(self, entity: Entity, article: str) -> Entity:
        """What an entity of an article is."""
        key = self.split.get((article, entity.id)) or self.same.get(entity.id, entity.id)
        return self.entities.get(key, entity)


def resolve_records(records: Iterable[Record], resolution: Resolution) -> Iterator[Record]:
    """The records, each as `resolve_record` gives it."""
    return (resolve_record(record, resolution) for record in records)


def resolve_record(record: Record, resolution: Resolution) -> Record:
    """The record with each entity put in place of what it is.

    A claim or verb whose two ends become one entity is left out, and logged.
    """
    return _Resolver(record, resolution).record()


class _Resolver:
    """One record, and what becomes of its entities."""

    def __init__(self, record: Record, resolution: Resolution) -> None:
        self._record = record
        article = record.article.id
        self._now = {entity.id: resolution.of(entity, article) for entity in record.entities}
        self._changed = {entity.id for entity in record.entities if self._now[entity.id] != entity}

    def record(self) -> Record:
        """The record after it."""
        record = self._record
        if not self._changed:
            return record
        entities = {entity.id: entity for entity in self._now.values()}
        claims = [self._claim(claim) for claim in record.claims]
        unread = [self._verb(verb) for verb in record.unread]
        return Record(
            record.article,
            tuple(entities[key] for key in sorted(entities)),
            tuple(map(self._mention, record.mentions)),
            tuple(claim for claim in claims if claim is not None),
            tuple(verb for verb in unread if verb is not None),
        )

    def _mention(self, mention: Mention) -> Mention:
        if mention.entity not in self._changed:
            return mention
        entity = self._now[mention.entity]
        return replace(mention, entity=entity.id, type=entity.type)

    def _claim(self, claim: Claim) -> Claim | None:
        actor, recipient = self._end(claim.actor), self._end(claim.recipient)
        if actor.entity == recipient.entity and claim.actor.entity != claim.recipient.entity:
            _log.info(
                "article %s: claim %s joins %s with itself and is left out",
                self._record.article.id,
                claim.id,
                actor.label,
            )
            return None
        speaker = self._end(claim.speaker) if claim.speaker else None
        place = self._end(claim.place) if claim.place else None
        return replace(claim, actor=actor, recipient=recipient, speaker=speaker, place=place)

    def _end(self, end: _End) -> _End:
        if end.entity not in self._changed:
            return end
        entity = self._now[end.entity]
        return replace(end, entity=entity.id, label=entity.label)

    def _verb(self, verb: UnreadVerb) -> UnreadVerb | None:
        actor, recipient = (
            self._now[key].id if key in self._now else key for key in (verb.actor, verb.recipient)
        )
        if actor == recipient and verb.actor != verb.recipient:
            return None
        return replace(verb, actor=actor, recipient=recipient)
