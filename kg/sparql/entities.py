"""The entities of a store by IRI: their labels, and how often articles mention them."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.naming import find_id, fold
from kg.sparql.vocabulary import Vocabulary

_ALL = """
PREFIX kg: <{kg}>
PREFIX rdfs: <{rdfs}>
SELECT ?entity ?label ?mentions {{ ?entity kg:mentions ?mentions ; rdfs:label ?label }}
"""


@dataclass(frozen=True, slots=True)
class Entities:
    """Labels and numbers of mentions, by id: what an entity's IRI ends with."""

    labels: dict[str, str]
    mentions: dict[str, int]

    def find(self, name: str) -> str:
        """The id meant by a name or id, as `kg who` takes it. Raises UsageError."""
        return find_id(name, self.labels, self.mentions)

    def called(self, name: str) -> str | None:
        """The id of the entity with this label, of several the most mentioned one."""
        found = [key for key, label in self.labels.items() if fold(label) == fold(name)]
        return min(found, key=lambda key: (-self.mentions[key], key), default=None)


def load_entities(store: Store, vocabulary: Vocabulary) -> Entities:
    """The entities in a store."""
    labels: dict[str, str] = {}
    mentions: dict[str, int] = {}
    rows = store.query(_ALL.format(**vocabulary.prefixes))
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a SELECT query has rows")
    for row in rows:
        entity, label, number = row["entity"], row["label"], row["mentions"]
        if isinstance(entity, NamedNode) and isinstance(label, Literal) and isinstance(number, Literal):
            key = entity.value.removeprefix(vocabulary.entities)
            labels[key], mentions[key] = label.value, int(number.value)
    return Entities(labels, mentions)
