"""Sums over communes: one target, many communes, one figure."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from desktop.models import units
from desktop.models.period import Period
from desktop.services import judgement
from desktop.services.bases import Locked
from desktop.services.entering import Entered
from desktop.services.judgement import Indicator, Measure, Status
from desktop.services.plans import Plan, Target

NOT_REPORTED, NOT_LOCKED = "not_reported", "not_locked"


@dataclasses.dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit with its name, for lists of who has and who has not."""

    unit: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class CommuneCells:
    """One line of the table: a commune and its indicators.

    Attributes:
        unit: ``code@dataset``.
        name: Full name.
        reported: Whether it is in the sums: it has reported or, for figures as locked, it has locked.
        indicators: None when it is not.
        absent: What it has not done then, ``not_reported`` or ``not_locked``.
        lock: How it locked the period; None when it has not.
    """

    unit: str
    name: str
    reported: bool
    indicators: tuple[Indicator, ...]
    absent: str = NOT_REPORTED
    lock: Locked | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class TargetRow:
    """One target over all communes.

    Attributes:
        id: Indicator id.
        target_id: The plan's target.
        level: C share of communes, D share of districts, P, E and T sums, K a number, M and G entered here.
        numerator: Communes (districts) that meet it, or the sum of numerators of those that reported.
        denominator: All communes expected (all districts), or the sum of denominators.
        value: In the unit of measure.
        status: Of the whole.
        target: The threshold.
        operator: How the value must stand to it.
        unit_of_measure: Of value and threshold.
        missing: What is missing, in ``counted_in``.
        counted_in: ``communes``, ``districts``, or what is summed.
        reason: Why there is no figure.
        warnings: What makes it doubtful, of any commune.
        met: Communes that meet it by themselves.
        not_met: Communes that do not.
        not_reported: Communes from which nothing has arrived for the period, or that have not locked it.
        other: Communes with any other state.
        communes: The communes by state, ``not_reported`` and ``not_locked`` among the states.
        source: ``records`` of the communes, or ``entered`` at the receiving unit.
        entered: The figure that was entered here; None when it was not, or is not to be.
        version: Of the plan and of the definition that made the figure, ``1.1``.
    """

    id: str
    target_id: str
    level: str
    numerator: int | None
    denominator: int | None
    value: float | None
    status: Status
    target: float
    operator: str
    unit_of_measure: str
    missing: int | None
    counted_in: str
    reason: str | None
    warnings: tuple[str, ...]
    met: int
    not_met: int
    not_reported: int
    other: int
    communes: Mapping[str, tuple[NamedUnit, ...]]
    source: str = "records"
    entered: Entered | None = None
    version: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class _State:
    """How one commune stands to one target; ``figure`` None when it has not reported."""

    cell: CommuneCells
    figure: Indicator | None
    name: str

    @classmethod
    def of(cls, target: Target, n: int, cell: CommuneCells) -> "_State":
        if not cell.reported:
            return cls(cell, None, cell.absent)
        figure = cell.indicators[n]
        if target.definition.yes_no and figure.numerator is not None:
            # A year that runs: what is due has been done, though the status still says "on course".
            reached = figure.numerator == judgement.wanted(target)
            return cls(cell, figure, "met" if reached else figure.status)
        return cls(cell, figure, figure.status)


@dataclasses.dataclass(frozen=True, slots=True)
class _Sum:
    numerator: int | None
    denominator: int | None
    counted_in: str
    measured: Measure
    reason: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Scope:
    """What a roll-up is over: a plan, a period, the receiving unit, the day, and what was entered there."""

    plan: Plan
    period: Period
    unit: str
    today: date
    entered: Mapping[str, Entered] = dataclasses.field(default_factory=dict)


