"""A store with the sample of the tests and kg's ontology."""

import pytest
from pyoxigraph import Store

from kg.rdf import Names, find_quads, ontology_quads
from kg.sparql import Vocabulary
from tests.factories import sample


@pytest.fixture(scope="session")
def store() -> Store:
    project = sample()
    store = Store()
    quads = find_quads(project.graph(), project.records(), project.relations, base=project.base, version="1")
    store.extend(quads)
    store.extend(ontology_quads(project.relations))
    return store


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Names(sample().base).vocabulary()
