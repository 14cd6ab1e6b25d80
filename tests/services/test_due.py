"""What is due: each thing once, with its day and the form that deals with it, the most urgent first."""

from datetime import date, timedelta
from typing import Any

import pytest

from desktop import said
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import activities, declaring, drafts, due, locking
from desktop.services.desk import Desk
from desktop.services.due import Due
from desktop.services.words import LANGUAGES, Words
from tests.periods import declare_empty
from tests.records import draft

TODAY = date(2025, 11, 21)
YEAR = Period.named(2025, "year")


def save(desk: Desk, kind: str, **values: Any) -> str:
    return activities.save(desk, draft(kind, **{"reason": "Số liệu để thử", **values})).id


def of(desk: Desk, what: str) -> list[Due]:
    return [one for one in due.of(desk) if one.what == what]


def test_a_tip_off_is_due_on_its_day_and_gone_when_resolved(commune: Desk) -> None:
    late = save(
        commune,
        "tip_off",
        received_on=date(2025, 10, 1),
        due_on=date(2025, 10, 22),
        resolved_on=None,
        result=None,
    )
    soon = save(
        commune,
        "tip_off",
        received_on=date(2025, 11, 5),
        due_on=date(2025, 11, 26),
        resolved_on=None,
        result=None,
        channel="in_person",
    )
    save(
        commune,
        "tip_off",
        received_on=date(2025, 11, 6),
        due_on=date(2025, 11, 20),
        resolved_on=date(2025, 11, 18),
    )
    assert [(one.record, one.urgency, one.on) for one in of(commune, "tip_off")] == [
        (late, due.OVERDUE, date(2025, 10, 22)),
        (soon, due.SOON, date(2025, 11, 26)),
    ]


def test_a_tip_off_without_a_day_is_due_after_the_units_working_days(commune: Desk) -> None:
    save(commune, "tip_off", received_on=date(2025, 11, 14), due_on=None, resolved_on=None, result=None)
    (one,) = of(commune, "tip_off")
    assert one.on == date(2025, 12, 5)


def test_a_follow_up_is_due_a_week_before_its_day_unless_the_case_is_closed(commune: Desk) -> None:
    near = save(commune, "support_case", follow_up_on=TODAY + timedelta(days=5))
    save(commune, "support_case", follow_up_on=TODAY + timedelta(days=20))
    save(commune, "support_case", follow_up_on=TODAY, closed_on=TODAY, outcome="employed")
    assert [one.record for one in of(commune, "follow_up")] == [near]


def test_an_establishment_is_due_until_it_is_inspected_and_opens_its_inspection(commune: Desk) -> None:
    place = save(commune, "establishment")
    save(commune, "establishment", trade_name="Karaoke Đã Đóng", closed_on=date(2025, 3, 1))
    (one,) = of(commune, "uninspected")
    assert (one.kind, one.record, dict(one.values), one.on) == (
        "inspection",
        None,
        {"establishment": place},
        YEAR.end,
    )
    save(commune, "inspection", establishment=place, inspected_on=date(2024, 12, 14))
    assert of(commune, "uninspected") == [one], "last year's inspection counts for last year"
    save(commune, "inspection", establishment=place, inspected_on=date(2024, 12, 15))
    assert of(commune, "uninspected") == []


def test_many_of_one_sort_are_one_line_with_a_list(commune: Desk) -> None:
    for number in range(6):
        save(commune, "establishment", trade_name=f"Nhà nghỉ số {number}", commitment_on=date(2025, 1, 5))
    (one,) = of(commune, "uninspected")
    assert (one.count, one.kind, one.record) == (6, "establishment", None)
    assert "6 cơ sở" in said.due(Words(), one)


def quarter(name: str) -> Period:
    return Period.named(2025, name)


def missing(desk: Desk, period: Period) -> set[str]:
    """The sections asked for, one by one or as one line."""
    found: set[str] = set()
    for one in of(desk, "section"):
        if one.period == period:
            found |= {one.kind} if one.count == 1 else set(one.values["nothing_happened"])
    return found


def test_a_section_is_due_until_it_is_filled_or_declared_empty(commune: Desk) -> None:
    save(commune, "propaganda_session", held_on=date(2025, 7, 20))
    last = missing(commune, quarter("q3"))
    assert last == {"media_item", "training", "inspection", "tip_off", "violation_tally", "support_case"}
    save(commune, "training", started_on=date(2025, 8, 2))
    declaring.nothing_happened(commune, "media_item", quarter("q3"))
    assert missing(commune, quarter("q3")) == last - {"training", "media_item"}


def test_many_missing_sections_are_one_line_that_opens_the_declaration(commune: Desk) -> None:
    save(commune, "propaganda_session", held_on=date(2025, 7, 20))
    (one,) = [due for due in of(commune, "section") if due.period == quarter("q3")]
    assert (one.kind, one.record, one.count) == ("period_declaration", None, 6)
    assert (one.values["year"], one.values["period"]) == (2025, "q3")
    declared = declaring.nothing_happened(commune, "media_item", quarter("q3"))
    (one,) = [due for due in of(commune, "section") if due.period == quarter("q3")]
    assert (one.record, one.count) == (declared.id, 5)


