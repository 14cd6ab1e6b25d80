"""A list of records as a workbook: what can be read can be changed and imported again, and nothing runs in it."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from desktop.models.entry import Entry
from desktop.models.files import write_whole
from desktop.models.records import Field, FieldType, Kind, kind_named
from desktop.services.own_codes import OwnCodes
from desktop.services.words import Words
from desktop.services.workbook import practice
from desktop.services.workbook.columns import ID, Column, columns
from desktop.services.workbook.row_writer import RowWriter
from desktop.services.workbook.template import heading_cells, number_format_of, saved, set_up, sheet_title

Part = tuple[Sequence[Entry], Mapping[str, str]]
"""Some entries, and what the records they link to are called, by id, and a unit's own codes, by code."""


def write_list(
    kind_name: str,
    parts: Iterable[Part],
    path: Path,
    words: Words,
    *,
    fields: Sequence[str] | None = None,
    training: bool = False,
) -> int:
    """Write entries in the columns of the template, so that they can be changed and imported again; gives how many.

    Rows are written as they come, so that 50,000 of them are never in the memory together.

    Args:
        kind_name: The kind of all entries.
        parts: The entries in the order they are to stand.
        path: The file, replaced whole.
        words: The language of labels.
        fields: The fields wanted, in order; a table in a record comes with all its columns. None for all.
        training: From a register for practice, and marked so.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``.
        Cancelled: while *parts* are made; nothing is written then.
    """
    kind = kind_named(kind_name)
    chosen = chosen_columns(kind, fields)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(sheet_title(words("records", f"{kind.name}.plural")))
    if training:
        practice.mark(workbook)
    set_up(sheet, chosen)
    rows = RowWriter(sheet, [number_format_of(column) for column in chosen], 3)
    count = 0
    for entries, captions in parts:
        count += len(entries)
        lines = _Lines(kind, chosen, captions, words)
        rows.add(line for entry in entries for line in lines.of(entry))
    for row in heading_cells(lambda: WriteOnlyCell(sheet), kind, chosen, words):
        sheet.append(row)
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(chosen))}{rows.next - 1}"
    write_whole(path, rows.into(saved(workbook)))
    return count


def chosen_columns(kind: Kind, fields: Sequence[str] | None) -> tuple[Column, ...]:
    """The columns of *fields*, after that of the id, by which a changed line finds its record."""
    every = columns(kind)
    if fields is None:
        return every
    return tuple(c for name in (ID, *fields) for c in every if (c.rows or c.code) == name)


class _Lines:
    """The lines of records whose links and own codes are called by *captions*; each cell is sorted out once."""

    def __init__(
        self, kind: Kind, chosen: tuple[Column, ...], captions: Mapping[str, str], words: Words
    ) -> None:
        self._width = len(chosen)
        self._rows = [field.name for field in kind.fields if field.type is FieldType.ROWS]
        self._id = next((place for place, column in enumerate(chosen) if column.field is None), None)
        cells = [(place, c.rows, c.field.name, _shower(c.field, captions, words))
                 for place, c in enumerate(chosen) if c.field is not None]  # fmt: skip
        self._own = [(place, name, show) for place, rows, name, show in cells if rows is None]
        self._in_rows = [cell for cell in cells if cell[1] is not None]

    def of(self, entry: Entry) -> Iterator[list[Any]]:
        """The lines of one record: the first with its own cells, and one for each row of its tables."""
        record = entry.record
        tables = {name: getattr(record, name) for name in self._rows}
        for n in range(max((len(rows) for rows in tables.values()), default=1) or 1):
            line: list[Any] = [None] * self._width
            if n == 0:
                if self._id is not None:
                    line[self._id] = entry.id
                for place, name, show in self._own:
                    line[place] = show(getattr(record, name))
            for place, rows, name, show in self._in_rows:
                table = tables[str(rows)]
                if n < len(table):
                    line[place] = show(getattr(table[n], name))
            yield line


def _shower(field: Field, captions: Mapping[str, str], words: Words) -> Callable[[Any], Any]:
    """What turns a value of *field* into what stands in its cell; None where nothing does."""
    if field.type is FieldType.FLAG:
        return {None: None, True: words("codes", "flag.yes"), False: words("codes", "flag.no")}.__getitem__
    if field.type in (FieldType.CODE, FieldType.CODES):
        own, listed = OwnCodes(captions), str(field.code_list)
        label = functools.cache(lambda code: own.label(words, listed, code))
        return lambda value: "; ".join(map(label, value if field.many else (value,))) if value else None
    if field.type in (FieldType.LINK, FieldType.LINKS):
        return lambda value: _linked(value if field.many else (value,), captions) if value else None
    return lambda value: value


def _linked(items: Sequence[str], captions: Mapping[str, str]) -> str:
    named = [captions.get(item, item) for item in items]
    # Two records called alike are told apart by their ids, or one of them would be lost on the way back.
    return "; ".join(items if len(set(named)) < len(named) else named)
