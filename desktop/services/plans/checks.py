"""What may be a plan: every field on its own, then the fields against each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from desktop.models import units
from desktop.models.fitting import day_of
from desktop.services.definitions import Definition
from desktop.services.edited_files.marked import Path
from desktop.services.edited_files.single import fields, shown
from desktop.services.edited_files.wrong import Wrong
from desktop.services.plans.fields import (
    LEVELS,
    PLAN,
    PLAN_NEEDS,
    REQUIREMENT,
    REQUIREMENT_NEEDS,
    SOURCES,
    TARGET,
    TARGET_NEEDS,
    is_amount,
    is_number,
    known_definition,
    known_unit,
)
from desktop.services.plans.fitting import levels_of, percent_of_whole, units_of
from desktop.services.plans.parameters import MOST_GROWTH, PARAMETERS

Values = Mapping[str, Any]


def wrongs(value: Any) -> Iterator[Wrong]:
    """Everything wrong with a plan given as plain values, without lines."""
    if not isinstance(value, dict):
        yield Wrong((), "not_object")
        return
    yield from fields(value, (), PLAN, PLAN_NEEDS)
    start, end = _day(value, "valid_from"), _day(value, "valid_to")
    if start and end and end < start:
        for name in ("valid_from", "valid_to"):
            yield Wrong((name,), "ends_before_start")
    issued = _day(value, "issued_on")
    if issued and end and issued > end:
        yield Wrong(("issued_on",), "issued_after_end")
    seen: set[str] = set()
    targets = value.get("targets")
    for n, target in enumerate(targets if isinstance(targets, list) else ()):
        if isinstance(target, dict):
            path: Path = ("targets", n)
            yield from _target(target, path, start, end, value.get("scope"))
            if isinstance(own := target.get("id"), str):
                if own in seen:
                    yield Wrong((*path, "id"), "target_twice", {"id": own})
                seen.add(own)


def _day(value: Values, name: str) -> date | None:
    return day_of(value.get(name))


def _target(target: Values, path: Path, start: date | None, end: date | None, scope: Any) -> Iterator[Wrong]:
    yield from fields(target, path, TARGET, TARGET_NEEDS)
    definition = known_definition(target.get("indicator"))
    if definition is not None:
        yield from _parameters(definition, target.get("parameters"), path)
        yield from _measured(definition, target, path)
    yield from _also(definition, target.get("also"), path)
    deadline = _day(target, "deadline")
    if deadline and start and end and not start <= deadline <= end:
        yield Wrong((*path, "deadline"), "deadline_outside")
    yield from _allotted(target, path, scope)


def _parameters(definition: Definition, given: Any, path: Path) -> Iterator[Wrong]:
    for name, value in (given if isinstance(given, dict) else {}).items():
        here = (*path, "parameters", name)
        if name not in definition.parameters:
            yield Wrong(here, "unknown_parameter", {"name": name})
        elif value is None and definition.parameters[name] is None:
            continue
        elif name in PARAMETERS and (code := PARAMETERS[name].wrong(value)):
            yield Wrong(here, code, {"options": ", ".join(PARAMETERS[name].options)})


def _measured(definition: Definition, target: Values, path: Path) -> Iterator[Wrong]:
    unit, level, source = (target.get(name) for name in ("unit_of_measure", "level", "source"))
    if source == "records" and not definition.fed:
        yield Wrong((*path, "source"), "only_entered")
    if not isinstance(unit, str) or source not in SOURCES:
        return
    offered = units_of(definition, str(source))
    if unit not in offered:
        yield Wrong((*path, "unit_of_measure"), "unit_not_offered", {"options": ", ".join(offered)})
        return
    levels = levels_of(definition, unit)
    if level in LEVELS and level not in levels:
        yield Wrong((*path, "level"), "level_not_offered", {"options": ", ".join(levels)})
        return
    yield from _in_range(target.get("threshold"), unit, str(level), (*path, "threshold"))


def _in_range(threshold: Any, unit: str, level: str, path: Path) -> Iterator[Wrong]:
    if not is_number(threshold):
        return
    if percent_of_whole(unit, level):
        if not 0 <= threshold <= 100:
            yield Wrong(path, "not_share", {"value": threshold})
    elif unit == "percent":
        if abs(threshold) > MOST_GROWTH:
            yield Wrong(path, "not_percent", {"value": threshold})
    elif not is_amount(threshold):
        yield Wrong(path, "not_amount", {"value": threshold})


def _also(main: Definition | None, given: Any, path: Path) -> Iterator[Wrong]:
    for n, one in enumerate(given if isinstance(given, list) else ()):
        here = (*path, "also", n)
        if not isinstance(one, dict):
            yield Wrong(here, "not_object")
            continue
        yield from fields(one, here, REQUIREMENT, REQUIREMENT_NEEDS)
        definition = known_definition(one.get("indicator"))
        if definition is None:
            continue
        yield from _parameters(definition, one.get("parameters"), here)
        if not definition.yes_no or (main is not None and not main.yes_no):
            yield Wrong((*here, "indicator"), "also_needs_yes_no")


def _allotted(target: Values, path: Path, scope: Any) -> Iterator[Wrong]:
    given = target.get("allotted")
    if not isinstance(given, dict) or not given:
        return
    number = target.get("level") == "K" and target.get("unit_of_measure") not in ("communes", "districts")
    if not number:
        yield Wrong((*path, "allotted"), "nothing_to_allot")
        return
    for ref, amount in given.items():
        here = (*path, "allotted", ref)
        if not known_unit(ref):
            yield Wrong(here, "unknown_unit", {"unit": ref})
        elif isinstance(scope, list) and not any(above.ref in scope for above in units.ancestors(ref)):
            yield Wrong(here, "unit_outside", {"unit": units.unit(ref).full_name})
        elif not is_amount(amount):
            yield Wrong(here, "not_amount", {"value": shown(amount)})
