"""A part of a project, to be written as the whole would be."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from kg.exporters import Exportable
from kg.exporters._tables import to_columns
from kg.graph import Graph
from kg.model import Record
from kg.relations import Relation


class Selected:
    """A project of which only a part of its graph is written, with the claims in it, in every format.

    Its records are those of the articles that tell any of it, with these claims only.
    """

    def __init__(self, project: Exportable, graph: Graph) -> None:
        self._project = project
        self._graph = graph

    @property
    def base(self) -> str:
        """The start of the IRIs of its entities."""
        return self._project.base

    @property
    def relations(self) -> Mapping[str, Relation]:
        """The relations that its claims were read for."""
        return self._project.relations

    def graph(self) -> Graph:
        """The part of the graph."""
        return self._graph

    def records(self) -> Iterator[Record]:
        """The records of the articles that tell it."""
        for record in self._project.records():
            claims = tuple(claim for claim in record.claims if claim.id in self._claims)
            if claims:
                yield replace(record, claims=claims)

    @cached_property
    def _claims(self) -> frozenset[str]:
        tables = self._graph.tables
        told = (tables.tellings, tables.others)
        return frozenset(key for table in told for (key,) in to_columns(table, "claim"))
