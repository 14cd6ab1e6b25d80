"""A unit's own plans: versions in force by date, two at once, and nothing lost that was deleted."""

from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.errors import Refusal
from desktop.models.own_plans import KeptVersion
from desktop.models.period import NAMES, Period
from desktop.services import desk as desks
from desktop.services import indicators, plans, sample, summary
from desktop.services.desk import COMMUNE, Desk
from desktop.services.plans import keeping
from desktop.services.plans.shelf import Shelf

PASSPHRASE = "tám chữ trở lên"

LAI_CHAU = "lai-chau-2021-2025"


def clock() -> datetime:
    return datetime(2025, 11, 21, 9, 41)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = desks.new(
        tmp_path / "store", PASSPHRASE, role=COMMUNE, unit="03388@2025", training=True, clock=clock
    )
    yield made
    made.close()


def with_threshold(plan: plans.Plan, target: str, threshold: float) -> dict[str, object]:
    values = plans.values_of(plan)
    for one in values["targets"]:  # type: ignore[attr-defined]
        if one["id"] == target:
            one["threshold"] = threshold
    return values


def refusal(call: object, *given: object) -> str:
    with pytest.raises(Refusal) as refused:
        call(*given)  # type: ignore[operator]
    return refused.value.code


def test_a_plan_of_the_program_is_copied_and_never_changed(desk: Desk) -> None:
    before = plans.load(LAI_CHAU)
    assert (
        refusal(keeping.save, desk, LAI_CHAU, plans.values_of(before), date(2025, 1, 1)) == "plan_of_program"
    )
    assert refusal(keeping.delete, desk, LAI_CHAU) == "plan_of_program"
    copied = keeping.copy(desk, LAI_CHAU)
    assert copied.id == "lai-chau-2021-2025-don-vi-1"
    assert copied.targets == before.targets
    assert keeping.copy(desk, copied.id).id == "lai-chau-2021-2025-don-vi-2"
    assert plans.load(LAI_CHAU) is before


def test_a_change_holds_from_its_day_and_the_past_keeps_its_figures(desk: Desk) -> None:
    sample.sample(desk, 2025, 120, 1)
    own = keeping.copy(desk, LAI_CHAU)
    keeping.choose(desk, [own.id])
    half, year = desk.period(2025, "h1"), desk.period(2025)
    before = {name: indicators.compute(desk, desk.period(2025, name)) for name in NAMES}
    keeping.save(desk, own.id, with_threshold(own, "LC3", 1), date(2025, 7, 1))
    for name in NAMES:
        period = desk.period(2025, name)
        now = indicators.compute(desk, period)
        assert (now == before[name]) is (period.end < date(2025, 7, 1)), name
        lc3 = next(one for one in now if one.target_id == "LC3")
        assert lc3.target == (70 if period.end < date(2025, 7, 1) else 1)
    assert plans.in_force(desk, half).version == 1
    assert plans.in_force(desk, year).version == 2
    assert indicators.explain(desk, "LC3", year).indicator.version.startswith("2.")


def test_the_version_of_the_last_day_counts_to_the_day(desk: Desk) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    keeping.save(desk, own.id, with_threshold(own, "LC3", 1), date(2025, 6, 14))
    keeping.save(desk, own.id, with_threshold(own, "LC3", 2), date(2025, 6, 15))
    assert plans.in_force(desk, desk.period(2025, "h1"), own.id).target("LC3").threshold == 1
    assert plans.in_force(desk, desk.period(2025, "m07"), own.id).target("LC3").threshold == 2
    assert plans.in_force(desk, desk.period(2025, "m05"), own.id).target("LC3").threshold == 70


PLAN = plans.load(LAI_CHAU)
HISTORIES = st.lists(st.dates(date(2020, 1, 1), date(2027, 12, 31)), min_size=1, max_size=6)


