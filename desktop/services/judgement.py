"""Indicators as they are shown: a count held against a target."""

import functools
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

import msgspec

from desktop.models import units
from desktop.models.period import Period
from desktop.services.books import UnitBooks
from desktop.services.definitions import Count
from desktop.services.plans import Plan, Target

Status = Literal["met", "not_met", "on_course", "nothing_happened", "no_data", "not_applicable"]
STATUSES: tuple[Status, ...] = get_args(Status)

STILL_COUNTED = frozenset({"not_allotted", "judged_by_year"})
"""Why a figure is not judged although there is one."""

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
"""The district tier ended with 30/06/2025 (two-tier local government)."""


class Indicator(msgspec.Struct, frozen=True, gc=False):
    """One indicator of one unit and period, held against one target of a plan.

    Attributes:
        id: Indicator id, ``service_workers_reached``.
        target_id: The plan's target, ``LC3``.
        level: At which the plan judges it (see `plans.Target`).
        numerator: None when there is no figure.
        denominator: None when there is none, or it is not known.
        value: In the target's unit of measure, percent rounded to 4 decimals; yes/no is 0.0 or 100.0.
        status: Met, not met, on course, nothing happened, no data, not applicable.
        target: The threshold.
        operator: How the value must stand to it.
        unit_of_measure: Of value and threshold.
        missing: How many whole people, visits or sessions more would meet it; 0 when it is met.
        counted_in: Unit of numerator and denominator; ``yes_no`` for 0 or 1 over 1.
        missing_in: Unit of ``missing``.
        pace_per_month: How many of ``missing`` each month until the deadline.
        reason: Why there is no figure.
        warnings: What makes the figure doubtful.
        year: Reporting year.
        period: Name of the period.
        unit: Organisation unit.
        plan: Plan id.
        version: Of the plan and of the definition, ``1.1``.
        number: Of the plan's document.
        quote: The words of the plan.
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
    missing_in: str
    pace_per_month: float | None
    reason: str | None
    warnings: tuple[str, ...]
    year: int
    period: str
    unit: str
    plan: str
    version: str
    number: str
    quote: str

    @property
    def concerns(self) -> bool:
        """Whether the target has to do with the unit; of others there are neither records nor figures.

        What a commune did that is given no part of a number is a part of the whole all the same, and so is what was
        done in several years of which each is judged by itself.
        """
        return self.status != "not_applicable" or self.reason in STILL_COUNTED

    @property
    def value_known(self) -> bool:
        """Whether its numbers may enter a sum: nothing happened is 0 over 0, no data is not a number."""
        return self.concerns and self.status != "no_data" and self.numerator is not None


class Measure(msgspec.Struct, frozen=True, gc=False):
    """What numbers say against a target, whoever they are of."""

    value: float | None
    status: Status
    missing: int | None


def measure(target: Target, numerator: int, denominator: int | None, elapsed: float | None) -> Measure:
    """Hold *numerator* over *denominator* against *target*.

    Args:
        target: With operator and threshold.
        numerator: What was reached.
        denominator: What there is, or for growth what there was before; None for plain counts.
        elapsed: The share of the time that has passed; None when the time is over.
    """
    if denominator == 0:
        return Measure(None, "nothing_happened", None)
    # Exactly, in whole numbers: the value is above / below, what is needed enough / each, the threshold most / of.
    most, of = _exactly(target.threshold)
    above, below, enough, each = numerator, 1, most, of
    if denominator is not None:
        # Growth is what there is more than before, so the whole of before is needed besides.
        before = denominator if target.level == "G" else 0
        above, below = 100 * (numerator - before), denominator
        enough, each = most * denominator + 100 * of * before, 100 * of
    shown = round(above / below, 4)
    against = above * of - most * below
    if _holds(target, against):
        return Measure(shown, "met", 0)
    if target.operator == "<=" or (target.operator == "=" and against > 0):
        return Measure(shown, "not_met", None)
    missing = None if target.definition.past_mending else -(-enough // each) - numerator
    if elapsed is None:
        return Measure(shown, "not_met", missing)
    passed, time = elapsed.as_integer_ratio()
    in_time = numerator * each * time >= enough * passed
    return Measure(shown, "on_course" if in_time else "not_met", missing)


@functools.cache
def _exactly(threshold: float) -> tuple[int, int]:
    """The number as it stands in the plan, as a fraction: 0.1 is a tenth."""
    return Fraction(str(threshold)).as_integer_ratio()


def _holds(target: Target, against: int) -> bool:
    """Whether a value meets its threshold; *against* is below, at or above 0 as the value is to the threshold."""
    if target.operator == "<=":
        return against <= 0
    if target.operator == "=" and (target.unit_of_measure != "percent" or target.threshold < 100):
        return against == 0
    # "= 100 %" is met by reach beyond a stale baseline too; the warning says that it is beyond.
    return against >= 0


def set_aside(target: Target, period: Period) -> str | None:
    """Why no commune is judged by *target* in *period*; None when communes are."""
    if target.by_district and period.end > LAST_DAY_OF_DISTRICTS:
        return "no_district_tier"
    return "entered_above" if target.source == "entered" else None


def judged_by_year(target: Target, period: Period) -> bool:
    """Whether the plan asks for *target* every year, so that several years together neither meet nor miss it."""
    return target.cadence == "year" and not target.definition.cumulative and len(period.years) > 1


def districts_judged(unit: str, period: Period) -> bool:
    """Whether there was a district tier where *unit* is, to the end of *period*."""
    return period.end <= LAST_DAY_OF_DISTRICTS and units.tiers(unit) == 3


class Standard:
    """A target of a plan in one period, to hold units against: what is the same for all of them is worked out once.

    Attributes:
        plan: The plan.
        target: The target.
    """

    def __init__(self, plan: Plan, target: Target, period: Period, today: date) -> None:
        self.plan, self.target, self._period = plan, target, period
        self._definition = target.definition
        self._settings = self._definition.settings(target.parameters)
        self._aside = set_aside(target, period)
        self._by_year = judged_by_year(target, period)
        self._over = over(plan, period, today)
        self._elapsed = elapsed(plan, target, period, today)
        self._months = months_left(plan, target, period, today)
        self._outside = () if plan.covers(period) else ("outside_plan",)
        self._version = f"{plan.version}.{self._definition.version}"

    def judge(self, books: UnitBooks) -> Indicator:
        """The indicator of a unit, from its books of the period."""
        plan, target = self.plan, self.target
        counted, reason = self._count(books)
        asked = plan.threshold_for(target, books.unit)
        if asked is not None and asked != target.threshold:
            target = msgspec.structs.replace(target, threshold=asked)
        if self._aside:
            measured = _NOT_APPLICABLE
        elif reason or counted.no_data or counted.numerator is None:
            measured = _NO_DATA
            reason = reason or counted.no_data
        elif asked is None:
            measured, reason = _NOT_APPLICABLE, "not_allotted"
        elif self._definition.yes_no:
            measured = self._yes_no(counted)
        else:
            measured = measure(target, counted.numerator, counted.denominator, self._elapsed)
        if self._by_year and (measured.status not in _WITHOUT or reason == "judged_by_year"):
            measured, reason = Measure(measured.value, "not_applicable", None), "judged_by_year"
        return self.indicator(
            books.unit, measured, target=target, numerator=counted.numerator, denominator=counted.denominator,
            reason=reason, warnings=(*counted.warnings, *self._outside),
        )  # fmt: skip

    def _count(self, books: UnitBooks) -> tuple[Count, str | None]:
        """What the definition counts, and the reason code when the target does not apply.

        The reasons: ``entered_above`` and ``no_district_tier`` (not applicable), ``kind_not_recorded`` and
        ``not_entered`` (no data).
        """
        target, definition = self.target, self._definition
        if self._aside or not definition.fed:
            return Count(None, None), self._aside or "kind_not_recorded"
        counted = books.count(definition, self._settings, number=target.shared_out)
        for one in target.also:
            counted = counted.both(books.count(one.definition, one.settings))
        return counted, None

    def _yes_no(self, counted: Count) -> Measure:
        value = 100.0 if counted.numerator else 0.0
        shortfall = counted.shortfall or 0
        reached = counted.numerator == wanted(self.target)
        if reached and (self._over or not shortfall):
            return Measure(value, "met", 0)
        in_time = not self._over and counted.due is False
        return Measure(value, "on_course" if in_time else "not_met", shortfall)

    def indicator(
        self, unit: str, measured: Measure, *, numerator: int | None, denominator: int | None,
        reason: str | None, warnings: tuple[str, ...], target: Target | None = None,
    ) -> Indicator:  # fmt: skip
        """An indicator of *unit* from its parts; *target* with what is asked of this unit."""
        target, plan, definition = target or self.target, self.plan, self._definition
        return Indicator(
            id=target.indicator,
            target_id=target.id,
            level=target.level,
            numerator=numerator,
            denominator=denominator,
            value=measured.value,
            status=measured.status,
            target=target.threshold,
            operator=target.operator,
            unit_of_measure=target.unit_of_measure,
            missing=measured.missing,
            counted_in=definition.counted_in,
            missing_in="yes_no" if target.also else definition.missing_in,
            pace_per_month=_pace(measured, self._months),
            reason=reason,
            warnings=warnings,
            year=self._period.year,
            period=self._period.name,
            unit=unit,
            plan=plan.id,
            version=self._version,
            number=plan.number,
            quote=target.quote,
        )


_NOT_APPLICABLE, _NO_DATA = Measure(None, "not_applicable", None), Measure(None, "no_data", None)
_WITHOUT = frozenset({"not_applicable", "no_data"})


def standards(plan: Plan, period: Period, today: date) -> Sequence[Standard]:
    """Every target of *plan*, in its order, to hold any number of units against."""
    return [Standard(plan, target, period, today) for target in plan.targets]


def judge(plan: Plan, target: Target, books: UnitBooks) -> Indicator:
    """The indicator of *target* for the unit and period of *books*."""
    return Standard(plan, target, books.period, books.today).judge(books)


def over(plan: Plan, period: Period, today: date) -> bool:
    """Whether the time is over: a plan to date looked at before the plan's end still has time."""
    return period.over(today) and not (period.of_plan_to_date and period.end < plan.ends(period.cut_off))


