"""A filled form as a workbook: the layout it has on paper, with numbers that are numbers and text that stays text.

No cell calculates: a figure is counted from records and can be traced to them, and a sum in Excel would follow
whatever somebody types there (decision 33).
"""

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
from desktop.services.forms import paper, sheet_frame
from desktop.services.forms.filling import GROUP, PART, TOTAL, Filled, FilledLine, of_summary
from desktop.services.forms.form import ROOM, Column, Form
from desktop.services.forms.library import load
from desktop.services.forms.sheet_pages import PAGE, Fit, fit
from desktop.services.forms.values import GROWTH, Value, text
from desktop.services.summary import Summary
from desktop.services.workbook import practice
from desktop.services.workbook.cells import COUNT_FORMAT, DATE_FORMAT, SHARE_FORMAT, put
from desktop.services.workbook.lengths import PADDING, length, lines
from desktop.services.workbook.looks import BOX, FACE, HEAD_SHADE, PLAIN, SHADE
from desktop.services.workbook.template import saved, sheet_title

VIETNAM = "[$-42A]"
"""Before a format: dots between thousands and a comma before decimals, wherever the workbook is opened."""
GROWTH_FORMAT = "+0.0;-0.0;0.0"
_A4 = 9
_LEAST = 14  # millimetres of a column that shares what is left
_TOP = sheet_frame.ROWS + 2
"""The first row of the heading."""
_INDENT = 2.5  # millimetres
_SURE = 1.06
"""Letters are a little wider in one program than in another."""
_LINE = 1.38  # of the size of letters
_MANY = 10
"""Columns above which letters are smaller, as on paper."""


