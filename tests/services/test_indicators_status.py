"""What numbers say against a target: met, behind, on course, nothing happened, no data, not applicable."""

import math
from datetime import date
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.period import Period
from desktop.models.records import (
    AnnualPlan,
    Baseline,
    Establishment,
    Inspection,
    PilotModel,
    PropagandaSession,
    StaffMember,
    SupportCase,
    Training,
)
from desktop.services import plans
from desktop.services.judgement import Indicator, judge, measure
from tests.services.shelf import Shelf

PLAN = plans.load("lai-chau-2021-2025")
YEAR = Period.named(2025, "year")
AFTER = date(2025, 12, 15)


def share(threshold: float = 70, operator: plans.Operator = ">=", unit: str = "percent") -> plans.Target:
    return plans.Target(
        id="X1", indicator="staff_trained", operator=operator, threshold=threshold, unit_of_measure=unit,
        cadence="year", level="P", source="records", quote="x",
    )  # fmt: skip


def judged(
    shelf: Shelf, target: str, period: Period = YEAR, today: date = AFTER, unit: str = "03388@2025"
) -> Indicator:
    return judge(PLAN, PLAN.target(target), shelf.books(period, today=today, unit=unit))


@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from([1, 20, 33.3, 50, 66.7, 70, 80, 100]))
def test_what_is_missing_is_the_fewest_whole_people(numerator: int, denominator: int, threshold: float):
    found = measure(share(threshold), numerator, denominator, None)
    assert found.missing is not None
    enough = [n for n in range(301) if Fraction(100 * n, denominator) >= Fraction(str(threshold))]
    assert found.missing == max(0, enough[0] - numerator)
    assert (found.status == "met") == (found.missing == 0)
    assert found.value is not None
    assert math.isclose(found.value, 100 * numerator / denominator, abs_tol=5.1e-5)


@given(st.integers(0, 50), st.integers(1, 50), st.floats(0, 1, allow_nan=False))
def test_on_course_means_the_pace_suffices(numerator: int, denominator: int, elapsed: float):
    found = measure(share(), numerator, denominator, elapsed)
    if 100 * numerator >= 70 * denominator:
        assert found.status == "met"
    else:
        suffices = numerator >= Fraction(70, 100) * denominator * Fraction(elapsed)
        assert found.status == ("on_course" if suffices else "not_met")


@given(st.integers(0, 50), st.integers(1, 50))
def test_when_the_period_is_over_nothing_is_on_course(numerator: int, denominator: int):
    assert measure(share(), numerator, denominator, None).status in ("met", "not_met")


def test_exactly_the_threshold_is_met():
    assert measure(share(), 7, 10, None).status == "met"
    assert measure(share(33.3), 333, 1000, None).status == "met"
    assert measure(share(33.3), 332, 1000, None).status == "not_met"


def test_nothing_out_of_nothing_is_never_a_hundred_percent():
    found = measure(share(100, "="), 0, 0, None)
    assert (found.value, found.status, found.missing) == (None, "nothing_happened", None)


def test_numbers_are_held_against_numbers():
    assert measure(share(5300, unit="people"), 5300, None, None).status == "met"
    short = measure(share(5300, unit="people"), 5000, None, None)
    assert (short.value, short.status, short.missing) == (5000, "not_met", 300)


def test_a_ceiling_is_met_from_below():
    assert measure(share(0, "<=", "communes"), 0, None, None).status == "met"
    assert measure(share(0, "<=", "communes"), 1, None, None).status == "not_met"
    assert measure(share(0, "=", "communes"), 1, None, None).missing is None


def test_more_people_than_the_baseline_are_shown_as_they_are_with_a_warning():
    shelf = Shelf()
    shelf.add(Baseline(year=2025, service_workers=2))
    groups = ({"group": "service_worker", "attendances": 9, "first_time": 3},)
    shelf.add(PropagandaSession(held_on=date(2025, 5, 5), form="talk", audiences=groups))
    found = judged(shelf, "LC3")
    assert (found.numerator, found.denominator, found.value, found.status) == (3, 2, 150.0, "met")
    assert found.warnings == ("more_than_denominator",)


def test_an_empty_register_has_no_figure_that_reads_as_zero_percent():
    shelf = Shelf()
    found = {target.id: judged(shelf, target.id) for target in PLAN.targets}
    assert {key: (one.status, one.reason) for key, one in found.items()} == {
        "LC1": ("not_met", None),
        "LC2": ("not_applicable", "entered_above"),
        "LC3": ("nothing_happened", None),
        "LC4": ("no_data", "no_baseline"),
        "LC5": ("not_applicable", "no_district_tier"),
        "LC6": ("not_applicable", "no_district_tier"),
        "LC7": ("nothing_happened", None),
        "LC8": ("not_applicable", "entered_above"),
        "LC9": ("nothing_happened", None),
        "LC10": ("nothing_happened", None),
        "LC11": ("not_applicable", "no_district_tier"),
        "LC12": ("nothing_happened", None),
        "LC13": ("not_applicable", "entered_above"),
        "LC14": ("nothing_happened", None),
    }
    assert all(one.value is None for one in found.values() if one.id != "propaganda_regular")


def test_a_baseline_of_nobody_is_nothing_happened():
    shelf = Shelf()
    shelf.add(Baseline(year=2025, students_upper_secondary=0))
    found = judged(shelf, "LC4")
    assert (found.status, found.denominator, found.warnings) == (
        "nothing_happened",
        0,
        ("baseline_incomplete",),
    )


