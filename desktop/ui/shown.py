"""A value of a record as a list or a sentence shows it."""

from collections.abc import Mapping
from datetime import date

import msgspec

from desktop.models.records import Field, FieldType
from desktop.ui import language

_COUNTED = ("attendances", "people", "quantity")
_SHORT_LIST = 3


def shown(field: Field, value: object, captions: Mapping[str, str]) -> str:
    """*value* of *field* in words; empty when there is none.

    Args:
        field: What the value is of.
        value: As a record or a change holds it; days as days or ISO text, rows as objects or mappings.
        captions: What linked records are called, by id.
    """
    if value is None or value == () or value == []:
        return ""
    kind = field.type
    if kind is FieldType.DATE:
        return language.day(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if kind is FieldType.YEAR:
        return str(value)
    if kind in (FieldType.COUNT, FieldType.MONEY) and isinstance(value, int):
        return language.number(value)
    if kind is FieldType.CODE:
        return language.code_label(str(field.code_list), str(value))
    if kind is FieldType.FLAG:
        return language.code_label("flag", "yes" if value else "no")
    if kind is FieldType.LINK:
        return captions.get(str(value), language.say("list.unknown_link"))
    if isinstance(value, (tuple, list)):
        return _many(field, list(value), captions)
    return str(value)


def _many(field: Field, values: list[object], captions: Mapping[str, str]) -> str:
    if field.type is FieldType.CODES:
        return " · ".join(language.code_label(str(field.code_list), str(code)) for code in values)
    if field.type is FieldType.LINKS:
        named = [captions.get(str(one), "") for one in values]
        if len(values) <= _SHORT_LIST and all(named):
            return " · ".join(named)
        return language.number(len(values))
    rows = [row if isinstance(row, Mapping) else msgspec.to_builtins(row) for row in values]
    for cell in field.rows:
        if cell.name in _COUNTED:
            return language.number(sum(row.get(cell.name) or 0 for row in rows))
    return language.number(len(rows))


def is_number(field: Field) -> bool:
    """Whether a list shows the field right-aligned."""
    return field.type in (FieldType.COUNT, FieldType.MONEY, FieldType.ROWS)
