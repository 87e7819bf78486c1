"""Records -> the tables of one graph: entities counted, claims put to their edges.

Records come in, in any order and however split; the same `Graph` comes out. Nothing is read or written.
"""

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.kept import Graph
from kg.graph.rows import claim_row
from kg.graph.tables import (
    ARTICLES,
    NAMED_TELLINGS,
    NODES,
    RELATIONS,
    TELLINGS,
    UNREAD,
    SpillFile,
    Tables,
    make_edges,
    order_tellings,
)
from kg.graph.values import claim_dates, edge_ends, edge_id, is_asserted
from kg.model import Entity, MentionKind, Record
from kg.naming import fold
from kg.records import choose_entities
from kg.relations import Relation
from kg.stories import text_origin

_NAMING = frozenset({MentionKind.NAME, MentionKind.DEMONYM})
_CHUNK = 8192  # claims turned into columns at a time
_TAKEN = 65_536  # claims put in order at a time

_HALF = re.compile(r"[\ud800-\udfff]")

_log = logging.getLogger(__name__)


def build_graph(
    records: Iterable[Record],
    relations: Mapping[str, Relation],
    *,
    origins: Mapping[str, str] | None = None,
    rejected: Collection[str] = (),
    scratch: Path | None = None,
) -> Graph:
    """The graph of all claims in some records, each article once.

    Claims of one relation between one pair make one edge. The ends of a symmetric relation stand in the
    order of their ids, so that `A meets B` and `B meets A` are one edge; their claims stay as they were
    read. A relation that `relations` has not is taken as one-way, and logged. `origins` gives the id of the
    article that each was told after; without, articles with the same words are one telling. Claims that are
    `rejected`, by their own id or that of their edge, make no edge. With a directory as `scratch`, claims are
    kept and sorted in files there and not in memory, and the graph is good for as long as they stay.
    """
    merger = _Merger(relations, frozenset(rejected), origins is None, scratch)
    for record in records:
        merger.add(record)
    return Graph(merger.finish(origins))


@dataclass(slots=True)
class Seen:
    """Where one entity was seen, in one article or in many, and how they describe it (`votes`)."""

    votes: Counter[Entity] = field(default_factory=Counter)
    mentions: int = 0
    articles: int = 0
    first: date | None = None
    last: date | None = None
    names: set[str] = field(default_factory=set)  # by which it is called, folded

    def add(self, other: "Seen") -> None:
        """Take in what others have seen."""
        self.votes.update(other.votes)
        self.mentions += other.mentions
        self.articles += other.articles
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)
        self.names |= other.names

    def node(self) -> tuple[Any, ...]:
        """Its row of `NODES`."""
        (entity,) = choose_entities(self.votes).values()
        facts = astuple(entity)
        key = fold(entity.label)
        names = sorted(self.names - {key, ""})
        dates = (self.first, self.last)
        return (*facts[:2], entity.type.value, *facts[3:], self.mentions, self.articles, *dates, key, names)


def find_seen(record: Record) -> dict[str, Seen]:
    """What one record has seen of each of its entities."""
    day = record.article.published
    seen = {entity.id: Seen(articles=1, first=day, last=day) for entity in record.entities}
    for entity in record.entities:
        seen[entity.id].votes[entity] += 1
    for mention in record.mentions:
        if mention.entity is not None:
            seen[mention.entity].mentions += 1
            if mention.kind in _NAMING:
                seen[mention.entity].names.add(fold(mention.text))
    return seen


def find_tellings(
    record: Record, relations: Mapping[str, Relation], rejected: Collection[str] = ()
) -> Iterator[tuple[bool, tuple[Any, ...]]]:
    """The claims of a record as rows of `NAMED_TELLINGS`, each with whether it makes an edge."""
    article = record.article
    published = article.published.isoformat() if article.published else None
    for claim in record.claims:
        actor, relation, recipient = edge_ends(claim, relations)
        edge = edge_id(actor, relation, recipient)
        first, last = claim_dates(claim, published) or (None, None)
        days = (date.fromisoformat(day) if day else None for day in (first, last))
        is_rejected = edge in rejected or claim.id in rejected
        row = (edge, actor, relation, recipient, article.id, None, *days, *claim_row(claim), is_rejected)
        yield is_asserted(claim) and not is_rejected, row


def find_unread(record: Record) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """The verbs that no relation covers, as rows of `UNREAD`, each with article and place to sort it by."""
    article = record.article
    labels = {entity.id: entity.label for entity in record.entities}
    for verb in record.unread:
        ends = (labels.get(verb.actor, verb.actor), labels.get(verb.recipient, verb.recipient))
        row = (verb.lemma, *ends, article.text[verb.start : verb.end], article.id)
        yield article.id, verb.start, row


def article_row(record: Record) -> tuple[str | None, ...]:
    """The article of a record as row of `ARTICLES`, but for its origin."""
    article = record.article
    published = article.published.isoformat() if article.published else None
    return (article.id, article.title, article.url, published, article.publisher)


def put_together(parts: Tables, scratch: Path | None = None) -> Tables:
    """The tables of a graph, of parts that were made apart; `scratch` as for `build_graph`.

    Tellings and others are `NAMED_TELLINGS`, in any order, and get the numbers of their articles and origins;
    nodes, articles and unread verbs are in order; edges are made anew.
    """
    asserted = _sorted(_number(parts.tellings, parts.articles), scratch, "tellings", "edge")
    others = _sorted(_number(parts.others, parts.articles), scratch, "others")
    return replace(parts, edges=make_edges(asserted), tellings=asserted, others=others)


