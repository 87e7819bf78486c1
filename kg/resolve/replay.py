"""The user's decisions, one after the other, on what the rules have found.

In come identities and the corpus as it was read; out goes a `Resolution`. A decision whose entity, article
or claim is no longer there changes nothing and is told in `Resolution.gone`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.decisions import Apart, Decision, Merge, RejectClaim, RejectEdge, Rename, Retype, Split, in_force
from kg.model import Entity, EntityType
from kg.resolve.facts import Corpus
from kg.resolve.merging import Identity
from kg.resolve.resolution import Resolution


@dataclass(frozen=True, slots=True)
class Triple:
    """A claim as far as a rejected edge may be made of it; ends are those that were read."""

    claim: str
    article: str
    actor: str
    relation: str
    recipient: str


def named_by(decisions: Iterable[Decision]) -> frozenset[str]:
    """The entities that decisions in force are about: no rule merges them into others."""
    found: set[str] = set()
    for decision in in_force(decisions):
        match decision.what:
            case Merge(entity=one, into=other) | Apart(entity=one, of=other):
                found |= {one, other}
            case Split(entity=one) | Rename(entity=one) | Retype(entity=one):
                found.add(one)
    return frozenset(found)


def replay(
    decisions: Iterable[Decision],
    identities: Mapping[str, Identity],
    *,
    read: Corpus,
    joined: Corpus,
    triples: Iterable[Triple],
) -> Resolution:
    """The resolution after all decisions in force.

    `read` is the corpus before the rules, `joined` after them; `triples` are the claims of the relations
    that a rejected edge has, and those that are rejected by themselves.
    """
    replayed = _Replay(identities, read, joined, tuple(triples))
    for decision in in_force(decisions):
        missing = replayed.apply(decision.what)
        if missing:
            replayed.gone[decision.number] = missing
    return replayed.resolution(tuple(identities[key] for key in sorted(identities)))


class _Replay:
    """What holds after the decisions so far."""

    def __init__(
        self,
        identities: Mapping[str, Identity],
        read: Corpus,
        joined: Corpus,
        triples: tuple[Triple, ...],
    ) -> None:
        self._same = {key: identity.into for key, identity in identities.items()}
        self._split: dict[tuple[str, str], str] = {}
        self._entities = {key: joined.facts[key].entity for key in set(self._same.values())}
        self._read = read
        self._triples = triples
        self._rejected: set[str] = set()
        self.gone: dict[int, str] = {}

    def apply(self, what: object) -> str:
        """Take in one decision; what it needs and is not there, or nothing."""
        match what:
            case Merge():
                return self._merge(what)
            case Split():
                return self._take_apart(what)
            case Apart():
                return self._missing(what.entity, what.label)
            case Rename():
                return self._describe(what.entity, what.label, label=what.to)
            case Retype():
                return self._describe(what.entity, what.label, type=EntityType(what.to))
            case RejectEdge():
                return self._reject_edge(what)
            case RejectClaim():
                return self._reject_claim(what)
        raise TypeError(what)

    def resolution(self, identities: tuple[Identity, ...]) -> Resolution:
        """All of it as one value."""
        split = {at: key for at, key in self._split.items() if key != self._same.get(at[1], at[1])}
        return Resolution(
            dict(sorted(self._same.items())),
            dict(sorted(split.items())),
            dict(sorted(self._entities.items())),
            frozenset(self._rejected),
            identities,
            self.gone,
        )

    def _members(self, key: str) -> set[str]:
        """The entities, as they were read, that are this one now."""
        found = {one for one, now in self._same.items() if now == key}
        return found | ({key} if key in self._read.facts and key not in self._same else set())

    def _missing(self, key: str, label: str) -> str:
        there = self._members(key) or key in self._split.values()
        return "" if there else f"no article names {label} ({key})"

    def _entity(self, key: str) -> Entity:
        return self._entities[key] if key in self._entities else self._read.facts[key].entity

    def _merge(self, what: Merge) -> str:
        missing = self._missing(what.entity, what.label) or self._missing(what.into, what.into_label)
        if not missing:
            self._entities[what.into] = self._entity(what.into)
            for key in self._members(what.entity):
                self._same[key] = what.into
            for at, key in self._split.items():
                if key == what.entity:
                    self._split[at] = what.into
        return missing

    def _take_apart(self, what: Split) -> str:
        members = self._members(what.entity)
        wanted = set(what.articles)
        found = {
            (article, key)
            for key in members
            for number in self._read.facts[key].articles
            if (article := self._read.ids[number]) in wanted and (article, key) not in self._split
        } | {at for at, key in self._split.items() if key == what.entity and at[0] in wanted}
        if not found:
            return f"none of its articles names {what.label} ({what.entity})"
        old = self._entity(what.entity)
        fresh = Entity(what.new, what.new_label, old.type, old.country, old.sector)
        self._entities[what.new] = self._entities.get(what.new, fresh)
        self._split |= dict.fromkeys(found, what.new)
        return ""

    def _describe(self, key: str, name: str, **changes: object) -> str:
        missing = self._missing(key, name)
        if not missing:
            self._entities[key] = replace(self._entity(key), **changes)  # type: ignore[arg-type]
        return missing

    def _reject_edge(self, what: RejectEdge) -> str:
        found = {triple.claim for triple in self._triples if self._is_of(triple, what)}
        self._rejected |= found
        return "" if found else f"no claim says {what.label}"

    def _is_of(self, triple: Triple, what: RejectEdge) -> bool:
        if triple.relation != what.relation:
            return False
        actor, recipient = (self._names(triple, end) for end in (triple.actor, triple.recipient))
        straight = what.actor in actor and what.recipient in recipient
        return straight or (what.both_ways and what.actor in recipient and what.recipient in actor)

    def _names(self, triple: Triple, key: str) -> set[str]:
        """What an end of a claim is called by now: as it was read, and as it is."""
        if (triple.article, key) in self._split:
            return {self._split[triple.article, key]}
        return {key, self._same.get(key, key)}

    def _reject_claim(self, what: RejectClaim) -> str:
        if all(triple.claim != what.claim for triple in self._triples):
            return f"no article has claim {what.claim} ({what.label})"
        self._rejected.add(what.claim)
        return ""
