import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.errors import Refusal
from desktop.models.period import MONTHS, NAMES, QUARTERS, Period

years = st.integers(2001, 2099)
cut_offs = st.integers(1, 31)
days = st.dates(date(2001, 1, 1), date(2099, 1, 1))


def ends(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def test_the_year_runs_from_15_december_to_14_december():
    assert ends(Period.named(2025, "year")) == ("2024-12-15", "2025-12-14")
    assert ends(Period.named(2025, "q1")) == ("2024-12-15", "2025-03-14")
    assert ends(Period.named(2025, "q2")) == ("2025-03-15", "2025-06-14")
    assert ends(Period.named(2025, "q3")) == ("2025-06-15", "2025-09-14")
    assert ends(Period.named(2025, "q4")) == ("2025-09-15", "2025-12-14")
    assert ends(Period.named(2025, "h1")) == ("2024-12-15", "2025-06-14")
    assert ends(Period.named(2025, "h2")) == ("2025-06-15", "2025-12-14")
    assert ends(Period.named(2025, "9m")) == ("2024-12-15", "2025-09-14")
    assert ends(Period.named(2025, "m01")) == ("2024-12-15", "2025-01-14")


def test_a_day_after_the_cut_off_of_december_belongs_to_next_year():
    assert Period.containing(date(2025, 12, 14), "year").year == 2025
    assert Period.containing(date(2025, 12, 15), "year").year == 2026
    assert Period.containing(date(2025, 12, 15), "m").name == "m01"


def test_cut_off_31_gives_calendar_periods():
    assert ends(Period.named(2024, "m02", 31)) == ("2024-02-01", "2024-02-29")
    assert ends(Period.named(2025, "year", 31)) == ("2025-01-01", "2025-12-31")


@given(years, cut_offs)
def test_months_and_quarters_partition_the_year(year: int, cut_off: int):
    whole = Period.named(year, "year", cut_off)
    for names in (MONTHS, QUARTERS, ("h1", "h2"), ("9m", "q4")):
        parts = [Period.named(year, name, cut_off) for name in names]
        assert parts[0].start == whole.start
        assert parts[-1].end == whole.end
        for one, following in itertools.pairwise(parts):
            assert following.start == one.end + timedelta(days=1)


@given(years, cut_offs)
def test_a_year_begins_the_day_after_the_year_before(year: int, cut_off: int):
    period = Period.named(year, "year", cut_off)
    assert period.before().end + timedelta(days=1) == period.start


@given(days, cut_offs, st.sampled_from(["year", "h", "q", "m"]))
def test_containing_inverts_membership(day: date, cut_off: int, kind):
    period = Period.containing(day, kind, cut_off)
    assert day in period
    assert Period.containing(period.start, kind, cut_off) == period
    assert Period.containing(period.end, kind, cut_off) == period


@given(years, st.sampled_from(NAMES), cut_offs)
def test_quarters_and_months_of_a_period_lie_in_it(year: int, name: str, cut_off: int):
    period = Period.named(year, name, cut_off)
    assert period.months[0].start == period.start
    assert period.months[-1].end == period.end
    assert all(q.start in period and q.end in period for q in period.quarters)
    assert (
        len(period.quarters)
        == {"year": 4, "9m": 3, "h": 2, "q": 1, "m": 0}[name.rstrip("0123456789") or name]
    )


@given(years, st.sampled_from(NAMES), cut_offs)
def test_to_date_runs_from_the_year_s_start_to_the_period_s_end(year: int, name: str, cut_off: int):
    period = Period.named(year, name, cut_off)
    so_far = period.to_date()
    assert (so_far.start, so_far.end) == (period.of_year.start, period.end)
    assert Period.named(so_far.year, so_far.name, so_far.cut_off) == so_far


def test_elapsed_grows_from_nothing_to_all():
    year = Period.named(2025, "year")
    assert year.elapsed(year.start - timedelta(days=1)) == 0.0
    assert year.elapsed(year.end) == 1.0
    assert year.elapsed(date(2030, 1, 1)) == 1.0
    assert 0.49 < year.elapsed(date(2025, 6, 15)) < 0.51
    assert not year.over(year.end)
    assert year.over(year.end + timedelta(days=1))


@pytest.mark.parametrize(
    ("year", "name", "cut_off"), [(2025, "q5", 14), (2025, "", 14), (2025, "q1", 0), (99, "q1", 14)]
)
def test_a_period_that_does_not_exist_is_refused(year: int, name: str, cut_off: int):
    with pytest.raises(Refusal) as refused:
        Period.named(year, name, cut_off)
    assert refused.value.code == "unknown_period"
