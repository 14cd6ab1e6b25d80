"""What may be chosen when a form is changed: what a column can show, what can fill a cell, and what fits it."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.models import code_lists
from desktop.models.errors import Refusal
from desktop.models.records import Kind
from desktop.services import counts
from desktop.services.counts import FormCount, Parameter
from desktop.services.forms.checks import listed_fields, record_kinds, summed_fields
from desktop.services.forms.form import SHOWS, Row
from desktop.services.forms.library import available, load
from desktop.services.words import catalogue

USUAL_UNIT = "times"


def count_named(name: object) -> FormCount | None:
    """The count called *name*; None for a line written by hand."""
    try:
        return counts.count_of(name) if isinstance(name, str) else None
    except Refusal:
        return None


def count_names() -> tuple[str, ...]:
    """Every count a cell can be filled by, and every indicator."""
    return (*counts.all_counts(), *counts.indicator_counts())


def units_of_measure() -> tuple[str, ...]:
    """Every unit a line can be measured in."""
    return tuple(catalogue("vi", "units"))


def options(parameter: Parameter) -> Sequence[str]:
    """What may be named for *parameter*."""
    return parameter.choices or code_lists.codes(str(parameter.code_list))


def shows(values: Mapping[str, Any]) -> Sequence[str]:
    """What a column of the form *values* can show."""
    return SHOWS[str(values["lines"])]


def fields_of(values: Mapping[str, Any]) -> tuple[Kind, Sequence[str], Sequence[str]] | None:
    """The record kind of a list, the fields it may show, and what it may add up; None for no list of records."""
    kind = record_kinds().get(str(values.get("kind")))
    return None if kind is None else (kind, listed_fields(kind), summed_fields(kind))


@functools.cache
def measured_in(count: str) -> str:
    """The unit that lines filled by *count* have in the forms of the program; of an indicator what it is held in."""
    indicator = counts.count_of(count).indicator
    if indicator is not None:
        return "yes_no" if indicator.yes_no else "percent" if indicator.share else indicator.counted_in
    for form in map(load, available()):
        for group in form.groups:
            for row in group.rows:
                found = _unit_in(row, count)
                if found:
                    return found
    return USUAL_UNIT


def _unit_in(row: Row, count: str) -> str:
    other = row.receiving if row.receiving.get("count") == count else {}
    mine = row.unit if row.count == count else ""
    return str(other.get("unit", mine)) or next(
        (one for part in row.rows if (one := _unit_in(part, count))), ""
    )


def fitted(count: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What of *given* can be fixed in *count*, with the first choice for what must be."""
    found: dict[str, Any] = {}
    for name, one in counts.count_of(count).takes.items():
        value = given.get(name)
        if _fits(one, value):
            found[name] = value
        elif one.required:
            found[name] = list(options(one)[:1]) if one.many else options(one)[0]
    return found


def _fits(parameter: Parameter, value: Any) -> bool:
    if parameter.flag:
        return value is True
    named = value if parameter.many and isinstance(value, list) else [value]
    return bool(named) and all(isinstance(one, str) and one in options(parameter) for one in named)
