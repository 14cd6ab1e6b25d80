"""What lies ahead of each target: how it stood month by month, the last day for it, what is due next, and what if.

The course of a target has twelve points, one for each of the last twelve reporting months up to the period's end
or to today: where the unit stood at the end of that month, counted from the beginning of its reporting year. That
is how officers report ("lũy kế từ đầu năm"), so a new year begins low again, and the last point of a year is the
figure of that year. Months outside the plan have no figure.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from desktop.models.period import Period
from desktop.services import due, indicators, judgement
from desktop.services.definitions import More, definition_of
from desktop.services.desk import Desk
from desktop.services.due import Due
from desktop.services.judgement import Indicator, Measure, Status
from desktop.services.plans import Plan, Target, in_force

MONTHS = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """Where a target stood at the end of *month*; None when there was no figure."""

    month: Period
    value: float | None
    status: Status


@dataclasses.dataclass(frozen=True, slots=True)
class Outlook:
    """What lies ahead of one target.

    Attributes:
        course: A point for each of the last twelve reporting months, oldest first; none before the period begins.
        last_day: By when it is to be reached.
        due: What is due next in the registers it is counted from; None when nothing is.
    """

    course: tuple[Point, ...]
    last_day: date
    due: Due | None


def of(
    desk: Desk, period: Period, plan_id: str | None = None, unit: str | None = None
) -> Mapping[str, Outlook]:
    """The outlook of every target of a plan, by its id.

    Args:
        desk: The desk.
        period: What the figures are about.
        plan_id: None for the plan that leads.
        unit: As for `indicators.compute`.

    Raises:
        Refusal: ``no_plan``, ``unknown_plan``, ``unknown_unit``.
    """
    plan = in_force(desk, period, plan_id).id
    months = [points(desk, month, plan, unit) for month in last_months(period, desk.today())]
    return {
        target: dataclasses.replace(one, course=course_of(target, months))
        for target, one in ahead(desk, period, plan).items()
    }


def ahead(desk: Desk, period: Period, plan_id: str | None = None) -> Mapping[str, Outlook]:
    """The same without the courses, which take longer."""
    plan = in_force(desk, period, plan_id)
    dues = due.of(desk)
    return {
        target.id: Outlook((), judgement.last_day(plan, target, period), next_due(target, dues))
        for target in plan.targets
    }


def points(desk: Desk, month: Period, plan_id: str, unit: str | None = None) -> Mapping[str, Point]:
    """Where the targets of a plan stood at the end of *month*, by id."""
    plan, so_far = in_force(desk, month, plan_id), month.to_date()
    figures = indicators.compute(desk, so_far, plan.id, unit) if plan.covers(so_far) else []
    found = {one.target_id: one for one in figures}
    return {target.id: _point(month, found.get(target.id)) for target in plan.targets}


def course_of(target_id: str, months: Sequence[Mapping[str, Point]]) -> tuple[Point, ...]:
    """The course of one target; a month in which the plan did not have it yet is left out."""
    return tuple(month[target_id] for month in months if target_id in month)


def last_months(period: Period, today: date) -> list[Period]:
    """The twelve reporting months up to the one in which *period* ends, or today lies; none before it begins."""
    if today < period.start:
        return []
    month = Period.containing(min(period.end, today), "m", period.cut_off)
    found = [month]
    while len(found) < MONTHS:
        found.insert(0, Period.containing(found[0].start - timedelta(days=1), "m", period.cut_off))
    return found


def next_due(target: Target, dues: Sequence[Due]) -> Due | None:
    """The most urgent of *dues* in the registers whose records can meet *target*."""
    definition = target.definition
    counting = definition.counting(definition.settings(target.parameters), received=False)
    kinds = {source.kind for source in counting.sources if source.listed and source.part}
    return next((one for one in dues if one.kind in kinds), None)


def _point(month: Period, figure: Indicator | None) -> Point:
    return Point(month, None, "no_data") if figure is None else Point(month, figure.value, figure.status)


# What if


def may_suppose(shown: Indicator) -> bool:
    """Whether one can ask of this figure what some more would make of it."""
    if shown.status == "not_applicable" or not shown.value_known:
        return False
    if shown.numerator is None or shown.value is None or shown.operator == "<=":
        return False
    more = definition_of(shown.id).more
    if shown.counted_in == "yes_no":
        # Where several things are asked at once, more of one of them alone says nothing.
        several = shown.missing_in == "yes_no"
        return bool(shown.missing) and not several and more is not More.NOTHING
    return shown.denominator != 0 or more is More.BOTH


def most(shown: Indicator) -> int | None:
    """How many more there can be: those of the denominator not in the numerator yet; None without a bound."""
    if shown.denominator is None or definition_of(shown.id).more is not More.PART:
        return None
    if shown.counted_in == "yes_no":
        return None
    return max(shown.denominator - (shown.numerator or 0), 0)


def suppose(desk: Desk, period: Period, shown: Indicator, more: int) -> Indicator:
    """The figure *shown* as it would be with *more*; nothing is read from the store, nothing saved.

    Args:
        desk: The desk, for its plans and the day.
        period: What the figure is about.
        shown: A figure for which `may_suppose` holds.
        more: How many more people, visits or sessions; at most `most`.
    """
    plan = desk.plans.on(shown.plan, period.end)
    return supposed(plan, period, shown, more, desk.today())


def supposed(plan: Plan, period: Period, shown: Indicator, more: int, today: date) -> Indicator:
    """The same with everything given; pure."""
    target = msgspec.structs.replace(plan.target(shown.target_id), threshold=shown.target)
    limit = most(shown)
    more = more if limit is None else min(more, limit)
    above, below = (shown.numerator or 0) + more, shown.denominator
    if shown.counted_in == "yes_no":
        above, measured = _once(shown, more)
    else:
        if below is not None and target.definition.more is More.BOTH:
            below += more
        passed = judgement.elapsed(plan, target, period, today)
        measured = judgement.measure(target, above, below, passed)
    beyond = () if below is None or above <= below or shown.warnings else ("more_than_denominator",)
    pace = judgement.pace(plan, target, period, measured, today)
    return msgspec.structs.replace(
        shown, numerator=above, denominator=below, value=measured.value, status=measured.status,
        missing=measured.missing, pace_per_month=pace, warnings=(*shown.warnings, *beyond),
    )  # fmt: skip


def _once(shown: Indicator, more: int) -> tuple[int, Measure]:
    """A yes or no after *more* of what it lacks."""
    left = max((shown.missing or 0) - more, 0)
    if left:
        return shown.numerator or 0, Measure(shown.value, shown.status, left)
    return 1, Measure(100.0, "met", 0)
