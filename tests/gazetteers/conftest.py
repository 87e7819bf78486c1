"""One gazetteer for all tests here: loading takes a second."""

import pytest

from kg.gazetteers import Gazetteer, load_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()
