"""What can be saved, what asks for a reason, and what is refused."""

import dataclasses
import datetime
from typing import Any

import pytest

from desktop.models.entry import Draft
from desktop.models.period import Period
from desktop.models.records import all_kinds
from desktop.models.rules import Problem
from desktop.services import activities
from desktop.services.desk import Desk
from tests.records import draft

DAY = datetime.date


def problems(desk: Desk, kind: str, **values: Any) -> set[tuple[str, str, str]]:
    return {(p.field, p.code, p.severity) for p in activities.check(desk, draft(kind, **values))}


def test_a_valid_record_has_no_problem(commune: Desk) -> None:
    typed = {kind.name for kind in all_kinds() if not kind.derived}
    # An inspection is of an establishment, which has to be there first.
    for kind in sorted(typed - {"inspection"}):
        assert (kind, problems(commune, kind)) == (kind, set())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"held_on": None}, ("held_on", "required", "error")),
        ({"held_on": DAY(1999, 12, 31)}, ("held_on", "too_early", "error")),
        ({"held_on": DAY(2025, 11, 22)}, ("held_on", "in_future", "error")),
        ({"held_on": "20/03/25"}, ("held_on", "wrong_type", "error")),
        ({"form": "séance"}, ("form", "unknown_code", "error")),
        ({"title": "a" * 201}, ("title", "too_long", "error")),
        ({"establishment": "0" * 32}, ("establishment", "link_missing", "error")),
        (
            {"audiences": ({"group": "youth", "attendances": -1},)},
            ("audiences.0.attendances", "negative", "error"),
        ),
        (
            {"audiences": ({"group": "youth", "attendances": 15, "female": 16},)},
            ("audiences.0.female", "more_than", "error"),
        ),
        (
            {"audiences": ({"group": "youth", "attendances": 15, "first_time": 19},)},
            ("audiences.0.first_time", "more_than", "error"),
        ),
        ({"audiences": ({"attendances": 15},)}, ("audiences.0.group", "required", "error")),
        (
            {"audiences": ({"group": "youth", "attendances": 1}, {"group": "youth", "attendances": 2})},
            ("audiences.1.group", "duplicate_code", "warning"),
        ),
        ({"note": "Liên hệ 0912 345 678"}, ("note", "personal_data", "warning")),
    ],
)
def test_a_session_with_one_fault_has_that_problem(
    commune: Desk, values: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert expected in problems(commune, "propaganda_session", **values)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("baseline", {"year": 1999}, ("year", "too_small", "error")),
        ("baseline", {"year": 2101}, ("year", "too_large", "error")),
        ("baseline", {"population": 10_000_000}, ("population", "too_large", "error")),
        ("baseline", {"population": True}, ("population", "wrong_type", "error")),
        ("baseline", {"population": "nhiều"}, ("population", "wrong_type", "error")),
        ("baseline", {"source": 5}, ("source", "wrong_type", "error")),
        ("staff_member", {"direct_duty": 1}, ("direct_duty", "wrong_type", "error")),
        ("staff_member", {"post": "Ông Nguyễn Văn A"}, ("post", "personal_data", "warning")),
        ("training", {"topics": ("law", "gì đó")}, ("topics", "unknown_code", "error")),
        ("training", {"attendees": ("0" * 32,)}, ("attendees", "link_missing", "error")),
        (
            "establishment",
            {"workers": 3, "female_workers": 4},
            ("female_workers", "more_than", "error"),
        ),
        (
            "support_case",
            {
                "services": (
                    {
                        "service": "legal_aid",
                        "status": "accessed",
                        "referred_on": DAY(2025, 3, 2),
                        "accessed_on": DAY(2025, 3, 1),
                    },
                )
            },
            ("services.0.accessed_on", "end_before_start", "error"),
        ),
    ],
)
def test_every_bound_of_a_description_is_held(
    commune: Desk, kind: str, values: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert problems(commune, kind, **values) == {expected}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("baseline", {"year": 2000, "population": 9_999_999}),
        ("establishment", {"workers": 3, "female_workers": 3}),
        ("propaganda_session", {"held_on": DAY(2025, 11, 21)}),
        ("propaganda_session", {"held_on": DAY(2000, 1, 1), "title": "a" * 200}),
        ("annual_plan", {"issued_on": DAY(2026, 1, 5)}),
        ("support_case", {"follow_up_on": DAY(2026, 1, 5)}),
        ("training", {"ended_on": DAY(2025, 4, 2)}),
    ],
)
def test_what_lies_on_a_bound_is_allowed(commune: Desk, kind: str, values: dict[str, Any]) -> None:
    assert problems(commune, kind, **values) == set()


