"""A filled form as a workbook: the layout it has on paper, with numbers that are numbers and text that stays text."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from desktop.models.files import write_whole
from desktop.services import decree
from desktop.services.figures import Share
from desktop.services.forms import paper
from desktop.services.forms.filling import GROUP, PART, TOTAL, Filled, FilledLine, of_summary
from desktop.services.forms.form import ROOM, Column, Form
from desktop.services.forms.library import load
from desktop.services.forms.values import GROWTH, Value, text
from desktop.services.summary import Summary
from desktop.services.workbook import practice
from desktop.services.workbook.cells import COUNT_FORMAT, DATE_FORMAT, SHARE_FORMAT, put
from desktop.services.workbook.looks import BOLD, BOX, HEAD_SHADE, ITALIC, PLAIN, SHADE, TITLE
from desktop.services.workbook.template import saved, sheet_title

GROWTH_FORMAT = "+0.0;-0.0;0.0"
_A4 = 9
_LETTER = 2.0
"""The millimetres of a letter of the width Excel counts columns in."""
_LEFT = 0.45
_LEAST = 14  # millimetres of a column that shares what is left
_TITLES = 5
"""Rows above the heading: the body and the motto, a row for a banner, the title and what it is about."""
_LINE_HEIGHT = 16.5  # points


def write(filled: Filled, path: Path) -> None:
    """Write *filled* to *path*.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    form = filled.form
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = sheet_title(decree.period_name(filled.period))
    widths = _widths(form)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = round(width / _LETTER, 1)
    _titles(sheet, filled, widths)
    row = _heading(sheet, form, widths)
    first = row
    for line in filled.lines:
        _line(sheet, row, form, line, widths)
        row += 1
    row = _below(sheet, row, filled, sum(widths))
    _page(sheet, form, first, row)
    if filled.training:
        practice.mark(workbook, banner=3, width=len(widths))
    elif filled.draft:
        put(sheet.cell(3, 1), str(paper.content(filled)["footer"])).font = BOLD
    write_whole(path, saved(workbook))


