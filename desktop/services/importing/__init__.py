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
from desktop.services.importing.refused import write_refused
from desktop.services.importing.running import Outcome, look, run
from desktop.services.importing.undoing import Undone, undo

__all__ = [
    "Choices",
    "ColumnGuess",
    "FontFinding",
    "FoundLine",
    "Loss",
    "Outcome",
    "Preview",
    "SkippedLine",
    "Undone",
    "UnknownWord",
    "look",
    "run",
    "undo",
    "write_refused",
]
