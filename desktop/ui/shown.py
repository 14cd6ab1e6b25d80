"""A value of a record as a list or a sentence shows it."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from desktop.models.records import OWN_CODE, Field, FieldType
from desktop.ui import language

_SHORT_LIST = 3


def shown(field: Field, value: object, captions: Mapping[str, str]) -> str:
    """*value* of *field* in words; empty when there is none.

    Args:
        field: What the value is of.
        value: As a record or a change holds it; days as days or ISO text, rows as objects or mappings.
        captions: What linked records are called, by id, and entries of a unit's own in code lists, by code.
    """
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return _many(field, list(value), captions) if value else ""
    if field.type is FieldType.LINK:
        return captions.get(str(value), language.say("list.unknown_link"))
    if field.type is FieldType.CODE:
        return _code(field, str(value), captions)
    return _SINGLE.get(field.type, _plain)(field, value)


def _plain(_field: Field, value: object) -> str:
    return str(value)


def _day(_field: Field, value: object) -> str:
    return language.day(value if isinstance(value, date) else date.fromisoformat(str(value)))


def _month(_field: Field, value: object) -> str:
    return language.month(value if isinstance(value, date) else date.fromisoformat(str(value)))


def _number(_field: Field, value: object) -> str:
    return language.number(value) if isinstance(value, int) else str(value)


def _code(field: Field, code: str, captions: Mapping[str, str]) -> str:
    if code.startswith(OWN_CODE):
        return captions.get(code, language.say("list.unknown_own"))
    key = f"{field.code_list}.{code}"
    return language.term("codes", key) if language.has("codes", key) else language.unnamed(code)


def _flag(_field: Field, value: object) -> str:
    return language.code_label("flag", "yes" if value else "no")


_SINGLE: dict[FieldType, Callable[[Field, object], str]] = {
    FieldType.DATE: _day,
    FieldType.MONTH: _month,
    FieldType.COUNT: _number,
    FieldType.MONEY: _number,
    FieldType.FLAG: _flag,
}


def _many(field: Field, values: list[object], captions: Mapping[str, str]) -> str:
    if field.type is FieldType.CODES:
        return " · ".join(_code(field, str(code), captions) for code in values)
    if field.type is FieldType.LINKS:
        named = [captions.get(str(one), "") for one in values]
        if len(values) <= _SHORT_LIST and all(named):
            return " · ".join(named)
        return language.number(len(values))
    rows = [row if isinstance(row, Mapping) else msgspec.to_builtins(row) for row in values]
    for cell in field.counts:
        return language.number(sum(row.get(cell.name) or 0 for row in rows))
    return language.number(len(rows))


def is_number(field: Field) -> bool:
    """Whether a list shows the field right-aligned."""
    return field.type in (FieldType.COUNT, FieldType.MONEY, FieldType.ROWS)
