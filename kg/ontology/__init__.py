"""The ontology that comes with kg: `kg.ttl`, `shapes.ttl` and `queries/*.rq` by hand, the rest made here.

`relations.ttl` is made from `data/relations.toml`, and `index.html`, for readers, from both.
"""

from kg.ontology.files import find_ontology, queries
from kg.ontology.page import ontology_page, write_page
from kg.ontology.turtle import relations_turtle, write_relations

__all__ = ["find_ontology", "ontology_page", "queries", "relations_turtle", "write_page", "write_relations"]
