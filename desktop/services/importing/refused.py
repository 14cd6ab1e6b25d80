"""The refused records as a workbook: the same sheet with its headings, only their lines, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.models.rules import Problem
from desktop.services.importing.preview import Preview
from desktop.services.importing.vocabulary import REASONS_CODE, is_reasons
from desktop.services.words import Words
from desktop.services.workbook.book import open_book
from desktop.services.workbook.cells import DATE_FORMAT, put
from desktop.services.workbook.grid import UNKNOWN, Grid, Line, Merged
from desktop.services.workbook.template import saved

Sentence = Callable[[Problem], str]
"""Puts a problem into words."""

_HEAD = PatternFill("solid", fgColor="FBE3E1")
_WIDTH = 60
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_THIN = Side(style="thin", color="A4262C")


def write_refused(path: Path, preview: Preview, target: Path, words: Words, sentence: Sentence) -> int:
    """Write the refused records of *path* to *target*; gives how many.

    Values and fonts are as they were, so that the file can be mended and imported again like the first one.

    Args:
        path: The workbook that was looked at.
        preview: What came of it.
        target: The new workbook, replaced whole.
        words: The language of the heading of the reasons.
        sentence: Puts a problem into words.

    Raises:
        Refusal: ``nothing_refused``, ``same_file``, what `open_book` refuses, ``cannot_write`` or ``disk_full``.
    """
    refused = preview.of("refused")
    if not refused:
        raise Refusal("nothing_refused")
    if target.exists() and path.exists() and target.samefile(path):
        raise Refusal("same_file", path=str(path))
    with open_book(path) as book:
        grid = book.grid(preview.sheet)
    first, last = preview.heading
    kept = _kept(grid, preview)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = preview.sheet
    column = _column_of_reasons(grid, first, last)
    writer = _Writer(sheet, grid, {number: n for n, number in enumerate(_places(kept, last), start=1)})
    styled = _styled_rows(path, preview.sheet, set(kept))
    for line in grid.lines:
        if line.number in writer.rows:
            writer.write(line, styled.get(line.number, {}), column)
    writer.merge(last)
    coded = first != last and any(one.why == "code" for one in preview.columns)
    writer.head(column, {last: words("workbook", "refused"), **({first: REASONS_CODE} if coded else {})})
    if preview.waiting and all(one.code != "reason" for one in preview.columns):
        # Where the reason that is missing can be written.
        own = max(column + 1, *(len(line.cells) for line in grid.lines))
        writer.head(own, {last: words("records", "reason"), **({first: "reason"} if coded else {})})
    for one in refused:
        writer.give_reason(one.row, column, dict.fromkeys(sentence(problem) for problem in one.problems))
    sheet.freeze_panes = f"A{writer.rows[last] + 1}"
    write_whole(target, saved(workbook))
    return len(refused)


def _kept(grid: Grid, preview: Preview) -> list[int]:
    """The lines that stay: heading and all above it, the numbers of columns, and those of refused records."""
    above = (line.number for line in grid.lines if line.number <= preview.heading[1])
    numbering = (line.row for line in preview.skipped if line.why == "numbers")
    return sorted({*above, *numbering, *(n for line in preview.of("refused") for n in line.lines)})


def _places(kept: Sequence[int], last: int) -> list[int | None]:
    """The lines that are kept in their new order; above the heading, empty lines stay where they were."""
    above: list[int | None] = [number if number in kept else None for number in range(1, last + 1)]
    return [*above, *(number for number in kept if number > last)]


def _column_of_reasons(grid: Grid, first: int, last: int) -> int:
    """Where the reasons go: their column of the last time, or the first free one."""
    for line in grid.lines:
        if first <= line.number <= last:
            for place, cell in enumerate(line.cells):
                if isinstance(cell, str) and is_reasons(cell):
                    return place
    return max((len(line.cells) for line in grid.lines), default=0)


class _Writer:
    """Copies lines into the new sheet; *rows* says where each goes."""

    def __init__(self, sheet: Any, grid: Grid, rows: Mapping[int | None, int]) -> None:
        self._sheet = sheet
        self._grid = grid
        self.rows = {number: row for number, row in rows.items() if number is not None}
        self._by_number = {line.number: line for line in grid.lines}
        for place, width in grid.widths.items():
            sheet.column_dimensions[get_column_letter(place + 1)].width = width

    def write(self, line: Line, styles: Mapping[int, Any], reasons: int) -> None:
        """Write one line; a cell merged over lines above gets what it shows."""
        cells = dict(enumerate(line.cells))
        for area in self._grid.merged:
            if area.top < line.number <= area.bottom and area.left == area.right:
                first = self._by_number.get(area.top)
                if first is not None and area.left < len(first.cells):
                    cells[area.left] = first.cells[area.left]
        row = self.rows[line.number]
        for place in sorted({*cells, *styles}):
            value = cells.get(place)
            if place == reasons or (value is None and place not in styles):
                continue
            cell = self._sheet.cell(row, place + 1)
            if value is not None and value is not UNKNOWN:
                put(cell, value)
            _dress(cell, styles.get(place))
            if hasattr(value, "strftime") and not cell.is_date:
                cell.number_format = DATE_FORMAT

    def head(self, place: int, texts: Mapping[int, str]) -> None:
        """Write what stands above a column of our own, by line."""
        for number, text in texts.items():
            cell = put(self._sheet.cell(self.rows[number], place + 1), text)
            cell.font, cell.fill, cell.alignment = Font(name="Arial", size=10, bold=True), _HEAD, _WRAPPED
        self._sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTH

    def give_reason(self, number: int, place: int, reasons: Iterable[str]) -> None:
        """Write beside a line why it is refused."""
        cell = put(self._sheet.cell(self.rows[number], place + 1), "\n".join(reasons))
        cell.font, cell.alignment = Font(name="Arial", size=10, color="A4262C"), _WRAPPED
        cell.border = Border(left=_THIN)

    def merge(self, last: int) -> None:
        """Merge the cells of title and heading again."""
        for area in self._grid.merged:
            if area.bottom <= last:
                self._sheet.merge_cells(**_area(area))


def _area(area: Merged) -> dict[str, int]:
    return {
        "start_row": area.top,
        "end_row": area.bottom,
        "start_column": area.left + 1,
        "end_column": area.right + 1,
    }


def _dress(cell: Any, like: Any) -> None:
    if like is not None and like.has_style:
        cell.font, cell.fill, cell.border = copy(like.font), copy(like.fill), copy(like.border)
        cell.alignment, cell.number_format = copy(like.alignment), like.number_format


def _styled_rows(path: Path, sheet: str, wanted: set[int]) -> dict[int, dict[int, Any]]:
    """The cells of *wanted* lines with their formatting; without it where openpyxl cannot read the file."""
    found: dict[int, dict[int, Any]] = {}
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError):
        return found
    try:
        book[sheet].reset_dimensions()
        for row in book[sheet].iter_rows(max_row=max(wanted, default=1)):
            cells = {cell.column - 1: cell for cell in row if getattr(cell, "has_style", False)}
            number = next((cell.row for cell in cells.values()), None)
            if number in wanted:
                found[number] = cells
    except (KeyError, ValueError, TypeError, AttributeError):
        return {}
    finally:
        book.close()
    return found