def test_an_outlier_is_judged_by_six_other_sessions_of_the_last_year(commune: Desk) -> None:
    crowd = ({"group": "resident", "attendances": 2400},)

    def doubted() -> bool:
        found = problems(commune, "propaganda_session", held_on=DAY(2025, 8, 3), audiences=crowd)
        return ("audiences", "outlier", "warning") in found

    activities.save(commune, draft("propaganda_session", held_on=DAY(2024, 8, 2)))
    for month in range(1, 6):
        people = ({"group": "resident", "attendances": 20 + month},)
        activities.save(commune, draft("propaganda_session", held_on=DAY(2025, month, 3), audiences=people))
    assert not doubted()
    activities.save(commune, draft("propaganda_session", held_on=DAY(2025, 6, 3)))
    assert doubted()
    big = activities.save(
        commune, draft("propaganda_session", held_on=DAY(2025, 8, 3), audiences=crowd, reason="Lễ hội")
    )
    # A session is not measured by itself.
    assert [p.code for p in activities.check(commune, Draft("propaganda_session", {}, big.id))] == ["outlier"]


def test_a_case_of_a_child_is_refused_with_its_own_words(commune: Desk) -> None:
    assert problems(commune, "support_case", age_band="under_18") == {("age_band", "under_18", "error")}


def test_a_service_in_use_needs_its_day(commune: Desk) -> None:
    service = {"service": "legal_aid", "status": "accessed"}
    assert ("services.0.accessed_on", "accessed_without_date", "warning") in problems(
        commune, "support_case", services=(service,)
    )


def test_a_day_of_access_and_a_status_that_denies_it_ask_for_a_reason(commune: Desk) -> None:
    service = {"service": "legal_aid", "status": "referred", "accessed_on": DAY(2025, 3, 1)}
    assert problems(commune, "support_case", services=(service,)) == {
        ("services.0.status", "accessed_by_date_only", "warning")
    }


def test_the_figures_of_the_session_before_again_ask_for_a_reason(commune: Desk) -> None:
    activities.save(commune, draft("propaganda_session", held_on=DAY(2025, 3, 1)))
    assert problems(commune, "propaganda_session", held_on=DAY(2025, 4, 1)) == {
        ("audiences", "same_figures", "warning")
    }
    assert problems(commune, "propaganda_session", held_on=DAY(2025, 2, 1)) == set()


def test_an_end_before_its_start_is_refused(commune: Desk) -> None:
    found = problems(commune, "training", started_on=DAY(2025, 4, 2), ended_on=DAY(2025, 4, 1))
    assert found == {("ended_on", "end_before_start", "error")}


