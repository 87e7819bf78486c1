"""A record as JSON, one line an article, and what every record must hold to be kept.

The keys are a contract: outside programs score kg by them. Keys are added, never renamed.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import ArticleError, DataError
from kg.model import Article, Claim, Record
from kg.records.periods import find_period
from kg.relations import Relation
from kg.rows import from_rows, to_rows


def to_json(record: Record, relations: Mapping[str, Relation]) -> str:
    """The record as one line of JSON. A claim also says what its relation is in PLOVER and CAMEO."""
    found = to_rows(record)
    del found["unread"]
    found["article"]["chars"] = len(record.article.text)
    found["claims"] = [_claim_row(row, relations) for row in found["claims"]]
    return json.dumps(found, ensure_ascii=False, allow_nan=False)


def from_json(line: str, *, text: str = "") -> Record:
    """The record of a line that `to_json` made. The line has no text of the article and no unread verbs."""
    return from_rows(json.loads(line), text=text)


def find_relation(relations: Mapping[str, Relation], name: str) -> Relation:
    """The relation of that name. Raises DataError where the relations are not those of the record."""
    if name not in relations:
        raise DataError(
            f"relation '{name}': a record has it, but no relations file; "
            "give the file that the record was made with"
        )
    return relations[name]


def check_record(record: Record) -> None:
    """Raise ArticleError where a record cannot be defended or stored.

    Each quoted span must stand in the text, each entity that is named must be in the record, and all
    text must be encodable as UTF-8.
    """
    article = record.article
    texts = [article.id, article.text, article.title or "", article.url or "", article.publisher or ""]
    try:
        "".join(texts).encode()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"{article.place or ascii(article.id)}: holds a lone surrogate (half a character); "
            "save the text as UTF-8"
        ) from error
    for claim in record.claims:
        _check_date(claim, article)
    known = {entity.id for entity in record.entities}
    for name in _named(record):
        if name not in known:
            raise ArticleError(
                f"{article.place} (article {article.id}): entity '{name}' is not in its record"
            )
    for start, end, text in _quoted(record):
        if article.text[start:end] != text:
            where = f"{article.place} (article {article.id})"
            raise ArticleError(f"{where}: {text!r} does not stand at {start}-{end} of its text")


def _check_date(claim: Claim, article: Article) -> None:
    if claim.date is not None:
        try:
            find_period(claim.date)
        except ValueError as error:
            where = f"{article.place} (article {article.id})"
            raise ArticleError(f"{where}: '{claim.date}' of claim {claim.id} is no ISO 8601 date") from error


def _named(record: Record) -> Iterable[str]:
    for mention in record.mentions:
        if mention.entity is not None:
            yield mention.entity
    for claim in record.claims:
        for end in (claim.actor, claim.recipient, claim.speaker, claim.place):
            if end is not None:
                yield end.entity


def _quoted(record: Record) -> Iterable[tuple[int, int, str]]:
    for mention in record.mentions:
        yield mention.start, mention.end, mention.text
    for claim in record.claims:
        for span in (claim.actor, claim.recipient, claim.evidence):
            yield span.start, span.end, span.text


def _claim_row(row: dict[str, Any], relations: Mapping[str, Relation]) -> dict[str, Any]:
    relation = find_relation(relations, row["relation"])
    tied = {key: getattr(relation, key) for key in ("plover", "mode", "cameo", "quad", "score")}
    return {"id": row.pop("id"), "relation": row.pop("relation"), **tied, **row}
