"""What may stand in each field of a plan, each looked at on its own."""

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import msgspec

from desktop.models import units
from desktop.models.errors import Refusal
from desktop.models.fitting import day_of
from desktop.services.definitions import Definition, definition_of
from desktop.services.edited_files.marked import Path
from desktop.services.edited_files.single import Check, shown
from desktop.services.edited_files.wrong import Wrong
from desktop.services.plans.plan import Cadence, Level, Operator, Plan, Quotes, Requirement, Source, Target

LONGEST_ID, LONGEST_TARGET_ID, LONGEST_LINE, LONGEST_TEXT = 60, 20, 300, 2000
MOST_TARGETS = 200
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
LARGEST = 999_999_999

OPERATORS: tuple[str, ...] = get_args(Operator)
CADENCES: tuple[str, ...] = get_args(Cadence)
LEVELS: tuple[str, ...] = get_args(Level)
SOURCES: tuple[str, ...] = get_args(Source)
QUOTES: tuple[str, ...] = get_args(Quotes)

_PLAN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_TARGET_ID = re.compile(r"[^\W_][\w.-]*\Z")


def known_definition(indicator: Any) -> Definition | None:
    """The definition of *indicator*, None when there is none."""
    try:
        return definition_of(indicator) if isinstance(indicator, str) else None
    except Refusal:
        return None


def known_unit(ref: Any) -> bool:
    """Whether *ref* names a unit."""
    try:
        return isinstance(ref, str) and bool(units.unit(ref))
    except Refusal:
        return False


def is_number(value: Any) -> bool:
    """Whether *value* is a number, finite and no truth value."""
    return type(value) in (int, float) and math.isfinite(value)


def is_amount(value: Any) -> bool:
    """Whether *value* is a whole number of things, which may be written with a fraction of zero."""
    return is_number(value) and 0 <= value <= LARGEST and value == int(value)


def _text(longest: int, *, empty: bool = False) -> Check:
    def check(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(path, "not_words")
        elif not empty and not value.strip():
            yield Wrong(path, "no_quote" if path[-1] == "quote" else "empty")
        elif len(value) > longest:
            yield Wrong(path, "too_long", {"maximum": longest})
        elif any(not sign.isprintable() and sign not in "\n\t" for sign in value):
            yield Wrong(path, "odd_signs")

    return check


def _matching(pattern: re.Pattern[str], longest: int, code: str) -> Check:
    def check(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, str) or not pattern.match(value) or len(value) > longest:
            yield Wrong(path, code, {"maximum": longest})

    return check


def _one_of(options: tuple[str, ...]) -> Check:
    def check(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, str) or value not in options:
            yield Wrong(path, "not_one_of", {"options": ", ".join(options)})

    return check


def _days(value: Any, path: Path) -> Iterator[Wrong]:
    found = day_of(value)
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        yield Wrong(path, "not_day")


def _or_none(check: Check) -> Check:
    def checked(value: Any, path: Path) -> Iterator[Wrong]:
        if value is not None:
            yield from check(value, path)

    return checked


def _version(value: Any, path: Path) -> Iterator[Wrong]:
    if type(value) is not int or not 1 <= value <= LARGEST:
        yield Wrong(path, "not_version")


def _number(value: Any, path: Path) -> Iterator[Wrong]:
    if not is_number(value):
        yield Wrong(path, "not_number")


def _scope(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, list) or not value:
        yield Wrong(path, "no_scope")
        return
    for n, ref in enumerate(value):
        if not known_unit(ref):
            yield Wrong((*path, n), "unknown_unit", {"unit": shown(ref)})
        elif ref in value[:n]:
            yield Wrong((*path, n), "unit_twice", {"unit": ref})


def _indicator(value: Any, path: Path) -> Iterator[Wrong]:
    if known_definition(value) is None:
        yield Wrong(path, "no_such_indicator", {"indicator": shown(value)})


def _object(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield Wrong(path, "not_object")


def _list(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, list):
        yield Wrong(path, "not_list")


def _targets(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, list) or not value:
        yield Wrong(path, "no_targets")
    elif len(value) > MOST_TARGETS:
        yield Wrong(path, "too_many_targets", {"maximum": MOST_TARGETS})
    else:
        for n, target in enumerate(value):
            yield from _object(target, (*path, n))


_line, _long = _text(LONGEST_LINE), _text(LONGEST_TEXT)
PLAN: dict[str, Check] = {
    "id": _matching(_PLAN_ID, LONGEST_ID, "plan_id_form"),
    "version": _version,
    "title": _line,
    "number": _line,
    "issuer": _line,
    "issued_on": _or_none(_days),
    "scope": _scope,
    "valid_from": _days,
    "valid_to": _days,
    "source_file": _text(LONGEST_LINE, empty=True),
    "quotes": _one_of(QUOTES),
    "note": _or_none(_long),
    "targets": _targets,
}
REQUIREMENT: dict[str, Check] = {"indicator": _indicator, "parameters": _object}
TARGET: dict[str, Check] = {
    "id": _matching(_TARGET_ID, LONGEST_TARGET_ID, "target_id_form"),
    **REQUIREMENT,
    "also": _list,
    "operator": _one_of(OPERATORS),
    "threshold": _number,
    "unit_of_measure": _line,
    "cadence": _one_of(CADENCES),
    "deadline": _or_none(_days),
    "level": _one_of(LEVELS),
    "source": _one_of(SOURCES),
    "quote": _long,
    "note": _or_none(_long),
    "allotted": _object,
}


def _needed(of: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(of) if field.required)


PLAN_NEEDS, TARGET_NEEDS, REQUIREMENT_NEEDS = _needed(Plan), _needed(Target), _needed(Requirement)
