"""Values of the model as plain rows (dictionaries, lists, text, numbers, None) and back, without loss.

Rows are what files hold: JSON, Parquet, and the Docs of spaCy users.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from kg.model import (
    Article,
    Claim,
    DatePrecision,
    Entity,
    EntityRef,
    EntityType,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Record,
    UnreadVerb,
)


def to_rows(record: Record) -> dict[str, Any]:
    """The record as rows: its article without the text, and a list each of what was read in it."""
    article = record.article
    return {
        "article": {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "publisher": article.publisher,
            "language": article.language,
        },
        "entities": [asdict(entity) for entity in record.entities],
        "mentions": [asdict(mention) for mention in record.mentions],
        "claims": [asdict(claim) for claim in record.claims],
        "unread": [asdict(verb) for verb in record.unread],
    }


def from_rows(rows: Mapping[str, Any], *, text: str = "") -> Record:
    """The record that `to_rows` made rows of, with the text of its article; unread verbs may be absent."""
    row = rows["article"]
    article = Article(
        id=row["id"],
        text=text,
        title=row["title"],
        url=row["url"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        publisher=row["publisher"],
        language=row["language"],
    )
    return Record(
        article,
        tuple(to_entity(row) for row in rows["entities"]),
        tuple(to_mention(row) for row in rows["mentions"]),
        tuple(to_claim(row) for row in rows["claims"]),
        tuple(UnreadVerb(**row) for row in rows.get("unread", ())),
    )


def to_entity(row: Mapping[str, Any]) -> Entity:
    """The entity of a row with the fields of Entity."""
    return Entity(
        row["id"],
        row["label"],
        EntityType(row["type"]),
        row["country"],
        row["sector"],
        row["wikidata"],
        row["geonames"],
        row["lat"],
        row["lon"],
    )


def to_mention(row: Mapping[str, Any]) -> Mention:
    """The mention of a row with the fields of Mention."""
    kind, type_ = MentionKind(row["kind"]), EntityType(row["type"])
    return Mention(row["start"], row["end"], row["text"], kind, type_, row["entity"])


def to_claim(row: Mapping[str, Any]) -> Claim:
    """The claim of a row with the fields of Claim; other keys are passed over."""
    precision = row["date_precision"]
    return Claim(
        id=row["id"],
        relation=row["relation"],
        actor=Participant(**row["actor"]),
        recipient=Participant(**row["recipient"]),
        topic=row["topic"],
        polarity=Polarity(row["polarity"]),
        modality=Modality(row["modality"]),
        speaker=row["speaker"] and EntityRef(**row["speaker"]),
        place=row["place"] and EntityRef(**row["place"]),
        date=row["date"],
        date_precision=precision and DatePrecision(precision),
        confidence=row["confidence"],
        evidence=Evidence(**row["evidence"]),
    )
