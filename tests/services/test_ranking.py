"""Ranking by the share of applicable targets met, and timeliness in working days."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.errors import Refusal
from desktop.services import locking, preferences, ranking, rollup, timeliness
from desktop.services.defaults import working_days_after
from tests.services.above import COMMUNES, Above

FIRST, SECOND, THIRD = COMMUNES


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Above]:
    made = Above(tmp_path)
    yield made
    made.close()


def test_communes_are_ranked_by_the_targets_they_meet(above: Above) -> None:
    for seed, unit in enumerate(COMMUNES[:2]):
        above.hand_in(above.commune(unit, records=90, seed=seed))
    rolled = rollup.rollup(above.desk, above.desk.period(2025, "q1"))
    ranks = ranking.ranked(rolled)
    shares = {}
    for cell in rolled.communes:
        if cell.reported:
            judged = [
                one for one in cell.indicators if one.status not in ("not_applicable", "nothing_happened")
            ]
            yes = sum(
                one.status == "met" or (one.counted_in == "yes_no" and one.numerator == 1) for one in judged
            )
            shares[cell.unit] = Fraction(yes, len(judged))
    assert set(shares) == {FIRST, SECOND}
    ranked = [one for one in ranks if one.rank is not None]
    assert [one.unit for one in ranked] == sorted(shares, key=lambda unit: -shares[unit])
    for one in ranked:
        assert one.rank == 1 + sum(share > shares[one.unit] for share in shares.values())
        assert Fraction(one.met, one.applicable) == shares[one.unit]
    others = [one for one in ranks if one.rank is None]
    assert len(others) == 36
    assert {one.absent for one in others} == {"not_reported"}


def test_equal_shares_have_equal_ranks_and_go_by_name(above: Above) -> None:
    for unit in COMMUNES:
        above.hand_in(above.commune(unit, records=0))
    ranks = ranking.ranked(rollup.rollup(above.desk, above.desk.period(2025, "q1")))[:3]
    # Nothing is recorded by any of them: what applies is the same, and none is met.
    assert {one.rank for one in ranks} <= {1, None}
    assert len({(one.rank, one.met, one.applicable) for one in ranks}) == 1


def test_a_commune_that_has_not_locked_has_no_rank_as_locked(above: Above) -> None:
    one, two = (above.commune(unit) for unit in (FIRST, SECOND))
    above.lock(one)
    above.hand_in(one)
    above.hand_in(two)
    ranks = ranking.ranked(rollup.rollup(above.desk, above.desk.period(2025, "q1"), basis="locked"))
    assert [one.unit for one in ranks if one.rank is not None] == [FIRST]
    assert next(one for one in ranks if one.unit == SECOND).absent == "not_locked"


def test_figures_are_in_time_within_the_working_days_set(above: Above) -> None:
    q1 = above.desk.period(2025, "q1")
    assert q1.end == date(2025, 3, 14)
    one, two, three = (above.commune(unit, records=0) for unit in COMMUNES)
    above.day = date(2025, 3, 10)
    above.hand_in(three)
    above.day = date(2025, 3, 21)
    above.hand_in(one)
    above.day = date(2025, 3, 25)
    above.hand_in(two)
    found = {arrival.unit: arrival for arrival in timeliness.arrivals(above.desk, q1)}
    assert len(found) == 38
    assert (found[FIRST].state, found[FIRST].arrived_on, found[FIRST].late) == (
        "on_time",
        date(2025, 3, 21),
        0,
    )
    assert (found[SECOND].state, found[SECOND].due_on, found[SECOND].late) == ("late", date(2025, 3, 21), 2)
    # What it handed in was made before the period's end.
    assert (found[THIRD].state, found[THIRD].arrived_on, found[THIRD].late) == ("overdue", None, 2)
    preferences.change(above.desk, {"report_days": "7"})
    again = {arrival.unit: arrival for arrival in timeliness.arrivals(above.desk, q1)}
    assert (again[SECOND].state, again[THIRD].state) == ("on_time", "awaited")


def test_a_package_of_the_last_day_counts_and_the_first_one_is_told(above: Above) -> None:
    q1 = above.desk.period(2025, "q1")
    one = above.commune(FIRST, records=0)
    above.day = date(2025, 3, 14)
    above.lock(one)
    above.hand_in(one)
    above.day = date(2025, 4, 30)
    assert locking.state(one, q1).state == "locked"
    above.hand_in(one, full=True)
    found = next(one for one in timeliness.arrivals(above.desk, q1) if one.unit == FIRST)
    assert (found.state, found.arrived_on) == ("on_time", date(2025, 3, 14))


@given(st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.integers(0, 40))
def test_working_days_between_are_counted_one_by_one(day: date, ahead: int) -> None:
    until = day + timedelta(ahead)
    counted = sum((day + timedelta(n)).weekday() < 5 for n in range(1, ahead + 1))
    assert timeliness.working_days_between(day, until) == counted
    assert timeliness.working_days_between(until, day) == 0 or ahead == 0


@given(st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.integers(1, 40))
def test_so_many_working_days_after_are_so_many_between(day: date, days: int) -> None:
    assert timeliness.working_days_between(day, working_days_after(day, days)) == days


def test_a_commune_has_no_arrivals(above: Above) -> None:
    commune = above.commune(FIRST, records=0)
    with pytest.raises(Refusal) as refused:
        timeliness.arrivals(commune, commune.period(2025))
    assert refused.value.code == "not_receiving_desk"
