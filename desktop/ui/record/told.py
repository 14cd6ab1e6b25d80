"""Values of a record in words, whole: beside a form and in a history there is room for every row."""

from collections.abc import Mapping

import msgspec

from desktop.models.entry import Entry
from desktop.models.records import Field, FieldType, kind_named
from desktop.ui import language
from desktop.ui.shown import shown


def told(kind: str, field: Field, value: object, captions: Mapping[str, str]) -> str:
    """*value* of *field* in words, a line for each row; empty when there is none.

    Args:
        kind: Record kind.
        field: What the value is of.
        value: As a record or a change holds it.
        captions: What linked records are called, by id, and a unit's own codes, by code.
    """
    if field.type is FieldType.ROWS and isinstance(value, (tuple, list)):
        rows = [row if isinstance(row, Mapping) else msgspec.to_builtins(row) for row in value]
        return "\n".join(_row(kind, field, row, captions) for row in rows)
    if field.type is FieldType.LINKS and isinstance(value, (tuple, list)):
        return "\n".join(captions.get(str(one), language.say("list.unknown_link")) for one in value)
    return shown(field, value, captions)


def all_told(entry: Entry, captions: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and words of every field of *entry* that holds something, in reading order."""
    found = []
    for field in kind_named(entry.kind).fields:
        words = told(entry.kind, field, getattr(entry.record, field.name), captions)
        if words:
            found.append((language.field_label(entry.kind, field.name), words))
    return found


def _row(kind: str, field: Field, row: Mapping[str, object], captions: Mapping[str, str]) -> str:
    parts = []
    for cell in field.rows:
        words = shown(cell, row.get(cell.name), captions)
        if words:
            coded = cell.type is FieldType.CODE
            label = language.field_label(kind, f"{field.name}.{cell.name}")
            parts.append(words if coded else f"{label} {words}")
    return " · ".join(parts)
