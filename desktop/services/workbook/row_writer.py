"""Many rows of plain cells, written into a workbook as XML: a cell object for each was most of the time of an export.

What openpyxl makes around them (headings, widths, styles, filters) stays its own; only the rows are put between.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from desktop.services.workbook.cells import put, written

_END = b"</sheetData>"
_SHEET = "xl/worksheets/sheet1.xml"
_QUICK = 1


class RowWriter:
    """The rows of one sheet of a write-only workbook, kept packed until the workbook is finished.

    Args:
        sheet: Of openpyxl; its workbook gets the styles that the rows use.
        formats: How the numbers and days of each column are shown; None for as they are.
        first: The number of the first row.
    """

    def __init__(self, sheet: Any, formats: Sequence[str | None], first: int) -> None:
        self._names = [get_column_letter(place) for place in range(1, len(formats) + 1)]
        self._numbers = [_style(sheet, 0, style) for style in formats]
        self._days = [_style(sheet, date(2000, 1, 1), style) for style in formats]
        self._quoted = _style(sheet, "=", None)
        self._packed: list[bytes] = []
        self.next = first

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add *rows* of None, text, whole numbers and days, one for each column."""
        made = [self._row(row) for row in rows]
        self._packed.append(zlib.compress("".join(made).encode(), _QUICK))

    def _row(self, cells: Sequence[Any]) -> str:
        number, self.next = self.next, self.next + 1
        made = [self._cell(place, number, value) for place, value in enumerate(cells) if value is not None]
        return f'<row r="{number}">{"".join(made)}</row>'

    def _cell(self, place: int, number: int, value: Any) -> str:
        at = f"{self._names[place]}{number}"
        if isinstance(value, str):
            text, quoted = written(value)
            if not text:
                return ""
            style = f' s="{self._quoted}"' if quoted else ""
            kept = ' xml:space="preserve"' if text != text.strip() else ""
            return f'<c r="{at}"{style} t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'
        if isinstance(value, date):
            return f'<c r="{at}" s="{self._days[place]}"><v>{to_excel(value)}</v></c>'
        return f'<c r="{at}" s="{self._numbers[place]}"><v>{value}</v></c>'

    def into(self, workbook: bytes) -> bytes:
        """The finished *workbook* with the rows behind those it has."""
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook)) as source,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for part in source.infolist():
                content = source.read(part)
                with target.open(part.filename, "w") as stream:
                    for piece in self._between(content) if part.filename == _SHEET else (content,):
                        stream.write(piece)
        return made.getvalue()

    def _between(self, sheet: bytes) -> Iterator[bytes]:
        head, _, tail = sheet.rpartition(_END)
        yield head
        for packed in self._packed:
            yield zlib.decompress(packed)
        yield _END + tail


def _style(sheet: Any, like: object, number_format: str | None) -> int:
    """The number of the style of a cell like *like*."""
    style: int = put(WriteOnlyCell(sheet), like, number_format).style_id
    return style
