"""The columns of a record kind in a workbook, derived from its description like form and table."""

import dataclasses
import functools
import re
from collections.abc import Mapping

from desktop.models import code_lists
from desktop.models.records import Field, FieldType, Kind, kind_named
from desktop.services.words import Words

ID = "id"


_WIDE = re.compile(r"(\w+)\[(\w+)\]\.(\w+)")


@dataclasses.dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        code: What stands in row 1: the field's name, ``audiences.group`` for a cell of a rows field, ``id``.
        field: The field of its cells; None for ``id``.
        rows: The rows field it is part of; None for the record's own columns.
        group: The code of the row its cells belong to, in a wide list with a column for each group; else None.
    """

    code: str
    field: Field | None
    rows: str | None = None
    group: str | None = None

    @property
    def required(self) -> bool:
        """Whether a person has to fill it in; in a rows field only where the row is used at all."""
        return self.field is not None and self.field.required and not self.field.made


def columns(kind: Kind) -> tuple[Column, ...]:
    """All columns of *kind* in reading order, ``id`` first."""
    found = [Column(ID, None)]
    for field in kind.fields:
        if field.type is FieldType.ROWS:
            found += [Column(f"{field.name}.{cell.name}", cell, field.name) for cell in field.rows]
        else:
            found.append(Column(field.name, field))
    return tuple(found)


def by_code(kind: Kind) -> Mapping[str, Column]:
    """The columns of *kind* by their codes."""
    return _by_code(kind.name)


@functools.cache
def _by_code(kind: str) -> Mapping[str, Column]:
    return {column.code: column for column in columns(kind_named(kind))}


def column_of(kind: Kind, code: str) -> Column | None:
    """The column *code* of *kind*, also ``audiences[youth].attendances`` of a wide list; None when there is none."""
    found = _WIDE.fullmatch(code)
    if found is None:
        return by_code(kind).get(code)
    rows, group, cell = found.groups()
    column = by_code(kind).get(f"{rows}.{cell}")
    field = column.field if column else None
    if column is None or field is None or column.rows is None:
        return None
    key = grouped_by(kind.field(column.rows))
    if key is None or field.name == key.name or group not in code_lists.codes(str(key.code_list)):
        return None
    return Column(code, field, column.rows, group)


def grouped_by(field: Field) -> Field | None:
    """The cell that says what a row of the rows field *field* is about, if it is a code."""
    first = field.rows[0] if field.rows else None
    return first if first is not None and first.type is FieldType.CODE else None


def label(words: Words, kind: Kind, column: Column) -> str:
    """What stands in row 2: ``Người dự theo nhóm: Lượt người dự``, with a star where it is required."""
    star = " *" if column.required else ""
    if column.field is None:
        return words("workbook", "id")
    code = f"{column.rows}.{column.field.name}" if column.rows else column.code
    key = f"{kind.name}.{code}"
    own = words("records", key if words.has("records", key) else column.field.name)
    if column.rows:
        own = f"{words('records', f'{kind.name}.{column.rows}')}: {own}"
    if column.rows and column.group:
        group = grouped_by(kind.field(column.rows))
        own = f"{own} ({words('codes', f'{group.code_list}.{column.group}')})" if group else own
    return own + star


def help_text(words: Words, kind: Kind, column: Column) -> str:
    """What is said about the column when a cell of it is chosen; empty when there is nothing to say."""
    if column.field is None:
        return words("workbook", "help.id")
    for key in (f"{kind.name}.{column.code}.help", f"{column.field.name}.help"):
        if words.has("records", key):
            return words("records", key)
    key = f"help.{column.field.type.value}"
    return words("workbook", key) if words.has("workbook", key) else ""
