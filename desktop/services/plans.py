"""Plans: documents with targets, as data with a version and dates of validity."""

import functools
import re
from datetime import date
from typing import Any, Literal

import msgspec

from desktop import paths
from desktop.models import code_lists, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services.definitions import Definition, definition_of

Operator = Literal[">=", "=", "<="]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Level = Literal["C", "D", "P", "E", "T", "K", "M", "G"]


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One target of a plan.

    Attributes:
        id: The target's own id, ``LC3``.
        indicator: The indicator it is measured by.
        parameters: What the plan fixes in the indicator's definition.
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
    """

    id: str
    indicator: str
    operator: Operator
    threshold: float
    unit_of_measure: str
    cadence: Literal["month", "quarter", "year", "plan", "continuous"]
    level: Level
    source: Literal["records", "entered"]
    quote: str
    deadline: date | None = None
    parameters: dict[str, Any] = {}

    @property
    def definition(self) -> Definition:
        """The definition its indicator is computed by."""
        return definition_of(self.indicator)

    @property
    def by_district(self) -> bool:
        """Whether it is judged by district, so that it has no meaning where there are none."""
        return self.level == "D" or self.unit_of_measure == "districts"


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan: one document of one issuer, for some years, with its targets.

    ``scope`` names the unit the plan is for, once for each data set of units in which it holds.
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
    source_file: str
    targets: tuple[Target, ...]

    def target(self, wanted: str) -> Target:
        """The target with an id such as ``LC3``, or the first one of an indicator.

        Raises:
            Refusal: ``unknown_indicator``.
        """
        for target in self.targets:
            if wanted in (target.id, target.indicator):
                return target
        raise Refusal("unknown_indicator", id=wanted)

    def begins(self, cut_off: int) -> date:
        """First day of the reporting year in which the plan begins."""
        return Period.named(self.valid_from.year, "year", cut_off).start

    def ends(self, cut_off: int) -> date:
        """Last day of the reporting year in which the plan ends."""
        return Period.named(self.valid_to.year, "year", cut_off).end

    def covers(self, period: Period) -> bool:
        """Whether the period lies in the plan's reporting years."""
        return self.valid_from.year <= period.year <= self.valid_to.year


def available() -> list[str]:
    """The ids of the plans that are there, sorted."""
    return sorted(file.stem for file in (paths.resources() / "plans").glob("*.json"))


@functools.cache
def load(plan_id: str) -> Plan:
    """The plan *plan_id*, checked.

    Raises:
        Refusal: ``unknown_plan``, or ``plan_not_valid`` with what is wrong in ``detail``.
    """
    if plan_id not in available():
        raise Refusal("unknown_plan", plan=plan_id)
    return parse(plan_id, (paths.resources() / "plans" / f"{plan_id}.json").read_bytes())


def parse(plan_id: str, content: bytes) -> Plan:
    """The plan written in *content*, whose id must be *plan_id*.

    Raises:
        Refusal: ``plan_not_valid`` with what is wrong in ``detail``.
    """
    try:
        plan = msgspec.json.decode(content, type=Plan)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise Refusal("plan_not_valid", plan=plan_id, detail=str(wrong)) from wrong
    for detail in _problems(plan, plan_id):
        raise Refusal("plan_not_valid", plan=plan_id, detail=detail)
    return plan


def _problems(plan: Plan, plan_id: str) -> list[str]:
    problems = [] if plan.id == plan_id else [f"id: {plan.id}"]
    if plan.valid_to < plan.valid_from:
        problems.append("valid_to < valid_from")
    if not plan.targets:
        problems.append("targets: 0")
    for ref in plan.scope:
        try:
            units.unit(ref)
        except Refusal:
            problems.append(f"scope: {ref}")
    seen: set[str] = set()
    for target in plan.targets:
        if target.id in seen:
            problems.append(f"{target.id}: twice")
        seen.add(target.id)
        problems.extend(f"{target.id}: {detail}" for detail in _target_problems(target))
    return problems


def _target_problems(target: Target) -> list[str]:
    try:
        definition = target.definition
    except Refusal:
        return [f"indicator {target.indicator}"]
    problems = [
        f"parameter {name}"
        for name, value in target.parameters.items()
        if name not in definition.parameters or not _fits(name, value)
    ]
    if not target.quote.strip():
        problems.append("quote")
    if target.unit_of_measure == "percent" and not (definition.share or target.source == "entered"):
        problems.append("unit_of_measure")
    if (
        definition.counted_in == "periods"
        and target.source == "records"
        and target.unit_of_measure != "percent"
    ):
        # What communes record is the share of months or quarters; items per month are entered above.
        problems.append("unit_of_measure")
    return problems


# The code lists that parameters draw from; `communes` says when a district meets a target.
_CODES_OF = {
    "groups": "staff_group",
    "levels": "audience_group",
    "programmes": "programme",
    "outlet_levels": "outlet_level",
}
_ONE_OF = {"communes": ("all", "any"), "every": ("month", "quarter")}


def _fits(name: str, value: object) -> bool:
    if name in _CODES_OF:
        return (
            isinstance(value, list) and bool(value) and set(value) <= set(code_lists.codes(_CODES_OF[name]))
        )
    if name in _ONE_OF:
        return value in _ONE_OF[name]
    if name == "team_kind":
        return value in code_lists.codes(name)
    if name.startswith("min_"):
        return isinstance(value, int) and value >= 1
    if name == "by":
        return isinstance(value, str) and _DAY.fullmatch(value) is not None
    return True
