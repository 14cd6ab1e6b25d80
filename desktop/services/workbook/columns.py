"""The columns of a record kind in a workbook, derived from its description like form and table."""

import dataclasses
from collections.abc import Mapping

from desktop.models.records import Field, FieldType, Kind
from desktop.services.words import Words

ID = "id"


@dataclasses.dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        code: What stands in row 1: the field's name, ``audiences.group`` for a cell of a rows field, ``id``.
        field: The field of its cells; None for ``id``.
        rows: The rows field it is part of; None for the record's own columns.
    """

    code: str
    field: Field | None
    rows: str | None = None

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
    return {column.code: column for column in columns(kind)}


def label(words: Words, kind: Kind, column: Column) -> str:
    """What stands in row 2: ``Người dự theo nhóm: Lượt người dự``, with a star where it is required."""
    star = " *" if column.required else ""
    if column.field is None:
        return words("workbook", "id")
    key = f"{kind.name}.{column.code}"
    own = words("records", key if words.has("records", key) else column.field.name)
    if column.rows:
        own = f"{words('records', f'{kind.name}.{column.rows}')}: {own}"
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
