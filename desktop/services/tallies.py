"""Tallies: the counts that leave the commune instead of cases and staff.

They are counted by the declarations of the indicators, so that the receiving unit, which has only the tally, gets
the very figures the commune has.
"""

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from desktop.models.code_lists import codes
from desktop.models.counting import reading
from desktop.models.counting.reading import NOTHING, Sums, When
from desktop.models.counting.terms import Counting, Flagged, HasRow, Is, Source, Within, need
from desktop.models.period import DEFAULT_CUT_OFF, MONTHS, QUARTERS, Period
from desktop.models.records import GroupTally, ServiceTally, StaffTally, SupportTally
from desktop.services.definitions import staff, support

_PARTS = (*MONTHS, *QUARTERS, "h1", "h2", "9m", "year")


def periods_to_tally(year: int, cut_off: int = DEFAULT_CUT_OFF, today: date | None = None) -> list[Period]:
    """The periods of a reporting year that have a tally: distinct people do not add up over months.

    With *today* only those that have begun.
    """
    periods = (Period.named(year, name, cut_off) for name in _PARTS)
    return [period for period in periods if today is None or period.start <= today]


def tallies(
    connection: Any,
    unit: str,
    periods: Iterable[Period],
    *,
    today: date,
    began: date,
    services: tuple[str, ...] = codes("support_service"),
) -> Iterator[SupportTally | StaffTally]:
    """Both tallies of each of the *periods*.

    Args:
        connection: Inside a transaction.
        unit: Whose.
        periods: Of which there are to be tallies.
        today: The day they are made.
        began: First day of the plan (`Plan.begins`).
        services: The codes of all services a case may name, those the unit added too.
    """
    for period in periods:
        when = When.of(period, today=today, began=began)
        cases, people = (
            reading.figures(connection, counting, when, [unit])[unit]
            for counting in (_support(services), _staff())
        )
        yield _support_tally(period, cases, services)
        yield _staff_tally(period, people)


@functools.cache
def _support(services: tuple[str, ...]) -> Counting:
    """Cases opened, in need, eligible, referred in the period, and served by each of *services*."""
    needing = support.NEED
    referred = need(HasRow("services", Within("referred_on")), "not_referred")
    return Counting(
        Source("support_case", Within("opened_on")),
        *support.of_need({}),
        *support.eligible({}),
        Source("support_case", support.OPENED, needing, (referred,)),
        *(
            Source("support_case", support.OPENED, needing, (need(_came_for(service), "another_service"),))
            for service in services
        ),
    )


def _came_for(service: str) -> HasRow:
    return HasRow("services", Is("service", (service,)) & support.ACCESSED)


def _support_tally(period: Period, found: list[dict[Any, Sums]], services: Iterable[str]) -> SupportTally:
    """The cases of the period as counts of distinct people.

    ``referred`` counts the people in need who were referred in the period, ``by_service`` those in need who came
    to use the service in it.
    """
    opened, in_need, eligible, referred, *served = (one.get(None, NOTHING) for one in found)
    by_service = sorted((service, one.counted) for service, one in zip(services, served, strict=True))
    return SupportTally(
        year=period.year,
        period=period.name,
        opened=opened.counted,
        in_need=in_need.below,
        eligible=eligible.below,
        referred=referred.counted,
        accessed=in_need.counted,
        accessed_eligible=eligible.counted,
        by_service=tuple(
            ServiceTally(service=service, people=people) for service, people in by_service if people
        ),
    )


@functools.cache
def _staff() -> Counting:
    """Staff in post at the period's end by group, those trained since the plan began; then those with direct duty."""
    in_post = (need(staff.IN_POST, "not_in_post"),)
    direct = (*in_post, need(Flagged("direct_duty"), "no_direct_duty"))
    trained = (need(staff.TRAINED, "not_trained"),)
    return Counting(
        Source("staff_member", None, in_post, trained, by="group"),
        Source("staff_member", None, direct, trained, by="group"),
    )


def _staff_tally(period: Period, found: list[dict[Any, Sums]]) -> StaffTally:
    every, direct = found
    return StaffTally(
        year=period.year,
        period=period.name,
        groups=tuple(
            GroupTally(
                group=group,
                total=one.below,
                direct_duty=direct.get(group, NOTHING).below,
                trained=one.counted,
                direct_trained=direct.get(group, NOTHING).counted,
            )
            for group, one in sorted(every.items())
            if one.below
        ),
    )