def test_an_inspection_outside_an_establishments_life_is_refused(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment", closed_on=DAY(2025, 6, 30)))
    for day, code in ((DAY(2021, 4, 30), "not_open_yet"), (DAY(2025, 7, 1), "already_closed")):
        found = problems(commune, "inspection", establishment=place.id, inspected_on=day)
        assert ("inspected_on", code, "error") in found
    assert problems(commune, "inspection", establishment=place.id, inspected_on=DAY(2025, 6, 30)) == set()


def test_a_fine_without_a_violation_and_a_small_team_ask_for_a_reason(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment"))
    found = problems(commune, "inspection", establishment=place.id, fine_vnd=500_000, members=2)
    assert found == {
        ("fine_vnd", "fine_without_violation", "warning"),
        ("members", "team_too_small", "warning"),
    }


def test_the_same_session_again_is_a_likely_duplicate_in_whatever_spelling(commune: Desk) -> None:
    activities.save(commune, draft("propaganda_session"))
    assert ("held_on", "likely_duplicate", "warning") in problems(
        commune, "propaganda_session", hamlet="TO DAN PHO 8"
    )


def test_a_record_is_no_duplicate_of_itself(commune: Desk) -> None:
    saved = activities.save(commune, draft("propaganda_session"))
    assert activities.check(commune, Draft("propaganda_session", {"title": "Sửa"}, saved.id)) == []


def test_a_second_baseline_of_a_year_asks_for_a_reason(commune: Desk) -> None:
    activities.save(commune, draft("baseline"))
    assert problems(commune, "baseline") == {("year", "second_of_year", "warning")}


def test_more_people_than_the_baseline_holds_asks_for_a_reason_and_does_not_block(commune: Desk) -> None:
    activities.save(commune, draft("baseline", service_workers=20))
    activities.save(commune, draft("propaganda_session"))
    again = ({"group": "service_worker", "attendances": 9, "first_time": 9},)
    assert problems(commune, "propaganda_session", held_on=DAY(2025, 4, 1), audiences=again) == {
        ("audiences", "more_than_baseline", "warning")
    }


def test_an_attendance_far_above_the_units_own_year_asks_for_a_reason(commune: Desk) -> None:
    for month in range(1, 7):
        people = ({"group": "resident", "attendances": 20 + month},)
        activities.save(commune, draft("propaganda_session", held_on=DAY(2025, month, 3), audiences=people))
    crowd = ({"group": "resident", "attendances": 2400},)
    assert ("audiences", "outlier", "warning") in problems(
        commune, "propaganda_session", held_on=DAY(2025, 8, 3), audiences=crowd
    )


def test_errors_come_before_warnings(commune: Desk) -> None:
    found: list[Problem] = activities.check(
        commune, draft("propaganda_session", form=None, note="sinh năm 1990")
    )
    assert [p.severity for p in found] == ["error", "warning"]


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("tip_off", {"resolved_on": None}, ("resolved_on", "result_without_date", "warning")),
        ("tip_off", {"result": None}, ("result", "date_without_result", "warning")),
        ("tip_off", {"due_on": DAY(2025, 3, 4)}, ("due_on", "end_before_start", "error")),
        ("tip_off", {"resolved_on": DAY(2025, 3, 4)}, ("resolved_on", "end_before_start", "error")),
        ("violation_tally", {"month": DAY(2025, 3, 2)}, ("month", "wrong_type", "error")),
        ("violation_tally", {"month": DAY(2025, 12, 1)}, ("month", "in_future", "error")),
        ("violation_tally", {"fined": 6}, ("fined", "more_handled_than_found", "warning")),
        ("violation_tally", {"fined": None}, ("fines_vnd", "fines_without_fined", "warning")),
        ("violation_tally", {"cases": None}, ("cases", "people_without_case", "warning")),
        ("budget_entry", {"spent_vnd": 40_000_000}, ("spent_vnd", "spent_more_than_planned", "warning")),
        ("team", {"female": 7}, ("female", "more_than", "error")),
        ("child_referral", {"children": 0}, ("children", "too_small", "error")),
        ("pilot_model", {"ended_on": DAY(2025, 1, 31)}, ("ended_on", "end_before_start", "error")),
    ],
)
def test_the_other_kinds_have_their_checks(
    commune: Desk, kind: str, values: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert expected in problems(commune, kind, **values)


def test_a_month_lies_in_the_reporting_month_of_its_name_whatever_the_cut_off() -> None:
    for cut_off in range(1, 32):
        for number in range(1, 13):
            period = Period.named(2025, f"m{number:02}", cut_off)
            assert DAY(2025, number, 1) in period


def test_records_a_person_told_apart_are_not_called_duplicates_again(commune: Desk) -> None:
    first = activities.save(commune, draft("training"))
    (warning,) = activities.check(commune, draft("training"))
    assert warning.params == {"other_id": first.id, "other": "02/04/2025 · Quản lý ca"}
    told = dataclasses.replace(draft("training"), distinct_from=(first.id,))
    assert activities.check(commune, told) == []
    second = activities.save(commune, told)
    for record in (first.id, second.id):
        assert activities.check(commune, Draft("training", {"note": "xong"}, record)) == []
    (third,) = activities.check(commune, draft("training"))
    assert third.params["other_id"] in {first.id, second.id}


def test_records_are_told_apart_once_for_both_and_stay_so(commune: Desk) -> None:
    one = activities.save(commune, draft("training"))
    other = activities.save(commune, draft("training", reason="đã xem"))
    assert activities.check(commune, Draft("training", {}, one.id)) != []
    for _ in range(2):
        activities.not_the_same(commune, other.id, one.id)
    assert activities.check(commune, Draft("training", {}, one.id)) == []
    assert activities.check(commune, Draft("training", {}, other.id)) == []