def _sorted(tellings: Any, scratch: Path | None, name: str, *first: str) -> Any:
    """The tellings in order; in a file of that name where there is a scratch directory."""
    order = order_tellings(tellings, *first)
    if scratch is None:
        return tellings.take(order)
    file = SpillFile(scratch / f"sorted-{name}.arrow", TELLINGS)
    for start in range(0, len(order), _TAKEN):
        file.write(tellings.take(order.slice(start, _TAKEN)))
    return file.read()


def _number(tellings: Any, articles: Any) -> Any:
    at = TELLINGS.get_field_index("article")
    number = pc.index_in(tellings["article"], value_set=articles["id"].combine_chunks())
    for place, column in ((at, number), (at + 1, articles["origin"].take(number))):
        tellings = tellings.set_column(place, TELLINGS.field(place), column)
    return tellings


def relation_table(relations: Mapping[str, Relation]) -> Any:
    """The facts of relations as table."""
    return to_table(RELATIONS, map(attrgetter(*RELATIONS.names), relations.values()))


@dataclass(slots=True)
class _Merger:
    """What is kept of the records that came by: claims as columns and counts, not texts."""

    relations: Mapping[str, Relation]
    rejected: frozenset[str]
    by_words: bool  # whether articles with the same words are one telling
    scratch: Path | None
    seen: dict[str, Seen] = field(default_factory=dict)
    articles: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # the fingerprint of each, where words decide
    stated: "_Claims" = field(init=False)  # those that make edges
    others: "_Claims" = field(init=False)
    unread: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stated, self.others = _Claims(self.scratch, "stated"), _Claims(self.scratch, "others")

    def add(self, record: Record) -> None:
        article = record.article
        self.articles[article.id] = article_row(record)
        if self.by_words:
            self.told[article.id] = text_origin(article.text)
        for key, seen in find_seen(record).items():
            self.seen.setdefault(key, Seen()).add(seen)
        for is_stated, row in find_tellings(record, self.relations, self.rejected):
            (self.stated if is_stated else self.others).add(row)
        self.unread += find_unread(record)

    def finish(self, origins: Mapping[str, str] | None) -> Tables:
        tellings, others = self.stated.finish(), self.others.finish()
        warn_of_unknown([tellings, others], self.relations)
        ids = sorted(self.articles)
        told_first = zip(ids, self._origins(ids, origins), strict=True)
        return put_together(
            Tables(
                nodes=to_table(NODES, (self.seen[key].node() for key in sorted(self.seen))),
                articles=to_table(ARTICLES, ((*self.articles[key], first) for key, first in told_first)),
                edges=None,
                tellings=tellings,
                others=others,
                unread=to_table(UNREAD, (row for _, _, row in sorted(self.unread))),
                relations=relation_table(self.relations),
            ),
            self.scratch,
        )

    def _origins(self, ids: list[str], origins: Mapping[str, str] | None) -> list[int]:
        """For each article the number of the one that told it first, of those that are here."""
        origins = self.told if origins is None else origins
        named = [origins.get(key, key) for key in ids]
        first = {told: told for told in named if told in self.articles}
        numbers = {key: number for number, key in enumerate(ids)}
        return [numbers[first.setdefault(told, key)] for key, told in zip(ids, named, strict=True)]


@dataclass(slots=True)
class _Claims:
    """Claims as columns, a tenth of the memory of rows; in a file where there is a scratch directory."""

    scratch: Path | None
    name: str
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    batches: list[Any] = field(default_factory=list)
    file: SpillFile | None = None

    def add(self, row: tuple[Any, ...]) -> None:
        self.rows.append(row)
        if len(self.rows) >= _CHUNK:
            self._pack()

    def finish(self) -> Any:
        """All of them, as a table of `NAMED_TELLINGS`."""
        self._pack()
        return pa.Table.from_batches(self.batches, NAMED_TELLINGS) if self.file is None else self.file.read()

    def _pack(self) -> None:
        table = to_table(NAMED_TELLINGS, self.rows)
        if self.scratch is None:
            self.batches += table.to_batches()
        else:
            self.file = self.file or SpillFile(self.scratch / f"{self.name}.arrow", NAMED_TELLINGS)
            self.file.write(table)
        self.rows.clear()


def warn_of_unknown(tables: Iterable[Any], relations: Mapping[str, Relation]) -> None:
    """Log the relations of some tellings that are none of those."""
    found = {name for table in tables for name in pc.unique(table["relation"]).to_pylist()}
    if unknown := sorted(found - relations.keys()):
        _log.warning("no relations file has: %s; taken as one-way", ", ".join(unknown))


def to_table(schema: Any, rows: Iterable[tuple[Any, ...]]) -> Any:
    """Rows, each with the values of all columns, as a table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([_column(c, kind.type) for c, kind in zip(columns, schema, strict=True)], schema=schema)


def _column(values: Iterable[Any], kind: Any) -> Any:
    """The values as Arrow array. Half a character (a lone surrogate) has no UTF-8: a mark stands for it."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_HALF.sub("\ufffd", v) if isinstance(v, str) else v for v in values], kind)
