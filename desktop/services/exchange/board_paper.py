"""The board and the call list as they are written: as text, on paper by the decree, and as a workbook."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from desktop.models.files import write_whole
from desktop.models.printouts import KeptPrintout
from desktop.models.units import in_a_sentence, unit
from desktop.services import decree, letterhead, printing, prints, summary, typesetting
from desktop.services.desk import Desk
from desktop.services.exchange.board import Board, Cell, Reminder, Row, reminders
from desktop.services.typesetting import Document
from desktop.services.words import Words
from desktop.services.workbook import practice
from desktop.services.workbook.cells import put
from desktop.services.workbook.looks import BOLD, BOX, HEAD_SHADE, TITLE
from desktop.services.workbook.template import saved, sheet_title

FORM = "receiving_board"
_NUMBER, _NAME, _PERIOD, _GAPS = 9, 38, 0, 30
_MANY = 8
_VI = Words("vi")


def said(words: Words, cell: Cell, *, short: bool = False) -> str:
    """A cell in words: a sign, the state, the day; *short* where there are many columns."""
    if cell.state is None:
        return words("board", "not_yet")
    params: dict[str, object] = {"late": cell.late}
    if cell.arrived_on is not None:
        params["day"] = f"{cell.arrived_on:%d/%m}"
    text = words("board", f"{cell.state}.short" if short else cell.state, **params)
    return f"{text} {words('board', 'locked')}" if cell.locked else text


def remarks(words: Words, row: Row) -> str:
    """What else is to be known of a commune: packages missing, no receipt yet, two machines."""
    found = []
    if not row.standing.machines:
        found.append(words("board", "invited" if row.standing.invited else "not_invited"))
    if row.standing.missing:
        found.append(words("board", "missing", numbers=", ".join(map(str, row.standing.missing))))
    if row.standing.twins:
        found.append(words("board", "twins"))
    if row.unanswered:
        found.append(words("board", "unanswered"))
    return "; ".join(found)


def head(words: Words, found: Board, at: int) -> str:
    """The head of a period: its name, and how many have handed in."""
    name = words("board", f"period.{found.periods[at].name}")
    return words("board", "head", period=name, done=found.arrived(at), total=len(found.rows))


def is_wide(found: Board) -> bool:
    """Whether the board has so many periods that cells are said short."""
    return len(found.periods) > _MANY


def table(words: Words, found: Board) -> list[list[str]]:
    """The board as text: heads, then a line for each commune."""
    heads = [words("board", "name"), *(head(words, found, at) for at in range(len(found.periods)))]
    lines = [[*heads, words("board", "remarks")]]
    for row in found.rows:
        cells = [said(words, cell, short=is_wide(found)) for cell in row.cells]
        lines.append([row.standing.name, *cells, remarks(words, row)])
    return lines


def calls(words: Words, found: Board) -> list[list[str]]:
    """The call list as text: heads, then a line for each commune to remind."""
    heads = [words("board", f"call.{name}") for name in ("name", "owes", "due", "late", "missing", "last")]
    return [heads, *(call(words, one) for one in reminders(found))]


def call(words: Words, one: Reminder) -> list[str]:
    """One line of the call list."""
    periods = ", ".join(words("board", f"period.{period.name}") for period in one.periods)
    numbers = ", ".join(map(str, one.missing))
    return [
        one.name,
        periods,
        f"{one.due_on:%d/%m/%Y}" if one.due_on else "",
        words("board", "days", count=one.late) if one.late else "",
        words("board", "missing", numbers=numbers) if numbers else "",
        f"{one.last_received_on:%d/%m/%Y}" if one.last_received_on else words("board", "never"),
    ]


def content(desk: Desk, found: Board) -> dict[str, Any]:
    """Every word of the board on paper."""
    kept = letterhead.of(desk)
    words: dict[str, str] = summary.form()["words"]
    lines = table(_VI, found)
    return {
        **letterhead.around(kept, "BC", found.today),
        "form": FORM,
        "figure_columns": [],
        "title": _VI("board", "title"),
        "about": _VI("board", "about", unit=in_a_sentence(unit(desk.settings.unit)), year=str(found.year),
                     day=decree.day_in_words(found.today)),
        "wide": True,
        "widths": [_NUMBER, _NAME, *([_PERIOD] * len(found.periods)), _GAPS],
        "aligns": ["center", "left", *(["center"] * len(found.periods)), "left"],
        "heads": [[{"text": text, "across": 1, "down": 1} for text in (_VI("board", "number"), *lines[0])]],
        "lines": [
            {"id": "", "label": line[0], "level": 1, "cells": [str(n), *line], "figures": []}
            for n, line in enumerate(lines[1:], start=1)
        ],
        "missing": "",
        "legend": _VI("board", "legend.short" if is_wide(found) else "legend", days=desk.settings.report_days),
        **printing.marks(words, training=desk.settings.training, draft=False),
    }  # fmt: skip


def document(desk: Desk, found: Board) -> Document:
    """What the pages of the board are made of."""
    return typesetting.document("form", content(desk, found))


def print_to(desk: Desk, found: Board, path: Path | None = None) -> KeptPrintout:
    """Give the board a number among the prints and keep it; write it to *path* as PDF if one is given.

    Raises:
        Refusal: ``cannot_write``, ``disk_full``.
    """
    period = desk.period(found.year)
    return prints.keep(desk, document(desk, found), period, draft=False, path=path)


def write_workbook(desk: Desk, found: Board, path: Path, words: Words) -> Path:
    """Write board and call list as a workbook of two sheets.

    Raises:
        Refusal: ``cannot_write``, ``disk_full``.
    """
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, lines in (("sheet", table(words, found)), ("calls", calls(words, found))):
        _sheet(workbook, words("board", name), words("board", "title"), lines, desk)
    if desk.settings.training:
        practice.mark(workbook, banner=2, width=len(table(words, found)[0]))
    write_whole(path, saved(workbook))
    return path


def _sheet(workbook: Any, name: str, title: str, lines: Sequence[Sequence[str]], desk: Desk) -> None:
    sheet = workbook.create_sheet(sheet_title(name))
    put(sheet.cell(1, 1), f"{title}: {unit(desk.settings.unit).full_name}").font = TITLE
    for row, line in enumerate(lines, start=3):
        for column, text in enumerate(line, start=1):
            cell = put(sheet.cell(row, column), text)
            cell.border = BOX
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if row == 3:
                cell.font, cell.fill = BOLD, HEAD_SHADE
    for column in range(1, len(lines[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 28 if column in (1, len(lines[0])) else 16
    sheet.freeze_panes = "B4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
