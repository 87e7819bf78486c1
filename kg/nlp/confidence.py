"""How likely a claim is right: the grounds of its reading, weighed by a table.

In: a match with one actor and one recipient. Out: grounds as short names, and a probability. The weights in
`data/confidence.csv` are log-odds, fitted by `tools/fit_confidence.py` on claims that readers judged. A
ground that the table does not have, as those of a user's own relation, weighs nothing.
"""

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources

from kg.model import Entity, Record
from kg.nlp.context import SentenceContext
from kg.nlp.matches import Match
from kg.nlp.predicates import is_predicate
from kg.nlp.referents import Referent
from kg.nlp.tree import Token
from kg.patterns import NounPattern, VerbPattern


def find_grounds(
    context: SentenceContext, match: Match, actor: Referent, recipient: Referent
) -> tuple[str, ...]:
    """What speaks for and against the reading, in a fixed order."""
    return tuple(_grounds(context, match, actor, recipient))


def weigh(grounds: Iterable[str]) -> float:
    """The probability that a claim on these grounds is right, to two places."""
    odds = weight_of("always") + sum(weight_of(ground) for ground in grounds)
    return round(1 / (1 + math.exp(-odds)), 2)


def weight_of(ground: str) -> float:
    """What the ground adds to the log-odds."""
    return _weights().get(ground, 0.0)


def keep_likely(record: Record, least: float) -> Record:
    """The record without claims of a confidence below `least`, and without entities of theirs alone."""
    claims = tuple(claim for claim in record.claims if claim.confidence >= least)
    if len(claims) == len(record.claims):
        return record
    used = {mention.entity for mention in record.mentions}
    for claim in claims:
        used |= {claim.actor.entity, claim.recipient.entity}
        used |= {ref.entity for ref in (claim.speaker, claim.place) if ref is not None}
    entities = tuple(entity for entity in record.entities if entity.id in used)
    return replace(record, claims=claims, entities=entities)


@cache
def _weights() -> dict[str, float]:
    text = resources.files("kg").joinpath("data", "confidence.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["ground"]: float(row["weight"]) for row in rows}


def _grounds(context: SentenceContext, match: Match, actor: Referent, recipient: Referent) -> Iterator[str]:
    relation = match.relation
    way = _way(match)
    yield f"relation {relation}"
    yield f"way {way}"
    yield f"{relation} by {way}"
    yield f"ends {actor.entity.type.value} {recipient.entity.type.value}"
    for name, end in (("actor", actor), ("recipient", recipient)):
        yield f"{name} {end.kind.value}"
        yield f"{name} {end.entity.type.value}"
        yield f"{relation} {name} {end.entity.type.value}"
        yield f"{relation} {name} {end.kind.value}"
        if end.is_owner:
            yield f"{name} owner"
        if _is_local(end.entity):
            yield f"{name} unlisted"
            yield f"{name} unlisted {end.entity.type.value}"
        yield f"{name} {_reach(context, match.predicate, end)}"
    if match.pattern is not None:
        yield f"pattern {relation}: {match.pattern.text}"
    if context.is_headline:
        yield "headline"
    if match.predicate.i in context.quoted:
        yield "quoted"
    if match.governor is not match.predicate:
        yield "governed"
    if len(match.actors) * len(match.recipients) > 4:
        yield "many"
    yield f"clause {match.predicate.dep_}"
    yield f"tag {match.predicate.tag_}"
    yield f"length {min(len(context.sent) // 10, 5)}"


def _way(match: Match) -> str:
    if isinstance(match.pattern, VerbPattern):
        return "verb"
    if isinstance(match.pattern, NounPattern):
        return "noun"
    return "title"


def _reach(context: SentenceContext, predicate: Token, end: Referent) -> str:
    """How far the end stands from the predicate: predicates and commas between them."""
    if end.elsewhere is not None:
        return "elsewhere"
    low, high = sorted((end.start, predicate.i))
    between = context.passage.doc[low + 1 : high]
    verbs = sum(is_predicate(t) for t in between)
    commas = sum(t.text in (",", ";", "-", "–", "(") for t in between)
    side = "before" if end.start < predicate.i else "after"
    return f"{side} {min(verbs, 2)} verbs {min(commas, 2)} commas"


def _is_local(entity: Entity) -> bool:
    return entity.id.split("-")[0] in ("person", "org", "group") and entity.wikidata is None
