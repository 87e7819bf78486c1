"""What a graph is made of: nodes, edges, the claims behind them, and the articles that tell them.

All are frozen values; how they are kept and found again is left to `kept` and `tables`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Claim, Entity, Modality, Polarity
from kg.records import find_period
from kg.relations import Relation, RelationFacts


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What a view shows of an article beside its text. `published` is an ISO date or None."""

    id: str
    title: str | None
    url: str | None
    published: str | None
    publisher: str | None
    origin: str = ""  # the id of the first article of its telling; its own where nobody told it before


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim and the article that makes it; `rejected` where the user has said that it is wrong."""

    article: ArticleInfo
    claim: Claim
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """An entity with how often it is mentioned and the first and last date it is seen (ISO or None)."""

    entity: Entity
    mentions: int
    articles: int
    first_seen: str | None
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """All affirmed, actual, unrejected claims of one relation between one pair, with weights.

    `tellings` are sorted by date, then article id, then start. `origins` counts independent tellings.
    """

    id: str
    actor: str
    relation: str
    recipient: str
    claims: int
    articles: int
    origins: int
    first_date: str | None
    last_date: str | None
    tellings: Sequence[Telling]


@dataclass(frozen=True, slots=True)
class Unread:
    """A verb between two known actors that no relation covers, with the sentence it stands in."""

    lemma: str
    actor: str  # labels
    recipient: str
    sentence: str
    article: str  # id


def is_asserted(claim: Claim) -> bool:
    """Whether the claim says that it is so and happened: only such a claim makes an edge."""
    return claim.polarity is Polarity.AFFIRMED and claim.modality is Modality.ACTUAL


def edge_ends(claim: Claim, relations: Mapping[str, Relation]) -> tuple[str, str, str]:
    """Actor, relation and recipient of the edge that the claim belongs to."""
    return ordered(claim.actor.entity, claim.relation, claim.recipient.entity, relations)


def ordered(
    actor: str, relation: str, recipient: str, relations: Mapping[str, RelationFacts]
) -> tuple[str, str, str]:
    """The same, with the ends of a symmetric relation in the order of their ids."""
    known = relations.get(relation)
    if known is not None and known.symmetric and recipient < actor:
        actor, recipient = recipient, actor
    return actor, relation, recipient


def edge_id(actor: str, relation: str, recipient: str) -> str:
    """The id of an edge: 16 hexadecimal digits that depend on nothing but its ends and relation."""
    return hashlib.sha256("\t".join((actor, relation, recipient)).encode()).hexdigest()[:16]


def telling_dates(telling: Telling) -> tuple[str, str] | None:
    """First and last day on which what is told may have been, as ISO dates; None where no date is known.

    A claim of `2016-12` in an article of 12 December ends on that day: what has happened is not later
    than its telling.
    """
    return claim_dates(telling.claim, telling.article.published)


def claim_dates(claim: Claim, published: str | None) -> tuple[str, str] | None:
    """The same, of a claim in an article that was published on a day."""
    if claim.date is None:
        return (published, published) if published else None
    first, last = (day.isoformat() for day in find_period(claim.date))
    return first, min(last, published) if published and published >= first else last
