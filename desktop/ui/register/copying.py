"""Rows of a list as a table that Excel, LibreOffice and Word take from the clipboard."""

from collections.abc import Iterator, Sequence

import msgspec

from desktop.models.entry import Entry
from desktop.models.records import FieldType
from desktop.services import listing
from desktop.services.desk import Desk
from desktop.services.listing import Rows
from desktop.services.progress import Progress, silent
from desktop.ui import cells
from desktop.ui.cells import Cell, Copied
from desktop.ui.register.columns import Column

_NUMBERS = (FieldType.COUNT, FieldType.MONEY, FieldType.YEAR)
_DAYS = {FieldType.DATE: ("dd/mm/yyyy", "%d/%m/%Y"), FieldType.MONTH: ("mm/yyyy", "%m/%Y")}


def copy(
    desk: Desk, kind: str, columns: Sequence[Column], ids: bytes, *, progress: Progress = silent
) -> Copied:
    """The records *ids* as a table with heads; runs in the worker.

    Raises:
        Cancelled: from *progress*.
    """

    def lines() -> Iterator[list[Cell]]:
        for rows in listing.in_batches(desk, kind, ids, progress):
            for entry in rows.entries:
                yield [_cell(column, entry, rows) for column in columns]

    return cells.copied([column.label() for column in columns], lines())


def _cell(column: Column, entry: Entry, rows: Rows) -> Cell:
    value = getattr(entry.record, column.name) if column.field is not None else None
    if column.field is not None and value is not None:
        if column.field.type in _NUMBERS:
            return cells.number(value)
        if column.field.type in _DAYS:
            return cells.day(value, *_DAYS[column.field.type])
        if column.field.type is FieldType.ROWS:
            counts = column.field.counts
            made = [msgspec.to_builtins(row) for row in value]
            summed = sum(row.get(counts[0].name) or 0 for row in made) if counts else len(made)
            return cells.number(summed) if made else cells.EMPTY
    return cells.text(column.cell(entry, rows))
