"""The rows of a register, a page at a time, their text made when they arrive."""

import dataclasses
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.models import units
from desktop.models.entry import Entry, Page
from desktop.models.records import Field, Kind
from desktop.ui import language, style
from desktop.ui.shown import is_number, shown

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_CONFLICT_SIGN = "≠"


@dataclasses.dataclass(frozen=True)
class Line:
    """One row as it is shown."""

    record: str
    cells: tuple[str, ...]
    conflict: bool


class RegisterModel(QAbstractTableModel):
    """Answers from what is loaded; ``more_wanted`` asks the page to load the next rows."""

    more_wanted = Signal()

    def __init__(self, kind: Kind, parent: QObject | None = None, *, with_unit: bool = False) -> None:
        """Rows of *kind*; *with_unit* says in a first column whose they are (at a receiving desk)."""
        super().__init__(parent)
        self.kind = kind
        self.with_unit = with_unit
        self.fields = [kind.field(name) for name in kind.columns]
        self.total = 0
        self._lines: list[Line] = []
        self._loaded: list[tuple[Sequence[Entry], Mapping[str, str]]] = []
        self._asked = False

    def show_page(self, page: Page, *, first: bool) -> None:
        """Show the rows of *page*: instead of all before when it is the *first*, else below them."""
        lines = [self._line(entry, page.captions) for entry in page.entries]
        self._asked = False
        if first:
            self.beginResetModel()
            self._lines = lines
            self._loaded = [(page.entries, page.captions)]
            self.total = page.total
            self.endResetModel()
        elif lines:
            self.beginInsertRows(_TOP, len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines += lines
            self._loaded.append((page.entries, page.captions))
            self.endInsertRows()

    def _line(self, entry: Entry, captions: Mapping[str, str]) -> Line:
        cells = [shown(field, getattr(entry.record, field.name), captions) for field in self.fields]
        if self.with_unit:
            cells.insert(0, units.unit(entry.unit).full_name)
        conflict = bool(entry.conflicts)
        if conflict:
            cells[0] = f"{_CONFLICT_SIGN} {cells[0]}"
        return Line(entry.id, tuple(cells), conflict)

    def record(self, row: int) -> str | None:
        """The id of the record in *row*."""
        return self._lines[row].record if 0 <= row < len(self._lines) else None

    def row_of(self, record: str) -> int:
        """The row of *record*, or -1 while it is not loaded."""
        return next((row for row, line in enumerate(self._lines) if line.record == record), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """One column per listed field."""
        return 0 if parent.isValid() else len(self.fields) + self.with_unit

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are rows that are not loaded and not asked for."""
        return not parent.isValid() and len(self._lines) < self.total and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next rows."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text made when the row came, and how it stands."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return language.say("list.conflict") if line.conflict else line.cells[index.column()]
        if role == Qt.ItemDataRole.BackgroundRole and line.conflict:
            return style.colour("amber_tint")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The labels of the fields."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            field = self.field_of(section)
            return language.field_label(self.kind.name, field.name) if field else language.say("list.unit")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section) | Qt.TextFlag.TextWordWrap
        return None

    def field_of(self, column: int) -> Field | None:
        """The field *column* shows; None for the column of units."""
        place = column - self.with_unit
        return self.fields[place] if 0 <= place < len(self.fields) else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        field = self.field_of(column)
        number = field is not None and is_number(field)
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def retranslate(self) -> None:
        """Make every text again in the new language."""
        self._lines = [self._line(entry, captions) for entries, captions in self._loaded for entry in entries]
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, self.columnCount() - 1))
