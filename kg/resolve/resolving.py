"""From records and decisions to a `Resolution`, kept in the project folder for as long as it holds."""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from kg import __version__
from kg.decisions import Decision, RejectClaim, RejectEdge, in_force, read_decisions
from kg.errors import FolderError
from kg.gazetteers import Gazetteer, load_gazetteer
from kg.model import Record
from kg.records import Folder, replace_file
from kg.resolve.facts import Gatherer
from kg.resolve.links import Rule
from kg.resolve.merging import Identity, find_identities
from kg.resolve.replay import Triple, named_by, replay
from kg.resolve.resolution import Resolution
from kg.rows import to_entity

FILE = "resolution.json"
FORMAT = 1  # raised when the rules change, so that kept resolutions are made anew

_log = logging.getLogger(__name__)


def resolve(
    records: Iterable[Record],
    decisions: Iterable[Decision] = (),
    *,
    gazetteer: Gazetteer | None = None,
    listed: Collection[str] = (),
) -> Resolution:
    """Which entity is which, by the rules and the user's decisions; one pass over the records.

    Entities of the gazetteer (kg's own unless given) and those in `listed` are never merged into others.
    """
    decisions = tuple(decisions)
    told_of = Rejected.by(decisions)
    gatherer, triples = Gatherer(), list[Triple]()
    for record in records:
        gatherer.add(record)
        if told_of:
            triples += _triples(record, told_of)
    return resolve_gathered(gatherer, triples, decisions, gazetteer=gazetteer, listed=listed)


def resolve_gathered(
    gatherer: Gatherer,
    triples: Iterable[Triple],
    decisions: Iterable[Decision] = (),
    *,
    gazetteer: Gazetteer | None = None,
    listed: Collection[str] = (),
) -> Resolution:
    """The same, from what was gathered of all records, and the claims that `Rejected` asks for."""
    decisions = tuple(decisions)
    gazetteer = own_gazetteer() if gazetteer is None else gazetteer
    fixed = named_by(decisions) | set(listed)
    read = gatherer.corpus(lambda key: key in fixed or gazetteer.known(key) is not None)
    identities, joined = find_identities(read, gazetteer)
    return replay(decisions, identities, read=read, joined=joined, triples=triples)


@dataclass(frozen=True, slots=True)
class Rejected:
    """The claims that decisions may reject: those of some relations, and single ones by id."""

    relations: frozenset[str]
    claims: frozenset[str]

    @classmethod
    def by(cls, decisions: Iterable[Decision]) -> "Rejected":
        """What the decisions in force ask for."""
        found = [decision.what for decision in in_force(decisions)]
        return cls(
            frozenset(what.relation for what in found if isinstance(what, RejectEdge)),
            frozenset(what.claim for what in found if isinstance(what, RejectClaim)),
        )

    def __bool__(self) -> bool:
        return bool(self.relations or self.claims)


@cache
def own_gazetteer() -> Gazetteer:
    """The gazetteer that comes with kg, read once: it says what is listed in every folder alike."""
    return load_gazetteer()


def _triples(record: Record, wanted: Rejected) -> Iterator[Triple]:
    for claim in record.claims:
        if claim.relation in wanted.relations or claim.id in wanted.claims:
            yield Triple(
                claim.id, record.article.id, claim.actor.entity, claim.relation, claim.recipient.entity
            )


def load_resolution(folder: Folder) -> Resolution:
    """The resolution of a folder's records, as kept in it or made anew. Raises DataError, FolderError."""
    try:
        kept = json.loads((folder.path / FILE).read_text("utf-8"))
        if kept.pop("state") == _state(folder) and kept.pop("sha256") == _sum(kept):
            return _from_json(kept)
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there, of another version, or damaged: it holds nothing that cannot be made again
    found = resolve(folder.records(), read_decisions(folder), listed=folder.listed())
    keep_resolution(folder, found)
    return found


def keep_resolution(folder: Folder, found: Resolution) -> None:
    """Keep the resolution of a folder's records as they are now; what decisions miss is logged."""
    for number, missing in found.gone.items():
        _log.warning("%s: decision %d changes nothing: %s", folder.path, number, missing)
    made = _to_json(found)
    kept = {"state": _state(folder), "sha256": _sum(made), **made}
    try:
        replace_file(folder.path / FILE, json.dumps(kept, ensure_ascii=False))
    except FolderError:
        _log.info("%s: cannot be written, so names are resolved at each call", folder.path)


def _state(folder: Folder) -> str:
    return f"{FORMAT} {__version__} {folder.state()}"


def _sum(found: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def _to_json(resolution: Resolution) -> dict[str, Any]:
    return {
        "same": dict(resolution.same),
        "split": [[*at, key] for at, key in resolution.split.items()],
        "entities": [asdict(entity) for entity in resolution.entities.values()],
        "rejected": sorted(resolution.rejected),
        "identities": [[asdict(one.entity), one.into, one.rule.name] for one in resolution.identities],
        "gone": [[number, missing] for number, missing in resolution.gone.items()],
    }


def _from_json(kept: dict[str, Any]) -> Resolution:
    return Resolution(
        kept["same"],
        {(article, key): into for article, key, into in kept["split"]},
        {row["id"]: to_entity(row) for row in kept["entities"]},
        frozenset(kept["rejected"]),
        tuple(Identity(to_entity(row), into, Rule[name]) for row, into, name in kept["identities"]),
        dict(kept["gone"]),
    )