@given(days=HISTORIES, asked=st.dates(date(2019, 1, 1), date(2028, 12, 31)))
def test_the_version_in_force_is_the_last_saved_of_those_that_hold(days: list[date], asked: date) -> None:
    kept = [
        KeptVersion(
            "x", n, day, msgspec.json.encode(msgspec.structs.replace(PLAN, id="x", version=n)).decode(),
            day, deleted=False,
        )
        for n, day in enumerate(days, start=1)
    ]  # fmt: skip
    holding = [n for n, day in enumerate(days, start=1) if day <= asked]
    assert Shelf(kept).on("x", asked).version == (max(holding) if holding else 1)


@given(days=HISTORIES, later=st.dates(date(2022, 1, 1), date(2027, 12, 31)))
def test_a_further_version_changes_nothing_that_ended_before_it(days: list[date], later: date) -> None:
    kept = [
        KeptVersion(
            "x", n, day, msgspec.json.encode(msgspec.structs.replace(PLAN, id="x", version=n)).decode(),
            day, deleted=False,
        )
        for n, day in enumerate([*days, later], start=1)
    ]  # fmt: skip
    before, after = Shelf(kept[:-1]), Shelf(kept)
    first = min(days)
    for year in range(2021, 2028):
        for name in NAMES:
            end = Period.named(year, name).end
            if end < later:
                assert after.on("x", end) == before.on("x", end) or end < first
            else:
                assert after.on("x", end).version == len(days) + 1


def test_of_two_plans_the_one_that_covers_the_period_leads(desk: Desk) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    values = {**plans.values_of(own), "valid_from": "2026-01-01", "valid_to": "2030-12-31"}
    for target in values["targets"]:  # type: ignore[attr-defined]
        target["deadline"] = None
    keeping.save(desk, own.id, values, date(2021, 1, 1))
    keeping.choose(desk, [own.id, LAI_CHAU])
    assert plans.in_force(desk, desk.period(2025)).id == LAI_CHAU
    assert plans.in_force(desk, desk.period(2026)).id == own.id
    assert [plan.id for plan in plans.running(desk, desk.period(2026))] == [own.id]
    # Where none of them covers the period, figures are still shown, with a warning.
    assert [plan.id for plan in plans.running(desk, desk.period(2019))] == [own.id, LAI_CHAU]
    assert "outside_plan" in indicators.compute(desk, desk.period(2019))[0].warnings


def test_two_plans_run_at_once_each_by_its_own_targets(desk: Desk) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    keeping.save(desk, own.id, with_threshold(own, "LC3", 1), date(2021, 1, 1))
    keeping.choose(desk, [LAI_CHAU, own.id, LAI_CHAU])
    assert desk.settings.plans == (LAI_CHAU, own.id)
    period = desk.period(2025)
    assert [plan.id for plan in plans.running(desk, period)] == [LAI_CHAU, own.id]
    asked = [
        next(one.target for one in indicators.compute(desk, period, plan.id) if one.target_id == "LC3")
        for plan in plans.running(desk, period)
    ]
    assert asked == [70, 1]


def test_a_deleted_plan_comes_back_to_its_place(desk: Desk) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    keeping.save(desk, own.id, with_threshold(own, "LC3", 1), date(2025, 7, 1))
    keeping.choose(desk, [own.id, LAI_CHAU])
    keeping.delete(desk, own.id)
    assert desk.settings.plans == (LAI_CHAU,)
    assert plans.in_force(desk, desk.period(2025)).id == LAI_CHAU
    assert refusal(plans.in_force, desk, desk.period(2025), own.id) == "unknown_plan"
    assert keeping.listed(desk)[-1].deleted
    keeping.restore(desk, own.id)
    assert desk.settings.plans == (own.id, LAI_CHAU)
    assert plans.in_force(desk, desk.period(2025)).target("LC3").threshold == 1
    assert plans.in_force(desk, desk.period(2025, "q1")).target("LC3").threshold == 70


def test_nothing_is_kept_when_nothing_is_changed(desk: Desk) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    again = keeping.save(desk, own.id, plans.values_of(own), own.valid_from)
    assert again == own
    assert len(desk.plans.own[own.id].versions) == 1


