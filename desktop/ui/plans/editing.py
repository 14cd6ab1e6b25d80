"""What typing into the form does to the plain values of a target."""

from typing import Any

from desktop.services.definitions import definition_of
from desktop.services.plans import Wrong
from desktop.services.plans.fitting import levels_of, units_of
from desktop.ui.plans.asked import shared_out

_CHANGES_THE_FORM = ("indicator", "source", "unit_of_measure", "level")


def shown(target: dict[str, Any], commune: str | None) -> dict[str, Any]:
    """A target as its fields show it: parameters among the others, of a number shared out the part of *commune*."""
    definition = definition_of(target["indicator"])
    own = target.get("allotted", {}).get(commune)
    also = [one["indicator"] for one in target.get("also", ())]
    return {**target, **definition.parameters, **target["parameters"], "allotted": own, "also": also}


def edit(target: dict[str, Any], name: str, value: object, commune: str | None) -> bool:
    """Set the field *name* of *target*; whether the form has other fields or choices now."""
    definition = definition_of(target["indicator"])
    if name in definition.parameters:
        if value in (None, []) or value == definition.parameters[name]:
            target["parameters"].pop(name, None)
        else:
            target["parameters"][name] = value
    elif name == "allotted":
        parts = {unit: part for unit, part in target["allotted"].items() if unit != commune}
        target["allotted"] = parts if value is None else {**parts, str(commune): value}
    elif name == "also":
        known = {one["indicator"]: one for one in target["also"]}
        chosen = value if isinstance(value, list) else []
        target["also"] = [known.get(one, {"indicator": one, "parameters": {}}) for one in chosen]
    elif value != target.get(name) and (value is not None or name in ("deadline", "note")):
        target[name] = value
        if name in _CHANGES_THE_FORM:
            refitted(target)
            return True
    return False


def field_of(wrong: Wrong) -> str:
    """The field of the form in which *wrong* is shown."""
    names = [part for part in wrong.path if isinstance(part, str) and part != "targets"]
    if names and names[0] == "parameters" and len(names) > 1:
        return names[1]
    return names[0] if names else ""


def refitted(target: dict[str, Any]) -> dict[str, Any]:
    """*target* after its indicator, source or unit was chosen anew: what does not fit any more becomes what does."""
    definition = definition_of(target["indicator"])
    given = target.get("parameters") or {}
    target["parameters"] = {name: value for name, value in given.items() if name in definition.parameters}
    if not definition.yes_no:
        target["also"] = []
    offered = units_of(definition, str(target.get("source")))
    if not offered:
        target["source"] = "entered"
        offered = units_of(definition, "entered")
    if target.get("unit_of_measure") not in offered:
        target["unit_of_measure"] = offered[0]
    levels = levels_of(definition, target["unit_of_measure"])
    if target.get("level") not in levels:
        target["level"] = levels[0]
    if not shared_out(target):
        target["allotted"] = {}
    return target
