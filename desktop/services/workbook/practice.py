"""A mark in words on every sheet of a workbook that comes from a register for practice."""

from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill

from desktop.services.workbook.cells import put
from desktop.services.workbook.template import sheet_title

MARK = "LUYỆN TẬP"
SENTENCE = "BẢN LUYỆN TẬP, SỐ LIỆU KHÔNG CÓ GIÁ TRỊ BÁO CÁO"
_ORANGE = "F2822C"
_ROOM = 18
"""Letters of a sheet's name that stay beside the mark; Excel takes 31 in all."""


def mark(workbook: Any, *, banner: int | None = None, width: int = 1) -> None:
    """Mark every sheet: its name, the head of each printed page, and a banner where there is a row for it.

    Args:
        workbook: An openpyxl workbook.
        banner: An empty row of the first sheet; None where each row has a meaning, as in lists that are imported.
        width: Columns the banner goes over.
    """
    for sheet in workbook.worksheets:
        sheet.title = sheet_title(f"{MARK} - {sheet.title[:_ROOM]}")
        sheet.sheet_properties.tabColor = _ORANGE
        for head in (sheet.oddHeader, sheet.firstHeader):
            head.center.text, head.center.size = SENTENCE, 12
    if banner is not None:
        sheet = workbook.worksheets[0]
        cell = put(sheet.cell(banner, 1), SENTENCE)
        cell.font = Font(name="Times New Roman", size=12, bold=True)
        cell.fill = PatternFill("solid", fgColor=_ORANGE)
        cell.alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=banner, start_column=1, end_row=banner, end_column=width)