def test_a_plan_changed_wrongly_is_refused_and_nothing_kept(desk: Desk) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    with pytest.raises(Refusal) as refused:
        keeping.save(desk, own.id, with_threshold(own, "LC3", 170), date(2025, 7, 1))
    (wrong,) = refused.value.params["wrongs"]  # type: ignore[misc]
    assert (wrong.target, wrong.field, wrong.code) == ("LC3", "threshold", "not_share")
    assert len(desk.plans.own[own.id].versions) == 1


def test_what_is_written_to_a_file_is_read_back_elsewhere(desk: Desk, tmp_path: Path) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    saved = keeping.save(desk, own.id, with_threshold(own, "LC3", 5), date(2025, 7, 1))
    keeping.write_file(desk, own.id, tmp_path / "plan.json")
    other = desks.new(
        tmp_path / "other", PASSPHRASE, role=COMMUNE, unit="03388@2025", training=True, clock=clock
    )
    loaded = keeping.load_file(other, tmp_path / "plan.json")
    assert msgspec.structs.replace(loaded, version=2) == saved
    assert other.plans.own[own.id].newest.applies_from == saved.valid_from
    assert keeping.load_file(other, tmp_path / "plan.json") == loaded
    keeping.save(desk, own.id, with_threshold(own, "LC3", 6), date(2025, 7, 1))
    keeping.write_file(desk, own.id, tmp_path / "plan.json")
    assert keeping.load_file(other, tmp_path / "plan.json", date(2025, 9, 1)).version == 2
    assert other.plans.on(own.id, date(2025, 8, 31)).target("LC3").threshold == 5
    other.close()


def test_a_file_called_like_a_plan_of_the_program_is_refused(desk: Desk, tmp_path: Path) -> None:
    keeping.write_file(desk, LAI_CHAU, tmp_path / "plan.json")
    assert refusal(keeping.load_file, desk, tmp_path / "plan.json") == "plan_of_program"
    assert refusal(keeping.load_file, desk, tmp_path / "none.json") == "path_missing"
    assert refusal(keeping.load_file, desk, tmp_path) == "path_missing"
    assert refusal(keeping.choose, desk, ["none"]) == "unknown_plan"
    assert refusal(keeping.copy, desk, "none") == "unknown_plan"
    assert refusal(keeping.restore, desk, "none") == "unknown_plan"


def test_plans_outlive_the_program(desk: Desk, tmp_path: Path) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    saved = keeping.save(desk, own.id, with_threshold(own, "LC3", 5), date(2025, 7, 1))
    keeping.choose(desk, [own.id])
    desk.close()
    again = desks.open_desk(tmp_path / "store", PASSPHRASE, clock=clock)
    assert plans.in_force(again, again.period(2025)) == saved
    assert [version.applies_from for version in again.plans.own[own.id].versions] == [
        date(2021, 1, 1),
        date(2025, 7, 1),
    ]
    again.close()


def test_the_list_begins_with_what_is_chosen(desk: Desk) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    keeping.choose(desk, [LAI_CHAU, own.id])
    listed = keeping.listed(desk)
    assert [(one.plan.id, one.place, one.own, one.fits) for one in listed[:2]] == [
        (LAI_CHAU, 1, False, True),
        (own.id, 2, True, True),
    ]
    assert {one.plan.id for one in listed[2:]} == set(plans.available()) - {LAI_CHAU}
    assert not any(one.fits for one in listed[2:])


def test_a_new_register_begins_with_the_plans_that_fit(tmp_path: Path) -> None:
    expected = {
        "00004@2025": ("ha-noi-2026-kh-07", "ha-noi-2026-kh-06"),
        "24133@2024": ("buon-ma-thuot-2018",),
        "03388@2025": (LAI_CHAU,),
    }
    for n, (unit, chosen) in enumerate(expected.items()):
        made = desks.new(tmp_path / str(n), PASSPHRASE, role=COMMUNE, unit=unit, clock=clock)
        assert made.settings.plans == chosen
        assert summary.build(made, made.period(2026)).lines
        made.close()