def write_summary(built: Summary, path: Path) -> None:
    """Write the table of *built* to *path*, as `write` does.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    write(of_summary(load(built.form), built), path)


def _widths(form: Form) -> list[float]:
    """The columns in millimetres; those without a width share what the others leave."""
    given = sum(column.width for column in form.columns)
    sharing = sum(not column.width for column in form.columns)
    each = max((ROOM[form.orientation] - given) / sharing, _LEAST) if sharing else 0
    return [column.width or each for column in form.columns]


def _titles(sheet: Any, filled: Filled, widths: Sequence[float]) -> None:
    content, width = paper.content(filled), len(widths)
    # The motto needs more room than the body's name.
    half = max(sum(sum(widths[: n + 1]) <= _LEFT * sum(widths) for n in range(width)), 1)
    motto = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    issuer = [*content["superior"], " ".join(content["issuer"])][-2:]
    for row, (left, right) in enumerate(zip([*issuer, ""][:2], motto, strict=True), start=1):
        _across(sheet, row, 1, half, left, BOLD if left == issuer[-1] else PLAIN)
        if width > 1:
            _across(sheet, row, half + 1, width, right, BOLD)
    _across(sheet, 4, 1, width, content["title"].upper(), TITLE)
    _across(sheet, 5, 1, width, content["about"], ITALIC)
    sheet.row_dimensions[4].height = 2.4 * _LINE_HEIGHT


def _across(sheet: Any, row: int, first: int, last: int, words: str, font: Font) -> None:
    put(sheet.cell(row, first), words or None).font = font
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    sheet.cell(row, first).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _heading(sheet: Any, form: Form, widths: Sequence[float]) -> int:
    """The heading with its merged cells and the numbers of the columns; gives the row below."""
    top = _TITLES + 2
    rows = paper.heads(form.columns)
    under = iter(rows[1] if len(rows) > 1 else ())
    place = 1
    for one in rows[0]:
        last_row, last = top + one["down"] - 1, place + one["across"] - 1
        put(sheet.cell(top, place), one["text"])
        if one["down"] == 1 and len(rows) > 1:
            for column in range(place, last + 1):
                put(sheet.cell(top + 1, column), next(under)["text"])
        if last_row > top or last > place:
            sheet.merge_cells(start_row=top, start_column=place, end_row=last_row, end_column=last)
        place = last + 1
    numbers = top + len(rows)
    for column in range(1, len(form.columns) + 1):
        put(sheet.cell(numbers, column), f"({column})")
        for row in range(top, numbers + 1):
            cell = sheet.cell(row, column)
            cell.font = ITALIC if row == numbers else BOLD
            cell.border, cell.fill = BOX, HEAD_SHADE
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    lines = max(_lines_of(column.title, width) for column, width in zip(form.columns, widths, strict=True))
    for row in range(top, numbers):
        sheet.row_dimensions[row].height = (max(lines, 2) + 0.2) * _LINE_HEIGHT
    return numbers + 1


def _lines_of(words: str, width: float) -> int:
    """How many lines *words* take in a column of *width* millimetres."""
    return -(-len(words) // max(int(width / _LETTER) - 1, 1))


def _line(sheet: Any, row: int, form: Form, line: FilledLine, widths: Sequence[float]) -> None:
    lines = 1
    for place, (column, value) in enumerate(zip(form.columns, line.cells, strict=True), start=1):
        cell = sheet.cell(row, place)
        capital = line.level == GROUP and isinstance(value, str) and column.shows == "label"
        _fill(cell, column, str(value).upper() if capital else value)
        side = paper.align(column)
        cell.font = BOLD if line.level in (GROUP, TOTAL) else PLAIN
        cell.border = BOX
        indent = 1 if line.level == PART and side == "left" else 0
        cell.alignment = Alignment(
            horizontal=side, vertical="center", wrap_text=side != "right", indent=indent
        )
        if line.level == GROUP:
            cell.fill = SHADE
        if side != "right":
            lines = max(lines, _lines_of(text(column.shows, value), widths[place - 1]))
    sheet.row_dimensions[row].height = lines * _LINE_HEIGHT


def _fill(cell: Any, column: Column, value: Value) -> None:
    if isinstance(value, Share) and value.percent is not None:
        put(cell, round(value.percent, 1), SHARE_FORMAT)
    elif isinstance(value, float):
        put(cell, round(value, 1), GROWTH_FORMAT if column.shows == GROWTH else SHARE_FORMAT)
    elif isinstance(value, date):
        put(cell, value, DATE_FORMAT)
    elif isinstance(value, int) and not isinstance(value, bool):
        put(cell, value, COUNT_FORMAT)
    elif isinstance(value, str) and column.shows == "number" and value.isdigit():
        put(cell, int(value))
    else:
        put(cell, text(column.shows, value) or None)


def _below(sheet: Any, row: int, filled: Filled, width: float) -> int:
    """Who is missing, the legend and who signs; gives the last row."""
    columns, said = len(filled.form.columns), paper.content(filled)
    for words, font in ((said["missing"], PLAIN), (said["legend"], ITALIC)):
        if words:
            put(sheet.cell(row, 1), words).font = font
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
            sheet.cell(row, 1).alignment = Alignment(vertical="center", wrap_text=True)
            sheet.row_dimensions[row].height = _LINE_HEIGHT * (1 + len(words) * _LETTER // width)
            row += 1
    row += 1
    for line in said["signature"]["lines"]:
        _across(sheet, row, max(columns // 2, 1) + (columns > 1), columns, line, BOLD)
        row += 1
    return row - 1


def _page(sheet: Any, form: Form, first: int, last: int) -> None:
    """A4, as wide as the paper, the heading on every page and always in sight."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToHeight = form.orientation, _A4, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_TITLES + 2}:{first - 1}"
    sheet.print_area = f"A1:{get_column_letter(len(form.columns))}{last}"
    sheet.freeze_panes = f"A{first}"
    margins = sheet.page_margins
    # Inches: 30 mm at the left, 20 mm elsewhere; a wide page has 15 mm at the right.
    right = 0.59 if form.orientation == "landscape" else 0.79
    margins.left, margins.right, margins.top, margins.bottom = 1.18, right, 0.79, 0.79
    sheet.oddFooter.center.text = "&P / &N"
