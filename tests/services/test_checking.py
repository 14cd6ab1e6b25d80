"""A batch is answered as each record would be; a check reads little however much there is."""

import datetime
from typing import Any

import pytest

from desktop.models import rules
from desktop.models.edits import to_values
from desktop.models.entry import Draft
from desktop.models.records import all_kinds, kind_named
from desktop.services import activities
from desktop.services.checking import Checking
from desktop.services.checking_many import CheckingMany
from desktop.services.desk import Desk
from desktop.services.sample import sample
from tests.records import draft

TYPED = [kind.name for kind in all_kinds() if not kind.derived]
SESSION = "propaganda_session"


@pytest.fixture
def sampled(commune: Desk) -> Desk:
    for year in (2023, 2024, 2025):
        sample(commune, year, 150, year)
    # Copies, outliers and twins, so that there is something to say.
    for entry in activities.page(commune, SESSION, limit=8).entries:
        values = to_values(kind_named(SESSION), entry.record)
        crowd = [{**row, "attendances": 900, "first_time": 400} for row in values["audiences"]]
        activities.save(commune, Draft(SESSION, {**values, "reason": "Thử"}))
        activities.save(commune, Draft(SESSION, {**values, "audiences": crowd, "reason": "Thử"}))
    for year in (2021, 2022):
        values = {"year": year, "population": 90_000, "service_workers": 1, "reason": "Thử"}
        activities.save(commune, draft("baseline", **values))
    return commune


@pytest.mark.parametrize("as_new", [False, True])
def test_many_are_answered_as_each_would_be(sampled: Desk, as_new: bool) -> None:
    said = set()
    with sampled.store.read() as connection:
        many = CheckingMany(sampled, connection)
        for name in TYPED:
            kind = kind_named(name)
            for entry in activities.page(sampled, name, limit=1000).entries:
                values = {**to_values(kind, entry.record), "reason": None}
                record = None if as_new else entry.id
                alone = rules.check(kind, values, Checking(sampled, connection, record))
                assert rules.check(kind, values, many.of_record(record)) == alone
                said |= {problem.code for problem in alone}
    assert said >= {"likely_duplicate", "same_figures", "outlier", "parts_exceed_total"}


def test_what_a_person_told_apart_stays_apart_in_a_batch(commune: Desk) -> None:
    one = activities.save(commune, draft("establishment"))
    other = activities.save(commune, draft("establishment", reason="Hai cơ sở", own_code="B"))
    third = activities.save(commune, draft("establishment", reason="Ba cơ sở", own_code="C"))
    activities.not_the_same(commune, one.id, other.id)
    for record, twin in ((one.id, third.id), (other.id, third.id), (third.id, one.id)):
        (alone,) = activities.check(commune, Draft("establishment", {}, record))
        ((batch,),) = activities.checks(commune, [Draft("establishment", {}, record)])
        assert alone == batch
        assert alone.params["other_id"] == twin


def test_a_link_to_a_deleted_record_is_missing_in_a_batch(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment")).id
    visits = [draft("inspection", establishment=place), draft("inspection", establishment="0" * 32)]
    assert [[p.code for p in problems] for problems in activities.checks(commune, visits)] == [
        [],
        ["link_missing"],
    ]
    activities.delete(commune, "establishment", place)
    assert [[p.code for p in problems] for problems in activities.checks(commune, visits)] == [
        ["link_missing"]
    ] * 2


class Counting:
    """Counts the statements a connection runs, and the steps SQLite takes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.steps = 0

    def check(self, asked: Draft) -> int:
        """The steps SQLite takes for one check, in hundreds."""
        with self._desk.store.read() as connection:
            driver: Any = connection.connection.driver_connection
            self.steps = 0
            driver.set_progress_handler(self._on_step, 100)
            try:
                context = Checking(self._desk, connection)
                rules.check(
                    kind_named(asked.kind), activities.clean(kind_named(asked.kind), asked.values), context
                )
            finally:
                driver.set_progress_handler(None, 0)
        return self.steps

    def _on_step(self) -> int:
        self.steps += 1
        return 0


def test_a_check_reads_no_more_in_a_large_store_than_in_a_small_one(commune: Desk) -> None:
    asked = draft(
        SESSION, held_on=datetime.date(2025, 11, 20), audiences=({"group": "youth", "attendances": 30},)
    )
    sample(commune, 2025, 60, 1)
    few = Counting(commune).check(asked)
    sample(commune, 2025, 1000, 2)
    assert activities.page(commune, SESSION, limit=1).total > 400
    assert Counting(commune).check(asked) <= 2 * few + 20


def test_a_session_that_repeats_the_one_before_it_is_noticed_while_it_is_typed(commune: Desk) -> None:
    activities.save(commune, draft(SESSION))
    again = draft(SESSION, hamlet="Tổ 9")
    assert [p.code for p in activities.check(commune, again)] == ["same_figures"]
    assert activities.check(commune, Draft(SESSION, {**again.values, "audiences": ()})) == []
