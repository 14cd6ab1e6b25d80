"""Media, tip-offs, teams, models, classing and police figures, each calculated a second time in another way."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given

from desktop.models.period import Period
from desktop.models.records import (
    CommuneStatus,
    MediaItem,
    PeriodDeclaration,
    PilotModel,
    Team,
    TipOff,
    ViolationTally,
)
from desktop.services import plans
from desktop.services.judgement import Indicator, judge
from tests.services.shelf import BEGAN, LATER, Shelf, Told, periods, plans_to_date, shelves

YEAR = Period.named(2025, "year")
Q1 = Period.named(2025, "q1")


def counted(
    shelf: Shelf, indicator: str, period: Period = YEAR, today: date = LATER, **parameters: object
) -> Told:
    return shelf.figure(indicator, period, today, **parameters)


def numbers(count: Told) -> tuple[int | None, int | None]:
    return count.numerator, count.denominator


def reporting_month(day: date) -> tuple[int, int]:
    """The month a day is reported in: from the 15th on it is the next one."""
    if day.day <= 14:
        return day.year, day.month
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


def months_of(period: Period) -> set[tuple[int, int]]:
    first, last = period.span
    return {(period.year, n) for n in range(first, last + 1)}


@given(shelves(), periods)
def test_media_by_month_and_by_quarter(shelf: Shelf, period: Period):
    published = shelf.of(MediaItem).values()
    months = months_of(period)
    with_any = {reporting_month(m.published_on) for m in published} & months
    assert numbers(counted(shelf, "media_frequency", period)) == (len(with_any), len(months))
    levels = ("province", "district")
    named = {reporting_month(m.published_on) for m in published if m.outlet_level in levels}
    whole = {n for n in range(4) if {(period.year, 3 * n + k) for k in (1, 2, 3)} <= months}
    found = counted(shelf, "media_frequency", period, every="quarter", outlet_levels=levels)
    if not whole:
        assert (numbers(found), found.no_data) == ((None, None), "no_part_over")
    else:
        quarters = {(month - 1) // 3 for year, month in named if year == period.year}
        assert numbers(found) == (len(quarters & whole), len(whole))


@given(shelves(), periods | plans_to_date)
def test_tip_offs_in_time(shelf: Shelf, period: Period):
    today = date(2025, 3, 15)
    timely = whole = unknown = 0
    for tip in shelf.of(TipOff).values():
        if not period.start <= tip.received_on <= period.end:
            continue
        if not tip.due_on:
            unknown += 1
        elif tip.resolved_on and tip.result:
            whole += 1
            timely += tip.resolved_on <= tip.due_on
        elif tip.due_on < today:
            whole += 1
    found = counted(shelf, "tip_offs_timely", period, today=today)
    assert numbers(found) == (timely, whole)
    assert found.warnings == (["tip_due_not_given"] if unknown else [])
    assert found.no_data == ("tip_due_not_given" if unknown and not whole else None)


@given(shelves(), periods | plans_to_date)
def test_teams_and_models(shelf: Shelf, period: Period):
    def there(kind: str) -> int:
        return int(
            any(
                t.team_kind == kind and BEGAN <= t.consolidated_on <= period.end < (t.ended_on or date.max)
                for t in shelf.of(Team).values()
            )
        )

    assert counted(shelf, "team_consolidated", period).numerator == there("team_178")
    volunteers = counted(shelf, "team_consolidated", period, team_kind="volunteer_team")
    assert volunteers.numerator == there("volunteer_team")
    ran = [
        m
        for m in shelf.of(PilotModel).values()
        if m.started_on <= period.end and not (m.ended_on and m.ended_on < period.start)
    ]
    assert counted(shelf, "pilot_model_run", period).numerator == int(len(ran) > 0)


@given(shelves(), periods | plans_to_date)
def test_how_the_commune_is_classed(shelf: Shelf, period: Period):
    mine = [s for s in shelf.of(CommuneStatus).values() if s.year == period.year]
    for indicator, said, against in (
        ("commune_healthy", [s.healthy for s in mine], False),
        ("commune_key_area", [s.key_area for s in mine], True),
    ):
        known = [answer for answer in said if answer is not None]
        found = counted(shelf, indicator, period)
        assert found.no_data == (None if known else "not_classed")
        if known:
            worse = against if against in known else not against
            assert found.numerator == int(worse)
        assert ("classed_twice" in found.warnings) == (len(set(known)) == 2)


@given(shelves(), periods)
def test_what_the_police_count(shelf: Shelf, period: Period):
    def of(year: int) -> list[ViolationTally]:
        names = {(year, month) for _, month in months_of(period)}
        return [v for v in shelf.of(ViolationTally).values() if (v.month.year, v.month.month) in names]

    first, last = period.span
    spans = {"q1": (1, 3), "h1": (1, 6), "year": (1, 12)}
    empty = any(
        d.year == period.year
        and d.nothing_happened
        and spans[d.period][0] <= first
        and last <= spans[d.period][1]
        for d in shelf.of(PeriodDeclaration).values()
    )
    now = of(period.year)
    for indicator, part, whole in (
        ("rings_broken", "rings_broken", "rings_found"),
        ("cases_tried", "tried_cases", "prosecuted_cases"),
    ):
        both = [(getattr(v, part), getattr(v, whole)) for v in now]
        both = [pair for pair in both if None not in pair]
        found = counted(shelf, indicator, period)
        if both:
            assert numbers(found) == (sum(p for p, _ in both), sum(w for _, w in both))
        elif now:
            assert (numbers(found), found.no_data) == ((None, None), "police_figures_not_given")
        elif empty:
            assert (numbers(found), found.no_data) == ((0, 0), None)
        else:
            assert (numbers(found), found.no_data) == ((None, None), "no_police_figures")
    cases = [v.cases for v in now if v.cases is not None]
    before = [v.cases for v in of(period.year - 1) if v.cases is not None]
    growth = counted(shelf, "crime_handled_growth", period)
    if before and (cases or empty):
        assert numbers(growth) == (sum(cases), sum(before))
    else:
        assert growth.no_data in ("no_police_figures", "nothing_to_compare")


def tip(due: date | None = None, resolved: date | None = None, result: str | None = None) -> TipOff:
    return TipOff(
        received_on=date(2025, 1, 5), tip_kind="tip", due_on=due, resolved_on=resolved, result=result
    )


@pytest.mark.parametrize(
    ("one", "counts", "reason"),
    [
        (tip(date(2025, 2, 1), date(2025, 2, 1), "handled"), (1, 1), None),
        (tip(date(2025, 2, 1), date(2025, 1, 20), "passed_on"), (1, 1), None),
        (tip(date(2025, 2, 1), date(2025, 1, 20), "unfounded"), (1, 1), None),
        (tip(date(2025, 2, 1), date(2025, 2, 2), "handled"), (0, 1), "tip_late"),
        (tip(date(2025, 2, 1), date(2025, 1, 20)), (0, 1), "tip_overdue"),
        (tip(date(2025, 2, 9)), (0, 1), "tip_overdue"),
        (tip(date(2025, 2, 10)), (0, 0), "tip_not_due_yet"),
        (tip(date(2025, 3, 9), date(2025, 2, 9), "handled"), (1, 1), None),
        (tip(None, date(2025, 2, 9), "handled"), (0, 0), "tip_due_not_given"),
    ],
)
def test_a_tip_off_is_in_time_until_the_end_of_its_last_day(
    one: TipOff, counts: tuple[int, int], reason: str | None
):
    shelf = Shelf()
    shelf.add(one)
    found = counted(shelf, "tip_offs_timely", today=date(2025, 2, 10))
    assert numbers(found) == counts
    assert [item.reason for item in found.left_out] == ([reason] if reason else [])


def held(shelf: Shelf, indicator: str, today: date = LATER, **target: object) -> Indicator:
    described = {
        "operator": ">=", "threshold": 100, "unit_of_measure": "percent", "cadence": "year", "level": "T",
        "source": "records", "quote": "x",
    }  # fmt: skip
    asked = plans.Target(id="X1", indicator=indicator, **{**described, **target})  # type: ignore[arg-type]
    return judge(plans.load("lai-chau-2021-2025"), asked, shelf.books(YEAR, today=today))


def test_no_tip_offs_are_not_a_hundred_percent():
    assert held(Shelf(), "tip_offs_timely").status == "nothing_happened"


def test_a_month_without_figures_of_the_police_is_not_a_month_without_cases():
    assert held(Shelf(), "rings_broken").status == "no_data"
    shelf = Shelf()
    shelf.add(PeriodDeclaration(year=2025, period="year", nothing_happened=("violation_tally",)))
    assert held(shelf, "rings_broken").status == "nothing_happened"


@pytest.mark.parametrize(
    ("now", "before", "value", "status", "missing"),
    [
        (103, 100, 3.0, "met", 0),
        (102, 100, 2.0, "not_met", 1),
        (100, 100, 0.0, "not_met", 3),
        (90, 100, -10.0, "not_met", 13),
        (120, 100, 20.0, "met", 0),
        (7, 7, 0.0, "not_met", 1),
        (3, 0, None, "nothing_happened", None),
    ],
)
def test_growth_is_what_there_is_more_than_last_year(
    now: int, before: int, value: float | None, status: str, missing: int | None
):
    shelf = Shelf()
    shelf.add(ViolationTally(month=date(2025, 5, 1), cases=now))
    shelf.add(ViolationTally(month=date(2024, 5, 1), cases=before))
    found = held(shelf, "crime_handled_growth", level="G", threshold=3, parameters={"upper": 5})
    assert (found.value, found.status, found.missing) == (value, status, missing)
    assert found.warnings == ("months_missing",)


def test_growth_says_nothing_without_last_year():
    shelf = Shelf()
    shelf.add(ViolationTally(month=date(2025, 5, 1), cases=3))
    found = held(shelf, "crime_handled_growth", level="G", threshold=3)
    assert (found.status, found.reason) == ("no_data", "nothing_to_compare")


def test_the_first_item_of_a_month_counts_for_it():
    shelf = Shelf()
    for day in (date(2025, 1, 14), date(2024, 12, 15), date(2025, 1, 15), date(2025, 3, 1)):
        shelf.add(MediaItem(published_on=day, item_kind="radio", outlet_level="commune_loudspeaker"))
    found = counted(shelf, "media_frequency", Q1, today=date(2025, 3, 14))
    assert numbers(found) == (2, 2)
    assert [item.reason for item in found.left_out] == ["part_counted_already", "part_not_over"]


def test_none_of_the_key_areas_that_a_plan_wants_is_met_by_no():
    shelf = Shelf()
    shelf.add(CommuneStatus(year=2025, healthy=True, key_area=False))
    assert held(shelf, "commune_healthy", level="C").status == "met"
    none = {"operator": "=", "threshold": 0, "unit_of_measure": "communes", "level": "K"}
    assert held(shelf, "commune_key_area", **none).status == "met"
    shelf.add(CommuneStatus(year=2025, key_area=True))
    worse = held(shelf, "commune_key_area", **none)
    assert (worse.status, worse.warnings) == ("not_met", ("classed_twice",))


def test_a_team_renewed_before_the_plan_does_not_count():
    shelf = Shelf()
    shelf.add(Team(team_kind="team_178", consolidated_on=date(2020, 12, 14)))
    assert counted(shelf, "team_consolidated").numerator == 0
    shelf.add(Team(team_kind="team_178", consolidated_on=date(2020, 12, 15), ended_on=date(2025, 12, 15)))
    assert counted(shelf, "team_consolidated").numerator == 1
    reasons = [item.reason for item in counted(shelf, "team_consolidated", Period.named(2026, "q1")).left_out]
    assert reasons == ["consolidated_before_plan", "ended"]


def test_a_late_tip_off_cannot_be_made_up_for_by_a_number() -> None:
    shelf = Shelf()
    tip = TipOff(received_on=date(2025, 3, 1), tip_kind="tip", due_on=date(2025, 3, 10), result="handled")
    shelf.add(dataclasses.replace(tip, resolved_on=date(2025, 3, 5)))
    shelf.add(dataclasses.replace(tip, resolved_on=date(2025, 3, 20)))
    plan = plans.load("lai-chau-2021-2025")
    found = judge(plan, plan.target("LC7"), shelf.books(YEAR))
    assert (found.numerator, found.denominator, found.status, found.missing) == (1, 2, "not_met", None)
