"""Sentences with their events in PLOVER (gold standard records): whether kg finds pair and type.

A gold event is one actor, one recipient and a PLOVER type. An end of a claim agrees with one of the gold
where its words overlap, or where its country is that of the code; where both ends of the gold have one
country, the sector must be that of the code too. The gold is of PLOVER 0.5 and kg of 0.8, so that types have
other names (`TYPES`); to take a town or hostages has moved between FIGHT, ASSAULT and COERCE, which count as
one. A planned act of cooperation is an AGREE in PLOVER, one of conflict a THREATEN, what is refused a REJECT.
Events without recipient are left out.

    reach      gold events with a claim of the right pair and type, of all
    pairs      gold events with a claim of the right pair, of all
    precision  claims with the pair and type of a gold event, of all claims of events (a lower bound: the gold
               has not every event of a sentence)
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from kg.evaluation import fold
from kg.extraction import Extractor
from kg.model import Claim, Entity, Modality, Participant, Polarity, Record
from kg.relations import Relation
from tools.measures.articles import read_rows
from tools.measures.coded import is_of_code

_log = logging.getLogger(__name__)
TYPES = {
    "DISAPPROVE": {"ACCUSE"},
    "INVESTIGATE": {"ACCUSE"},
    "DEMAND": {"REQUEST"},
    "FIGHT": {"ASSAULT", "COERCE"},
    "ASSAULT": {"ASSAULT", "COERCE"},
    "COERCE": {"COERCE", "ASSAULT"},
    "YIELD": {"CONCEDE", "RETREAT"},
}
_PLANNED = {"cooperation": "AGREE", "conflict": "THREATEN"}
_DETERMINER = re.compile(r"^(?:the|a|an|some|its|his)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Event:
    """One gold event; the ends are `{text, code, sector}`."""

    types: frozenset[str]
    source: Mapping[str, Any]
    target: Mapping[str, Any]
    reciprocal: bool


def measure(rows: Iterable[Mapping[str, Any]], extractor: Extractor) -> dict[str, float]:
    """The figures of the rows; 0 where there is nothing to count."""
    gold = found = paired = claimed = right = 0
    for row, record, _ in read_rows(rows, extractor):
        events = [event for told in row["gsr"] for event in _events(told)]
        claims = [claim for claim in record.claims if extractor.relations[claim.relation].kind == "event"]
        for event in events:
            pairs = [claim for claim in claims if _same_pair(event, claim, record, extractor)]
            typed = [claim for claim in pairs if _types(claim, extractor) & event.types]
            gold += 1
            paired += bool(pairs)
            found += bool(typed)
            if not typed:
                read = [f"{c.actor.label} {c.relation} {c.recipient.label}" for c in claims]
                wanted = f"{event.source['text']} {'/'.join(event.types)} {event.target['text']}"
                _log.debug("%s\tmissed\t%s\t%s\t%s", row["id"], wanted, row["text"], read)
        for claim in claims:
            claimed += 1
            right += any(
                _types(claim, extractor) & event.types and _same_pair(event, claim, record, extractor)
                for event in events
            )
    return {
        "reach": found / gold if gold else 0.0,
        "pairs": paired / gold if gold else 0.0,
        "precision": right / claimed if claimed else 0.0,
    }


def _events(told: Mapping[str, Any]) -> Iterator[_Event]:
    types = frozenset(TYPES.get(told["root"], {told["root"]}))
    both_ways = told["reciprocal"] and not told["target"]
    pairs = combinations(told["source"], 2) if both_ways else product(told["source"], told["target"])
    for source, target in pairs:
        yield _Event(types, source, target, told["reciprocal"])


def _types(claim: Claim, extractor: Extractor) -> set[str]:
    """The PLOVER type of a claim, and what it is where it is planned; a REJECT where it is negated."""
    relation: Relation = extractor.relations[claim.relation]
    if claim.polarity is Polarity.NEGATED:
        return {"REJECT"}
    planned = claim.modality is Modality.PLANNED and relation.quad
    intent = {_PLANNED[relation.quad.partition("-")[2]]} if planned and relation.quad else set()
    return ({relation.plover} if relation.plover else set()) | intent


def _same_pair(event: _Event, claim: Claim, record: Record, extractor: Extractor) -> bool:
    one, other = claim.actor, claim.recipient
    if _agree(event, one, other, record):
        return True
    symmetric = event.reciprocal or extractor.relations[claim.relation].symmetric
    return symmetric and _agree(event, other, one, record)


def _agree(event: _Event, actor: Participant, recipient: Participant, record: Record) -> bool:
    within = event.source["code"] == event.target["code"]
    return _end_agrees(event.source, actor, record, within) and _end_agrees(
        event.target, recipient, record, within
    )


def _end_agrees(gold: Mapping[str, Any], end: Participant, record: Record, within: bool) -> bool:
    text = _DETERMINER.sub("", gold["text"]).removesuffix("'s")
    if any(
        end.start < m.end() and m.start() < end.end for m in re.finditer(re.escape(text), record.article.text)
    ):
        return True
    if set(fold(end.label).split()) <= set(fold(text).split()):  # a pronoun that means them
        return True
    if not gold["code"]:
        return False
    entity = next(entity for entity in record.entities if entity.id == end.entity)
    return is_of_code(entity, gold["code"]) and (not within or _same_sector(entity, gold["sector"]))


def _same_sector(entity: Entity, sector: str | None) -> bool:
    return (entity.sector or "GOV") == (sector or "GOV")[:3]
