"""Sentences made to test an event coder (PETRARCH): whether kg finds who acts toward whom.

The actors are those of `petrarch_actors.csv`, given to kg as a user gives a gazetteer. A dyad is the pair of
countries or people, in their order, of one event; a symmetric claim has both orders.
Records whose event codes are made up (9xx, 0AA), and events with an actor that has no name, are left out.

    reach      dyads that a claim of kg has, of all
    sectors    dyads that a claim of kg has with the same sectors too (government, military ...), of all
    silence    records without an event in which kg claims no event, of all such
    precision  claims of events whose dyad the gold has, of all between two different countries
"""

import logging
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.extraction import Extractor
from kg.gazetteers import load_gazetteer
from kg.model import Claim, Entity, Record
from tools.measures.articles import read_rows
from tools.measures.coded import country_of, is_of_code, parts

ACTORS = Path(__file__).parent / "petrarch_actors.csv"
_log = logging.getLogger(__name__)
_MADE_UP = re.compile(r"9\d\d|0AA")
_NAMED = re.compile(r"(?!XYZ)[A-Z]{3}")


def measure(rows: Iterable[Mapping[str, Any]], extractor: Extractor) -> dict[str, float]:
    """The figures of the rows; 0 where there is nothing to count."""
    reader = Extractor(extractor.model, extractor.relations, load_gazetteer([ACTORS]))
    gold = found = exact = claimed = right = empty = silent = 0
    for row, record, _ in read_rows(rows, reader):
        if any(_MADE_UP.fullmatch(event["code"]) for event in row["events"]):
            continue
        dyads = {
            (event["source"], event["target"])
            for event in row["events"]
            if all(_NAMED.match(event[end] or "") for end in ("source", "target"))
        }
        claims = [_orders(claim, record, reader) for claim in record.claims if _is_event(claim, reader)]
        for source, target in sorted(dyads):
            fitting = [ends for orders in claims for ends in orders if _has_dyad(ends, (source, target))]
            gold += 1
            found += bool(fitting)
            exact += any(_same_sectors(ends, (source, target)) for ends in fitting)
            if not fitting:
                _log.debug("%s\tmissed\t%s %s\t%s", row["id"], source, target, row["text"])
        for orders in claims:
            actor, recipient = orders[0]
            countries = {country_of(actor), country_of(recipient)} - {""}
            if len(countries) == 2:
                hit = any(_has_dyad(ends, dyad) for ends in orders for dyad in dyads)
                claimed += 1
                right += hit
                if not hit:
                    _log.debug("%s\textra\t%s %s\t%s", row["id"], actor.label, recipient.label, row["text"])
        if row["noevents"]:
            empty += 1
            silent += not claims
    return {
        "reach": found / gold if gold else 0.0,
        "sectors": exact / gold if gold else 0.0,
        "silence": silent / empty if empty else 0.0,
        "precision": right / claimed if claimed else 0.0,
    }


def _is_event(claim: Claim, extractor: Extractor) -> bool:
    return extractor.relations[claim.relation].kind == "event"


def _orders(claim: Claim, record: Record, extractor: Extractor) -> list[tuple[Entity, Entity]]:
    """Both ends of a claim, in both orders where it is symmetric."""
    entities = {entity.id: entity for entity in record.entities}
    ends = entities[claim.actor.entity], entities[claim.recipient.entity]
    return [ends, ends[::-1]] if extractor.relations[claim.relation].symmetric else [ends]


def _has_dyad(ends: tuple[Entity, Entity], dyad: tuple[str, str]) -> bool:
    return all(is_of_code(end, code) for end, code in zip(ends, dyad, strict=True))


def _same_sectors(ends: tuple[Entity, Entity], dyad: tuple[str, str]) -> bool:
    return all(set(parts(code)[1:]) == ({end.sector} - {None}) for end, code in zip(ends, dyad, strict=True))
