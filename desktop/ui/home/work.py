"""What the home page asks of the services; runs in the worker."""

import dataclasses
from datetime import date, timedelta

from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import Establishment, Inspection, SupportCase
from desktop.services import activities, exchange, indicators, plans
from desktop.services.desk import Desk
from desktop.services.exchange import Outgoing
from desktop.services.indicators import Indicator

_ALL = 100_000
_SOON = timedelta(days=7)
_MONTHS = 12
_SAMPLE_RECORDS = 200
ACTIVITIES = ("propaganda_session", "training", "inspection")
SECTIONS = ("propaganda_session", "inspection", "training", "establishment", "support_case", "staff_member",
            "annual_plan", "baseline")  # fmt: skip
_STANDING = ("establishment", "staff_member")
"""Registers of what there is: a period does not narrow them."""


@dataclasses.dataclass(frozen=True)
class FollowUp:
    """A support case somebody promised to get back to."""

    record: str
    code: str
    due_on: date


@dataclasses.dataclass(frozen=True)
class Overview:
    """Everything the home page shows.

    Attributes:
        period: What the figures are about.
        targets: The indicators of the leading plan; empty without a plan.
        plan: Number of the leading plan's document.
        follow_ups: Open cases due within a week or overdue, the earliest first.
        uninspected: Establishments open now and not inspected in the reporting year.
        outgoing: What waits to be exported.
        months: Activities in each of the last twelve reporting months, oldest first.
        counts: For each register, its records in the period.
    """

    period: Period
    targets: tuple[Indicator, ...]
    plan: str
    follow_ups: tuple[FollowUp, ...]
    uninspected: int
    outgoing: Outgoing
    months: tuple[tuple[Period, int], ...]
    counts: dict[str, int]


def overview(desk: Desk, period: Period) -> Overview:
    """Everything the home page shows about *period*."""
    targets, plan = _targets(desk, period)
    return Overview(
        period=period,
        targets=targets,
        plan=plan,
        follow_ups=_follow_ups(desk),
        uninspected=_uninspected(desk, period.of_year),
        outgoing=exchange.outgoing(desk),
        months=tuple((month, _held(desk, month)) for month in _last_months(desk.today(), period.cut_off)),
        counts={kind: _count(desk, kind, None if kind in _STANDING else period) for kind in SECTIONS},
    )


def fill_with_sample(desk: Desk, year: int) -> int:
    """Write sample records of reporting *year* into a register for practice; gives how many."""
    from desktop.services.sample import sample

    return sample(desk, year, _SAMPLE_RECORDS, seed=year)


def _targets(desk: Desk, period: Period) -> tuple[tuple[Indicator, ...], str]:
    try:
        return tuple(indicators.compute(desk, period)), plans.load(desk.settings.plans[0]).number
    except Refusal as refusal:
        if refusal.code != "no_plan":
            raise
        return (), ""


def _follow_ups(desk: Desk) -> tuple[FollowUp, ...]:
    until = desk.today() + _SOON
    due = []
    for entry in activities.page(desk, "support_case", limit=_ALL).entries:
        case = entry.record
        if (
            isinstance(case, SupportCase)
            and case.follow_up_on
            and not case.closed_on
            and case.follow_up_on <= until
        ):
            due.append(FollowUp(entry.id, str(case.case_code), case.follow_up_on))
    return tuple(sorted(due, key=lambda one: one.due_on))


def _uninspected(desk: Desk, year: Period) -> int:
    visited = {
        entry.record.establishment
        for entry in activities.page(desk, "inspection", period=year, limit=_ALL).entries
        if isinstance(entry.record, Inspection)
    }
    here = activities.page(desk, "establishment", limit=_ALL).entries
    return sum(
        isinstance(entry.record, Establishment) and entry.record.closed_on is None and entry.id not in visited
        for entry in here
    )


def _last_months(today: date, cut_off: int) -> list[Period]:
    month = Period.containing(today, "m", cut_off)
    found = [month]
    while len(found) < _MONTHS:
        found.insert(0, Period.containing(found[0].start - timedelta(days=1), "m", cut_off))
    return found


def _held(desk: Desk, month: Period) -> int:
    return sum(_count(desk, kind, month) for kind in ACTIVITIES)


def _count(desk: Desk, kind: str, period: Period | None) -> int:
    return activities.page(desk, kind, period=period, limit=1).total
