"""What leaves the commune instead of cases and staff gives the receiving unit the same figures."""

import dataclasses
from datetime import date
from typing import Any

from hypothesis import given, settings

from desktop.models.period import Period
from desktop.models.records import StaffMember, SupportCase, SupportTally, Training
from desktop.services import plans, tallies
from desktop.services.judgement import judge
from tests.services.shelf import BEGAN, LATER, UNIT, Shelf, periods, shelves, store

STAYING = ("supported", "supported_of_need", "staff_trained", "direct_staff_trained")


def made(shelf: Shelf, of: list[Period]) -> list[Any]:
    return list(tallies.tallies(store(shelf), UNIT, of, today=LATER, began=BEGAN))


def received(shelf: Shelf, period: Period) -> Shelf:
    """What the receiving unit has of a commune: no cases, no staff, no attendees, but their tallies."""
    above = Shelf()
    above.records = {
        key: dataclasses.replace(record, attendees=()) if isinstance(record, Training) else record
        for key, record in shelf.records.items()
        if not isinstance(record, SupportCase | StaffMember)
    }
    for number, tally in enumerate(made(shelf, [period])):
        above.records[f"{number:02x}" * 16] = tally
    return above


@given(shelves(), periods)
@settings(max_examples=60)
def test_the_receiving_unit_gets_the_commune_s_figures(shelf: Shelf, period: Period):
    plan = plans.load("lai-chau-2021-2025")
    targets = [
        *plan.targets,
        *(
            plans.Target(
                id=name, indicator=name, operator=">=", threshold=50, unit_of_measure="percent", cadence="year",
                level="P", source="records", quote="x",
            )
            for name in STAYING
        ),
        plans.Target(
            id="volunteers", indicator="direct_staff_trained", operator=">=", threshold=50, unit_of_measure="percent",
            cadence="year", level="P", source="records", quote="x", parameters={"volunteer_team": True},
        ),
    ]  # fmt: skip
    above = received(shelf, period)
    for target in targets:
        own = judge(plan, target, shelf.books(period))
        theirs = judge(plan, target, above.books(period, received=True))
        assert own == theirs


@given(shelves(), periods)
def test_a_tally_counts_people_and_no_more_than_there_are(shelf: Shelf, period: Period):
    tally, groups = made(shelf, [period])
    assert tally.accessed_eligible <= tally.accessed <= tally.in_need
    assert tally.accessed_eligible <= tally.eligible <= tally.in_need
    assert tally.referred <= tally.in_need
    cases = len(shelf.of(SupportCase))
    assert tally.opened <= cases
    assert all(1 <= row.people <= cases for row in tally.by_service)
    for group in groups.groups:
        assert group.direct_trained <= min(group.trained, group.direct_duty)
        assert max(group.trained, group.direct_duty) <= group.total


def test_no_tally_for_the_period_is_no_data():
    plan = plans.load("lai-chau-2021-2025")
    above = Shelf()
    above.add(
        SupportTally(
            year=2025,
            period="q1",
            opened=1,
            in_need=1,
            eligible=1,
            referred=0,
            accessed=0,
            accessed_eligible=0,
        )
    )
    wanted = plan.target("supported")
    year = judge(plan, wanted, above.books(Period.named(2025, "year"), received=True))
    assert (year.status, year.reason) == ("no_data", "no_tally")
    quarter = judge(plan, wanted, above.books(Period.named(2025, "q1"), received=True))
    assert (quarter.numerator, quarter.denominator) == (0, 1)


def test_each_part_of_the_year_that_has_begun_is_tallied():
    names = [period.name for period in tallies.periods_to_tally(2025)]
    assert len(names) == len(set(names)) == 20
    begun = tallies.periods_to_tally(2025, today=date(2025, 1, 20))
    assert [period.name for period in begun] == ["m01", "m02", "q1", "h1", "9m", "year"]
