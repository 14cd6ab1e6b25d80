"""What lies ahead of a target: its course, its last day, what is due next, and what some more would make of it."""

import dataclasses
import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.period import NAMES, Period
from desktop.services import activities, due, indicators, listing, outlook, plans
from desktop.services.desk import Desk
from desktop.services.judgement import Indicator
from desktop.services.sample import sample
from tests.records import draft

YEAR = Period.named(2025, "year")
LAI_CHAU = plans.load("lai-chau-2021-2025")


def records(desk: Desk, kind: str) -> dict[str, Any]:
    """All live records of *kind* by id, read one by one."""
    found = listing.find(desk, listing.Listing(kind)).ids
    ids = [found[n : n + 16].hex() for n in range(0, len(found), 16)]
    return {one: activities.get(desk, kind, one).record for one in ids}


@pytest.fixture
def filled(commune: Desk) -> Desk:
    sample(commune, year=2025, records=150, seed=4)
    return commune


def test_each_point_is_the_figure_from_the_years_beginning_to_that_months_end(filled: Desk) -> None:
    ahead = outlook.of(filled, YEAR)
    sessions, visits = records(filled, "propaganda_session"), records(filled, "inspection")
    places = records(filled, "establishment")
    start = date(2024, 12, 15)

    def there_are(end: date) -> int:
        given = [one.service_workers for one in records(filled, "baseline").values()]
        if known := [one for one in given if one is not None]:
            return known[0]
        opened = [one for one in places.values() if one.opened_on is None or one.opened_on <= end]
        return sum(one.workers or 0 for one in opened if one.closed_on is None or one.closed_on > end)

    for point in ahead["LC3"].course:
        reached = sum(
            audience.first_time or 0
            for one in sessions.values()
            if start <= one.held_on <= point.month.end
            for audience in one.audiences
            if audience.group == "service_worker"
        )
        if point.month.year == 2025:
            expected = round(100 * reached / there_are(point.month.end), 4)
            assert point.value == expected, point.month.name
    for point in ahead["LC9"].course:
        if point.month.year != 2025:
            continue
        end = point.month.end
        there = {
            key
            for key, one in places.items()
            if (one.opened_on is None or one.opened_on <= end)
            and (one.closed_on is None or one.closed_on >= start)
        }
        seen = {one.establishment for one in visits.values() if start <= one.inspected_on <= end}
        assert point.value == (round(100 * len(there & seen) / len(there), 4) if there else None)


def test_the_last_point_of_a_year_is_the_figure_of_the_year(filled: Desk) -> None:
    figures = {one.target_id: one for one in indicators.compute(filled, YEAR)}
    for target, ahead in outlook.of(filled, YEAR).items():
        assert len(ahead.course) == outlook.MONTHS
        # Today lies in the year's last month but one.
        assert (ahead.course[-1].month.year, ahead.course[-1].month.name) == (2025, "m12")
        assert ahead.course[-1].value == figures[target].value


@given(st.integers(2023, 2026), st.sampled_from(NAMES), st.dates(date(2023, 1, 1), date(2027, 1, 1)))
def test_a_course_has_twelve_months_that_follow_each_other_and_have_begun(year: int, name: str, today: date):
    period = Period.named(year, name)
    months = outlook.last_months(period, today)
    if today < period.start:
        assert months == []
        return
    assert len(months) == 12
    assert all((b.start - a.end).days == 1 for a, b in itertools.pairwise(months))
    assert months[-1].start <= min(today, period.end) <= months[-1].end


def test_a_period_that_has_not_begun_has_no_course(commune: Desk) -> None:
    ahead = outlook.of(commune, Period.named(2026, "q3"))
    assert all(one.course == () for one in ahead.values())


def test_months_outside_the_plan_have_no_figure(commune: Desk) -> None:
    ahead = outlook.of(commune, Period.named(2025, "m01"), "buon-ma-thuot-2018")
    covered = plans.load("buon-ma-thuot-2018")
    for one in ahead.values():
        for point in one.course:
            if not covered.covers(point.month.to_date()):
                assert (point.value, point.status) == (None, "no_data")


def test_the_last_day_is_the_periods_or_the_plans_where_it_counts_from_the_plans_beginning(
    commune: Desk,
) -> None:
    ahead = outlook.of(commune, YEAR)
    assert ahead["LC3"].last_day == YEAR.end
    assert ahead["LC10"].last_day == LAI_CHAU.ends(14)


def test_what_is_due_next_is_due_in_a_register_the_target_is_counted_from(commune: Desk) -> None:
    assert outlook.of(commune, YEAR)["LC7"].due is None
    late = draft(
        "tip_off", received_on=date(2025, 10, 1), due_on=date(2025, 10, 22), resolved_on=None, result=None
    )
    saved = activities.save(commune, late)
    ahead = outlook.of(commune, YEAR)
    assert ahead["LC7"].due is not None
    assert (ahead["LC7"].due.record, ahead["LC7"].due.urgency) == (saved.id, due.OVERDUE)
    assert ahead["LC14"].due is None or ahead["LC14"].due.kind != "tip_off"


