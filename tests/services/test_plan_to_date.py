"""From a plan's first day to date: each figure beside one put together by hand from the records of the years."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import (
    AnnualPlan,
    Audience,
    Baseline,
    MediaItem,
    PropagandaSession,
    StaffTally,
    SupportCase,
    SupportService,
    SupportTally,
    ViolationTally,
)
from desktop.services import (
    declaring,
    entering,
    indicators,
    locking,
    outlook,
    plans,
    ranking,
    rollup,
    summary,
    workbook,
)
from desktop.services.entering import Entered
from desktop.services.judgement import Indicator, judge
from desktop.services.words import Words
from tests.services.above import Above, reach
from tests.services.shelf import BEGAN, LATER, Shelf, Told, plans_to_date, shelves

PLAN = plans.load("lai-chau-2021-2025")
FIVE_YEARS = Period.of_plan(2025, BEGAN)


def numbers(count: Told | Indicator) -> tuple[int | None, int | None]:
    return count.numerator, count.denominator


def years_of(period: Period) -> range:
    return range(2021, period.year + 1)


def year_of(day: date) -> int:
    return (day + timedelta(17)).year


def sessions(shelf: Shelf, period: Period) -> list[PropagandaSession]:
    return [s for s in shelf.of(PropagandaSession).values() if BEGAN <= s.held_on <= period.end]


def people(shelf: Shelf, year: int, *groups: str) -> int:
    mine = [s for s in shelf.of(PropagandaSession).values() if year_of(s.held_on) == year]
    return sum(a.first_time or 0 for s in mine for a in s.audiences if a.group in groups)


@given(shelves(), plans_to_date)
def test_people_reached_are_added_up_over_the_years_that_have_a_baseline(shelf: Shelf, period: Period):
    for indicator, group, figure in (
        ("industrial_workers_reached", "industrial_worker", "industrial_workers"),
        ("students_reached", "student_college", "students_college"),
    ):
        fixed = {"levels": (group,)} if indicator == "students_reached" else {}
        reached = below = 0
        known = []
        for year in years_of(period):
            given_figures = [getattr(b, figure) for b in shelf.of(Baseline).values() if b.year == year]
            given_figures = [one for one in given_figures if one is not None]
            if given_figures:
                known.append(year)
                reached += people(shelf, year, group)
                below += given_figures[0]
        found = shelf.figure(indicator, period, LATER, **fixed)
        if known:
            assert numbers(found) == (reached, below)
            assert ("years_without_figure" in found.warnings) == (len(known) < len(years_of(period)))
        else:
            assert (found.denominator, found.no_data) == (None, "no_baseline")
    everyone = sum(people(shelf, year, "resident") for year in years_of(period))
    assert numbers(shelf.figure("residents_reached", period)) == (everyone, None)


@given(shelves(), plans_to_date)
def test_yes_or_no_over_the_years(shelf: Shelf, period: Period):
    mine = sessions(shelf, period)

    def said(indicator: str, **fixed: object) -> int | None:
        return shelf.figure(indicator, period, LATER, **fixed).numerator

    assert said("propaganda_held") == int(bool(mine))
    assert said("propaganda_varied") == int(len({s.form for s in mine}) >= 2)
    assert said("authorities_briefed") == int(
        any(a.group == "party_authorities" for s in mine for a in s.audiences)
    )
    quarters = {(year_of(s.held_on), (month_of(s.held_on) - 1) // 3) for s in mine}
    assert said("propaganda_regular") == int(len(quarters) == 4 * len(years_of(period)))
    of_year = shelf.of(AnnualPlan).values()
    out = {p.year for p in of_year if p.issued_on and p.issued_on <= Period.named(p.year, "year").end}
    assert said("plan_issued") == int(set(years_of(period)) <= out)
    into = [s for s in mine if "drugs" in s.programmes]
    into_plans = [
        p
        for p in of_year
        if p.year in years_of(period) and "drugs" in p.programmes
        and not (p.issued_on and p.issued_on > Period.named(p.year, "year").end)
    ]  # fmt: skip
    assert said("work_integrated", programmes=("drugs",)) == int(bool(into or into_plans))


def month_of(day: date) -> int:
    return day.month % 12 + 1 if day.day > 14 else day.month


@given(shelves(), plans_to_date)
def test_months_with_a_publication_and_figures_of_the_police(shelf: Shelf, period: Period):
    published = [m for m in shelf.of(MediaItem).values() if BEGAN <= m.published_on <= period.end]
    months = {(year_of(m.published_on), month_of(m.published_on)) for m in published}
    assert numbers(shelf.figure("media_frequency", period)) == (len(months), 12 * len(years_of(period)))
    mine = [v for v in shelf.of(ViolationTally).values() if v.month.year in years_of(period)]
    both = [v for v in mine if v.rings_broken is not None and v.rings_found is not None]
    found = shelf.figure("rings_broken", period)
    if both:
        assert numbers(found) == (sum(v.rings_broken for v in both), sum(v.rings_found for v in both))
    else:
        assert found.no_data or numbers(found) == (0, 0)
    assert shelf.figure("crime_handled_growth", period).no_data == "judged_by_year"


@given(
    shelves(),
    st.sampled_from([2022, 2025]),
    st.sampled_from([t.id for t in PLAN.targets if t.source == "records"]),
)
def test_a_plan_of_one_year_to_date_is_that_year(shelf: Shelf, year: int, target: str):
    whole = Period.named(year, "year")
    one = msgspec.structs.replace(PLAN, valid_from=date(year, 1, 1), valid_to=date(year, 12, 31))
    to_date = Period.of_plan(year, whole.start, whole.end)
    found, expected = (
        judge(one, one.target(target), shelf.books(period, began=whole.start)) for period in (to_date, whole)
    )
    assert (numbers(found), found.value, found.missing) == (
        numbers(expected),
        expected.value,
        expected.missing,
    )
    if found.status != expected.status:
        assert (target, found.status) == ("LC8", "not_applicable")


def test_a_case_of_two_years_is_one_case():
    shelf = Shelf()
    came = tuple(
        SupportService(service="legal_aid", status="accessed", accessed_on=day)
        for day in (date(2023, 5, 1), date(2024, 5, 1))
    )
    shelf.add(
        SupportCase(
            case_code="HT-222222", opened_on=date(2022, 3, 1), age_band="over_30", needs=("legal_aid",),
            eligible="yes", services=came,
        )
    )  # fmt: skip
    found = shelf.figure("supported", FIVE_YEARS)
    assert numbers(found) == (1, 1)
    assert [one.quantity for one in found.counted] == [1]


def test_a_record_before_the_plan_or_after_the_year_does_not_count():
    shelf = Shelf()
    for day in (date(2020, 12, 14), date(2025, 12, 15)):
        shelf.add(PropagandaSession(held_on=day, form="talk"))
    assert shelf.figure("propaganda_held", FIVE_YEARS).numerator == 0
    shelf.add(PropagandaSession(held_on=date(2020, 12, 15), form="talk"))
    assert shelf.figure("propaganda_held", FIVE_YEARS).numerator == 1


def judged(shelf: Shelf, target: str, period: Period, today: date) -> Indicator:
    return judge(PLAN, PLAN.target(target), shelf.books(period, today=today))


def with_reach(*years: tuple[int, int, int]) -> Shelf:
    shelf = Shelf()
    for year, reached, workers in years:
        shelf.add(Baseline(year=year, service_workers=workers))
        group = Audience(group="service_worker", attendances=reached, first_time=reached)
        shelf.add(PropagandaSession(held_on=date(year, 5, 5), form="talk", audiences=(group,)))
    return shelf


def test_while_the_plan_runs_its_pace_is_what_counts():
    shelf = with_reach((2021, 40, 100), (2022, 40, 100))
    found = judged(shelf, "LC3", Period.of_plan(2022, BEGAN), date(2022, 12, 14))
    # 80 of 200 after two years of five: 70 % of 200 are 140, of which two fifths are 56.
    assert (numbers(found), found.value, found.status, found.missing) == ((80, 200), 40.0, "on_course", 60)
    assert found.pace_per_month == pytest.approx(60 / 37, abs=0.01)
    looked_back = judged(shelf, "LC3", Period.of_plan(2022, BEGAN), date(2024, 1, 1))
    assert (looked_back.status, looked_back.pace_per_month) == (found.status, found.pace_per_month)
    last = with_reach(*((year, 40, 100) for year in range(2021, 2026)))
    assert judged(last, "LC3", FIVE_YEARS, date(2025, 12, 15)).status == "not_met"


def test_what_is_asked_every_year_is_not_judged_over_several():
    shelf = Shelf()
    found = judged(shelf, "LC9", FIVE_YEARS, LATER)
    assert (found.status, found.reason) == ("not_applicable", "judged_by_year")
    assert (numbers(found), found.missing, found.pace_per_month) == ((0, 0), None, None)
    assert not outlook.may_suppose(found)
    alone = Period.of_plan(2021, BEGAN)
    assert judged(shelf, "LC9", alone, LATER).status == "nothing_happened"


def test_districts_are_judged_as_long_as_there_were_any():
    shelf = Shelf()
    assert judged(shelf, "LC5", Period.of_plan(2024, BEGAN), LATER).status == "not_met"
    assert judged(shelf, "LC5", FIVE_YEARS, LATER).reason == "no_district_tier"


def received(shelf: Shelf, indicator: str, **fixed: object) -> Any:
    from desktop.services.definitions import definition_of

    definition = definition_of(indicator)
    books = shelf.books(FIVE_YEARS, received=True)
    return books.count(definition, definition.settings(fixed))


def test_above_the_commune_staff_are_those_of_the_last_year_and_people_are_not_added_up():
    shelf = Shelf()
    for year, trained in ((2024, 1), (2025, 3)):
        groups = ({"group": "union", "total": 5, "direct_duty": 0, "trained": trained, "direct_trained": 0},)
        shelf.add(StaffTally(year=year, period="year", groups=groups))  # type: ignore[arg-type]
        shelf.add(
            SupportTally(year=year, period="year", in_need=4, eligible=4, accessed=2, accessed_eligible=2)
        )
    staff = received(shelf, "staff_trained")
    assert (staff.numerator, staff.denominator) == (3, 5)
    people = received(shelf, "supported")
    assert (people.numerator, people.no_data) == (None, "people_over_years")


@pytest.mark.parametrize(
    ("target", "years", "expected"),
    [
        ("LC2", [(2, None), (0, None), (3, None)], (0, None)),
        ("LC8", [(110, 100), (120, 110)], None),
        ("LC13", [(10, 40), (31, 42)], (31, 42)),
        ("LC2", [], None),
    ],
)
def test_figures_entered_above_follow_from_their_years(
    target: str, years: list[tuple[int, int | None]], expected: tuple[int, int | None] | None
):
    entered = [Entered("0" * 32, target, above, below, "Báo cáo") for above, below in years]
    found = entering.over_years(PLAN.target(target), entered)
    assert (found and (found.numerator, found.denominator)) == expected


def test_tried_cases_entered_above_are_added_up():
    city = plans.load("tp-ho-chi-minh-2021-2025")
    entered = [Entered("0" * 32, "HC8", n, n + 1, "Báo cáo của Tòa án") for n in (3, 5)]
    found = entering.over_years(city.target("HC8"), entered)
    assert found is not None
    assert (found.numerator, found.denominator, found.source) == (8, 10, "Báo cáo của Tòa án")


# At real desks


@pytest.fixture
def above(tmp_path: Any) -> Any:
    made = Above(tmp_path)
    yield made
    made.close()


def test_both_desks_say_the_same_and_nothing_of_it_is_locked_declared_or_entered(
    above: Above, tmp_path: Path
):
    commune = above.commune("03388@2025")
    reach(commune, date(2025, 3, 3), 7)
    above.hand_in(commune)
    period = plans.to_date(commune, 2025)
    assert (period.start, period.end) == (BEGAN, date(2025, 12, 14))
    own = indicators.compute(commune, period)
    rolled = rollup.rollup(above.desk, plans.to_date(above.desk, 2025))
    assert (rolled.about, rolled.reported) == (period, 1)
    cell = next(one for one in rolled.communes if one.unit == "03388@2025")
    for here, there in zip(own, cell.indicators, strict=True):
        if there.reason != "people_over_years":
            assert numbers(here) == numbers(there), here.target_id
    assert ranking.ranked(rolled)
    written = tmp_path / "tổng hợp.xlsx"
    workbook.write_rollup(rolled, written, Words("vi"), training=True)
    sheet = openpyxl.load_workbook(written).worksheets[0]
    assert "15/12/2020 – 14/12/2025" in str(sheet["A2"].value)
    assert "1.1" in [cell.value for cell in sheet[6]]
    explained = indicators.explain(above.desk, "LC3", period, unit="03388@2025")
    assert sum(one.quantity for one in explained.counted) == explained.indicator.numerator
    attempts: list[Callable[[], object]] = [
        lambda: locking.lock(commune, period),
        lambda: declaring.nothing_happened(commune, "media_item", Period.of_plan(2025, date(2025, 3, 14))),
        lambda: entering.save(above.desk, period, "LC2", numerator=1, denominator=None, source="Báo cáo"),
        lambda: rollup.rollup(above.desk, period, basis="locked"),
    ]
    refused = []
    for attempt in attempts:
        with pytest.raises(Refusal) as caught:
            attempt()
        refused.append(caught.value.code)
    assert set(refused) == {"derived_period"}
    assert locking.state(commune, period).state == "derived"


def test_the_summary_compares_a_plan_to_date_with_nothing(above: Above):
    commune = above.commune("03388@2025")
    built = summary.build(commune, plans.to_date(commune, 2025))
    assert {line.last_year for line in built.lines} == {None}
    assert {line.growth for line in built.lines} == {None}
    assert all(line.now == line.to_date for line in built.lines)


def test_a_plan_to_date_begins_with_its_own_plan(above: Above):
    assert plans.to_date(above.desk, 2023).end == date(2023, 12, 14)
    with pytest.raises(Refusal, match="plan_not_then"):
        plans.to_date(above.desk, 2026)
    partly = plans.to_date(above.desk, 2025, "nghi-quyet-49-2023-2025")
    assert (partly.start, [year.year for year in partly.years]) == (date(2023, 12, 8), [2024, 2025])
