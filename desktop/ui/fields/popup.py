"""The list below a field that is chosen from. It never takes the keys: they stay where one types."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from desktop.ui import style
from desktop.ui.fields.matching import Finder

ROWS = 10
_WIDEST = 80  # characters
_Index = QModelIndex | QPersistentModelIndex


class ChoiceModel(QAbstractListModel):
    """The choices found, each with a tick when several may be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._finder = Finder(())
        self._places: Sequence[int] = ()
        self._ticked: frozenset[str] | None = None

    def show(self, finder: Finder, places: Sequence[int], ticked: frozenset[str] | None) -> None:
        """Offer the choices of *finder* at *places*; *ticked* are those chosen, None where one is chosen."""
        self.beginResetModel()
        self._finder, self._places, self._ticked = finder, places, ticked
        self.endResetModel()

    def code(self, row: int) -> str | None:
        """The code in *row*."""
        return self._finder.choices[self._places[row]][0] if 0 <= row < len(self._places) else None

    def row_of(self, code: str | None) -> int:
        """The row of *code*; the first one when it is not there."""
        rows = (row for row, place in enumerate(self._places) if self._finder.choices[place][0] == code)
        return next(rows, 0)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many choices were found."""
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and the tick."""
        if not index.isValid():
            return None
        code, word = self._finder.choices[self._places[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return word
        if role == Qt.ItemDataRole.CheckStateRole and self._ticked is not None:
            return Qt.CheckState.Checked if code in self._ticked else Qt.CheckState.Unchecked
        return None


class ChoicePopup(QListView):
    """Shows what was found; ``chosen`` carries the code that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(
            Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("kind", "popup")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found = ChoiceModel(self)
        self.setModel(self.found)
        self.clicked.connect(self._on_clicked)

    def offer(
        self, finder: Finder, places: Sequence[int], current: str | None, ticked: frozenset[str] | None = None
    ) -> None:
        """Show the choices at *places* with *current* marked; hides when there are none."""
        self.found.show(finder, places, ticked)
        if not places:
            self.hide()
            return
        self.setCurrentIndex(self.found.index(self.found.row_of(current), 0))
        self._place()
        if not self.isVisible():
            self.show()
        self.scrollTo(self.currentIndex())

    def current(self) -> str | None:
        """The code marked; None while the list is closed."""
        return self.found.code(self.currentIndex().row()) if self.isVisible() else None

    def walk(self, key: int) -> bool:
        """Move the mark as *key* says; whether it was such a key."""
        page = max(self.height() // max(self.sizeHintForRow(0), 1) - 1, 1)
        step = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
        }.get(Qt.Key(key))  # fmt: skip
        if step is None:
            return False
        rows = self.found.rowCount()
        row = self.currentIndex().row() + step
        # One step beyond an end goes round, a page stops there.
        row = row % rows if abs(step) == 1 else min(max(row, 0), rows - 1)
        self.setCurrentIndex(self.found.index(row, 0))
        return True

    def _place(self) -> None:
        field = self.parentWidget()
        if field is None:
            return
        rows = min(self.found.rowCount(), ROWS)
        height = rows * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth()
        widest = self.fontMetrics().averageCharWidth() * _WIDEST
        bar = self.verticalScrollBar().sizeHint().width() + 2 * style.STEP
        width = max(field.width(), min(self.sizeHintForColumn(0) + bar, widest))
        room = field.screen().availableGeometry()
        below = field.mapToGlobal(QPoint(0, field.height() + 2))
        x = max(room.left(), min(below.x(), room.right() - width))
        y = below.y()
        if y + height > room.bottom():
            y = field.mapToGlobal(QPoint(0, 0)).y() - height - 2
        self.setGeometry(x, y, width, height)

    def _on_clicked(self, index: QModelIndex) -> None:
        code = self.found.code(index.row())
        if code is not None:
            self.chosen.emit(code)


def is_plain(event: QKeyEvent) -> bool:
    """Whether a key comes without Ctrl or Alt."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return held == Qt.KeyboardModifier.NoModifier