# What if


def reach(desk: Desk, target: str = "LC3") -> Indicator:
    return next(one for one in indicators.compute(desk, YEAR) if one.target_id == target)


def test_forty_more_people_give_the_figure_there_would_be(commune: Desk) -> None:
    """Asked first, then recorded: the figure computed from the records is the one that was foretold."""
    activities.save(commune, draft("baseline", service_workers=140))
    activities.save(commune, draft("propaganda_session", reason="thử"))
    shown = reach(commune)
    foretold = outlook.suppose(commune, YEAR, shown, 40)
    forty = {"group": "service_worker", "attendances": 40, "female": 20, "first_time": 40}
    activities.save(
        commune,
        draft("propaganda_session", held_on=date(2025, 11, 20), audiences=(forty,), reason="thử"),
    )
    assert foretold == reach(commune)
    assert (shown.missing, foretold.missing) == (80, 40)


def test_what_was_foretold_of_tip_offs_comes_true(commune: Desk) -> None:
    activities.save(commune, draft("tip_off"))
    waiting = draft(
        "tip_off", received_on=date(2025, 11, 10), due_on=date(2025, 12, 1), resolved_on=None, result=None
    )
    saved = activities.save(commune, waiting)
    foretold = outlook.suppose(commune, YEAR, reach(commune, "LC7"), 1)
    assert (foretold.numerator, foretold.denominator) == (2, 2)
    done = {**waiting.values, "resolved_on": date(2025, 11, 20), "result": "handled"}
    activities.save(commune, dataclasses.replace(waiting, values=done, id=saved.id))
    assert foretold == reach(commune, "LC7")


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 90))
def test_more_never_makes_a_figure_worse_and_what_is_missing_is_enough(above: int, below: int, more: int):
    shown = _shown(min(above, below), below)
    after = outlook.supposed(LAI_CHAU, YEAR, shown, more, date(2025, 11, 21))
    assert after.value is not None
    assert shown.value is not None
    assert after.value >= shown.value
    limit = outlook.most(shown)
    assert limit == below - min(above, below)
    assert after.numerator == min(above, below) + min(more, limit)
    assert after.numerator <= below
    enough = outlook.supposed(LAI_CHAU, YEAR, shown, shown.missing or 0, date(2025, 11, 21))
    assert (enough.status, enough.missing, enough.pace_per_month) == ("met", 0, None)


def _shown(above: int, below: int, target: str = "LC9") -> Indicator:
    from desktop.services.judgement import Standard, elapsed, measure

    wanted, today = LAI_CHAU.target(target), date(2025, 11, 21)
    measured = measure(wanted, above, below, elapsed(LAI_CHAU, wanted, YEAR, today))
    return Standard(LAI_CHAU, wanted, YEAR, today).indicator(
        "03388@2025", measured, numerator=above, denominator=below, reason=None, warnings=()
    )


def test_reach_may_go_beyond_what_there_is_and_says_so(commune: Desk) -> None:
    activities.save(commune, draft("baseline", service_workers=20))
    shown = reach(commune)
    assert outlook.most(shown) is None
    after = outlook.suppose(commune, YEAR, shown, 25)
    assert (after.numerator, after.denominator, after.status) == (25, 20, "met")
    assert after.warnings == ("more_than_denominator",)


def test_a_yes_or_no_is_asked_for_only_where_doing_more_can_bring_it(commune: Desk) -> None:
    plan = "tp-ho-chi-minh-2021-2025"
    varied = next(one for one in indicators.compute(commune, YEAR, plan) if one.id == "propaganda_varied")
    assert (outlook.may_suppose(varied), varied.missing) == (True, 2)
    after = outlook.suppose(commune, YEAR, varied, 1)
    assert (after.numerator, after.status, after.missing) == (0, varied.status, 1)
    after = outlook.suppose(commune, YEAR, varied, 2)
    assert (after.numerator, after.value, after.status, after.missing) == (1, 100.0, "met", 0)
    figures = {one.id: one for one in indicators.compute(commune, YEAR)}
    # A quarter without a session stays one, whatever is held later.
    assert not outlook.may_suppose(figures["propaganda_regular"])
    assert not outlook.may_suppose(figures["plan_issued"])


def test_nothing_is_supposed_of_what_is_not_known(commune: Desk) -> None:
    for one in indicators.compute(commune, YEAR):
        if one.status in ("no_data", "not_applicable"):
            assert not outlook.may_suppose(one)


def test_nothing_is_supposed_where_several_things_are_asked_at_once_or_no_part_was_given(
    commune: Desk,
) -> None:
    activities.save(commune, draft("propaganda_session", reason="thử"))
    for plan_id in plans.available():
        plan = plans.load(plan_id)
        for one in indicators.compute(commune, YEAR, plan_id):
            if plan.target(one.target_id).also or one.reason == "not_allotted":
                assert not outlook.may_suppose(one), (plan_id, one.target_id)
