"""Cells as spreadsheets and Word take them from the clipboard.

Excel reads the HTML first: there every cell says whether it is a number, a day or text, so that ``=1+1`` or
``0123`` stay what they are. The plain text beside it is for everything else: days as ISO, numbers as digits.
"""

import dataclasses
import html
from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

Cell = tuple[str, str]
"""A cell as plain text and as HTML."""

EMPTY: Cell = ("", "<td></td>")
_EPOCH = date(1899, 12, 30)
_FORMULA = tuple("=+-@")
_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>'
)


@dataclasses.dataclass(frozen=True)
class Copied:
    """What goes to the clipboard, and how many rows it has, heads left out."""

    plain: str
    rich: str
    count: int


def copied(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Copied:
    """*rows* below *heads*."""
    plain = ["\t".join(_plain(head) for head in heads)]
    rich = [_row(f"<th>{html.escape(head)}</th>" for head in heads)]
    for row in rows:
        plain.append("\t".join(one for one, _ in row))
        rich.append(_row(two for _, two in row))
    whole = _HEAD + "\n".join(rich) + "</table></body></html>"
    return Copied("\r\n".join(plain) + "\r\n", whole, len(plain) - 1)


def put(what: Copied) -> None:
    """Put *what* on the clipboard."""
    data = QMimeData()
    data.setText(what.plain)
    data.setHtml(what.rich)
    QGuiApplication.clipboard().setMimeData(data)


def number(value: int | float) -> Cell:
    """A number."""
    return str(value), f'<td x:num="{value}" sdval="{value}">{value}</td>'


def day(value: date, excel: str = "dd/mm/yyyy", shown: str = "%d/%m/%Y") -> Cell:
    """A day, or a month by another format."""
    serial = (value - _EPOCH).days
    return value.isoformat(), (
        f'<td x:num="{serial}" sdval="{serial}" sdnum="1066;0;{excel.upper()}" '
        f"style=\"mso-number-format:'{excel.replace('/', chr(92) + '/')}'\">{value.strftime(shown)}</td>"
    )


def text(value: str) -> Cell:
    """Words, whatever they begin with."""
    if not value:
        return EMPTY
    return _plain(value), f"<td x:str style=\"mso-number-format:'\\@'\">{html.escape(value)}</td>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _plain(value: str) -> str:
    words = " ".join(value.split())
    # What would be read as a formula is marked as text in the way spreadsheets know.
    return f"'{words}" if words.startswith(_FORMULA) else words
