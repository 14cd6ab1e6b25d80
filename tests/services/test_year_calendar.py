"""The year by days: what was done, what is due, by reporting months that end on the cut-off day."""

from collections import Counter
from datetime import date
from typing import Any

from desktop.models.period import Period
from desktop.services import activities, year_calendar
from desktop.services.desk import Desk
from desktop.services.sample import sample
from tests.records import draft


def save(desk: Desk, kind: str, **values: Any) -> str:
    return activities.save(desk, draft(kind, **{"reason": "Số liệu để thử", **values})).id


def test_each_day_counts_what_was_done_on_it(commune: Desk) -> None:
    save(commune, "training", started_on=date(2025, 4, 2))
    save(commune, "training", started_on=date(2025, 4, 2), title="Lớp thứ hai")
    save(commune, "propaganda_session", held_on=date(2025, 4, 2))
    found = year_calendar.of_year(commune, 2025)
    assert found.done == {date(2025, 4, 2): {"propaganda_session": 1, "training": 2}}


def test_a_day_belongs_to_the_year_the_cut_off_says(commune: Desk) -> None:
    for day in (date(2024, 12, 14), date(2024, 12, 15), date(2025, 11, 21)):
        save(commune, "propaganda_session", held_on=day)
    assert set(year_calendar.of_year(commune, 2025).done) == {date(2024, 12, 15), date(2025, 11, 21)}
    assert set(year_calendar.of_year(commune, 2024).done) == {date(2024, 12, 14)}


def test_the_months_sum_to_what_the_registers_hold(commune: Desk) -> None:
    sample(commune, year=2025, records=120, seed=3)
    kinds = [kind.name for kind in year_calendar.kinds(commune) if not kind.lasting]
    found = year_calendar.of_year(commune, 2025, kinds)
    by_month = {month.name: found.month_count(month) for month in found.year.months}
    counted: Counter[str] = Counter()
    for kind in kinds:
        for month in Period.named(2025, "year").months:
            counted[month.name] += activities.page(commune, kind, period=month, limit=1).total
    assert by_month == {name: counted[name] for name in by_month}
    assert sum(by_month.values()) > 80


def test_only_the_kinds_that_are_wanted_are_counted(commune: Desk) -> None:
    save(commune, "training", started_on=date(2025, 4, 2))
    save(commune, "propaganda_session", held_on=date(2025, 4, 2))
    assert year_calendar.of_year(commune, 2025, ["training"]).done == {date(2025, 4, 2): {"training": 1}}


def test_what_is_due_stands_on_its_day_until_it_is_done(commune: Desk) -> None:
    tip = save(
        commune,
        "tip_off",
        received_on=date(2025, 11, 3),
        due_on=date(2025, 11, 10),
        resolved_on=None,
        result=None,
    )
    case = save(commune, "support_case", follow_up_on=date(2025, 12, 1))
    save(
        commune,
        "support_case",
        follow_up_on=date(2025, 12, 2),
        closed_on=date(2025, 11, 1),
        outcome="employed",
    )
    found = year_calendar.of_year(commune, 2025).deadlines
    assert {day: [(one.record, one.late) for one in several] for day, several in found.items()} == {
        date(2025, 11, 10): [(tip, True)],
        date(2025, 12, 1): [(case, False)],
    }


def test_a_day_names_its_records(commune: Desk) -> None:
    place = save(commune, "establishment", trade_name="Nhà nghỉ Hoa Ban")
    visit = save(commune, "inspection", establishment=place, inspected_on=date(2025, 5, 6))
    save(commune, "inspection", establishment=place, inspected_on=date(2025, 5, 7))
    (one,) = year_calendar.on_day(commune, date(2025, 5, 6), ["inspection", "training"])
    assert (one.kind, one.record) == ("inspection", visit)
    assert "Nhà nghỉ Hoa Ban" in one.caption


def test_a_deleted_record_is_in_no_calendar(commune: Desk) -> None:
    record = save(commune, "training", started_on=date(2025, 4, 2))
    activities.delete(commune, "training", record)
    assert year_calendar.of_year(commune, 2025).done == {}
    assert year_calendar.on_day(commune, date(2025, 4, 2), ["training"]) == ()
