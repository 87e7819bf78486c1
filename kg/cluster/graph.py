"""The graph of records on a cluster: tellings, nodes and edges as tables that are joined and grouped."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.cluster.columns import LABELLED_EDGES, NODE, QUADS, to_ddl
from kg.cluster.resolving import count_votes
from kg.cluster.telling import Load, make_nodes, write_edges, write_nodes
from kg.graph import Graph
from kg.graph.merging import put_together, relation_table
from kg.graph.tables import ARTICLES, NAMED_TELLINGS, NODES, UNREAD, Tables
from kg.rdf import Names, ontology_lines, run_lines, spell_lines
from kg.relations import Relation
from kg.spells import Kind, find_spells
from kg.spells.signs import load_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyspark.sql import DataFrame


@dataclass(frozen=True, slots=True)
class Parts:
    """The graph as tables on the cluster, in the columns of `kg.graph.tables`, articles known by their ids.

    Tellings that make no edge are not `stated`.
    """

    articles: "DataFrame"
    tellings: "DataFrame"
    nodes: "DataFrame"
    edges: "DataFrame"
    unread: "DataFrame"


def find_articles(told: "DataFrame", origins: "DataFrame") -> "DataFrame":
    """The articles of rows of `TOLD` with their origins."""
    return told.join(origins.withColumnRenamed("article", "id"), "id").select(*ARTICLES.names)


def find_tellings(told: "DataFrame", origins: "DataFrame") -> "DataFrame":
    """All claims as columns of `NAMED_TELLINGS`, and whether each makes an edge: `stated`."""
    from pyspark.sql import functions as f

    rows = told.select(f.explode("tellings").alias("telling")).select("telling.*").drop("origin")
    # Few articles are told after another: those alone are joined.
    copies = origins.filter(f.col("article") != f.col("origin"))
    rows = rows.join(copies, "article", "left")
    return rows.withColumn("origin", f.coalesce("origin", "article")).select(*NAMED_TELLINGS.names, "stated")


def find_nodes(told: "DataFrame") -> "DataFrame":
    """The nodes of rows of `TOLD`."""
    from pyspark.sql import functions as f

    seen = told.select(f.explode("seen").alias("seen")).select("seen.*")
    grouped = seen.groupBy("key").agg(
        f.sum("mentions").alias("mentions"),
        f.sum("articles").alias("articles"),
        f.min("first").alias("first"),
        f.max("last").alias("last"),
        f.array_distinct(f.flatten(f.collect_set("names"))).alias("names"),
    )
    return grouped.join(count_votes(seen), "key").mapInArrow(make_nodes, to_ddl(NODE))


def find_edges(tellings: "DataFrame") -> "DataFrame":
    """The edges of tellings, with their weights."""
    from pyspark.sql import functions as f

    ends = (f.col("source").alias("actor"), "relation", f.col("target").alias("recipient"))
    stated = tellings.filter("stated").select(
        f.col("edge").alias("id"), *ends, "article", "origin", "first_day", "last_day"
    )
    return stated.groupBy("id", "actor", "relation", "recipient").agg(
        f.count(f.lit(1)).cast("int").alias("claims"),
        f.countDistinct("article").cast("int").alias("articles"),
        f.countDistinct("origin").cast("int").alias("origins"),
        f.min("first_day").cast("string").alias("first_date"),
        f.max("last_day").cast("string").alias("last_date"),
    )


def find_unread(told: "DataFrame") -> "DataFrame":
    """The verbs that no relation covers, with where each stands: `start`."""
    from pyspark.sql import functions as f

    return told.select(f.explode("unread").alias("verb")).select("verb.*")


def find_quads(told: "DataFrame", parts: Parts, load: Load, base: str) -> "DataFrame":
    """The graph of each article, nodes, edges, spells, the ontology, as texts of N-Quads."""
    from pyspark.sql import functions as f

    spark = told.sparkSession
    labels = parts.nodes.select("id", "label")
    edges = parts.edges
    for end in ("actor", "recipient"):
        found = labels.select(f.col("id").alias(end), f.col("label").alias(f"{end}_label"))
        edges = edges.join(found, end)
    lines = [
        told.select("quads"),
        parts.nodes.mapInArrow(partial(write_nodes, base=base), to_ddl(QUADS)),
        edges.select(*LABELLED_EDGES.names).mapInArrow(
            partial(write_edges, load=load, base=base), to_ddl(QUADS)
        ),
        spark.createDataFrame(_of_all(parts, load, base)),
    ]
    whole = lines[0]
    for part in lines[1:]:
        whole = whole.unionByName(part)
    return whole.filter(f.col("quads") != "")


def _of_all(parts: Parts, load: Load, base: str) -> Any:
    """The N-Quads that the driver finds: spells, the run, the ontology."""
    relations, names = load(), Names(base)
    graph = Graph(_of_spells(parts))
    labels = graph.nodes.labels
    lines = [run_lines(names), *ontology_lines(relations)]
    lines += [spell_lines(spell, labels, names) for kind in Kind for spell in find_spells(graph, kind)]
    return pa.table({"quads": ["".join(lines).rstrip()]}, schema=QUADS)


def _of_spells(parts: Parts) -> Tables:
    """The tables of a graph with no more than what tells who holds what."""
    from pyspark.sql import functions as f

    told = parts.tellings.filter(f.col("relation").isin(sorted(load_rules())))
    ends = f.explode(f.array("actor", "recipient", "speaker", "place")).alias("id")
    nodes = parts.nodes.join(told.select(ends).distinct(), "id", "left_semi")
    articles = parts.articles.join(told.select(f.col("article").alias("id")).distinct(), "id", "left_semi")
    return _to_tables(articles, told, nodes, UNREAD.empty_table(), relation_table({}))


def to_tables(parts: Parts, relations: "Mapping[str, Relation]") -> Tables:
    """The whole graph as the tables that a project folder keeps; the driver holds all of it."""
    unread = parts.unread.toArrow().sort_by([(name, "ascending") for name in ("article", "start", *_VERB)])
    unread = unread.select(UNREAD.names).cast(UNREAD)
    return _to_tables(parts.articles, parts.tellings, parts.nodes, unread, relation_table(relations))


_VERB = ("lemma", "actor", "recipient", "sentence")


def _to_tables(
    articles: "DataFrame", told: "DataFrame", nodes: "DataFrame", unread: Any, relations: Any
) -> Tables:
    listed = articles.toArrow().sort_by("id")
    number = pc.index_in(listed["origin"], value_set=listed["id"].combine_chunks())
    at = ARTICLES.get_field_index("origin")
    tellings = told.toArrow()
    stated, named = tellings["stated"], tellings.select(NAMED_TELLINGS.names).cast(NAMED_TELLINGS)
    return put_together(
        Tables(
            nodes=nodes.toArrow().sort_by("id").cast(NODES),
            articles=listed.set_column(at, ARTICLES.field(at), number).cast(ARTICLES),
            edges=None,
            tellings=named.filter(stated),
            others=named.filter(pc.invert(stated)),
            unread=unread,
            relations=relations,
        )
    )