def test_a_baseline_of_another_year_is_no_baseline():
    shelf = Shelf()
    shelf.add(Baseline(year=2024, students_upper_secondary=10))
    assert judged(shelf, "LC4").status == "no_data"


def test_yes_and_no_are_one_and_zero_over_one():
    shelf = Shelf()
    assert (judged(shelf, "LC1").numerator, judged(shelf, "LC1").value, judged(shelf, "LC1").missing) == (
        0,
        0.0,
        4,
    )
    for month in (1, 4, 7, 10):
        shelf.add(PropagandaSession(held_on=date(2025, month, 1), form="talk"))
    found = judged(shelf, "LC1")
    assert (found.numerator, found.denominator, found.value) == (1, 1, 100.0)
    assert (found.status, found.missing) == ("met", 0)


def test_regular_propaganda_is_on_course_until_the_last_quarter_is_done():
    shelf = Shelf()
    assert judged(shelf, "LC1", today=date(2025, 1, 1)).status == "on_course"
    assert judged(shelf, "LC1", today=date(2025, 3, 15)).status == "not_met"
    for month in (1, 4, 7):
        shelf.add(PropagandaSession(held_on=date(2025, month, 1), form="talk"))
    running = judged(shelf, "LC1", today=date(2025, 10, 1))
    assert (running.numerator, running.status, running.missing) == (1, "on_course", 1)
    shelf.add(PropagandaSession(held_on=date(2025, 9, 20), form="talk"))
    assert judged(shelf, "LC1", today=date(2025, 10, 1)).status == "met"
    assert judged(Shelf(), "LC1", Period.named(2025, "m02")).status == "not_met"


def test_districts_are_judged_while_there_were_districts():
    shelf = Shelf()
    shelf.add(AnnualPlan(year=2025, issued_on=date(2025, 1, 20)))
    old = "03388@2025-03"
    assert judged(shelf, "LC5", Period.named(2025, "q2"), unit=old).status == "met"
    assert judged(shelf, "LC5", Period.named(2025, "q3"), unit=old).reason == "no_district_tier"
    assert judged(shelf, "LC5", Period.named(2025, "year"), unit=old).reason == "no_district_tier"
    # A commune of today asked about a time when there were districts.
    assert judged(shelf, "LC5", Period.named(2025, "q2"), unit="03388@2025").status == "met"
    second = Period.named(2025, "q2")
    assert (judged(shelf, "LC11", second, unit=old).status, judged(shelf, "LC11", second).missing) == (
        "not_met",
        1,
    )
    shelf.add(PilotModel(title="Mô hình", model_kind="support", started_on=date(2024, 5, 5)))
    assert judged(shelf, "LC11", second, unit=old).status == "met"


def test_cumulative_targets_are_paced_over_the_whole_plan():
    shelf = Shelf()
    for number in range(10):
        place = shelf.add(Establishment(trade_name=f"A{number}", type="bar"))
        if number < 5:
            shelf.add(Inspection(inspected_on=date(2021, 5, 5), establishment=place, mode="planned"))
    first = Period.named(2021, "year")
    ever = judged(shelf, "LC10", first, today=date(2021, 12, 1))
    assert (ever.numerator, ever.denominator, ever.status, ever.missing) == (5, 10, "on_course", 5)
    assert ever.pace_per_month == round(5 / 49, 2)
    yearly = judged(shelf, "LC9", first, today=date(2021, 12, 1))
    assert (yearly.status, yearly.missing, yearly.pace_per_month) == ("not_met", 3, 3.0)


def test_there_is_no_pace_when_it_is_met_or_over():
    shelf = Shelf()
    shelf.add(StaffMember(post="A", group="union"))
    assert judged(shelf, "LC14", today=date(2025, 12, 14)).pace_per_month == 1.0
    assert judged(shelf, "LC14", today=AFTER).pace_per_month is None
    shelf.add(Training(started_on=date(2025, 5, 5), title="A", attendees=(f"{1:032x}",)))
    assert judged(shelf, "LC14", today=date(2025, 12, 14)).pace_per_month is None


def test_volunteers_are_not_among_the_staff_of_lai_chau():
    shelf = Shelf()
    shelf.add(StaffMember(post="A", group="volunteer_team"))
    assert judged(shelf, "LC14").status == "nothing_happened"


def test_a_period_outside_the_plan_is_computed_with_a_warning():
    shelf = Shelf()
    shelf.add(SupportCase(case_code="HT-2", opened_on=date(2026, 2, 2), age_band="unknown"))
    found = judged(shelf, "LC12", Period.named(2026, "year"), today=date(2027, 1, 1))
    assert found.warnings == ("outside_plan",)


def test_what_no_kind_feeds_has_no_figure():
    target = msgspec.structs.replace(share(), indicator="provincial_staff_trained")
    found = judge(PLAN, target, Shelf().books(YEAR))
    assert (found.status, found.reason, found.numerator) == ("no_data", "kind_not_recorded", None)


@pytest.mark.parametrize("target", [target.id for target in PLAN.targets])
def test_every_figure_says_what_it_is_held_against(target: str):
    found = judged(Shelf(), target)
    wanted = PLAN.target(target)
    assert (found.target_id, found.id) == (target, wanted.indicator)
    assert (found.target, found.operator, found.unit_of_measure) == (
        wanted.threshold,
        wanted.operator,
        wanted.unit_of_measure,
    )
    assert (found.unit, found.year, found.period, found.plan) == ("03388@2025", 2025, "year", PLAN.id)
    assert found.version == "1.1"
