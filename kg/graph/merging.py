"""Records -> the tables of one graph: entities counted, claims put to their edges.

Records come in, in any order and however split; the same `Graph` comes out. Nothing is read or written.
"""

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, field
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
    NODES,
    ORDER,
    RELATIONS,
    TELLINGS,
    UNREAD,
    SpillFile,
    Tables,
    make_edges,
    order_tellings,
)
from kg.graph.values import claim_dates, edge_ends, edge_id, is_asserted
from kg.model import Claim, Entity, MentionKind, Record
from kg.naming import fold
from kg.records import choose_entities
from kg.relations import Relation
from kg.stories import text_origin

_NAMING = frozenset({MentionKind.NAME, MentionKind.DEMONYM})
_CHUNK = 8192  # claims turned into columns at a time
_TAKEN = 65_536  # claims put in order at a time
# Articles are numbered when all are there.
_UNNUMBERED = TELLINGS.set(TELLINGS.get_field_index("article"), pa.field("article", pa.string()))

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
    merger = _Merger(relations, frozenset(rejected), origins, scratch)
    for record in records:
        merger.add(record)
    return Graph(merger.finish())


@dataclass(slots=True)
class _Sightings:
    """Where one entity was seen so far."""

    mentions: int = 0
    articles: int = 0
    first: date | None = None
    last: date | None = None
    names: set[str] = field(default_factory=set)

    def add(self, mentions: int, published: date | None) -> None:
        self.mentions += mentions
        self.articles += 1
        if published is not None:
            self.first = min(self.first or published, published)
            self.last = max(self.last or published, published)


