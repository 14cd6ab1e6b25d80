"""Rows of a list as a table that Excel, LibreOffice and Word take from the clipboard.

Excel reads the HTML first: there every cell says whether it is a number, a day or text, so that ``=1+1`` or
``0123`` stay what they are. The plain text beside it is for everything else: days as ISO, numbers as digits.
"""

import dataclasses
import html
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.models.entry import Entry
from desktop.models.records import FieldType
from desktop.services import listing
from desktop.services.desk import Desk
from desktop.services.listing import Rows
from desktop.services.progress import Progress, silent
from desktop.ui.register.columns import Column

_EPOCH = date(1899, 12, 30)
_NUMBERS = (FieldType.COUNT, FieldType.MONEY, FieldType.YEAR)
_DAYS = {FieldType.DATE: ("dd/mm/yyyy", "%d/%m/%Y"), FieldType.MONTH: ("mm/yyyy", "%m/%Y")}
_FORMULA = tuple("=+-@")
_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>'
)


@dataclasses.dataclass(frozen=True)
class Copied:
    """What goes to the clipboard, and how many rows it has."""

    plain: str
    rich: str
    count: int


def copy(
    desk: Desk, kind: str, columns: Sequence[Column], ids: bytes, *, progress: Progress = silent
) -> Copied:
    """The records *ids* as a table with heads; runs in the worker.

    Raises:
        Cancelled: from *progress*.
    """
    heads = [column.label() for column in columns]
    plain = ["\t".join(_plain(head) for head in heads)]
    rich = [_row(f"<th>{html.escape(head)}</th>" for head in heads)]
    for rows in listing.in_batches(desk, kind, ids, progress):
        for entry in rows.entries:
            line = [_cell(column, entry, rows) for column in columns]
            plain.append("\t".join(one for one, _ in line))
            rich.append(_row(two for _, two in line))
    count = len(plain) - 1
    return Copied("\r\n".join(plain) + "\r\n", _HEAD + "\n".join(rich) + "</table></body></html>", count)


def _row(cells: Any) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _cell(column: Column, entry: Entry, rows: Rows) -> tuple[str, str]:
    """One cell as plain text and as HTML."""
    value = getattr(entry.record, column.name) if column.field is not None else None
    if column.field is not None and value is not None:
        if column.field.type in _NUMBERS:
            return str(value), _number(value)
        if column.field.type in _DAYS:
            return value.isoformat(), _day(value, *_DAYS[column.field.type])
        if column.field.type is FieldType.ROWS:
            counts = column.field.counts
            made = [msgspec.to_builtins(row) for row in value]
            summed = sum(row.get(counts[0].name) or 0 for row in made) if counts else len(made)
            return (str(summed), _number(summed)) if made else ("", "<td></td>")
    text = column.cell(entry, rows)
    return _plain(
        text
    ), f"<td x:str style=\"mso-number-format:'\\@'\">{html.escape(text)}</td>" if text else "<td></td>"


def _number(value: int) -> str:
    return f'<td x:num="{value}" sdval="{value}">{value}</td>'


def _day(value: date, excel: str, shown: str) -> str:
    serial = (value - _EPOCH).days
    return (
        f'<td x:num="{serial}" sdval="{serial}" sdnum="1066;0;{excel.upper()}" '
        f"style=\"mso-number-format:'{excel.replace('/', chr(92) + '/')}'\">{value.strftime(shown)}</td>"
    )


def _plain(text: str) -> str:
    words = " ".join(text.split())
    # What would be read as a formula is marked as text in the way spreadsheets know.
    return f"'{words}" if words.startswith(_FORMULA) else words
