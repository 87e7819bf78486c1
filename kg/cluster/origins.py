"""Which articles are one telling, of records on a cluster.

Pairs come of joins on the bands of MinHash values and are judged by the tasks; the driver gets those that are
one telling and joins them in the order of publication, which only one process can.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from kg.cluster.alike import find_pairs, keep_tellings, make_bands
from kg.cluster.columns import BAND, PAIR, to_ddl
from kg.stories.origins import join_pairs

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def find_origins(records: "DataFrame") -> "DataFrame":
    """The origin of each article in records (rows of `READ`): rows of article and origin."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    spark = records.sparkSession
    placed = spark.createDataFrame(_in_order(records.select("id", "published").toArrow()))
    signed = records.select("id", "signature").join(placed, "id")
    # The same words at any time are one telling, of the article that comes first.
    words = f.when(f.col("signature.told") == "", f.col("id")).otherwise(f.col("signature.told"))
    first = f.min("order").over(Window.partitionBy(words))
    signed = signed.withColumn("leader", first)
    leaders = signed.filter((f.col("leader") == f.col("order")) & (f.col("signature.words") > 0))
    leaders = leaders.select("order", "signature")
    pairs = _pairs(leaders).toArrow().sort_by([(name, "ascending") for name in PAIR.names])
    joined = join_pairs(zip(*(pairs[name].to_pylist() for name in PAIR.names), strict=True))
    table = pa.table({"leader": list(joined), "joined": list(joined.values())}, schema=_JOINED)
    found = signed.select("id", "leader").join(spark.createDataFrame(table), "leader", "left")
    found = found.select(f.col("id").alias("article"), f.coalesce("joined", "leader").alias("order"))
    return found.join(placed.withColumnRenamed("id", "origin"), "order").select("article", "origin")


_JOINED = pa.schema([("leader", pa.int64()), ("joined", pa.int64())])


def _in_order(articles: Any) -> Any:
    """The articles numbered in the order of publication, those without a date last."""
    order = [("published", "ascending"), ("id", "ascending")]
    ids = articles.sort_by(order)["id"]
    return pa.table({"id": ids, "order": pa.array(np.arange(len(ids)))})


def _pairs(leaders: "DataFrame") -> "DataFrame":
    """The pairs of leaders that are one telling."""
    from pyspark.sql import functions as f

    keyed = leaders.select("order", "signature.*").mapInArrow(make_bands, to_ddl(BAND))
    sorted_ = keyed.repartition("band", "key").sortWithinPartitions("band", "key", "order")
    pairs = sorted_.mapInArrow(find_pairs, to_ddl(PAIR)).distinct()
    for name in PAIR.names:
        side = leaders.select(f.col("order").alias(name), f.col("signature").alias(f"{name}_signature"))
        pairs = pairs.join(side, name)
    return pairs.mapInArrow(keep_tellings, to_ddl(PAIR))
