"""Every line of the handbook's section "Checks", at every kind it applies to.

Hard ones cannot be saved; soft ones are saved with a reason. The same rules at import and at the receiving unit:
`tests/services/test_doubts.py`.
"""

import datetime
from typing import Any

import pytest

from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.models.records import FieldType, Kind, all_kinds, kind_named
from desktop.services import activities
from desktop.services.desk import Desk
from tests.records import draft

DAY = datetime.date
TYPED = [kind for kind in all_kinds() if not kind.derived]
TOMORROW = DAY(2025, 11, 22)


def found(desk: Desk, kind: str, **values: Any) -> set[tuple[str, str, str]]:
    if kind == "inspection" and "establishment" not in values:
        place = activities.page(desk, "establishment").entries
        values["establishment"] = place[0].id if place else activities.save(desk, draft("establishment")).id
    return {(p.field, p.code, p.severity) for p in activities.check(desk, draft(kind, **values))}


def saved(desk: Desk, kind: str, **values: Any) -> str:
    return activities.save(desk, draft(kind, **{"reason": "Đã đối chiếu", **values})).id


def each(of: Any) -> list[Any]:
    return [pytest.param(kind, one, id=f"{kind.name}-{one}") for kind in TYPED for one in of(kind)]


# Hard


@pytest.mark.parametrize(
    ("kind", "name"), each(lambda kind: [f.name for f in kind.fields if f.required and not f.made])
)
def test_a_required_field_is_empty(commune: Desk, kind: Kind, name: str) -> None:
    assert (name, "required", "error") in found(commune, kind.name, **{name: None})


def days_of(kind: Kind) -> list[str]:
    return [f.name for f in kind.fields if f.type is FieldType.DATE and not f.made]


@pytest.mark.parametrize(("kind", "name"), each(days_of))
def test_a_day_before_2000(commune: Desk, kind: Kind, name: str) -> None:
    assert (name, "too_early", "error") in found(commune, kind.name, **{name: DAY(1999, 12, 31)})


@pytest.mark.parametrize(("kind", "name"), each(days_of))
def test_a_day_after_today_unless_it_is_a_plan(commune: Desk, kind: Kind, name: str) -> None:
    late = (name, "in_future", "error") in found(commune, kind.name, **{name: TOMORROW})
    assert late != kind.field(name).future


def test_only_plans_and_appointments_may_lie_ahead() -> None:
    ahead = {f"{kind.name}.{f.name}" for kind in TYPED for f in kind.fields if f.future}
    assert ahead == {
        "annual_plan.issued_on",
        "annual_plan.sent_on",
        "support_case.follow_up_on",
        "tip_off.due_on",
    }


def test_a_month_before_2000_or_after_today(commune: Desk) -> None:
    assert ("month", "too_early", "error") in found(commune, "violation_tally", month=DAY(1999, 12, 1))
    assert ("month", "in_future", "error") in found(commune, "violation_tally", month=DAY(2025, 12, 1))


@pytest.mark.parametrize(("kind", "pair"), each(lambda kind: [p for p in kind.ordered if "." not in p[0]]))
def test_an_end_before_its_start(commune: Desk, kind: Kind, pair: tuple[str, str]) -> None:
    days = {pair[0]: DAY(2025, 5, 2), pair[1]: DAY(2025, 5, 1)}
    assert (pair[1], "end_before_start", "error") in found(commune, kind.name, **days)


def test_a_service_used_before_the_referral(commune: Desk) -> None:
    service = {"service": "legal_aid", "status": "accessed"}
    days = {"referred_on": DAY(2025, 5, 2), "accessed_on": DAY(2025, 5, 1)}
    problem = ("services.0.accessed_on", "end_before_start", "error")
    assert problem in found(commune, "support_case", services=({**service, **days},))


def counts_of(kind: Kind) -> list[str]:
    return [f.name for f in kind.fields if f.type in (FieldType.COUNT, FieldType.MONEY)]


@pytest.mark.parametrize(("kind", "name"), each(counts_of))
def test_a_negative_count(commune: Desk, kind: Kind, name: str) -> None:
    assert (name, "negative", "error") in found(commune, kind.name, **{name: -1})


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("propaganda_session", {"audiences": {"group": "youth", "attendances": -1}}),
        ("propaganda_session", {"materials": {"material": "leaflet", "quantity": -1}}),
        ("training", {"others": {"group": "union", "people": -1}}),
        ("commune_status", {"scores": {"criterion": "healthy", "points": -1}}),
    ],
)
def test_a_negative_count_in_a_row(commune: Desk, kind: str, cells: dict[str, Any]) -> None:
    ((name, row),) = cells.items()
    cell = kind_named(kind).field(name).counts[0].name
    assert (f"{name}.0.{cell}", "negative", "error") in found(commune, kind, **{name: (row,)})


