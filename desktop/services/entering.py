"""Figures no commune records (provincial press, courts, provincial staff), entered at the receiving unit.

A plan marks such targets as ``entered``. There is one figure for each target, year and period, under an id that
follows from them, so that two machines of one unit write the same record. It says which paper it was taken from.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.models import queries, rules
from desktop.models.edits import Edit, clean
from desktop.models.entry import Entry
from desktop.models.errors import Refusal
from desktop.models.period import NAMES, Period
from desktop.models.records import EnteredFigure, kind_named
from desktop.models.rules import Problem
from desktop.services import activities, made_once, plans
from desktop.services.checking import Checking
from desktop.services.definitions import Over
from desktop.services.desk import RECEIVING, Desk
from desktop.services.plans import Plan, Target

KIND = "entered_figure"


@dataclasses.dataclass(frozen=True, slots=True)
class Entered:
    """A figure as it was entered.

    Attributes:
        id: The record, 32 hexadecimal digits; empty for a sum of several years.
        target: The plan's target.
        numerator: What was reached; for a frequency the fewest items of any month (quarter) of the period.
        denominator: What there is, for growth what there was the year before; None where the target is a number.
        source: The paper it was taken from.
    """

    id: str
    target: str
    numerator: int
    denominator: int | None
    source: str


def asks_for_whole(target: Target) -> bool:
    """Whether a figure of *target* has a denominator: shares and growth do, numbers and frequencies do not."""
    return target.unit_of_measure == "percent" or target.level == "G"


def save(
    desk: Desk, period: Period, wanted: str, *, numerator: int | None, denominator: int | None, source: str,
    plan_id: str | None = None,
) -> Entered:  # fmt: skip
    """Enter the figure of a target for *period*, or another one in place of the one entered before.

    Args:
        desk: The receiving unit's desk.
        period: A reporting period.
        wanted: Target id (``LC8``) or indicator id.
        numerator: See `Entered`.
        denominator: See `Entered`.
        source: The paper it comes from; what looks like personal data is refused.
        plan_id: None for the plan that leads.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_period``, ``no_plan``, ``unknown_plan``, ``unknown_indicator``,
            ``target_not_entered`` for one that communes record, ``not_valid`` with ``problems``.
    """
    plan, target = _target(desk, period, wanted, plan_id)
    kind = kind_named(KIND)
    values = clean(
        kind,
        {
            "year": period.year,
            "period": period.name,
            "plan": plan.id,
            "target": target.id,
            "numerator": numerator,
            "denominator": denominator,
            "source": source,
        },
    )
    record = identity(desk.settings.unit, period, plan.id, target.id)
    with desk.store.write() as writer:
        found = rules.check(kind, values, Checking(desk, writer.connection, record))
        found += _problems(target, values, {problem.field for problem in found})
        if found:
            raise Refusal("not_valid", problems=found, kind=KIND)
        writer.put([Edit(KIND, {**values, "deleted": False}, record)])
        entered = read(writer.connection, desk.settings.unit, period, plan)
    return entered[target.id]


def delete(desk: Desk, record: str) -> None:
    """Take a figure out; Refusal ``no_record`` when there is none."""
    activities.delete(desk, KIND, record)


def undelete(desk: Desk, record: str) -> None:
    """Bring a figure back that was taken out; Refusal ``no_record`` when there never was one."""
    activities.undelete(desk, KIND, record)


def listed(desk: Desk, period: Period, plan_id: str | None = None) -> tuple[Entered, ...]:
    """The figures entered for *period*, in the order of the plan's targets.

    Raises:
        Refusal: ``no_plan``, ``unknown_plan``.
    """
    plan = plans.in_force(desk, period, plan_id)
    with desk.store.read() as connection:
        entered = read(connection, desk.settings.unit, period, plan)
    return tuple(entered[target.id] for target in plan.targets if target.id in entered)


def read(connection: Any, unit: str, period: Period, plan: Plan) -> dict[str, Entered]:
    """The figures *unit* entered for the targets of *plan* in *period*, by target.

    Those of a plan to date follow from the figures of its years.
    """
    if period.of_plan_to_date:
        years = [_of_period(connection, unit, year, plan) for year in period.years]
        found = {
            target.id: over_years(target, [one[target.id] for one in years if target.id in one])
            for target in plan.targets
        }
        return {target: one for target, one in found.items() if one is not None}
    return _of_period(connection, unit, period, plan)


def over_years(target: Target, years: Sequence[Entered]) -> Entered | None:
    """What the figures of *years*, oldest first, say together; None when nothing does.

    Of a frequency the fewest of any year, of those trained the last figure, of growth nothing, else the sum.
    """
    over = target.definition.over
    if not years or over is Over.NEVER:
        return None
    if over is Over.LAST or target.level == "M":
        return min(years, key=lambda one: one.numerator) if target.level == "M" else years[-1]
    wholes = [one.denominator for one in years if one.denominator is not None]
    return Entered(
        id="",
        target=target.id,
        numerator=sum(one.numerator for one in years),
        denominator=sum(wholes) if wholes else None,
        source="; ".join(dict.fromkeys(one.source for one in years)),
    )


def _of_period(connection: Any, unit: str, period: Period, plan: Plan) -> dict[str, Entered]:
    of_record = {
        bytes.fromhex(identity(unit, period, plan.id, target.id)): target.id
        for target in plan.targets
        if target.source == "entered"
    }
    entries = queries.entries(connection, kind_named(KIND), list(of_record))
    return {one.target: one for one in (_entered(entry) for entry in entries if not entry.deleted)}


def identity(unit: str, period: Period, plan: str, target: str) -> str:
    """The id of the figure of one target and period."""
    values = {"plan": plan, "target": target, "year": period.year, "period": period.name}
    return made_once.record_id(unit, kind_named(KIND), values)


def _target(desk: Desk, period: Period, wanted: str, plan_id: str | None) -> tuple[Plan, Target]:
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    if period.of_plan_to_date:
        raise Refusal("derived_period")
    if period.name not in NAMES:
        raise Refusal("unknown_period", period=period.name)
    plan = plans.in_force(desk, period, plan_id)
    target = plan.target(wanted)
    if target.source != "entered":
        raise Refusal("target_not_entered", id=target.id)
    return plan, target


def _problems(target: Target, values: Mapping[str, Any], told: set[str]) -> list[Problem]:
    found = []
    if not values["source"] and "source" not in told:
        found.append(Problem("source", "required"))
    above, below = values["numerator"], values["denominator"]
    if asks_for_whole(target):
        if below is None:
            found.append(Problem("denominator", "required"))
        elif (
            target.level != "G"
            and above is not None
            and above > below
            and not told & {"numerator", "denominator"}
        ):
            more = {"value": above, "limit": below, "other_field": "denominator"}
            found.append(Problem("numerator", "more_than", more))
    elif below is not None:
        found.append(Problem("denominator", "no_whole_asked"))
    return found


def _entered(entry: Entry) -> Entered:
    record = entry.record
    assert isinstance(record, EnteredFigure)  # noqa: S101 (asked for by its kind)
    return Entered(
        entry.id, str(record.target), record.numerator or 0, record.denominator, record.source or ""
    )
