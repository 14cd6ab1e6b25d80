"""Every figure as PostgreSQL counts it, beside an independent calculation and beside the list of its own records."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models import address, postgresql, tables
from desktop.models.period import Period
from tests.server.cluster import Cluster
from tests.services import shelf as shelves_of_tests
from tests.services import test_counts, test_indicators_figures
from tests.services.papers import papers
from tests.services.shelf import Shelf, periods, plans_to_date, shelves

FEW = settings(max_examples=5)


@pytest.fixture(autouse=True, scope="module")
def on_the_server(cluster: Cluster) -> Iterator[None]:
    """The shelves of records that tests count lie on the server."""
    engine = postgresql.engine(address.read(cluster.create("shelves")))
    with engine.connect() as connection:
        tables.metadata.create_all(connection)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(shelves_of_tests, "_connection", lambda: connection)
            assert shelves_of_tests.store(Shelf()).dialect.name == "postgresql"
            yield
    engine.dispose()


@FEW
@given(st.lists(papers(), min_size=1, max_size=3), periods, test_counts.TODAYS, st.booleans())
def test_every_count_is_that_of_a_plain_recount(
    given_shelves: list[Shelf], period: Period, today: date, received: bool
) -> None:
    claim = test_counts.test_every_count_is_that_of_a_plain_recount.hypothesis.inner_test
    claim(given_shelves, period, today, received)


@FEW
@given(shelves(), periods | plans_to_date)
def test_a_figure_is_what_its_explanation_lists(shelf: Shelf, period: Period) -> None:
    test_indicators_figures.test_a_figure_is_what_its_explanation_lists.hypothesis.inner_test(shelf, period)


@pytest.mark.parametrize(
    "name",
    [
        "test_service_workers_reached",
        "test_establishments_inspected",
        "test_supported",
        "test_staff_trained",
    ],
)
@FEW
@given(shelf=shelves(), period=periods)
def test_a_figure_is_that_of_a_calculation_written_another_way(
    name: str, shelf: Shelf, period: Period
) -> None:
    getattr(test_indicators_figures, name).hypothesis.inner_test(shelf, period)
