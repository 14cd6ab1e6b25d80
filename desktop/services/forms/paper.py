"""A filled form on paper: its words and figures as the layout receives them."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.models.files import write_whole
from desktop.services import letterhead, printing, summary, typesetting
from desktop.services.forms import values
from desktop.services.forms.filling import Filled
from desktop.services.forms.form import Column
from desktop.services.typesetting import Document

TEMPLATE = "form"
LEVELS = ("group", "row", "part", "total")
_REPORT = "BC"
_NAMES = frozenset({"number", "label", "name", "unit", "note", "by_hand"})
_MIDDLE = frozenset({"number", "unit", "reported", "asked", "counts", "status"})
_RIGHT = frozenset({"now", "to_date", "last_year", "growth", "count", "sum", "value"})


def document(filled: Filled) -> Document:
    """What the pages of *filled* are made of."""
    return typesetting.document(TEMPLATE, content(filled))


def pdf(filled: Filled, path: Path) -> None:
    """Write *filled* to *path* as PDF, with its fonts inside.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    write_whole(path, typesetting.pdf(document(filled)))


def pages(filled: Filled, ppi: int = 110) -> list[bytes]:
    """The pages of the same document as PNG images, *ppi* pixels per inch."""
    return typesetting.pages(document(filled), ppi)


def content(filled: Filled) -> dict[str, Any]:
    """Every word and figure of the printed form."""
    words: dict[str, str] = summary.form()["words"]
    return {
        **letterhead.around(filled.head, _REPORT, filled.made_on),
        **table(filled),
        **printing.marks(words, training=filled.training, draft=filled.draft),
    }


def table(filled: Filled) -> dict[str, Any]:
    """The form without what stands around a document: its title, headings and lines, as an annex has them too."""
    form = filled.form
    figures = [n for n, column in enumerate(form.columns) if column.shows not in _NAMES]
    return {
        "form": form.id,
        # What is compared when a print is held against the figures of a later day.
        "figure_columns": [form.columns[n].title for n in figures],
        "title": filled.said(form.title),
        "about": filled.said(form.about),
        "wide": form.orientation == "landscape",
        "widths": [column.width for column in form.columns],
        "aligns": [align(column) for column in form.columns],
        "heads": heads(form.columns),
        "lines": [
            {
                "id": line.id,
                "label": line.label,
                "level": line.level,
                "cells": (cells := texts(filled, line.cells)),
                "figures": [cells[n] for n in figures],
            }
            for line in filled.lines
        ],
        "missing": missing(filled),
        "legend": " ".join(text for text in (form.legend, filled.made_by) if text),
    }


def align(column: Column) -> str:
    """Where the text of a column stands: ``left``, ``center`` or ``right``."""
    if column.shows in _RIGHT:
        return "right"
    return "center" if column.shows in _MIDDLE else "left"


def heads(columns: Sequence[Column]) -> list[list[dict[str, Any]]]:
    """The heading as one row of cells or two: neighbours below the same heading lie under it together."""
    if not any(column.below for column in columns):
        return [[{"text": column.title, "across": 1, "down": 1} for column in columns]]
    above: list[dict[str, Any]] = []
    below: list[dict[str, Any]] = []
    before = ""
    for column in columns:
        if not column.below:
            above.append({"text": column.title, "across": 1, "down": 2})
        elif column.below == before:
            above[-1]["across"] += 1
        else:
            above.append({"text": column.below, "across": 1, "down": 1})
        if column.below:
            below.append({"text": column.title, "across": 1, "down": 1})
        before = column.below
    return [above, below]


def texts(filled: Filled, cells: Sequence[Any]) -> list[str]:
    """The cells of a line as they are written."""
    return [
        values.text(column.shows, value) for column, value in zip(filled.form.columns, cells, strict=True)
    ]


def missing(filled: Filled) -> str:
    """The sentence that names who has not reported; empty where all have."""
    if not filled.missing:
        return ""
    names = ", ".join(filled.missing)
    return f"Chưa nộp số liệu của kỳ ({len(filled.missing)} xã, phường): {names}."


def plain(filled: Filled) -> dict[str, Any]:
    """The form for a program to read: each cell as a value and as it is written on paper."""
    form = filled.form
    return {
        "form": form.id,
        "version": form.version,
        "made_by": filled.made_by,
        "unit": filled.unit.ref,
        "period": {
            "year": filled.period.year,
            "name": filled.period.name,
            "start": filled.period.start,
            "end": filled.period.end,
        },
        "title": filled.said(form.title),
        "columns": [
            {"id": column.id, "title": column.title, "below": column.below} for column in form.columns
        ],
        "lines": [
            {
                "id": line.id,
                "level": LEVELS[line.level],
                "values": [values.plain(value) for value in line.cells],
                "texts": texts(filled, line.cells),
            }
            for line in filled.lines
        ],
        "missing": list(filled.missing),
        "doubts": [dataclasses.asdict(one) for one in filled.doubts],
    }