def row_over(scope: Scope, n: int, cells: Sequence[CommuneCells]) -> TargetRow:
    """The *n*-th target of the plan over the communes in *cells*."""
    target = scope.plan.targets[n]
    states = [_State.of(target, n, cell) for cell in cells]
    summed = _sum(scope, target, states)
    names: dict[str, list[NamedUnit]] = {}
    for state in states:
        names.setdefault(state.name, []).append(NamedUnit(state.cell.unit, state.cell.name))
    met, not_met = (len(names.get(name, ())) for name in ("met", "not_met"))
    silent = sum(state.figure is None for state in states)
    warned = dict.fromkeys(warning for one in states if one.figure for warning in one.figure.warnings)
    if summed.numerator is not None and "no_data" in names:
        warned["communes_without_data"] = None
    return TargetRow(
        id=target.indicator,
        target_id=target.id,
        level=target.level,
        numerator=summed.numerator,
        denominator=summed.denominator,
        value=summed.measured.value,
        status=summed.measured.status,
        target=target.threshold,
        operator=target.operator,
        unit_of_measure=target.unit_of_measure,
        missing=summed.measured.missing,
        counted_in=summed.counted_in,
        reason=summed.reason,
        warnings=tuple(warned),
        met=met,
        not_met=not_met,
        not_reported=silent,
        other=len(states) - met - not_met - silent,
        communes={name: tuple(found) for name, found in names.items()},
        source=target.source,
        entered=scope.entered.get(target.id),
        version=f"{scope.plan.version}.{target.definition.version}",
    )


def _sum(scope: Scope, target: Target, states: Sequence[_State]) -> _Sum:
    found = _judged(scope, target, states)
    if found.numerator is None or not judgement.judged_by_year(target, scope.period):
        return found
    aside = Measure(found.measured.value, "not_applicable", None)
    return dataclasses.replace(found, measured=aside, reason="judged_by_year")


def _judged(scope: Scope, target: Target, states: Sequence[_State]) -> _Sum:
    counted_in = {"C": "communes", "D": "districts"}.get(target.level, target.definition.counted_in)
    if counted_in == "yes_no":
        counted_in = "communes"
    if target.by_district and not judgement.districts_judged(scope.unit, scope.period):
        return _nothing("districts", "not_applicable", "no_district_tier")
    passed = judgement.elapsed(scope.plan, target, scope.period, scope.today)
    if target.source == "entered":
        return _entered(target, scope.entered.get(target.id), counted_in, passed)
    if not target.definition.fed:
        return _nothing(counted_in, "no_data", "kind_not_recorded")
    if target.by_district:
        districts = _districts(target, states)
        total = len(districts) if target.unit_of_measure == "percent" else None
        return _held(target, sum(districts.values()), total, "districts", passed)
    if target.level == "C":
        return _held(target, sum(state.name == "met" for state in states), len(states), counted_in, passed)
    return _summed(target, states, counted_in, passed)


def _entered(target: Target, found: Entered | None, counted_in: str, passed: float | None) -> _Sum:
    """What was entered here; numbers and frequencies are counted in what the plan asks for."""
    if target.level in ("K", "M"):
        counted_in = target.unit_of_measure
    if found is None:
        return _nothing(counted_in, "no_data", "not_entered")
    return _held(target, found.numerator, found.denominator, counted_in, passed)


def _summed(target: Target, states: Sequence[_State], counted_in: str, passed: float | None) -> _Sum:
    """Numerators over denominators of the communes that have both; a number has numerators only."""
    figures = [state.figure for state in states if state.figure and state.figure.value_known]
    if not figures:
        reasons = [state.figure.reason for state in states if state.figure and state.figure.reason]
        return _nothing(counted_in, "no_data", reasons[0] if reasons else "nobody_reported")
    numerator = sum(figure.numerator or 0 for figure in figures)
    if target.level == "K":
        return _held(target, numerator, None, counted_in, passed)
    return _held(target, numerator, sum(figure.denominator or 0 for figure in figures), counted_in, passed)


def _nothing(counted_in: str, status: Status, reason: str) -> _Sum:
    return _Sum(None, None, counted_in, Measure(None, status, None), reason)


def _held(
    target: Target, numerator: int, denominator: int | None, counted_in: str, passed: float | None
) -> _Sum:
    return _Sum(numerator, denominator, counted_in, judgement.measure(target, numerator, denominator, passed))


def _districts(target: Target, states: Sequence[_State]) -> dict[str, bool]:
    """Each district and whether it meets the target: all of its communes do, or any, as the plan says."""
    met_in: dict[str, list[bool]] = {}
    for state in states:
        district = units.unit(state.cell.unit).parent_ref or state.cell.unit
        met_in.setdefault(district, []).append(state.name == "met")
    enough = all if judgement.parameters_of(target).get("communes") == "all" else any
    return {district: enough(met) for district, met in met_in.items()}
