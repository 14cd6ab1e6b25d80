"""Workbooks come in: looked at first, then what is valid is saved in one transaction."""

from desktop.services.importing.preview import (
    Choices,
    ColumnGuess,
    FontFinding,
    FoundLine,
    Loss,
    Preview,
    SkippedLine,
    UnknownWord,
)
from desktop.services.importing.sorting import ImportReport, run

__all__ = [
    "Choices",
    "ColumnGuess",
    "FontFinding",
    "FoundLine",
    "ImportReport",
    "Loss",
    "Preview",
    "SkippedLine",
    "UnknownWord",
    "run",
]
