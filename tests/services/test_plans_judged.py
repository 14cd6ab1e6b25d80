"""What plans ask in other ways than a share: several things at once, numbers, and numbers shared out."""

from datetime import date

import msgspec
import pytest
from hypothesis import given

from desktop.models.period import Period
from desktop.models.records import AnnualPlan, Audience, Baseline, PropagandaSession
from desktop.services import plans
from desktop.services.judgement import Indicator, judge
from tests.services.shelf import LATER, UNIT, Shelf, shelves

YEAR = Period.named(2025, "year")
LAI_CHAU = plans.load("lai-chau-2021-2025")
HA_NOI = plans.load("ha-noi-2026-kh-07")


def session(
    first_time: int | None = 5, programmes: tuple[str, ...] = (), group: str = "service_worker"
) -> PropagandaSession:
    return PropagandaSession(
        held_on=date(2025, 3, 20),
        form="meeting",
        programmes=programmes,
        audiences=(Audience(group=group, attendances=first_time, first_time=first_time),),
    )


def three_things() -> plans.Target:
    asked = plans.load("nghi-quyet-49-2023-2025").target("HP6")
    return msgspec.structs.replace(asked, level="C")


def judged(target: plans.Target, shelf: Shelf, today: date = LATER, plan: plans.Plan = LAI_CHAU) -> Indicator:
    return judge(plan, target, shelf.books(YEAR, today=today))


PARTS = {
    "plan": AnnualPlan(year=2025, number="1/KH-UBND", issued_on=date(2025, 1, 20)),
    "session": session(),
    "both": session(programmes=("drugs",)),
}


@pytest.mark.parametrize(
    ("records", "missing"),
    [
        ((), 3),
        (("plan",), 2),
        (("session",), 2),
        (("plan", "session"), 1),
        (("both",), 1),
        (("plan", "both"), 0),
    ],
)
def test_of_three_things_asked_at_once_none_may_be_missing(records: tuple[str, ...], missing: int) -> None:
    shelf = Shelf()
    for name in records:
        shelf.add(PARTS[name])
    found = judged(three_things(), shelf)
    assert (found.numerator, found.denominator) == (int(missing == 0), 1)
    assert found.status == ("met" if missing == 0 else "not_met")
    assert (found.missing, found.missing_in) == (missing, "yes_no")


@given(shelves())
def test_several_things_hold_together_when_each_holds_alone(shelf: Shelf) -> None:
    together = three_things()
    alone = [
        msgspec.structs.replace(together, indicator=one.indicator, parameters=one.parameters, also=())
        for one in (together, *together.also)
    ]
    each = [judged(target, shelf).numerator for target in alone]
    assert judged(together, shelf).numerator == min(each)  # type: ignore[type-var]


def number(threshold: float, **allotted: float) -> plans.Target:
    asked = HA_NOI.target("HN7-3")
    return msgspec.structs.replace(asked, threshold=threshold, allotted=allotted)


def test_a_number_is_held_against_people_and_never_against_a_share() -> None:
    shelf = Shelf()
    shelf.add(session(12))
    own = msgspec.structs.replace(HA_NOI, scope=(UNIT,))
    for baseline in (False, True):
        if baseline:
            shelf.add(Baseline(year=2025, service_workers=10))
        found = judged(number(20), shelf, plan=own)
        assert (found.numerator, found.denominator, found.value) == (12, None, 12)
        assert (found.status, found.missing) == ("not_met", 8)
        assert "more_than_denominator" not in found.warnings
        assert judged(number(12), shelf, plan=own).status == "met"


def test_a_commune_is_judged_by_its_own_part_and_by_none_without_one() -> None:
    shelf = Shelf()
    shelf.add(session(12))
    found = judged(number(3500), shelf, plan=HA_NOI)
    assert (found.status, found.reason, found.numerator) == ("not_applicable", "not_allotted", 12)
    assert found.value_known
    part = judged(number(3500, **{UNIT: 15}), shelf, plan=HA_NOI)
    assert (part.status, part.target, part.missing) == ("not_met", 15, 3)
    assert judged(number(3500, **{UNIT: 12}), shelf, plan=HA_NOI).status == "met"
