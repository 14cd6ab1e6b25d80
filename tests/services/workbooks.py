"""Workbooks as people make them: a template filled in, a list somebody keeps."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font

from desktop.services import workbook
from desktop.services.importing.legacy_text import encode
from desktop.services.importing.preview import Encoding
from desktop.services.words import Words

Row = Sequence[object]


def templated(folder: Path, kind: str, language: str = "vi") -> Path:
    """The empty template of *kind*."""
    path = folder / f"{kind}.xlsx"
    workbook.template(kind, path, Words(language))
    return path


def fill(path: Path, lines: Iterable[Mapping[str, Any]], epoch: Any = None) -> Path:
    """Type *lines* into the template at *path*, by column code."""
    book = openpyxl.load_workbook(path)
    if epoch is not None:
        book.epoch = epoch
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    for cell in sheet[3]:
        cell.value = None
    for row, line in enumerate(lines, start=3):
        for code, value in line.items():
            cell = sheet.cell(row, places[code])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)
    return path


def kept(
    folder: Path,
    rows: Sequence[Row],
    *,
    merged: Sequence[str] = (),
    encoding: Encoding = "unicode",
    font: str = "Times New Roman",
    title: str = "Sheet1",
    name: str = "list.xlsx",
) -> Path:
    """A list as a person would make it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([encode(cell, encoding) if isinstance(cell, str) else cell for cell in row])
    for line in sheet.iter_rows():
        for cell in line:
            cell.font = Font(name=font)
    for area in merged:
        sheet.merge_cells(area)
    book.save(folder / name)
    return folder / name