def test_the_quarter_at_hand_is_asked_for_in_its_last_month(commune: Desk) -> None:
    save(commune, "propaganda_session", held_on=date(2025, 10, 2))
    assert {one.period for one in due.of(commune, TODAY) if one.what == "section"} == {quarter("q4")}
    assert {one.period for one in due.of(commune, date(2025, 10, 20)) if one.what == "section"} == set()


def test_a_quarter_that_is_whole_is_due_to_be_locked_until_it_is(commune: Desk) -> None:
    save(commune, "propaganda_session", held_on=date(2025, 7, 1))
    assert not of(commune, "lock")
    quarter = commune.period(2025, "q3")
    declare_empty(commune, quarter)
    (asked,) = of(commune, "lock")
    assert asked.period == quarter
    locking.lock(commune, quarter)
    assert not of(commune, "lock")


def test_an_empty_register_is_asked_for_no_sections(commune: Desk) -> None:
    assert of(commune, "section") == []


@pytest.mark.parametrize(
    ("declared", "settled"),
    [
        (["year"], True),
        (["h2"], True),
        (["m07", "m08", "m09"], True),
        (["m07", "m08"], False),
        (["q2"], False),
    ],
)
def test_a_section_is_settled_by_what_covers_the_whole_quarter(
    commune: Desk, declared: list[str], settled: bool
) -> None:
    save(commune, "propaganda_session", held_on=date(2025, 7, 20))
    for name in declared:
        declaring.nothing_happened(commune, "training", quarter(name))
    assert ("training" not in missing(commune, quarter("q3"))) == settled


def test_the_plan_is_due_until_it_is_recorded_issued_and_sent(commune: Desk) -> None:
    assert [one.what for one in due.of(commune) if one.kind == "annual_plan"] == ["plan_missing"]
    record = save(commune, "annual_plan", year=2025, number="12/KH-UBND", issued_on=None)
    assert [(one.what, one.record) for one in due.of(commune) if one.kind == "annual_plan"] == [
        ("plan_unissued", record)
    ]
    activities.save(commune, draft_of(commune, record, issued_on=date(2025, 1, 20)))
    assert [one.what for one in due.of(commune) if one.kind == "annual_plan"] == ["plan_unsent"]
    activities.save(commune, draft_of(commune, record, sent_on=date(2025, 1, 25)))
    assert [one.what for one in due.of(commune) if one.kind == "annual_plan"] == []


def draft_of(desk: Desk, record: str, **values: Any) -> Any:
    from desktop.models.entry import Draft

    return Draft("annual_plan", values, record, activities.get(desk, "annual_plan", record).heads)


def test_a_missing_baseline_and_a_draft_left_over_are_due(commune: Desk) -> None:
    assert [dict(one.values) for one in of(commune, "baseline_missing")] == [{"year": 2025}]
    save(commune, "baseline", year=2025)
    assert of(commune, "baseline_missing") == []
    drafts.keep(commune, draft("training"))
    (left,) = of(commune, "draft")
    assert (left.kind, left.record) == ("training", None)


def test_what_is_overdue_comes_first_then_by_day(commune: Desk) -> None:
    save(commune, "support_case", follow_up_on=date(2025, 11, 1))
    save(
        commune,
        "tip_off",
        received_on=date(2025, 11, 5),
        due_on=date(2025, 11, 20),
        resolved_on=None,
        result=None,
    )
    save(commune, "establishment")
    found = due.of(commune)
    ranks = [(due.OVERDUE, due.SOON, due.OPEN).index(one.urgency) for one in found]
    assert ranks == sorted(ranks)
    assert [one.what for one in found[:2]] == ["follow_up", "tip_off"]


def test_nothing_is_due_at_a_receiving_desk(receiver: Desk) -> None:
    assert due.of(receiver) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_due_has_a_sentence(commune: Desk, language: str) -> None:
    save(commune, "propaganda_session", held_on=date(2025, 7, 20))
    save(commune, "establishment")
    save(commune, "tip_off", received_on=date(2025, 11, 5), due_on=None, resolved_on=None, result=None)
    save(commune, "support_case", follow_up_on=TODAY)
    drafts.keep(commune, draft("training"))
    for one in due.of(commune):
        assert "{" not in said.due(Words(language), one)


# Declaring that nothing happened


def test_declaring_writes_one_declaration_per_period(commune: Desk) -> None:
    first = declaring.nothing_happened(commune, "training", quarter("q3"))
    second = declaring.nothing_happened(commune, "tip_off", quarter("q3"))
    assert first.id == second.id
    assert second.record.nothing_happened == ("training", "tip_off")  # type: ignore[attr-defined]
    again = declaring.nothing_happened(commune, "tip_off", quarter("q3"))
    assert again.record.nothing_happened == ("training", "tip_off")  # type: ignore[attr-defined]


def test_a_declaration_is_taken_back(commune: Desk) -> None:
    declaring.nothing_happened(commune, "training", quarter("q3"))
    back = declaring.something_happened(commune, "training", quarter("q3"))
    assert back.record.nothing_happened == ()  # type: ignore[attr-defined]


def test_a_section_with_records_cannot_be_declared_empty(commune: Desk) -> None:
    save(commune, "training", started_on=date(2025, 8, 2))
    with pytest.raises(Refusal, match="section_not_empty"):
        declaring.nothing_happened(commune, "training", quarter("q3"))
    assert activities.page(commune, "period_declaration").total == 0