@dataclass(slots=True)
class _Merger:
    """What is kept of the records that came by: claims as columns and counts, not texts."""

    relations: Mapping[str, Relation]
    rejected: frozenset[str]
    origins: Mapping[str, str] | None
    scratch: Path | None
    entities: Counter[Entity] = field(default_factory=Counter)
    seen: dict[str, _Sightings] = field(default_factory=dict)
    articles: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # the fingerprint of each, where origins are not given
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    batches: list[Any] = field(default_factory=list)
    spilled: SpillFile | None = None  # instead of them, where there is a scratch directory
    stated: list[bool] = field(default_factory=list)  # of each claim: whether it makes an edge
    unread: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def add(self, record: Record) -> None:
        article = record.article
        published = article.published.isoformat() if article.published else None
        self.articles[article.id] = (article.title, article.url, published, article.publisher)
        if self.origins is None:
            self.told[article.id] = text_origin(article.text)
        self.entities.update(record.entities)
        counts = Counter(mention.entity for mention in record.mentions if mention.entity is not None)
        for entity in record.entities:
            self.seen.setdefault(entity.id, _Sightings()).add(counts[entity.id], article.published)
        for mention in record.mentions:
            if mention.entity in self.seen and mention.kind in _NAMING:
                self.seen[mention.entity].names.add(fold(mention.text))
        for claim in record.claims:
            self.rows.append(self._row(claim, article.id, published))
        if len(self.rows) >= _CHUNK:
            self._pack()
        labels = {entity.id: entity.label for entity in record.entities}
        for verb in record.unread:
            ends = (labels.get(verb.actor, verb.actor), labels.get(verb.recipient, verb.recipient))
            row = (verb.lemma, *ends, article.text[verb.start : verb.end], article.id)
            self.unread.append((article.id, verb.start, row))

    def _row(self, claim: Claim, article: str, published: str | None) -> tuple[Any, ...]:
        actor, relation, recipient = edge_ends(claim, self.relations)
        if relation not in self.relations:
            self.unknown.add(relation)
        edge = edge_id(actor, relation, recipient)
        first, last = claim_dates(claim, published) or (None, None)
        days = (date.fromisoformat(day) if day else None for day in (first, last))
        rejected = edge in self.rejected or claim.id in self.rejected
        self.stated.append(is_asserted(claim) and not rejected)
        return (edge, actor, relation, recipient, article, None, *days, *claim_row(claim), rejected)

    def _pack(self) -> None:
        """Claims as columns: a tenth of the memory, and the ids of articles numbered only in the end."""
        columns = zip(*self.rows, strict=True)
        arrays = [_column(values, kind.type) for values, kind in zip(columns, _UNNUMBERED, strict=True)]
        batch = pa.RecordBatch.from_arrays(arrays, schema=_UNNUMBERED)
        if self.scratch is None:
            self.batches.append(batch)
        else:
            self.spilled = self.spilled or SpillFile(self.scratch / "claims.arrow", _UNNUMBERED)
            self.spilled.write(batch)
        self.rows.clear()

    def finish(self) -> Tables:
        if self.unknown:
            _log.warning("no relations file has: %s; taken as one-way", ", ".join(sorted(self.unknown)))
        ids = sorted(self.articles)
        numbers = {key: number for number, key in enumerate(ids)}
        origin = [numbers[first] for first in self._origins(ids)]
        tellings = self._tellings(ids, origin)
        stated = pa.array(self.stated, pa.bool_())
        asserted = self._sorted(tellings, stated, "tellings", "edge")
        return Tables(
            nodes=self._nodes(),
            articles=_table(ARTICLES, ((key, *self.articles[key], origin[numbers[key]]) for key in ids)),
            edges=make_edges(asserted),
            tellings=asserted,
            others=self._sorted(tellings, pc.invert(stated), "others"),
            unread=_table(UNREAD, (row for _, _, row in sorted(self.unread))),
            relations=_table(RELATIONS, map(attrgetter(*RELATIONS.names), self.relations.values())),
        )

    def _origins(self, ids: list[str]) -> list[str]:
        """For each article the one that told it first, of those that are here."""
        origins = self.told if self.origins is None else self.origins
        named = [origins.get(key, key) for key in ids]
        first = {told: told for told in named if told in self.articles}
        return [first.setdefault(told, key) for key, told in zip(ids, named, strict=True)]

    def _tellings(self, ids: list[str], origin: list[int]) -> Any:
        if self.rows:
            self._pack()
        if self.spilled is None and not self.batches:
            return TELLINGS.empty_table()
        table = pa.Table.from_batches(self.batches) if self.spilled is None else self.spilled.read()
        article = pc.index_in(table["article"], value_set=pa.array(ids, pa.string()))
        numbers = {"article": article, "origin": pa.array(origin, pa.int32()).take(article)}
        for name, values in numbers.items():
            at = TELLINGS.get_field_index(name)
            table = table.set_column(at, TELLINGS.field(at), values)
        return table

    def _sorted(self, tellings: Any, which: Any, name: str, *first: str) -> Any:
        """Some of the tellings, sorted; in a file of that name where there is a scratch directory."""
        rows = pc.indices_nonzero(which)
        keys = tellings.select([*first, *ORDER]).take(rows)  # not all columns
        order = rows.take(order_tellings(keys, *first))
        if self.scratch is None:
            return tellings.take(order)
        file = SpillFile(self.scratch / f"sorted-{name}.arrow", TELLINGS)
        for start in range(0, len(order), _TAKEN):
            file.write(tellings.take(order.slice(start, _TAKEN)))
        return file.read()

    def _nodes(self) -> Any:
        return _table(NODES, (self._node(entity) for entity in choose_entities(self.entities).values()))

    def _node(self, entity: Entity) -> tuple[Any, ...]:
        seen = self.seen[entity.id]
        facts = astuple(entity)
        key = fold(entity.label)
        names = sorted(seen.names - {key, ""})
        dates = (seen.first, seen.last)
        return (*facts[:2], entity.type.value, *facts[3:], seen.mentions, seen.articles, *dates, key, names)


def _table(schema: Any, rows: Iterable[tuple[Any, ...]]) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([_column(c, kind.type) for c, kind in zip(columns, schema, strict=True)], schema=schema)


def _column(values: Iterable[Any], kind: Any) -> Any:
    """The values as Arrow array. Half a character (a lone surrogate) has no UTF-8: a mark stands for it."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_HALF.sub("\ufffd", v) if isinstance(v, str) else v for v in values], kind)
