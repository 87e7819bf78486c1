"""How one text was read: who is named, which claims were found, and which patterns were tried."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.extraction import Attempt, Explanation
from kg.model import Claim, Record
from kg.views import clean
from kg.views._text import NAME, QUIET, Facts, evidence_text, heading, split_line, triple_text, unreal


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: `step` is `name`, `clause`, `claim`, `unread` or `pattern`."""

    step: str
    words: str
    meaning: str
    outcome: str


def find_rows(explanation: Explanation) -> tuple[Row, ...]:
    """All findings, in the order of the steps."""
    record = explanation.record
    labels = _labels(record)
    names = [
        Row("name", m.text, labels.get(m.entity or "", "nobody known"), f"{m.kind.value}, {m.type.value}")
        for m in record.mentions
    ]
    clauses = [Row("clause", clause.word, clause.roles, "") for clause in explanation.clauses]
    claims = [
        Row(
            "claim",
            c.evidence.text,
            f"{c.actor.label} {c.relation} {c.recipient.label}",
            _outcome(c, explanation.least),
        )
        for c in record.claims
    ]
    unread = [
        Row("unread", verb.lemma, f"{labels.get(verb.actor)}, {labels.get(verb.recipient)}", "no relation")
        for verb in record.unread
    ]
    patterns = [Row("pattern", a.word, a.pattern, a.outcome) for a in explanation.attempts]
    return (*names, *clauses, *claims, *unread, *patterns)


def render(explanation: Explanation, relations: Facts) -> RenderableType:
    """Names, claims, and the patterns that were tried at each word."""
    record = explanation.record
    parts: list[RenderableType] = [heading("Named")]
    parts += [_name_table(record)] if record.mentions else [Text("  nobody")]
    if explanation.clauses:
        parts += ["", heading("Clauses"), _clause_table(explanation)]
    parts += ["", heading("Claimed")]
    parts += [part for claim in record.claims for part in _claim(claim, explanation, relations)] or [
        Text("  nothing")
    ]
    labels = _labels(record)
    if record.unread:
        parts += ["", heading("Verbs that no relation covers")]
        parts += [
            Text(f"  {clean(verb.lemma)}  {clean(f'{labels.get(verb.actor)}, {labels.get(verb.recipient)}')}")
            for verb in record.unread
        ]
    if explanation.attempts:
        parts += ["", heading("Patterns tried"), _attempt_table(explanation.attempts)]
    return Group(*parts)


def _labels(record: Record) -> dict[str, str]:
    return {entity.id: entity.label for entity in record.entities}


def _name_table(record: Record) -> Table:
    labels = _labels(record)
    table = _grid(4)
    for mention in record.mentions:
        meant = clean(labels.get(mention.entity or "", "nobody known"))
        table.add_row(
            Text(clean(mention.text), NAME),
            Text(meant),
            Text(f"{mention.type.value}, {mention.kind.value}", QUIET),
            Text(clean(mention.entity or ""), QUIET),
        )
    return table


def _clause_table(explanation: Explanation) -> Table:
    table = _grid(2)
    for clause in explanation.clauses:
        table.add_row(Text(clean(clause.word), NAME), Text(clean(clause.roles)))
    return table


def _outcome(claim: Claim, least: float) -> str:
    """What becomes of the claim: an edge, a claim that makes none, or nothing."""
    return "left out" if claim.confidence < least else ", ".join(unreal(claim)) or "edge"


def _claim(claim: Claim, explanation: Explanation, relations: Facts) -> list[RenderableType]:
    line = triple_text(claim.actor.label, claim.relation, claim.recipient.label, relations)
    outcome = _outcome(claim, explanation.least)
    sure = f"confidence {claim.confidence:.2f}"
    facts = [
        ", ".join(unreal(claim)),
        f"topic {clean(claim.topic)}" if claim.topic else "",
        f"according to {clean(claim.speaker.label)}" if claim.speaker else "",
        f"in {clean(claim.place.label)}" if claim.place else "",
        claim.date or "no date",
        f"{sure}, less than {explanation.least}" if outcome == "left out" else sure,
    ]
    known = Text(", ".join(fact for fact in facts if fact), style=QUIET)
    doubts = ", ".join(explanation.doubts(claim))
    lines = [known, *([Text(f"doubts: {clean(doubts)}", style=QUIET)] if doubts else [])]
    return [
        split_line(line, outcome if outcome in ("edge", "left out") else ""),
        Padding(Group(evidence_text(claim), *lines), (0, 0, 0, 4)),
    ]


def _attempt_table(attempts: Iterable[Attempt]) -> Table:
    table = _grid(3)
    for attempt in attempts:
        table.add_row(
            Text(clean(attempt.word), NAME), Text(clean(attempt.pattern)), Text(clean(attempt.outcome), QUIET)
        )
    return table


def _grid(columns: int) -> Table:
    """Columns without lines, two spaces from the left; long words are folded, never cut."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for _ in range(columns):
        table.add_column(overflow="fold")
    return table
