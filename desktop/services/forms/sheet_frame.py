"""What stands above and below the table of a workbook, by the decree: head, title, notes, recipients, who signs."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from openpyxl.styles import Alignment, Font

from desktop.services.workbook.cells import put
from desktop.services.workbook.lengths import lines
from desktop.services.workbook.looks import BOLD, FACE, PLAIN, TITLE

LINE = 16.5
"""Points of a line of words."""
BANNER = 3
"""The row that says that a workbook is for practice, or a draft."""
ROWS = 6
"""Rows above the empty one before the heading."""

_LEFT = 0.45
_SIZE = 12
_ROOM_TO_SIGN = 4  # lines
_MOTTO = Font(name=FACE, size=13, bold=True, underline="single")
_PLACE, _NUMBER = Font(name=FACE, size=13, italic=True), Font(name=FACE, size=13)
_SUBJECT = Font(name=FACE, size=13, bold=True)
_OPENING = Font(name=FACE, size=12, bold=True, italic=True)
_SMALL, _NOTE = Font(name=FACE, size=11), Font(name=FACE, size=10, italic=True)
_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
# Of `looks.PLAIN`, which is the usual type of the workbook.
_PIXELS, _OF_LETTER, _PADDING, _NARROWER = 96 / 25.4, 8, 5, 0.98


def in_letters(millimetres: float) -> float:
    """A width as Excel counts it: in digits of the workbook's usual type, with the room at their sides.

    A little less than asked for, so that no sheet is made smaller to fit its paper.
    """
    return round((millimetres * _NARROWER * _PIXELS - _PADDING) / _OF_LETTER, 2)


def head(sheet: Any, said: Mapping[str, Any], widths: Sequence[float]) -> float:
    """Body and country, number and date, title and what it is about; gives the points it takes."""
    half = _split(widths, _LEFT)
    superior, issuer = " ".join(said["superior"]), said["issuer"]
    above, below = (superior, " ".join(issuer)) if superior else (issuer[0], " ".join(issuer[1:]))
    sides = [
        (1, above, PLAIN if superior else BOLD, _COUNTRY, BOLD),
        (2, below, BOLD, "Độc lập - Tự do - Hạnh phúc", _MOTTO),
        (4, f"Số: {said['number']}", _NUMBER, said["place_and_date"], _PLACE),
    ]
    for row, left, font, right, other in sides:
        _across(sheet, row, 1, half, left, font)
        if half < len(widths):
            _across(sheet, row, half + 1, len(widths), right, other)
            # The country's name stays on one line.
            right_cell = sheet.cell(row, half + 1)
            right_cell.alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
        high = max(_high(left, widths[:half], font), 1)
        sheet.row_dimensions[row].height = (high + 0.1) * LINE
    for row, words, font in ((5, said["title"].upper(), TITLE), (6, said["about"], _SUBJECT)):
        _across(sheet, row, 1, len(widths), words, font)
        sheet.row_dimensions[row].height = (_high(words, widths, font) + (0.9 if row == 5 else 0.2)) * LINE
    for row in (BANNER, ROWS + 1):
        sheet.row_dimensions[row].height = LINE
    return sum(float(sheet.row_dimensions[row].height) for row in range(1, ROWS + 2))


def draft(sheet: Any, words: str, columns: int) -> None:
    """Say in the row for it that the workbook is a draft."""
    _across(sheet, BANNER, 1, columns, words, BOLD)


def closing(sheet: Any, row: int, said: Mapping[str, Any], widths: Sequence[float]) -> tuple[int, float]:
    """Who has not reported, notes, recipients and who signs, from *row*; gives the last row and its points."""
    first, columns = row, len(widths)
    for words, font in ((said["missing"], _SMALL), (said["legend"], _NOTE)):
        if words:
            _across(sheet, row, 1, columns, words, font, side="justify" if font is _SMALL else "left")
            sheet.row_dimensions[row].height = (_high(words, widths, font) + 0.3) * 0.9 * LINE
            row += 1
    sheet.row_dimensions[row].height = LINE
    half = _split(widths, 0.5)
    signing = [*said["signature"]["lines"], *[""] * _ROOM_TO_SIGN, said["signature"]["name"]]
    listed = ["Nơi nhận:", *said["recipients"]]
    for place in range(max(len(signing), len(listed))):
        row += 1
        receives = listed[place] if place < len(listed) else ""
        if receives:
            _across(sheet, row, 1, half, receives, _SMALL if place else _OPENING, side="left")
        if place < len(signing) and signing[place] and half < columns:
            _across(sheet, row, half + 1, columns, signing[place], _SUBJECT)
        sheet.row_dimensions[row].height = max(_high(receives, widths[:half], _SMALL), 1) * LINE
    return row, sum(float(sheet.row_dimensions[one].height) for one in range(first, row + 1))


def _split(widths: Sequence[float], part: float) -> int:
    """How many columns come nearest to *part* of the sheet."""
    if len(widths) == 1:
        return 1
    ends = list(accumulate(widths))[:-1]
    return min(range(len(ends)), key=lambda n: abs(ends[n] - part * sum(widths))) + 1


def _high(words: str, widths: Sequence[float], font: Font) -> int:
    return lines(words, sum(widths), float(font.size or _SIZE), bold=bool(font.bold))


def _across(
    sheet: Any, row: int, first: int, last: int, words: str, font: Font, side: str = "center"
) -> None:
    put(sheet.cell(row, first), words or None).font = font
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    sheet.cell(row, first).alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
