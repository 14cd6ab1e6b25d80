"""Which plan figures are held against: chosen in the settings, in the version of the period's last day."""

from typing import TYPE_CHECKING

from desktop.models import units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services.plans.plan import Plan

if TYPE_CHECKING:
    from desktop.services.desk import Desk


def in_force(desk: "Desk", period: Period, plan_id: str | None = None) -> Plan:
    """The plan the figures of *period* are held against, in the version in force on its last day.

    Args:
        desk: The desk.
        period: What the figures are about.
        plan_id: None for the plan that leads: the first of the chosen ones that covers the period, or the
            first of all when none does.

    Raises:
        Refusal: ``no_plan`` when none is chosen, ``unknown_plan``.
    """
    if plan_id is not None:
        return desk.plans.on(plan_id, period.end)
    chosen = running(desk, period)
    if not chosen:
        raise Refusal("no_plan")
    return chosen[0]


def running(desk: "Desk", period: Period) -> list[Plan]:
    """The chosen plans as they are in force on the last day of *period*: the leading one first.

    Those that do not cover the period are left out unless none does.
    """
    chosen = [desk.plans.on(plan_id, period.end) for plan_id in desk.settings.plans]
    return [plan for plan in chosen if plan.covers(period)] or chosen


def to_date(desk: "Desk", year: int, plan_id: str | None = None) -> Period:
    """From the first day of the plan that figures of *year* are held against to the end of that year.

    Args:
        desk: The desk.
        year: A reporting year.
        plan_id: None for the plan that leads.

    Raises:
        Refusal: ``no_plan``, ``unknown_plan``; ``plan_not_then`` when the plan does not run in that year.
    """
    whole = desk.period(year)
    plan = in_force(desk, whole, plan_id)
    if not plan.covers(whole):
        raise Refusal("plan_not_then", plan=plan.number, year=year)
    return Period.of_plan(year, plan.begins(whole.cut_off), plan.ends(whole.cut_off), whole.cut_off)


def fits(plan: Plan, unit: str) -> bool:
    """Whether *unit* lies in the plan's scope."""
    return not {above.ref for above in units.ancestors(unit)}.isdisjoint(plan.scope)