def test_more_women_than_people(commune: Desk) -> None:
    row = {"group": "youth", "attendances": 5, "female": 6}
    problem = ("audiences.0.female", "more_than", "error")
    assert problem in found(commune, "propaganda_session", audiences=(row,))
    workers = {"workers": 5, "female_workers": 6}
    assert ("female_workers", "more_than", "error") in found(commune, "establishment", **workers)
    assert ("female", "more_than", "error") in found(commune, "team", members=5, female=6)


def test_every_count_of_women_stands_beside_its_total() -> None:
    women = {f"{kind.name}.{f.name}" for kind in TYPED for f in kind.fields if "female" in f.name}
    women |= {
        f"{k.name}.{f.name}.{c.name}" for k in TYPED for f in k.fields for c in f.rows if "female" in c.name
    }
    assert women == {f"{kind.name}.{less}" for kind in TYPED for less, _ in kind.not_more if "female" in less}


def test_more_people_for_the_first_time_than_attended(commune: Desk) -> None:
    row = {"group": "youth", "attendances": 5, "first_time": 6}
    problem = ("audiences.0.first_time", "more_than", "error")
    assert problem in found(commune, "propaganda_session", audiences=(row,))


@pytest.mark.parametrize(
    ("day", "code"), [(DAY(2021, 4, 30), "not_open_yet"), (DAY(2025, 7, 1), "already_closed")]
)
def test_an_inspection_of_an_establishment_not_open(commune: Desk, day: DAY, code: str) -> None:
    place = saved(commune, "establishment", closed_on=DAY(2025, 6, 30))
    problems = found(commune, "inspection", establishment=place, inspected_on=day)
    assert ("inspected_on", code, "error") in problems


def test_what_is_hard_cannot_be_saved_even_with_a_reason(commune: Desk) -> None:
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "not_valid"):
        saved(commune, "child_referral", children=-1)


# Soft


def test_what_is_soft_is_saved_with_a_reason(commune: Desk) -> None:
    doubtful = draft("budget_entry", spent_vnd=900_000_000)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "not_valid"):
        activities.save(commune, doubtful)
    activities.save(commune, Draft("budget_entry", {**doubtful.values, "reason": "Theo quyết toán"}))


@pytest.mark.parametrize("kind", [kind.name for kind in TYPED if kind.same_if])
def test_a_likely_duplicate(commune: Desk, kind: str) -> None:
    assert not {code for _, code, _ in found(commune, kind)} & {"likely_duplicate", "second_of_year"}
    link = {"establishment": saved(commune, "establishment")} if kind == "inspection" else {}
    saved(commune, kind, **link)
    code = "second_of_year" if kind_named(kind).same_if == ("year",) else "likely_duplicate"
    assert (kind_named(kind).same_if[0], code, "warning") in found(commune, kind, **link)


def test_a_duplicate_is_found_in_another_spelling(commune: Desk) -> None:
    saved(commune, "establishment", trade_name="Nhà nghỉ Hoa Ban")
    spelled = found(commune, "establishment", trade_name="NHA NGHI HOA BAN")
    assert ("trade_name", "likely_duplicate", "warning") in spelled
    assert found(commune, "establishment", trade_name="Nhà nghỉ Hoa Ban", type="karaoke") == set()


def test_the_same_figures_as_the_record_before_it(commune: Desk) -> None:
    saved(commune, "propaganda_session", held_on=DAY(2025, 3, 1))
    again = found(commune, "propaganda_session", held_on=DAY(2025, 3, 9))
    assert ("audiences", "same_figures", "warning") in again
    saved(commune, "baseline", year=2024, population=9000, industrial_workers=120, service_workers=None)
    copied = {"population": 9000, "industrial_workers": 120, "service_workers": None}
    assert ("population", "same_figures", "warning") in found(commune, "baseline", **copied)
    tally = {"cases": 30, "sellers": 30, "buyers": 30, "organisers": 2, "fined": 40}
    saved(commune, "violation_tally", month=DAY(2025, 2, 1), **tally)
    assert ("cases", "same_figures", "warning") in found(
        commune, "violation_tally", month=DAY(2025, 3, 1), **tally
    )


def test_small_figures_are_the_same_by_chance(commune: Desk) -> None:
    saved(commune, "violation_tally", month=DAY(2025, 2, 1))
    assert found(commune, "violation_tally", month=DAY(2025, 3, 1)) == set()


