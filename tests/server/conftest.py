"""A real PostgreSQL for the tests of this folder, and an empty database in it for each of them."""

import itertools
from collections.abc import Iterator

import pytest

from tests.server.cluster import Cluster, running

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server; started when the first test asks for it."""
    with running() as started:
        yield started


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    """The address of an empty database."""
    name = f"soxa_{next(_numbers)}"
    yield cluster.create(name)
    cluster.drop(name)
