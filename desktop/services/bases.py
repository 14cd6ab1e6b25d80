"""What a roll-up is made from: the records as they are now, or the figures the communes locked and corrected."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

import msgspec

from desktop.models.entry import Entry
from desktop.models.period import Period
from desktop.services import judgement
from desktop.services.judgement import Indicator, Measure, Standard
from desktop.services.plans import Plan, Target
from desktop.services.slips import Standing, slips_of, standing

Basis = Literal["now", "locked", "corrected"]
BASES: tuple[Basis, ...] = get_args(Basis)

_NOT_APPLICABLE = Measure(None, "not_applicable", None)
_NO_DATA = Measure(None, "no_data", None)


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is no longer what its commune locked.

    Attributes:
        target: The plan's target.
        locked: As the period was locked; None when the target was not there.
        corrected: As the commune's last slip left it.
        now: As the records received say now; None when the plan has the target no longer.
    """

    target: str
    locked: Standing | None
    corrected: Standing | None
    now: Standing | None

    @property
    def told(self) -> bool:
        """Whether the commune's slips say what the records say now."""
        return _numbers(self.corrected) == _numbers(self.now)


@dataclasses.dataclass(frozen=True, slots=True)
class Locked:
    """A period as its commune locked it.

    Attributes:
        on: The day.
        slips: Correction slips after it.
        differences: The figures that are others now.
    """

    on: date
    slips: int
    differences: tuple[Difference, ...]


@dataclasses.dataclass(frozen=True)
class Lock:
    """What one commune set down of a period, for one plan.

    Attributes:
        on: The day it was locked.
        slips: Correction slips after it.
        locked: The figures as locked, by target.
        corrected: The figures as the last slip left them.
    """

    on: date
    slips: int
    locked: Mapping[str, Standing]
    corrected: Mapping[str, Standing]

    @classmethod
    def of(cls, entries: list[Entry], plan: Plan) -> "Lock":
        """The lock and the slips kept in *entries*, oldest first, as far as they are about *plan*."""
        slips = slips_of(entries)
        locked, corrected = (
            {target: one for (of_plan, target), one in side.items() if of_plan == plan.id}
            for side in standing(slips)
        )
        on = slips[0].made_on or date.min
        return cls(on, len(slips) - 1, locked, corrected)

    def figures(self, basis: Basis, plan: Plan, period: Period, unit: str, today: date) -> list[Indicator]:
        """The figures of every target of *plan*, as they were set down."""
        side = self.locked if basis == "locked" else self.corrected
        return [_figure(plan, target, period, unit, side.get(target.id), today) for target in plan.targets]

    def against(self, now: list[Indicator]) -> Locked:
        """What is others *now* than it was locked."""
        today = {one.target_id: Standing.now(one) for one in now if one.concerns}
        differences = tuple(
            Difference(target, self.locked.get(target), self.corrected.get(target), today.get(target))
            for target in dict.fromkeys([*today, *self.corrected])
            if _numbers(self.locked.get(target)) != _numbers(today.get(target))
        )
        return Locked(self.on, self.slips, differences)


def _numbers(one: Standing | None) -> tuple[int | None, int | None]:
    return (None, None) if one is None else one.numbers


def _figure(
    plan: Plan, target: Target, period: Period, unit: str, held: Standing | None, today: date
) -> Indicator:
    """The figure that was set down; its value follows from its numbers, its status is the one of that day."""
    reason: str | None = None
    above = below = None
    if held is None:
        reason = judgement.set_aside(target, period)
        measured = _NOT_APPLICABLE if reason else _NO_DATA
        reason = reason or "not_in_lock"
    elif held.status == "not_applicable":
        # It was given no part of a number; what it did is a part of the whole all the same.
        above, below, measured, reason = held.numerator, held.denominator, _NOT_APPLICABLE, "not_allotted"
    elif held.numerator is None:
        measured, reason = _NO_DATA, "no_data_when_locked"
    else:
        above, below = held.numerator, held.denominator
        target = plan.target_for(target, unit)
        measured = _measured(target, held, above, below)
    figure = Standard(plan, target, period, today).indicator(
        unit, measured, numerator=above, denominator=below, reason=reason, warnings=()
    )
    return figure if held is None else msgspec.structs.replace(figure, version=held.version)


def _measured(target: Target, held: Standing, above: int, below: int | None) -> Measure:
    status: judgement.Status = held.status if held.status in judgement.STATUSES else "no_data"
    if target.definition.yes_no:
        return Measure(100.0 if above else 0.0, status, 0 if status == "met" else None)
    return msgspec.structs.replace(judgement.measure(target, above, below, None), status=status)