def test_a_day_far_above_the_units_own_last_twelve_months(commune: Desk) -> None:
    for month in range(1, 7):
        row = {"group": "resident", "attendances": 40 + month}
        saved(commune, "propaganda_session", held_on=DAY(2025, month, 3), audiences=(row,))
        saved(commune, "media_item", published_on=DAY(2025, month, 3), broadcasts=10)
    crowd = ({"group": "resident", "attendances": 4600},)
    session = {"held_on": DAY(2025, 8, 3), "audiences": crowd}
    assert ("audiences", "outlier", "warning") in found(commune, "propaganda_session", **session)
    # Two years later nobody knows what is usual.
    session["held_on"] = DAY(2023, 8, 3)
    assert found(commune, "propaganda_session", **session) == set()
    item = {"published_on": DAY(2025, 8, 3), "title": "Khác"}
    assert ("broadcasts", "outlier", "warning") in found(commune, "media_item", broadcasts=400, **item)
    assert found(commune, "media_item", broadcasts=30, **item) == set()


def test_a_month_far_above_the_twelve_before_it(commune: Desk) -> None:
    for month in range(1, 8):
        saved(commune, "violation_tally", month=DAY(2025, month, 1), cases=5 + month % 2, fines_vnd=3_000_000)
    now = {"month": DAY(2025, 8, 1), "cases": 70, "fines_vnd": 300_000_000}
    problems = found(commune, "violation_tally", **now)
    assert {("cases", "outlier", "warning"), ("fines_vnd", "outlier", "warning")} <= problems


def test_a_year_far_above_or_below_the_years_before(commune: Desk) -> None:
    for year in (2022, 2023, 2024):
        saved(commune, "baseline", year=year, population=9000 + year, service_workers=None)
        saved(commune, "budget_entry", year=year, source="budget", planned_vnd=30_000_000, spent_vnd=None)
        saved(commune, "budget_entry", year=year, source="mobilised", planned_vnd=900_000_000, spent_vnd=None)
    for population in (99_000, 990):
        problems = found(commune, "baseline", population=population, service_workers=None)
        assert ("population", "outlier", "warning") in problems
    assert found(commune, "baseline", population=9500, service_workers=None) == set()
    # Money is compared with what came from the same source.
    money = {"source": "budget", "planned_vnd": 300_000_000, "spent_vnd": None}
    assert ("planned_vnd", "outlier", "warning") in found(commune, "budget_entry", **money)
    money["source"] = "mobilised"
    assert found(commune, "budget_entry", **money) == set()


def test_more_people_reached_in_the_year_than_the_baseline_holds(commune: Desk) -> None:
    saved(commune, "baseline", service_workers=20)
    saved(commune, "propaganda_session")
    more = ({"group": "service_worker", "attendances": 9, "first_time": 9},)
    problems = found(commune, "propaganda_session", held_on=DAY(2025, 4, 1), audiences=more)
    assert ("audiences", "more_than_baseline", "warning") in problems


def test_a_total_smaller_than_its_parts(commune: Desk) -> None:
    parts = {"population": 300, "students_upper_secondary": 300, "industrial_workers": 1}
    assert ("population", "parts_exceed_total", "warning") in found(commune, "baseline", **parts)
    saved(commune, "establishment", workers=30)
    saved(commune, "establishment", trade_name="Đã ngừng", workers=30, closed_on=DAY(2024, 1, 1))
    register = found(commune, "baseline", service_workers=29)
    assert ("service_workers", "parts_exceed_total", "warning") in register
    assert found(commune, "baseline", service_workers=30) == set()
    police = {"sellers": 1, "buyers": 1, "organisers": 0, "fined": 3}
    assert ("fined", "more_handled_than_found", "warning") in found(commune, "violation_tally", **police)
    money = {"planned_vnd": 1, "spent_vnd": 2}
    assert ("spent_vnd", "spent_more_than_planned", "warning") in found(commune, "budget_entry", **money)


def test_a_fine_without_a_violation(commune: Desk) -> None:
    fined = found(commune, "inspection", fine_vnd=500_000)
    assert ("fine_vnd", "fine_without_violation", "warning") in fined
    tally = found(commune, "violation_tally", fined=0, fines_vnd=500_000)
    assert ("fines_vnd", "fines_without_fined", "warning") in tally


def texts_of(kind: Kind) -> list[str]:
    return [f.name for f in kind.fields if f.type is FieldType.TEXT and not f.made]


@pytest.mark.parametrize(("kind", "name"), each(texts_of))
def test_a_sign_of_personal_data_in_free_text(commune: Desk, kind: Kind, name: str) -> None:
    problems = found(commune, kind.name, **{name: "gọi 0912 345 678"})
    assert (name, "personal_data", "warning") in problems


def test_a_sign_of_personal_data_in_a_row(commune: Desk) -> None:
    row = {"service": "legal_aid", "status": "referred", "provider": "bà Nguyễn Thị Hoa, 0912345678"}
    problems = found(commune, "support_case", services=(row,))
    assert ("services.0.provider", "personal_data", "warning") in problems
