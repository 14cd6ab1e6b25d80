"""A list of records as a workbook: what can be read can be changed and imported again, and nothing runs in it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from desktop.models.entry import Entry
from desktop.models.files import write_whole
from desktop.models.records import Field, FieldType, Kind, Record, kind_named
from desktop.services.own_codes import OwnCodes
from desktop.services.words import Words
from desktop.services.workbook import practice
from desktop.services.workbook.cells import put
from desktop.services.workbook.columns import ID, Column, columns
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
    for row in heading_cells(lambda: WriteOnlyCell(sheet), kind, chosen, words):
        sheet.append(row)
    try:
        count, last = _append(sheet, kind, chosen, parts, words)
    except BaseException:
        # The rows so far lie in a temporary file, which goes away when the workbook is finished.
        saved(workbook)
        raise
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(chosen))}{last}"
    write_whole(path, saved(workbook))
    return count


def _append(
    sheet: Any, kind: Kind, chosen: tuple[Column, ...], parts: Iterable[Part], words: Words
) -> tuple[int, int]:
    """Append the rows of *parts*; gives how many records there were and the last row."""
    formats = [number_format_of(column) for column in chosen]
    count, last = 0, 2
    for entries, captions in parts:
        for entry in entries:
            count += 1
            for line in _entry_lines(kind, chosen, entry, captions, words):
                last += 1
                sheet.append([_cell(sheet, value, style) for value, style in zip(line, formats, strict=True)])
    return count, last


def chosen_columns(kind: Kind, fields: Sequence[str] | None) -> tuple[Column, ...]:
    """The columns of *fields*, after that of the id, by which a changed line finds its record."""
    every = columns(kind)
    if fields is None:
        return every
    return tuple(c for name in (ID, *fields) for c in every if (c.rows or c.code) == name)


def _cell(sheet: Any, value: Any, number_format: str | None) -> Any:
    return None if value is None else put(WriteOnlyCell(sheet), value, number_format)


def _entry_lines(
    kind: Kind, chosen: tuple[Column, ...], entry: Entry, captions: Mapping[str, str], words: Words
) -> Iterable[list[Any]]:
    rows = {f.name: getattr(entry.record, f.name) for f in kind.fields if f.type is FieldType.ROWS}
    for n in range(max(1, *(len(items) for items in rows.values())) if rows else 1):
        line: list[Any] = []
        for column in chosen:
            source: Record | Any = entry.record
            if column.rows:
                source = rows[column.rows][n] if n < len(rows[column.rows]) else None
            if column.field is None:
                line.append(entry.id if n == 0 else None)
            elif source is None or (n > 0 and not column.rows):
                line.append(None)
            else:
                line.append(_shown(column.field, getattr(source, column.field.name), captions, words))
        yield line


def _shown(field: Field, value: Any, captions: Mapping[str, str], words: Words) -> Any:
    if value is None or value == ():
        return None
    if field.type is FieldType.FLAG:
        return words("codes", "flag.yes" if value else "flag.no")
    if field.type in (FieldType.CODE, FieldType.CODES):
        items = value if field.many else (value,)
        own = OwnCodes(captions)
        return "; ".join(own.label(words, str(field.code_list), code) for code in items)
    if field.type in (FieldType.LINK, FieldType.LINKS):
        named = [captions.get(item, item) for item in (value if field.many else (value,))]
        # Two records called alike are told apart by their ids, or one of them would be lost on the way back.
        items = value if field.many and len(set(named)) < len(named) else named
        return "; ".join(items)
    return value
