"""The template of a record kind: one sheet to fill in, one that explains, one with every code."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.models.records import FieldType, Kind, kind_named, known
from desktop.services.own_codes import NONE, OwnCodes
from desktop.services.words import Words
from desktop.services.workbook.cells import COUNT_FORMAT, DATE_FORMAT, MONTH_FORMAT, put
from desktop.services.workbook.columns import Column, columns, help_text, label
from desktop.services.workbook.example import example
from desktop.services.workbook.validation import guide_cells

_FIRST, _LAST = 3, 5_002
_CODE_FONT = Font(name="Arial", size=8, color="808080")
_LABEL_FONT = Font(name="Arial", size=10, bold=True)
_REQUIRED = PatternFill("solid", fgColor="E3EEF2")
_OPTIONAL = PatternFill("solid", fgColor="F2F2F2")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="center")
_EXAMPLE_FONT = Font(name="Arial", size=10, italic=True, color="6B7280")
_EXAMPLE = PatternFill("solid", fgColor="FFF8E1")
_LINE = Side(style="thin", color="C3CBD4")
_BELOW = Border(left=_LINE, right=_LINE, top=_LINE, bottom=Side(style="medium", color="0E4C64"))
_AROUND = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_COMMENT = 320, 140  # points wide and high
_WIDTHS = {
    FieldType.TEXT: 28,
    FieldType.CODE: 26,
    FieldType.CODES: 34,
    FieldType.LINK: 28,
    FieldType.LINKS: 34,
}
_NUMBER_FORMATS = {
    FieldType.DATE: DATE_FORMAT,
    FieldType.MONTH: MONTH_FORMAT,
    FieldType.COUNT: COUNT_FORMAT,
    FieldType.MONEY: COUNT_FORMAT,
}


def template(kind_name: str, path: Path, words: Words, own: OwnCodes = NONE) -> None:
    """Write an empty workbook for records of *kind_name* to *path*, its words in the language of *words*.

    What a unit added to code lists (*own*) stands in the drop-downs after the ready entries.

    Raises:
        Refusal: ``unknown_kind``, also for kinds the program derives; ``cannot_write`` or ``disk_full``.
    """
    if not known(kind_name) or kind_named(kind_name).derived:
        raise Refusal("unknown_kind", kind=kind_name)
    kind = kind_named(kind_name)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = sheet_title(words("records", f"{kind.name}.plural"))
    lists = _code_sheet(workbook, kind, words, own)
    chosen = tuple(column for column in columns(kind) if column.field is None or not column.field.made)
    head(sheet, kind, chosen, words)
    for number, column in enumerate(chosen, start=1):
        letter = get_column_letter(number)
        note = Comment(help_text(words, kind, column), words("workbook", "comment_by"))
        note.width, note.height = _COMMENT
        sheet.cell(2, number).comment = note
        guide_cells(sheet, kind, column, f"{letter}{_FIRST}:{letter}{_LAST}", lists, words)
    _example_row(sheet, kind, chosen, words)
    _guide(workbook, kind, words)
    write_whole(path, saved(workbook))


def _example_row(sheet: Any, kind: Kind, chosen: tuple[Column, ...], words: Words) -> None:
    """The line that shows how to fill one in; it says so, looks so, and an import passes it over."""
    line = example(kind, words)
    for number, column in enumerate(chosen, start=1):
        cell = put(sheet.cell(_FIRST, number), line.get(column.code), number_format_of(column))
        cell.font, cell.fill, cell.alignment = _EXAMPLE_FONT, _EXAMPLE, _WRAPPED
        cell.border = _AROUND
    sheet.row_dimensions[_FIRST].height = 42


def sheet_title(text: str) -> str:
    """*text* as Excel allows it for a sheet's name."""
    return "".join(" " if c in r"[]:*?/\'" else c for c in text)[:31].strip()


