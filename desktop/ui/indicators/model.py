"""The targets of a plan as rows, their text made when they arrive."""

import dataclasses
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.services import plans
from desktop.services.judgement import Indicator
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.widgets.columns import alignment

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
LABEL, BAR, COUNTS, VALUE, TARGET, STATUS, MISSING = range(7)
_COLUMNS = ("label", "bar", "counts", "value", "target", "status", "missing")
_RIGHT = (COUNTS, VALUE, TARGET)


@dataclasses.dataclass(frozen=True)
class TargetLine:
    """One target as it is shown.

    Attributes:
        figure: The indicator.
        quote: The words of the plan.
        cells: Text of the columns.
    """

    figure: Indicator
    quote: str
    cells: tuple[str, ...]


class TargetModel(QAbstractTableModel):
    """One row per target, in the plan's order."""

    LINE: ClassVar[int] = Qt.ItemDataRole.UserRole + 1
    """The whole `TargetLine`, for the delegate."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[TargetLine] = []

    def show_indicators(self, figures: Sequence[Indicator]) -> None:
        """Show *figures*."""
        self.beginResetModel()
        self._lines = [_line(one) for one in figures]
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every text again in the new language; the marked row stays."""
        self._lines = [_line(line.figure) for line in self._lines]
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(_COLUMNS) - 1))

    def line(self, row: int) -> TargetLine | None:
        """The target in *row*."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, target_id: str) -> int:
        """The row of a target, -1 when it is not there."""
        return next((n for n, line in enumerate(self._lines) if line.figure.target_id == target_id), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many targets."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, what a screen reader says, and the line itself for painting."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.cells[column]
        if role == self.LINE:
            return line
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=column in _RIGHT)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return language.say(f"indicators.column.{_COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=section in _RIGHT)
        return None

    def as_text(self) -> str:
        """All figures as lines of columns with tabs between, for a spreadsheet or a letter."""
        kept = [column for column in range(len(_COLUMNS)) if column != BAR]
        heads = [language.say(f"indicators.column.{_COLUMNS[column]}") for column in kept]
        rows = [[line.cells[column] for column in kept] for line in self._lines]
        return "\n".join("\t".join(cells) for cells in [heads, *rows])


def _tip(line: TargetLine, column: int) -> str:
    if column == LABEL:
        return f"{line.cells[LABEL]}\n“{line.quote}”"
    if column == TARGET:
        return words.asked(line.figure)
    if column == MISSING:
        return " · ".join(text for text in (words.missing(line.figure), words.pace(line.figure)) if text)
    return line.cells[column]


def _line(one: Indicator) -> TargetLine:
    known = style.look(one.status)
    status = f"{known.sign} {language.say(f'status.{one.status}')}"
    cells = (
        words.label(one.id),
        words.value(one) if words.bar(one) else words.reason(one) or status,
        words.counts(one),
        words.value(one),
        words.asked(one, brief=True),
        status,
        words.missing(one),
    )
    return TargetLine(one, plans.load(one.plan).target(one.target_id).quote, cells)
