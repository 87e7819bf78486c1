"""Claims merged into one small typed graph that networkx, the exporters, RDF and the views share."""

from dataclasses import dataclass

from kg.model import Claim, Entity


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What a view shows of an article beside its text. `published` is an ISO date or None."""

    id: str
    title: str | None
    url: str | None
    published: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim and the article that makes it."""

    article: ArticleInfo
    claim: Claim


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
    """All affirmed, actual claims of one relation between one pair, with weights.

    `tellings` are sorted by date, then article id, then start. `origins` counts independent tellings.
    """

    id: str
    actor: str
    relation: str
    recipient: str
    articles: int
    origins: int
    first_date: str | None
    last_date: str | None
    tellings: tuple[Telling, ...]

    @property
    def claims(self) -> int:
        """How many claims back this edge."""
        return len(self.tellings)


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by entity id, sorted; edges sorted by id; `unasserted` are claims that make no edge.

    An unasserted claim is negated, planned, hypothetical or hedged.
    """

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    unasserted: tuple[Telling, ...]
