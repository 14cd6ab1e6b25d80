"""What a form holds before anybody types, and what follows from what is typed."""

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models import settings
from desktop.models.records import all_kinds, kind_named
from desktop.services import defaults
from desktop.services.defaults import Known, following, working_days_after
from desktop.services.desk import Desk

KNOWN = Known(date(2025, 11, 21), 2025, "Công chức Văn hóa - Xã hội")
TIP_OFF = kind_named("tip_off")
DAY, DUE = date(2025, 11, 3), date(2025, 11, 24)


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        (date(2025, 11, 3), 15, date(2025, 11, 24)),  # Monday, three weeks
        (date(2025, 11, 7), 1, date(2025, 11, 10)),  # Friday to Monday
        (date(2025, 11, 8), 1, date(2025, 11, 10)),  # Saturday counts from Friday
        (date(2025, 11, 9), 5, date(2025, 11, 14)),
        (date(2025, 11, 9), 0, date(2025, 11, 9)),
    ],
)
def test_working_days_are_monday_to_friday(day: date, days: int, due: date) -> None:
    assert working_days_after(day, days) == due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_between_a_day_and_its_date_lie_as_many_working_days(day: date, days: int) -> None:
    due = working_days_after(day, days)
    between = (day + datetime.timedelta(n) for n in range(1, (due - day).days + 1))
    assert sum(one.weekday() < 5 for one in between) == days
    assert due.weekday() < 5


def test_a_tip_off_is_due_when_its_day_is_typed() -> None:
    assert following(KNOWN, TIP_OFF, {}, {"received_on": DAY}) == {"due_on": DUE}


def test_a_date_somebody_chose_is_left_alone() -> None:
    typed = {"received_on": DAY, "due_on": date(2025, 11, 30)}
    assert following(KNOWN, TIP_OFF, {}, typed) == {}
    assert following(KNOWN, TIP_OFF, typed, {**typed, "received_on": date(2025, 11, 4)}) == {}


def test_a_date_that_still_is_the_usual_one_follows() -> None:
    before = {"received_on": DAY, "due_on": DUE}
    after = {**before, "received_on": date(2025, 11, 4)}
    assert following(KNOWN, TIP_OFF, before, after) == {"due_on": date(2025, 11, 25)}


def test_a_date_that_was_emptied_stays_empty_while_its_source_stays() -> None:
    before = {"received_on": DAY, "due_on": DUE}
    assert following(KNOWN, TIP_OFF, before, {**before, "due_on": None}) == {}


def test_what_is_set_down_for_a_year_begins_with_the_reporting_year() -> None:
    for kind in all_kinds():
        begun = defaults.first(KNOWN, kind)
        assert ("year" in begun) == (kind.dated_by == "year")
        assert set(begun) <= {field.name for field in kind.fields if not field.made}
    assert defaults.first(KNOWN, kind_named("list_entry")) == {"added_on": KNOWN.today}
    assert defaults.first(KNOWN, kind_named("period_declaration"))["confirmed_by"] == KNOWN.post


def test_the_unit_says_its_post_and_its_days(commune: Desk) -> None:
    assert defaults.known(commune) == Known(date(2025, 11, 21), 2025, None, 15)
    with commune.store.write() as writer:
        settings.write(writer.connection, {"post": "Chủ tịch UBND", "tip_off_days": 7})
    commune.refresh()
    assert defaults.known(commune) == Known(date(2025, 11, 21), 2025, "Chủ tịch UBND", 7)
