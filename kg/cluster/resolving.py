"""Which entity is which, of records on a cluster.

What articles tell of each entity is grouped by the tasks; the driver gets one row an entity, and the rules of
`kg.resolve`, which look at all entities at once, run there. Back goes what changes, joined to the articles.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from kg.cluster.columns import CHANGES, to_ddl
from kg.cluster.telling import to_votes
from kg.decisions import Decision
from kg.records.columns import ENTITY
from kg.resolve import Resolution
from kg.resolve.facts import Gatherer, Sighting
from kg.resolve.replay import Triple
from kg.resolve.resolving import Rejected, resolve_gathered

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_SETS = ("acronyms", "before", "bracketed", "offices")


def find_resolution(
    records: "DataFrame", decisions: Sequence[Decision], listed: Collection[str]
) -> Resolution:
    """Which entity is which in records (rows of `READ`), as `kg.resolve.resolve` gives it."""
    from pyspark.sql import functions as f

    gatherer = Gatherer()
    for salt in count():  # until no two ids have one hash; one of 4,000 builds of 100 million needs another
        number = f.xxhash64("id", f.lit(salt))
        articles = records.select("id", "published", number.alias("hash")).toArrow().sort_by("hash")
        hashes = articles["hash"].to_numpy()
        if (hashes[1:] != hashes[:-1]).all():
            break
    for article, day in zip(articles["id"].to_pylist(), articles["published"].to_pylist(), strict=True):
        gatherer.number(article, day)
    for batch in _grouped(records, number).toArrow().to_batches(max_chunksize=4096):
        for row in batch.to_pylist():
            gatherer.take(_sighting(row, hashes))
    wanted = Rejected.by(decisions)
    triples = _triples(records, wanted) if wanted else []
    return resolve_gathered(gatherer, triples, decisions, listed=listed)


def _grouped(records: "DataFrame", number: "Column") -> "DataFrame":
    """One row an entity: what all articles tell of it, each known by a number."""
    from pyspark.sql import functions as f

    told = records.select(number.alias("article"), f.explode("sightings").alias("of"))
    told = told.select("article", "of.*")
    names = (
        told.select("key", f.explode("names").alias("name"))
        .groupBy("key", "name.text")
        .agg(f.sum("name.count").alias("count"))
        .groupBy("key")
        .agg(f.collect_list(f.struct("text", "count")).alias("names"))
    )
    sets = [f.array_distinct(f.flatten(f.collect_set(name))).alias(name) for name in _SETS]
    grouped = told.groupBy("key").agg(f.collect_list("article").alias("articles"), *sets)
    return grouped.join(count_votes(told), "key").join(names, "key", "left")


def count_votes(told: "DataFrame") -> "DataFrame":
    """How many articles describe each entity in each way; rows have `key` and `votes`."""
    from pyspark.sql import functions as f

    return (
        told.select("key", f.explode("votes").alias("vote"))
        .groupBy("key", "vote.entity")
        .agg(f.sum("vote.count").alias("count"))
        .groupBy("key")
        .agg(f.collect_list(f.struct("entity", "count")).alias("votes"))
    )


def _sighting(row: dict[str, Any], hashes: Any) -> Sighting:
    numbers = np.searchsorted(hashes, np.array(row["articles"], np.int64))
    return Sighting(
        to_votes(row["votes"]),
        tuple(numbers.tolist()),
        {name["text"]: name["count"] for name in row["names"] or ()},
        frozenset(row["acronyms"]),
        frozenset(row["before"]),
        frozenset(row["bracketed"]),
        frozenset((office["relation"], office["of"]) for office in row["offices"]),
    )


def _triples(records: "DataFrame", wanted: Rejected) -> list[Triple]:
    from pyspark.sql import functions as f

    claims = records.select("id", f.explode("claims").alias("claim"))
    relations, ids = sorted(wanted.relations), sorted(wanted.claims)
    chosen = f.col("claim.relation").isin(relations) | f.col("claim.id").isin(ids)
    ends = ("claim.actor.entity", "claim.relation", "claim.recipient.entity")
    rows = claims.filter(chosen).select("claim.id", f.col("id").alias("article"), *ends).collect()
    return [Triple(*row) for row in rows]


def with_changes(records: "DataFrame", resolution: Resolution) -> "DataFrame":
    """The records with what each of their entities is now, where that is another: `changes`."""
    from pyspark.sql import functions as f

    spark = records.sparkSession
    same, entities = resolution.same, resolution.entities
    everywhere = [(key, entities[same.get(key, key)]) for key in sorted(same.keys() | entities.keys())]
    if not everywhere and not resolution.split:
        return records.withColumn("changes", f.lit(None).cast(to_ddl(CHANGES)))
    named = records.select("id", f.explode("entities.id").alias("key"))
    now = _table([{"key": key, "now": asdict(entity)} for key, entity in everywhere])
    found = named.join(spark.createDataFrame(now), "key", "left")
    if resolution.split:
        rows = [
            {"id": article, "key": key, "here": asdict(entities[to])}
            for (article, key), to in resolution.split.items()
        ]
        found = found.join(spark.createDataFrame(_table(rows)), ["id", "key"], "left")
        found = found.withColumn("now", f.coalesce("here", "now"))
    changed = found.filter(f.col("now").isNotNull()).groupBy("id")
    changes = f.collect_list(f.struct("key", f.col("now").alias("entity"))).alias("changes")
    return records.join(changed.agg(changes), "id", "left")


def _table(rows: list[dict[str, Any]]) -> Any:
    kinds = {"id": pa.string(), "key": pa.string(), "now": ENTITY, "here": ENTITY}
    names = rows[0] if rows else ("key", "now")
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, kinds[name]) for name in names]))
