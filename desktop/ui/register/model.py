"""The rows of a register: all that answer are there at once, their text is fetched where somebody looks."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.models.entry import ID, Entry
from desktop.models.records import Field, Kind
from desktop.services.listing import ROWS, Found, Rows, place_of
from desktop.ui import language, style
from desktop.ui.register.columns import Column
from desktop.ui.widgets.columns import alignment

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_CONFLICT_SIGN = "≠"
_NOT_YET = "…"
_MOST_CHUNKS = 60


@dataclasses.dataclass(frozen=True)
class Line:
    """One row as it is shown."""

    record: str
    cells: tuple[str, ...]
    conflict: bool


class RegisterModel(QAbstractTableModel):
    """Knows the id of every row and the text of those that were looked at.

    ``rows_wanted`` is emitted when the text of a row is asked for that is not here yet; what is then in sight the
    view knows, and asks for by `missing`.
    """

    rows_wanted = Signal()

    def __init__(self, kind: Kind, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.columns = tuple(columns)
        self.ids = b""
        self._chunks: dict[int, tuple[Rows, list[Line]]] = {}
        self._asked = False

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.ids) // ID

    # What a page gives

    def show_found(self, found: Found) -> None:
        """Show other rows instead of those before."""
        self.beginResetModel()
        self.ids = found.ids
        self._chunks = {}
        self._take(found.rows)
        self.endResetModel()

    def show_rows(self, ids: bytes, rows: Rows) -> None:
        """Show the text of *rows*, unless they are rows of an older list than *ids*."""
        self._asked = False
        if ids is self.ids and rows.entries:
            self._take(rows)
            last = min(rows.first + len(rows.entries), self.total) - 1
            self.dataChanged.emit(self.index(rows.first, 0), self.index(last, len(self.columns) - 1))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._write_again()
        self.endResetModel()

    def _take(self, rows: Rows) -> None:
        for start in range(0, len(rows.entries), ROWS):
            part = dataclasses.replace(
                rows, first=rows.first + start, entries=rows.entries[start : start + ROWS]
            )
            self._chunks[part.first // ROWS] = (part, self._lines(part))
        while len(self._chunks) > _MOST_CHUNKS:
            del self._chunks[next(iter(self._chunks))]

    def _lines(self, rows: Rows) -> list[Line]:
        return [self._line(entry, rows) for entry in rows.entries]

    def _line(self, entry: Entry, rows: Rows) -> Line:
        cells = [column.cell(entry, rows) for column in self.columns]
        conflict = bool(entry.conflicts)
        if conflict:
            cells[0] = f"{_CONFLICT_SIGN} {cells[0]}"
        return Line(entry.id, tuple(cells), conflict)

    # What a page asks

    def record(self, row: int) -> str | None:
        """The id of the record in *row*."""
        return self.ids[row * ID : (row + 1) * ID].hex() if 0 <= row < self.total else None

    def row_of(self, record: str) -> int:
        """The row of *record*, or -1."""
        return place_of(self.ids, record)

    def missing(self, top: int, bottom: int) -> tuple[int, int] | None:
        """The first row and the number of rows to fetch so that *top* to *bottom* have text; None when they have."""
        chunks = [n for n in range(max(top, 0) // ROWS, bottom // ROWS + 1) if n not in self._chunks]
        if not chunks:
            self._asked = False
            return None
        return chunks[0] * ROWS, (chunks[-1] - chunks[0] + 1) * ROWS

    def field_of(self, column: int) -> Field | None:
        """The field *column* shows; None when it shows something else."""
        return self.columns[column].field if 0 <= column < len(self.columns) else None

    def _seen(self, row: int) -> Line | None:
        chunk = self._chunks.get(row // ROWS)
        if chunk is not None and row % ROWS < len(chunk[1]):
            return chunk[1][row % ROWS]
        if chunk is None and not self._asked:
            self._asked = True
            self.rows_wanted.emit()
        return None

    # What Qt asks

    def rowCount(self, parent: Index = _TOP) -> int:
        """All rows, whether their text is here or not."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text made when the row came, and how it stands."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=self.columns[index.column()].number)
        if role not in _OF_LINE:
            return None
        line = self._seen(index.row())
        if line is None:
            return _NOT_YET if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return self._of_line(line, index.column(), role)

    def _of_line(self, line: Line, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.BackgroundRole:
            return style.colour("amber_tint") if line.conflict else None
        if role == Qt.ItemDataRole.ToolTipRole and line.conflict:
            return language.say("list.conflict")
        return line.cells[column]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The labels of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=self.columns[section].number) | Qt.TextFlag.TextWordWrap
        return None

    def retranslate(self) -> None:
        """Make every text again in the new language."""
        self._write_again()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.total:
            self.dataChanged.emit(self.index(0, 0), self.index(self.total - 1, len(self.columns) - 1))

    def _write_again(self) -> None:
        self._chunks = {number: (rows, self._lines(rows)) for number, (rows, _) in self._chunks.items()}


_OF_LINE = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.BackgroundRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
