"""The claims of a graph that tell who holds what, as signs: by relation, from `data/spells.toml`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph import Graph, Telling, telling_dates
from kg.graph.kept import Tellings
from kg.model import PLACE_TYPES, EntityType, Polarity
from kg.spells.values import Denial, Effect, Kind, Sign

# Who can hold a place: not a person who leaves a country, nor people who flee it.
_HOLDERS = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.MILITARY, EntityType.ARMED_GROUP})
_PAST = re.compile(r"\b(?:former|formerly|ex|late|then|one-?time|erstwhile|ousted|deposed)\b", re.IGNORECASE)
_BEFORE = 16  # characters before the name or its nation that tell: "Former Nigerian President"
_ARMED = frozenset({"REB", "MIL", "COP"})  # sectors


@dataclass(frozen=True, slots=True)
class Rule:
    """What a relation tells of a hold: what is held, and the effect on either end."""

    kind: Kind
    held: str  # "recipient", "place", or "known": the bodies that the person is known to hold an office of
    effects: Mapping[str, Effect]


@cache
def load_rules() -> dict[str, Rule]:
    """The rules by relation."""
    text = resources.files("kg").joinpath("data", "spells.toml").read_text("utf-8")
    return {
        relation: Rule(
            Kind(kind),
            row.get("held", "recipient"),
            {end: Effect(row[end]) for end in ("actor", "recipient") if end in row},
        )
        for kind, table in tomllib.loads(text).items()
        for relation, row in table.items()
    }


def find_signs(graph: Graph, kind: Kind) -> tuple[list[Sign], list[Denial]]:
    """The signs of one kind by day, and what is denied. Claims without any date tell nothing."""
    rules = {relation: rule for relation, rule in load_rules().items() if rule.kind is kind}
    told = list(_told(graph, graph.tables.tellings, rules))
    bodies = _bodies(told, rules)
    signs = [
        sign
        for telling, day in told
        for sign in _signs(graph, telling, day, rules, bodies)
        if _fits(graph, sign)
    ]
    signs.sort(key=lambda s: (s.held, s.day, list(Effect).index(s.effect), s.holder, s.telling.claim.id))
    denied = [
        Denial(sign.holder, sign.held, sign.day, sign.telling)
        for telling, day in _told(graph, graph.tables.others, rules)
        if telling.claim.polarity is Polarity.NEGATED and not telling.rejected
        for sign in _signs(graph, telling, day, rules, bodies)
        if sign.effect in (Effect.TAKES, Effect.SEEN) and _fits(graph, sign)
    ]
    return signs, denied


def _told(graph: Graph, table: object, rules: Mapping[str, Rule]) -> Iterator[tuple[Telling, str]]:
    wanted = table.filter(pc.is_in(table["relation"], value_set=pa.array(sorted(rules))))  # type: ignore[attr-defined, index]
    for telling in Tellings(graph, wanted, 0, len(wanted)):
        dates = telling_dates(telling)
        if dates is not None:
            yield telling, dates[0]


def _bodies(told: list[tuple[Telling, str]], rules: Mapping[str, Rule]) -> dict[str, set[str]]:
    """Of what each person is told to hold an office."""
    found: dict[str, set[str]] = {}
    for telling, _ in told:
        rule = rules[telling.claim.relation]
        if rule.kind is Kind.OFFICE and rule.held == "recipient":
            found.setdefault(telling.claim.actor.entity, set()).add(telling.claim.recipient.entity)
    return found


def _signs(
    graph: Graph, telling: Telling, day: str, rules: Mapping[str, Rule], bodies: Mapping[str, set[str]]
) -> Iterator[Sign]:
    claim = telling.claim
    rule = rules[claim.relation]
    for end, effect in rule.effects.items():
        holder = (claim.actor if end == "actor" else claim.recipient).entity
        if effect is Effect.SEEN and _is_past(telling):
            continue
        for held in _held(telling, rule, holder, bodies):
            if held != holder and held in graph.nodes and holder in graph.nodes:
                yield Sign(rule.kind, effect, holder, held, day, telling)


def _is_past(telling: Telling) -> bool:
    """Whether it was so once: "former Norwegian minister X", "then-president X"."""
    claim = telling.claim
    ends = (claim.actor, claim.recipient)
    first = min(end.start for end in ends) - claim.evidence.start
    last = max(end.end for end in ends) - claim.evidence.start
    return bool(_PAST.search(claim.evidence.text[max(0, first - _BEFORE) : last]))


def _held(telling: Telling, rule: Rule, holder: str, bodies: Mapping[str, set[str]]) -> list[str]:
    if rule.held == "recipient":
        return [telling.claim.recipient.entity]
    if rule.held == "place":
        return [telling.claim.place.entity] if telling.claim.place else []
    return sorted(bodies.get(holder, ()))


def _fits(graph: Graph, sign: Sign) -> bool:
    holder, held = graph.nodes[sign.holder].entity, graph.nodes[sign.held].entity
    if sign.kind is Kind.CONTROL:
        is_able = holder.type in _HOLDERS or holder.sector in _ARMED
        return is_able and held.type in PLACE_TYPES
    return holder.type is EntityType.PERSON and held.type is not EntityType.PERSON