def write(filled: Filled, path: Path) -> None:
    """Write *filled* to *path*.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    form = filled.form
    workbook = Workbook()
    # Columns are as wide as so many digits of this type.
    workbook._named_styles["Normal"].font = PLAIN
    sheet = workbook.active
    sheet.title = sheet_title(decree.period_name(filled.period))
    widths, size = _widths(form), _size(form)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = sheet_frame.in_letters(width)
    said = paper.content(filled)
    above = sheet_frame.head(sheet, said, widths)
    first = _heading(sheet, form, widths, size)
    head = sum(sheet.row_dimensions[row].height for row in range(_TOP, first))
    for row, line in enumerate(filled.lines, start=first):
        _line(sheet, row, form, line, widths, size)
    rows = range(first, first + len(filled.lines))
    last, below = sheet_frame.closing(sheet, first + len(rows), said, widths)
    heights = [sheet.row_dimensions[row].height for row in rows]
    printed = fit(above, head, heights, below, PAGE[form.orientation])
    for row, height in zip(rows, heights, strict=True):
        sheet.row_dimensions[row].height = height * printed.higher
    _page(sheet, form, first, last, printed)
    if filled.training:
        practice.mark(workbook, banner=sheet_frame.BANNER, width=len(widths))
        # The mark stands where the number of the page would.
        sheet.oddFooter.center.text = "&P"
    elif filled.draft:
        sheet_frame.draft(sheet, str(said["footer"]), len(widths))
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
    widths = [column.width or each for column in form.columns]
    # A cell leaves less room than one on paper: no word of a heading is broken; the widest column gives for it.
    for place, column in enumerate(form.columns):
        needed = max(length(word, _size(form), bold=True) for word in column.title.split()) * _SURE + PADDING
        if widths[place] < needed:
            widest = widths.index(max(widths))
            widths[widest] -= needed - widths[place]
            widths[place] = needed
    return widths


def _size(form: Form) -> float:
    return 9.5 if len(form.columns) > _MANY else 10.5


def _heading(sheet: Any, form: Form, widths: Sequence[float], size: float) -> int:
    """The heading with its merged cells and the numbers of the columns; gives the row below."""
    bold, italic = (Font(name=FACE, size=size, bold=n == 0, italic=n == 1) for n in range(2))
    rows = paper.heads(form.columns)
    under = iter(rows[1] if len(rows) > 1 else ())
    needed = [1] * len(rows)
    whole, place = 1, 1
    for one in rows[0]:
        last_row, last = _TOP + one["down"] - 1, place + one["across"] - 1
        put(sheet.cell(_TOP, place), one["text"])
        high = lines(one["text"], sum(widths[place - 1 : last]), size, bold=True)
        if one["down"] == 1 and len(rows) > 1:
            needed[0] = max(needed[0], high)
            for column in range(place, last + 1):
                title = next(under)["text"]
                put(sheet.cell(_TOP + 1, column), title)
                needed[1] = max(needed[1], lines(title, widths[column - 1], size, bold=True))
        else:
            whole = max(whole, high)
        if last_row > _TOP or last > place:
            sheet.merge_cells(start_row=_TOP, start_column=place, end_row=last_row, end_column=last)
        place = last + 1
    needed[-1] += max(whole - sum(needed), 0)
    numbers = _TOP + len(rows)
    for column in range(1, len(form.columns) + 1):
        put(sheet.cell(numbers, column), f"({column})")
        for row in range(_TOP, numbers + 1):
            cell = sheet.cell(row, column)
            cell.font = italic if row == numbers else bold
            cell.border, cell.fill = BOX, HEAD_SHADE
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row, high in enumerate(needed, start=_TOP):
        sheet.row_dimensions[row].height = (high + 0.4) * size * _LINE
    sheet.row_dimensions[numbers].height = size * _LINE
    return numbers + 1


def _line(sheet: Any, row: int, form: Form, line: FilledLine, widths: Sequence[float], size: float) -> None:
    high = 1
    bold = line.level in (GROUP, TOTAL)
    font = Font(name=FACE, size=size, bold=bold)
    for place, (column, value) in enumerate(zip(form.columns, line.cells, strict=True), start=1):
        cell = sheet.cell(row, place)
        capital = line.level == GROUP and isinstance(value, str) and column.shows == "label"
        _fill(cell, column, str(value).upper() if capital else value)
        side = paper.align(column)
        cell.font = font
        cell.border = BOX
        indent = 1 if line.level == PART and side == "left" else 0
        cell.alignment = Alignment(
            horizontal=side, vertical="center", wrap_text=side != "right", indent=indent
        )
        if line.level == GROUP:
            cell.fill = SHADE
        elif side != "right":
            room = widths[place - 1] - indent * _INDENT
            high = max(high, lines(text(column.shows, value), room, size, bold=bold))
    if line.level == GROUP:
        # The heading of a group goes over all the columns behind its number.
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=len(widths))
    sheet.row_dimensions[row].height = (high + 0.15) * size * _LINE


def _fill(cell: Any, column: Column, value: Value) -> None:
    if isinstance(value, Share) and value.percent is not None:
        put(cell, round(value.percent, 1), VIETNAM + SHARE_FORMAT)
    elif isinstance(value, float):
        put(cell, round(value, 1), VIETNAM + (GROWTH_FORMAT if column.shows == GROWTH else SHARE_FORMAT))
    elif isinstance(value, date):
        put(cell, value, DATE_FORMAT)
    elif isinstance(value, int) and not isinstance(value, bool):
        put(cell, value, VIETNAM + COUNT_FORMAT)
    elif isinstance(value, str) and column.shows == "number" and value.isdigit():
        put(cell, int(value))
    else:
        put(cell, text(column.shows, value) or None)


def _page(sheet: Any, form: Form, first: int, last: int, printed: Fit) -> None:
    """A4, as wide as the paper, the heading on every page and always in sight."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToHeight = form.orientation, _A4, printed.pages
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_TOP}:{first - 1}"
    sheet.print_area = f"A1:{get_column_letter(len(form.columns))}{last}"
    sheet.freeze_panes = f"A{first}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    # Inches: 30 mm at the left, 20 mm elsewhere; a wide page has 15 mm at the right.
    right = 0.59 if form.orientation == "landscape" else 0.79
    margins.left, margins.right, margins.top, margins.bottom = 1.18, right, 0.79, 0.79
    margins.header = margins.footer = 0.39
    # Above the text and not on the first page, as the decree has it.
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader.center.text, sheet.oddHeader.center.size = "&P", 13
    sheet.oddHeader.center.font = "Times New Roman,Regular"
