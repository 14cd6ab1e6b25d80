"""What a plan and a target are."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services.definitions import Definition, definition_of

Operator = Literal[">=", "=", "<="]
Level = Literal["C", "D", "P", "E", "T", "K", "M", "G"]
Cadence = Literal["month", "quarter", "year", "plan", "continuous"]
Source = Literal["records", "entered"]
Quotes = Literal["exact", "summary"]


class Requirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A further yes/no indicator that must hold for a target to be met."""

    indicator: str
    parameters: dict[str, Any] = {}

    @property
    def definition(self) -> Definition:
        """The definition it is computed by."""
        return definition_of(self.indicator)

    @property
    def settings(self) -> Mapping[str, Any]:
        """Everything the definition is computed with, defaults included."""
        return self.definition.settings(self.parameters)


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One target of a plan.

    Attributes:
        id: The target's own id, ``LC3``.
        indicator: The indicator it is measured by.
        parameters: What the plan fixes in the indicator's definition.
        also: Further yes/no indicators that must hold besides; for targets that ask several things at once.
        operator: How the value must stand to the threshold.
        threshold: In the unit of measure; percent is 0 to 100.
        unit_of_measure: ``percent`` or what is counted.
        cadence: How often it is judged: ``year``, ``quarter``, ``month``, ``plan`` (once, at its end) or
            ``continuous``.
        deadline: Last day to reach it; None when it has to be met again and again.
        level: C share of communes, D share of districts, P people, E establishments, T tip-offs and cases,
            K a number, M frequency, G growth.
        source: ``records`` of the communes, or ``entered`` at the receiving unit.
        quote: The words of the document, exactly.
        note: How the words were understood where they leave something open.
        allotted: For numbers shared out over the communes: the number of each unit, by its reference.
    """

    id: str
    indicator: str
    operator: Operator
    threshold: float
    unit_of_measure: str
    cadence: Cadence
    level: Level
    source: Source
    quote: str
    deadline: date | None = None
    parameters: dict[str, Any] = {}
    also: tuple[Requirement, ...] = ()
    note: str | None = None
    allotted: dict[str, float] = {}

    @property
    def definition(self) -> Definition:
        """The definition its indicator is computed by."""
        return definition_of(self.indicator)

    @property
    def by_district(self) -> bool:
        """Whether it is judged by district, so that it has no meaning where there are none."""
        return self.level == "D" or self.unit_of_measure == "districts"

    @property
    def shared_out(self) -> bool:
        """Whether it is a number of things to be done, of which each commune does its part."""
        return self.level == "K" and self.unit_of_measure not in ("districts", "communes")


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plan: one document of one issuer, for some years, with its targets.

    ``scope`` names the unit the plan is for, once for each data set of units in which it holds. ``quotes`` says
    whether the targets' quotes are the document's words or those of a summary of it.
    """

    id: str
    version: int
    title: str
    number: str
    issuer: str
    issued_on: date | None
    scope: tuple[str, ...]
    valid_from: date
    valid_to: date
    source_file: str = ""
    targets: tuple[Target, ...]
    note: str | None = None
    quotes: Quotes = "exact"

    def target(self, wanted: str) -> Target:
        """The target with an id such as ``LC3``, or the first one of an indicator.

        Raises:
            Refusal: ``unknown_indicator``.
        """
        for target in self.targets:
            if wanted in (target.id, target.indicator):
                return target
        raise Refusal("unknown_indicator", id=wanted)

    def threshold_for(self, target: Target, unit: str) -> float | None:
        """What *target* asks of *unit*: of a number shared out its own part, None while no part is known.

        The unit the plan is for is asked for the whole number.
        """
        if not target.shared_out or unit in self.scope:
            return target.threshold
        return target.allotted.get(unit)

    def target_for(self, target: Target, unit: str) -> Target:
        """*target* with what it asks of *unit* for its threshold; unchanged while that is not known."""
        asked = self.threshold_for(target, unit)
        if asked in (None, target.threshold):
            return target
        return msgspec.structs.replace(target, threshold=asked)

    def begins(self, cut_off: int) -> date:
        """First day on which the plan counts.

        A plan from 1 January is one for whole reporting years and begins with the first of them.
        """
        if (self.valid_from.month, self.valid_from.day) != (1, 1):
            return self.valid_from
        return Period.named(self.valid_from.year, "year", cut_off).start

    def ends(self, cut_off: int) -> date:
        """Last day on which the plan counts; to 31 December is to the end of the reporting year."""
        if (self.valid_to.month, self.valid_to.day) != (12, 31):
            return self.valid_to
        return Period.named(self.valid_to.year, "year", cut_off).end

    def covers(self, period: Period) -> bool:
        """Whether the period or a part of it lies in the plan's time."""
        return self.begins(period.cut_off) <= period.end and period.start <= self.ends(period.cut_off)
