"""What a template offers in a cell, says beside it and warns of; nothing is forbidden that an import takes."""

from collections.abc import Mapping
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from desktop.models import code_lists
from desktop.models.fitting import EARLIEST
from desktop.models.records import Field, FieldType, Kind
from desktop.services.words import Words
from desktop.services.workbook.columns import Column, help_text, label

# Excel cuts longer texts in the box beside a cell.
_LONGEST_TITLE, _LONGEST_TEXT = 32, 255
_DAYS = (FieldType.DATE, FieldType.MONTH)
_NUMBERS = (FieldType.COUNT, FieldType.MONEY, FieldType.YEAR)
_CODES = (FieldType.CODE, FieldType.CODES, FieldType.FLAG)


def guide_cells(
    sheet: Any, kind: Kind, column: Column, cells: str, lists: Mapping[str, str], words: Words
) -> None:
    """Offer what may stand in *cells*, show the help of the column beside them, and warn of what looks wrong.

    Args:
        sheet: The sheet of the template.
        kind: The kind of the records.
        column: What stands in the cells.
        cells: A range of one column.
        lists: Code list to the range where its labels stand; ``flag`` for yes and no.
        words: The language of the template.
    """
    offered = DataValidation(allow_blank=True, showInputMessage=True, errorStyle="warning")
    offered.promptTitle = label(words, kind, column)[:_LONGEST_TITLE]
    offered.prompt = _prompt(words, kind, column)[:_LONGEST_TEXT] or None
    offered.errorTitle = words("workbook", "error.title")[:_LONGEST_TITLE]
    if column.field is not None:
        _limit(offered, column.field, lists, words)
    offered.add(cells)
    sheet.add_data_validation(offered)


def _prompt(words: Words, kind: Kind, column: Column) -> str:
    said = help_text(words, kind, column)
    field = column.field
    if field is None or field.type is not FieldType.CODES:
        return said
    first, second = (words("codes", f"{field.code_list}.{code}") for code in _first_two(field))
    # The whole list stands behind the arrow; how to name several is what nobody can guess.
    several = words("workbook", "help.many", first=first, second=second)
    return several if len(said) + len(several) > _LONGEST_TEXT else f"{said} {several}".strip()


def _first_two(field: Field) -> tuple[str, str]:
    codes = code_lists.codes(str(field.code_list))
    return codes[0], codes[min(1, len(codes) - 1)]


def _limit(offered: DataValidation, field: Field, lists: Mapping[str, str], words: Words) -> None:
    """Warn where a cell does not fit; codes are taken as well as labels, so that Excel must not refuse."""
    offered.showErrorMessage = True
    if field.type in _CODES:
        offered.type = "list"
        offered.formula1 = lists["flag" if field.type is FieldType.FLAG else str(field.code_list)]
        offered.error = words("workbook", "error.code")
        # Several entries in one cell are none of the list.
        offered.showErrorMessage = field.type is not FieldType.CODES
    elif field.type in _DAYS:
        offered.type, offered.operator = "date", "greaterThanOrEqual"
        offered.formula1 = f"DATE({EARLIEST.year},{EARLIEST.month},{EARLIEST.day})"
        offered.error = words("workbook", "error.date")
    elif field.type in _NUMBERS:
        offered.type, offered.operator = "whole", "between"
        offered.formula1, offered.formula2 = str(field.minimum or 0), str(field.maximum)
        offered.error = words("workbook", "error.number")
    elif field.type is FieldType.TEXT and field.max_length:
        offered.type, offered.operator = "textLength", "lessThanOrEqual"
        offered.formula1 = str(field.max_length)
        offered.error = words("workbook", "error.text", limit=field.max_length)
    else:
        offered.showErrorMessage = False
