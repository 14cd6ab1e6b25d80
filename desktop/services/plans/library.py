"""The plans that come with the program: read from files and checked."""

import functools
import re

import msgspec

from desktop import paths
from desktop.models import code_lists, units
from desktop.models.errors import Refusal
from desktop.services.plans.plan import Plan, Requirement, Target

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    asked: tuple[Target | Requirement, ...] = (target, *target.also)
    problems = [detail for one in asked for detail in _requirement_problems(one)]
    if problems:
        return problems
    definition = target.definition
    if target.also and not all(one.definition.yes_no for one in asked):
        problems.append("also")
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


def _requirement_problems(asked: Target | Requirement) -> list[str]:
    try:
        definition = asked.definition
    except Refusal:
        return [f"indicator {asked.indicator}"]
    return [
        f"parameter {name}"
        for name, value in asked.parameters.items()
        if name not in definition.parameters or not _fits(name, value)
    ]


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
