"""From records and decisions to a `Resolution`, kept in the project folder for as long as it holds."""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
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
    gazetteer = own_gazetteer() if gazetteer is None else gazetteer
    rejections = [decision.what for decision in in_force(decisions)]
    relations = {what.relation for what in rejections if isinstance(what, RejectEdge)}
    claims = {what.claim for what in rejections if isinstance(what, RejectClaim)}
    gatherer, triples = Gatherer(), list[Triple]()
    for record in records:
        gatherer.add(record)
        if relations or claims:
            triples += _triples(record, relations, claims)
    fixed = named_by(decisions) | set(listed)
    read = gatherer.corpus(lambda key: key in fixed or gazetteer.known(key) is not None)
    identities, joined = find_identities(read, gazetteer)
    return replay(decisions, identities, read=read, joined=joined, triples=triples)


@cache
def own_gazetteer() -> Gazetteer:
    """The gazetteer that comes with kg, read once: it says what is listed in every folder alike."""
    return load_gazetteer()


def _triples(record: Record, relations: Collection[str], claims: Collection[str]) -> Iterator[Triple]:
    for claim in record.claims:
        if claim.relation in relations or claim.id in claims:
            yield Triple(
                claim.id, record.article.id, claim.actor.entity, claim.relation, claim.recipient.entity
            )


def load_resolution(folder: Folder) -> Resolution:
    """The resolution of a folder's records, as kept in it or made anew. Raises DataError, FolderError."""
    path, state = folder.path / FILE, f"{FORMAT} {__version__} {folder.state()}"
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept.pop("state") == state and kept.pop("sha256") == _sum(kept):
            return _from_json(kept)
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there, of another version, or damaged: it holds nothing that cannot be made again
    found = resolve(folder.records(), read_decisions(folder), listed=folder.listed())
    for number, missing in found.gone.items():
        _log.warning("%s: decision %d changes nothing: %s", folder.path, number, missing)
    made = _to_json(found)
    try:
        replace_file(path, json.dumps({"state": state, "sha256": _sum(made), **made}, ensure_ascii=False))
    except FolderError:
        _log.info("%s: cannot be written, so names are resolved at each call", folder.path)
    return found


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
