"""The roll-up as a workbook to hand on. Numbers are numbers, text is text."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from desktop.models.files import write_whole
from desktop.services import figures
from desktop.services.rollup import CommuneCells, RollUp, TargetRow
from desktop.services.words import Words
from desktop.services.workbook import practice
from desktop.services.workbook.cells import COUNT_FORMAT, SHARE_FORMAT, put
from desktop.services.workbook.looks import BOLD, BOX, HEAD_SHADE, ITALIC, PLAIN, TITLE
from desktop.services.workbook.template import saved, sheet_title

_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_SIGNS = {">=": "≥", "<=": "≤", "=": "="}
_LEFT = Alignment(vertical="center", wrap_text=True)


def write_rollup(rollup: RollUp, path: Path, words: Words, *, training: bool = False) -> None:
    """Write *rollup* to *path*: the targets over all communes, and the communes one by one.

    One from a register for practice (*training*) is marked so.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``.
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = sheet_title(words("workbook", "rollup.targets"))
    about = rollup.about
    period = words("workbook", "rollup.period", year=rollup.year, name=words("workbook", f"period.{rollup.period}"),
                   start=f"{about.start:%d/%m/%Y}", end=f"{about.end:%d/%m/%Y}")  # fmt: skip
    key = "rollup.reported" if rollup.basis == "now" else "rollup.have_locked"
    arrived = words("workbook", key, reported=rollup.reported, expected=rollup.expected)
    _title_rows(
        sheet,
        13,
        (rollup.name, TITLE),
        (f"{period} · {rollup.number}", ITALIC),
        (f"{arrived} · {words('workbook', f'rollup.basis.{rollup.basis}')}", PLAIN),
    )
    names = ("target", "indicator", "numerator", "denominator", "value", "threshold", "status", "missing")
    counts = ("met", "not_met", "not_reported", "other", "version", "source")
    heading = [words("workbook", f"rollup.{name}") for name in (*names, *counts)]
    _heading(sheet, 5, heading, (9, 48, 11, 11, 11, 14, 20, 12, 9, 9, 10, 9, 12, 34))
    for row, target in enumerate(rollup.targets, start=6):
        for place, value in enumerate(_target_cells(target, words), start=1):
            cell = put(sheet.cell(row, place), value, SHARE_FORMAT if place == 5 else COUNT_FORMAT)
            cell.font, cell.border, cell.alignment = PLAIN, BOX, _LEFT
    _page(sheet, "landscape", 5)
    _commune_sheet(workbook, rollup, words)
    if training:
        practice.mark(workbook, banner=4, width=13)
    write_whole(path, saved(workbook))


def _target_cells(row: TargetRow, words: Words) -> tuple[Any, ...]:
    return (
        row.target_id,
        words("indicators", row.id),
        row.numerator,
        row.denominator,
        row.value,
        f"{_SIGNS[row.operator]} {figures.plain(row.target)} {words('units', row.unit_of_measure)}",
        words("indicators", f"status.{row.status}"),
        row.missing,
        row.met,
        row.not_met,
        row.not_reported,
        row.other,
        row.version,
        _source(row, words),
    )


def _source(row: TargetRow, words: Words) -> str | None:
    if row.source != "entered" or row.status == "not_applicable":
        return None
    if row.entered is None:
        return words("workbook", "rollup.not_entered")
    return words("workbook", "rollup.entered", source=row.entered.source)


def _commune_sheet(workbook: Any, rollup: RollUp, words: Words) -> None:
    """Two columns for each target: the commune's value and how it stands."""
    sheet = workbook.create_sheet(sheet_title(words("workbook", "rollup.communes")))
    heading = [words("workbook", f"rollup.{name}") for name in ("commune", "locked_on", "slips", "changed")]
    for target in rollup.targets:
        short = words("indicators", f"short.{target.id}")
        heading += [f"{target.target_id}\n{short}", words("workbook", "rollup.status")]
    _heading(sheet, 1, heading, (34, 13, 11, 24, *((13, 18) * len(rollup.targets))))
    for row, commune in enumerate(rollup.communes, start=2):
        cells: list[Any] = [commune.name, *_lock_cells(commune)]
        for n in range(len(rollup.targets)):
            found = commune.indicators[n] if commune.reported else None
            status = found.status if found is not None else commune.absent
            cells += [found.value if found is not None else None, words("indicators", f"status.{status}")]
        for place, value in enumerate(cells, start=1):
            cell = put(sheet.cell(row, place), value, SHARE_FORMAT)
            cell.font, cell.border = PLAIN, BOX
    sheet.freeze_panes = "B2"
    _page(sheet, "landscape", 1)
    sheet.freeze_panes = "B2"


def _lock_cells(commune: CommuneCells) -> tuple[Any, ...]:
    """The day it locked, its correction slips, and the targets whose figures are others now."""
    if commune.lock is None:
        return None, None, None
    changed = ", ".join(one.target for one in commune.lock.differences)
    return f"{commune.lock.on:%d/%m/%Y}", commune.lock.slips, changed or None


def _title_rows(sheet: Any, width: int, *lines: tuple[str, Font]) -> None:
    for row, (text, font) in enumerate(lines, start=1):
        put(sheet.cell(row, 1), text).font = font
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")


def _heading(sheet: Any, row: int, names: Iterable[str], widths: Iterable[float]) -> None:
    for place, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        cell = put(sheet.cell(row, place), name)
        cell.font, cell.border, cell.fill, cell.alignment = BOLD, BOX, HEAD_SHADE, _MIDDLE
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[row].height = 34


def _page(sheet: Any, orientation: str, heading: int) -> None:
    """A4, as wide as the paper, the heading on every page and always in sight."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.freeze_panes = f"A{heading + 1}"
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 1.18, 0.79, 0.79, 0.79
    sheet.oddFooter.center.text = "&P / &N"