def saved(workbook: Any) -> bytes:
    """The bytes of *workbook*."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def head(sheet: Any, kind: Kind, chosen: tuple[Column, ...], words: Words) -> None:
    """The two rows above the records: codes for the program, labels for people."""
    set_up(sheet, chosen)
    places = ((row, column) for row in (1, 2) for column in range(1, len(chosen) + 1))
    heading_cells(lambda: sheet.cell(*next(places)), kind, chosen, words)


def heading_cells(
    new_cell: Callable[[], Any], kind: Kind, chosen: tuple[Column, ...], words: Words
) -> tuple[list[Any], list[Any]]:
    """The cells of the row of codes and of the row of labels, each from *new_cell*."""
    codes, labels = [], []
    for column in chosen:
        cell = put(new_cell(), column.code)
        cell.font = _CODE_FONT
        codes.append(cell)
    for column in chosen:
        cell = put(new_cell(), label(words, kind, column))
        cell.font, cell.alignment, cell.border = _LABEL_FONT, _MIDDLE, _BELOW
        cell.fill = _REQUIRED if column.required else _OPTIONAL
        labels.append(cell)
    return codes, labels


def set_up(sheet: Any, chosen: tuple[Column, ...]) -> None:
    """Widths, what stays in sight, and how the sheet is printed."""
    for number, column in enumerate(chosen, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDTHS.get(column.field.type, 15) if column.field else 12
        number_format = number_format_of(column)
        if number_format:
            dimension.number_format = number_format
    sheet.row_dimensions[2].height = 56
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"


def number_format_of(column: Column) -> str | None:
    """How Excel shows the cells of a column; a year is not grouped like a count."""
    if column.field is None:
        return None
    return _NUMBER_FORMATS.get(column.field.type)


def _code_sheet(workbook: Any, kind: Kind, words: Words, own: OwnCodes) -> dict[str, str]:
    """Write every code and label the kind uses; for each list, where its labels stand."""
    sheet = workbook.create_sheet(sheet_title(words("workbook", "sheet.codes")))
    fields = [field for top in kind.fields for field in (top, *top.rows)]
    names = dict.fromkeys(str(field.code_list) for field in fields if field.code_list)
    places: dict[str, str] = {}
    for number, name in enumerate((*names, "flag")):
        left = 2 * number + 1
        listed = own.codes(name) if name in names else ("yes", "no")
        put(sheet.cell(1, left), name).font = _CODE_FONT
        for row, code in enumerate(listed, start=2):
            put(sheet.cell(row, left), code).font = _CODE_FONT
            put(sheet.cell(row, left + 1), own.label(words, name, code))
        letter = get_column_letter(left + 1)
        sheet.column_dimensions[letter].width = 42
        sheet.column_dimensions[get_column_letter(left)].width = 20
        places[name] = f"'{sheet.title}'!${letter}$2:${letter}${len(listed) + 1}"
    sheet.freeze_panes = "A2"
    return places


def _guide(workbook: Any, kind: Kind, words: Words) -> None:
    """A sheet that explains how to fill in the first one, with the help of every column."""
    sheet = workbook.create_sheet(sheet_title(words("workbook", "sheet.guide")), 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 90
    put(sheet.cell(1, 1), words("records", f"{kind.name}.plural")).font = Font(
        name="Arial", size=14, bold=True
    )
    row = 2
    guide = ["rows", "example", "required", "dates", "codes"]
    guide += ["lines"] if any(f.type is FieldType.ROWS for f in kind.fields) else []
    guide += ["links"] if kind.links else []
    guide += ["reason", "personal_data", "twice"]
    for part in guide:
        put(sheet.cell(row, 1), words("workbook", f"guide.{part}"))
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.cell(row, 1).alignment = _WRAPPED
        sheet.row_dimensions[row].height = 32
        row += 1
    row += 1
    for column in columns(kind):
        if column.field is not None and column.field.made:
            continue
        put(sheet.cell(row, 1), label(words, kind, column)).font = _LABEL_FONT
        put(sheet.cell(row, 2), help_text(words, kind, column))
        sheet.cell(row, 1).alignment = sheet.cell(row, 2).alignment = _WRAPPED
        row += 1
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
