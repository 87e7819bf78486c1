"""Reports on Syria and Iraq with relations between spans (re3d): whether kg finds pair and relation.

The relations about acts and offices count: FightingAgainst, AlliesOf, InChargeOf, CommWith, with a confidence
of at least 0.5, between people, organisations, nations and places with a name: kg reads no claim about
bridges and vehicles. Who "we" and "I" are these texts do not tell, so that they are left out too. An end of
a claim agrees where its words overlap the gold span. FightingAgainst, AlliesOf and CommWith may stand either
way round, and count once.

    reach      gold relations that a claim of kg has with a fitting relation (`FITTING`), of all
    pairs      gold relations whose ends a claim of kg has, of all
    all        as reach, of all four relations whatever their ends are
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from kg.extraction import Extractor
from kg.model import Claim, Participant
from kg.relations import Relation
from tools.measures.articles import read_rows

_log = logging.getLogger(__name__)
MIN_CONFIDENCE = 0.5
ENDS = frozenset({"Organisation", "Person", "Nationality", "Location"})
_AUTHORS = frozenset({"we", "i", "us", "our"})
# What a relation of kg may be for each of the gold: its quad class, its PLOVER type, or its name.
FITTING = {
    "FightingAgainst": {"material-conflict", "defeats", "opposes", "threatens", "designates", "defies"},
    "AlliesOf": {"SUPPORT", "AID", "COOPERATE", "sideOf", "memberOf", "partOf", "agreesWith"},
    "InChargeOf": {
        *("leads", "officialOf", "controls", "captures", "owns", "founds", "appoints", "claims", "deploysTo"),
        *("besieges", "seizes", "advancesOn", "partOf", "sideOf"),
    },
    "CommWith": {
        *(
            "verbal-cooperation",
            "verbal-conflict",
            "cooperatesWith",
            "interviews",
            "appoints",
            "AID",
            "succeeds",
        ),
    },
}
_DIRECTED = {"InChargeOf"}


def measure(rows: Iterable[Mapping[str, Any]], extractor: Extractor) -> dict[str, float]:
    """The figures of the rows; 0 where there is nothing to count."""
    gold = found = paired = everything = everything_found = 0
    for row, record, shift in read_rows(rows, extractor):
        types = {(entity["start"], entity["end"]): entity["type"] for entity in row["entities"]}
        seen = set()
        for told in row["relations"]:
            head, tail = tuple(told["head_span"]), tuple(told["tail_span"])
            key = (told["type"], head, tail)
            turned = (told["type"], tail, head)
            if told["confidence"] < MIN_CONFIDENCE or told["type"] not in FITTING or key in seen:
                continue
            if told["type"] not in _DIRECTED and turned in seen:
                continue
            seen.add(key)
            claims = [claim for claim in record.claims if _same_pair(told, claim, shift)]
            fits = any(_fits(told["type"], extractor.relations[claim.relation]) for claim in claims)
            everything += 1
            everything_found += fits
            ends = ((types.get(span), row["text"][span[0] : span[1]]) for span in (head, tail))
            if not all(_is_known_kind(type, text) for type, text in ends):
                continue
            gold += 1
            paired += bool(claims)
            found += fits
            if not fits:
                start, end = min(head[0], tail[0]), max(head[1], tail[1])
                read = [claim.relation for claim in claims]
                text = " ".join(row["text"][max(0, start - 60) : end + 60].split())
                _log.debug(
                    "%s\t%s\t%s | %s\t%s\t%s", row["id"], told["type"], told["head"], told["tail"], read, text
                )
    return {
        "reach": found / gold if gold else 0.0,
        "pairs": paired / gold if gold else 0.0,
        "all": everything_found / everything if everything else 0.0,
    }


def _is_known_kind(type: str | None, text: str) -> bool:
    """Whether an end is of a kind that kg reads claims about."""
    if type not in ENDS or text.lower() in _AUTHORS:
        return False
    return type != "Location" or any(letter.isupper() for letter in text.removeprefix("The "))


def _same_pair(told: Mapping[str, Any], claim: Claim, shift: int) -> bool:
    head, tail = told["head_span"], told["tail_span"]
    one, other = claim.actor, claim.recipient
    if _overlaps(one, head, shift) and _overlaps(other, tail, shift):
        return True
    return told["type"] not in _DIRECTED and _overlaps(other, head, shift) and _overlaps(one, tail, shift)


def _overlaps(end: Participant, span: list[int], shift: int) -> bool:
    return end.start < span[1] + shift and span[0] + shift < end.end


def _fits(type: str, relation: Relation) -> bool:
    return bool({relation.name, relation.quad, relation.plover} & FITTING[type])