def elapsed(plan: Plan, target: Target, period: Period, today: date) -> float | None:
    """The share of the time that has passed: of the plan for cumulative indicators, else of the period.

    None when the time is over.
    """
    if over(plan, period, today):
        return None
    if not _takes_the_plan(target, period):
        return period.elapsed(today)
    begins, ends = plan.begins(period.cut_off), plan.ends(period.cut_off)
    passed = ((min(today, period.end) - begins).days + 1) / ((ends - begins).days + 1)
    return min(max(passed, 0.0), 1.0)


def _takes_the_plan(target: Target, period: Period) -> bool:
    return target.definition.cumulative or period.of_plan_to_date


def wanted(target: Target) -> int:
    """What a yes/no indicator must be: 1, or 0 where the plan wants none (``= 0``)."""
    return 0 if target.threshold == 0 and target.operator != ">=" else 1


def last_day(plan: Plan, target: Target, period: Period) -> date:
    """By when *target* is to be reached: the end of the plan for cumulative indicators, else of the period."""
    return plan.ends(period.cut_off) if _takes_the_plan(target, period) else period.end


def pace(plan: Plan, target: Target, period: Period, measured: Measure, today: date) -> float | None:
    """How many of what is missing each month until the last day; None when time is over or nothing is missing."""
    return _pace(measured, months_left(plan, target, period, today))


def _pace(measured: Measure, months: int | None) -> float | None:
    return round(measured.missing / months, 2) if measured.missing and months else None


def months_left(plan: Plan, target: Target, period: Period, today: date) -> int | None:
    """The reporting months until the last day, the one that runs among them; None when the time is over."""
    if over(plan, period, today):
        return None
    last = last_day(plan, target, period)
    # Where a plan is looked at as it stood, the time left is counted from that day.
    current = Period.containing(max(min(today, period.end), period.start), "m", period.cut_off)
    final = Period.containing(last, "m", period.cut_off)
    return max((final.year - current.year) * 12 + final.span[0] - current.span[0] + 1, 1)


def parameters_of(target: Target) -> Mapping[str, object]:
    """Everything the target's definition was computed with, defaults included."""
    return target.definition.settings(target.parameters)
