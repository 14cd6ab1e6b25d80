"""What every field must be by itself, whatever stands in the others."""

from collections.abc import Callable, Iterator
from typing import Any

from desktop.models import code_lists
from desktop.models.fitting import EARLIEST, day_of, plainly_fits
from desktop.models.records import OWN_CODE, Field, FieldType, Kind
from desktop.models.rules.problem import Context, Problem


def shape(kind: Kind, values: dict[str, Any], context: Context) -> Iterator[Problem]:
    """What each field and each cell by itself is not: there, of its type, within its bounds, one of its list."""
    for field in kind.fields:
        value = values.get(field.name)
        if value is None or value == []:
            if field.required:
                yield Problem(field.name, "required")
        elif field.type is FieldType.ROWS:
            for number, row in enumerate(value):
                for cell in field.rows:
                    held = row.get(cell.name)
                    if held is None:
                        if cell.required:
                            yield Problem(f"{field.name}.{number}.{cell.name}", "required")
                    elif not plainly_fits(cell, held, context.today):
                        place = f"{field.name}.{number}.{cell.name}"
                        yield from CHECKS[cell.type](cell, place, held, context)
        elif not plainly_fits(field, value, context.today):
            yield from CHECKS[field.type](field, field.name, value, context)


def _date(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    day = day_of(value)
    if day is None:
        yield Problem(name, "wrong_type", {"value": value})
    elif day < EARLIEST:
        yield Problem(name, "too_early")
    elif day > context.today and not field.future:
        yield Problem(name, "in_future")


def _month(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    yield from _date(field, name, value, context)
    day = day_of(value)
    if day is not None and day.day != 1:
        yield Problem(name, "wrong_type", {"value": value})


def _number(field: Field, name: str, value: Any, _context: Context) -> Iterator[Problem]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Problem(name, "wrong_type", {"value": value})
    elif value < 0:
        yield Problem(name, "negative")
    elif field.minimum is not None and value < field.minimum:
        yield Problem(name, "too_small", {"minimum": field.minimum})
    elif field.maximum is not None and value > field.maximum:
        yield Problem(name, "too_large", {"maximum": field.maximum})


def _text(field: Field, name: str, value: Any, _context: Context) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(name, "wrong_type", {"value": value})
    elif field.max_length is not None and len(value) > field.max_length:
        yield Problem(name, "too_long", {"maximum": field.max_length})


def _code(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    if value == "under_18" and field.code_list == "age_band":
        yield Problem(name, "under_18")
    elif isinstance(value, str) and value.startswith(OWN_CODE) and code_lists.grows(str(field.code_list)):
        if not context.is_own_code(str(field.code_list), value):
            yield Problem(name, "own_code_gone")
    elif value not in code_lists.codes(str(field.code_list)) and not (
        # The receiving unit may have handed down an entry that this program does not know.
        isinstance(value, str) and context.is_own_code(str(field.code_list), value)
    ):
        yield Problem(name, "unknown_code", {"value": value})


def _codes(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    for item in value:
        yield from _code(field, name, item, context)


def _flag(_field: Field, name: str, value: Any, _context: Context) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(name, "wrong_type", {"value": value})


def _link(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    for target in value if isinstance(value, list) else [value]:
        if context.values_of(str(field.target), target) is None:
            yield Problem(name, "link_missing")


_Check = Callable[[Field, str, Any, Context], Iterator[Problem]]
CHECKS: dict[FieldType, _Check] = {
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.YEAR: _number,
    FieldType.COUNT: _number,
    FieldType.MONEY: _number,
    FieldType.TEXT: _text,
    FieldType.CODE: _code,
    FieldType.CODES: _codes,
    FieldType.FLAG: _flag,
    FieldType.LINK: _link,
    FieldType.LINKS: _link,
}
