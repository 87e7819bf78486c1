"""Rows of the tables of a graph -> values, and claims -> rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kg.graph.values import ArticleInfo, Edge, Node, Telling
from kg.model import (
    Claim,
    DatePrecision,
    EntityRef,
    Evidence,
    Modality,
    Participant,
    Polarity,
)
from kg.rows import to_entity

Row = Mapping[str, Any]


def to_node(row: Row) -> Node:
    """A node from its row."""
    return Node(
        to_entity(row), row["mentions"], row["articles"], _iso(row["first_seen"]), _iso(row["last_seen"])
    )


def to_article(row: Row, origin: str) -> ArticleInfo:
    """An article from its row; `origin` is the id of the first that told the same."""
    return ArticleInfo(row["id"], row["title"], row["url"], row["published"], row["publisher"], origin)


def to_edge(row: Row, tellings: Sequence[Telling]) -> Edge:
    """An edge from its row and its tellings."""
    return Edge(
        row["id"],
        row["actor"],
        row["relation"],
        row["recipient"],
        row["claims"],
        row["articles"],
        row["origins"],
        row["first_date"],
        row["last_date"],
        tellings,
    )


def to_telling(row: Row, article: ArticleInfo) -> Telling:
    """A telling from its row and its article."""
    claim = Claim(
        id=row["claim"],
        relation=row["relation"],
        actor=_participant(row, "actor"),
        recipient=_participant(row, "recipient"),
        topic=row["topic"],
        polarity=Polarity(row["polarity"]),
        modality=Modality(row["modality"]),
        speaker=_ref(row, "speaker"),
        place=_ref(row, "place"),
        date=row["date"],
        date_precision=DatePrecision(row["date_precision"]) if row["date_precision"] else None,
        confidence=row["confidence"],
        evidence=Evidence(row["evidence_start"], row["evidence_end"], row["evidence_text"]),
    )
    return Telling(article, claim, row["rejected"])


def _participant(row: Row, end: str) -> Participant:
    names = ("", "_label", "_start", "_end", "_text")
    return Participant(*(row[f"{end}{name}"] for name in names))


def _ref(row: Row, name: str) -> EntityRef | None:
    return EntityRef(row[name], row[f"{name}_label"]) if row[name] is not None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def claim_row(claim: Claim) -> tuple[Any, ...]:
    """The values of a claim for the columns of `TELLINGS` from `claim` to `evidence_text`."""
    ends = (claim.actor, claim.recipient, claim.evidence)
    refs = (claim.speaker, claim.place)
    return (
        claim.id,
        claim.actor.entity,
        claim.recipient.entity,
        claim.actor.label,
        claim.recipient.label,
        claim.topic,
        claim.polarity.value,
        claim.modality.value,
        *(value for ref in refs for value in ((ref.entity, ref.label) if ref else (None, None))),
        claim.date,
        claim.date_precision.value if claim.date_precision else None,
        claim.confidence,
        *(value for end in ends for value in (end.start, end.end, end.text)),
    )
