"""What the form asks about a plan and about a target, described once: names, kinds of field, choices, lines."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.models import units
from desktop.models.records import Field, FieldType
from desktop.services.definitions import all_definitions
from desktop.services.plans import fields as plan_fields
from desktop.services.plans.fitting import levels_of, units_of
from desktop.services.plans.parameters import PARAMETERS, Parameter
from desktop.ui import language
from desktop.ui.fields.matching import Choices
from desktop.ui.plans import words

NUMBER = "number"
Values = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Asked:
    """One field of the form.

    Attributes:
        name: As in the plan file; a parameter by its own name.
        field: What kind of editor it gets.
        choices: What may be chosen, given the values of the part; None for what is typed.
        number: Whether it is a number that may have decimals.
        said: The label of a name, where it is no field of a plan.
    """

    name: str
    field: Field
    choices: Callable[[Values], Choices] | None = None
    number: bool = False
    said: Callable[[str], str] = words.field


def _text(name: str, longest: int = plan_fields.LONGEST_LINE, *, required: bool = True) -> Asked:
    return Asked(name, Field(name, FieldType.TEXT, required=required, max_length=longest))


def _day(name: str, *, required: bool = False) -> Asked:
    return Asked(name, Field(name, FieldType.DATE, required=required, future=True))


def _one(name: str, choices: Callable[[Values], Choices], *, required: bool = True) -> Asked:
    return Asked(name, Field(name, FieldType.CODE, required=required), choices)


def _number(name: str, *, required: bool = False) -> Asked:
    return Asked(name, Field(name, FieldType.TEXT, required=required, max_length=20), number=True)


def _options(name: str, codes: Sequence[str]) -> Callable[[Values], Choices]:
    def choices(_: Values) -> Choices:
        return [(code, words.option(name, code)) for code in codes]

    return choices


def plan_lines(unit: str) -> list[list[Asked]]:
    """The lines about the plan itself; *unit* is the desk's own."""

    def scopes(values: Values) -> Choices:
        known = [ref for ref in values.get("scope", ()) if plan_fields.known_unit(ref)]
        offered = dict.fromkeys([*known, *(above.ref for above in units.ancestors(unit))])
        return [(ref, f"{units.path(ref)} ({ref.partition('@')[2]})") for ref in offered]

    return [
        [_text("number"), _day("issued_on")],
        [_text("title")],
        [_text("issuer")],
        [_day("valid_from", required=True), _day("valid_to", required=True)],
        [Asked("scope", Field("scope", FieldType.CODES, required=True), scopes)],
        [_one("quotes", _options("quotes", plan_fields.QUOTES)), _text("source_file", required=False)],
        [_text("note", plan_fields.LONGEST_TEXT, required=False)],
    ]


def target_lines(target: Values, unit: str | None) -> list[list[Asked]]:
    """The lines about *target*; *unit* is the commune whose own part may be asked for."""
    indicator = target.get("indicator")
    definition = plan_fields.known_definition(indicator)
    parameters = [_parameter(name) for name in definition.parameters] if definition else []
    part = [_number("allotted")] if unit is not None and shared_out(target) else []
    return [
        [_text("id", plan_fields.LONGEST_TARGET_ID), _one("indicator", _indicators)],
        [_text("quote", plan_fields.LONGEST_TEXT)],
        [
            _one("operator", _options("operator", plan_fields.OPERATORS)),
            _number("threshold", required=True),
            _one("unit_of_measure", _units),
        ],
        [
            _one("level", _levels),
            _one("cadence", _options("cadence", plan_fields.CADENCES)),
            _day("deadline"),
        ],
        [_one("source", _options("source", plan_fields.SOURCES)), *part],
        *[[one] for one in parameters],
        *([[Asked("also", Field("also", FieldType.CODES), _yes_no)]] if definition and definition.yes_no else []),
        [_text("note", plan_fields.LONGEST_TEXT, required=False)],
    ]  # fmt: skip


def shared_out(target: Values) -> bool:
    """Whether each commune does its part of a number."""
    return target.get("level") == "K" and target.get("unit_of_measure") not in ("communes", "districts")


def _indicators(_: Values) -> Choices:
    return [(one.id, words.indicator(one.id)) for one in all_definitions()]


def _yes_no(values: Values) -> Choices:
    return [
        (one.id, words.indicator(one.id))
        for one in all_definitions()
        if one.yes_no and one.id != values.get("indicator")
    ]


def _units(values: Values) -> Choices:
    definition = plan_fields.known_definition(values.get("indicator"))
    offered = units_of(definition, str(values.get("source"))) if definition else ()
    return [(unit, words.unit_to_choose(unit)) for unit in offered]


def _levels(values: Values) -> Choices:
    definition = plan_fields.known_definition(values.get("indicator"))
    offered = levels_of(definition, str(values.get("unit_of_measure"))) if definition else ()
    return [(level, words.option("level", level)) for level in offered]


_TYPES = {
    "codes": FieldType.CODES, "code": FieldType.CODE, "day": FieldType.DATE, "flag": FieldType.FLAG,
}  # fmt: skip


def _parameter(name: str) -> Asked:
    kind = PARAMETERS[name]
    if kind.kind in ("whole", "percent"):
        return _number(name)
    field = Field(name, _TYPES[kind.kind], future=True)
    return Asked(name, field, _parameter_choices(name, kind))


def _parameter_choices(name: str, kind: Parameter) -> Callable[[Values], Choices] | None:
    if kind.kind == "flag":
        return lambda _: [(code, language.code_label("flag", code)) for code in ("yes", "no")]
    if kind.kind == "day":
        return None

    def choices(_: Values) -> Choices:
        if kind.code_list:
            return [(code, language.code_label(kind.code_list, code)) for code in kind.options]
        return [(code, words.option(name, code)) for code in kind.options]

    return choices


def blank_plan(unit: str, today: date) -> dict[str, Any]:
    """A new plan of this year for the province of *unit*, with one target to fill in."""
    return {
        "id": "don-vi", "version": 1, "title": "", "number": "", "issuer": "", "issued_on": None,
        "scope": [units.ancestors(unit)[-1].ref], "valid_from": f"{today.year}-01-01",
        "valid_to": f"{today.year}-12-31", "source_file": "", "quotes": "exact", "note": None, "targets": [blank(1)],
    }  # fmt: skip


def blank(number: int) -> dict[str, Any]:
    """A new target, the *number*-th of its plan."""
    return {
        "id": f"CT{number}", "indicator": "propaganda_held", "parameters": {}, "also": [], "operator": ">=",
        "threshold": 100, "unit_of_measure": "percent", "cadence": "year", "deadline": None, "level": "C",
        "source": "records", "quote": "", "note": None, "allotted": {},
    }  # fmt: skip
