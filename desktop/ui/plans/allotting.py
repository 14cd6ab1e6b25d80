"""A number shared out over the communes: a table with a number for each, and how much of the whole is given."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from desktop.models import units
from desktop.ui import language
from desktop.ui.plans import words
from desktop.ui.plans.number import read_number
from desktop.ui.widgets.card import label
from desktop.ui.widgets.columns import StretchedColumn, alignment
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.table import plain_table

UNIT, PART = range(2)
_LETTERS = {PART: 16}
_UNIT_LETTERS = 24
_ROWS = 10
_TOP = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class PartsModel(QAbstractTableModel):
    """The communes below a unit, each with its part; ``changed`` after a part was set or taken away."""

    changed = Signal()

    def __init__(self, unit: str, parts: Mapping[str, float], parent: QWidget) -> None:
        super().__init__(parent)
        self._units = units.communes_below(unit)
        self.parts = dict(parts)

    def set_part(self, row: int, text: str) -> bool:
        """Give the commune in *row* the number written as *text*, none when it is empty; False when it is none."""
        number = read_number(text)
        if (text.strip() and number is None) or not 0 <= row < len(self._units):
            return False
        if number is None:
            self.parts.pop(self._units[row].ref, None)
        else:
            self.parts[self._units[row].ref] = int(number) if number == int(number) else number
        at = self.index(row, PART)
        self.dataChanged.emit(at, at)
        self.changed.emit()
        return True

    def rowCount(self, parent: Index = _TOP) -> int:
        """The communes."""
        return 0 if parent.isValid() else len(self._units)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Name and part."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names and numbers."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=index.column() == PART)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        unit = self._units[index.row()]
        if index.column() == UNIT:
            return unit.full_name
        part = self.parts.get(unit.ref)
        return "" if part is None else words.amount(part)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed."""
        return role == Qt.ItemDataRole.EditRole and self.set_part(index.row(), str(value))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The part can be typed."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.column() == PART else found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return language.say("plans.part_unit" if section == UNIT else "plans.part")


class AllotBox(Spoken, QWidget):
    """The table with its sum. Typing begins a number, Ctrl+V takes a column of numbers from a spreadsheet.

    Signals:
        allotted: The parts by unit.
    """

    allotted = Signal(object)

    def __init__(
        self, unit: str, parts: Mapping[str, float], whole: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self._title = label("", "strong", self)
        self._about = label("", "secondary", self, wrap=True)
        self._sum = label("", "secondary", self)
        self.model = PartsModel(unit, parts, self)
        self.model.changed.connect(self._on_changed)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.setFixedHeight(self.table.verticalHeader().defaultSectionSize() * _ROWS)
        self._columns = StretchedColumn(self.table, UNIT, _UNIT_LETTERS, _LETTERS)
        self._paste = QAction(self.table)
        self._paste.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        self._paste.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._paste.triggered.connect(self.paste)
        self.table.addAction(self._paste)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._about, self.table, self._sum):
            column.addWidget(widget)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, PART))
        self._retranslate()

    def paste(self) -> None:
        """Put a column of numbers from the clipboard into the parts, from the marked row on."""
        row = max(self.table.currentIndex().row(), 0)
        for line in QGuiApplication.clipboard().text().rstrip("\n").split("\n"):
            if row >= self.model.rowCount():
                return
            self.model.set_part(row, line.split("\t")[-1])
            row += 1

    def show_whole(self, whole: float) -> None:
        """Compare the sum with *whole*."""
        self._whole = whole
        self._say_sum()

    @property
    def said(self) -> str:
        """What is said about the sum."""
        return self._sum.text()

    def _on_changed(self) -> None:
        self._say_sum()
        self.allotted.emit(dict(self.model.parts))

    def _say_sum(self) -> None:
        given = sum(self.model.parts.values())
        self._sum.setText(
            language.say(
                "plans.part_sum",
                given=words.amount(given),
                whole=words.amount(self._whole),
                count=len(self.model.parts),
                total=self.model.rowCount(),
            )
        )

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(words.field("allotted"))
        self._about.setText(say("plans.part_about"))
        self._paste.setText(say("plans.part_paste"))
        self.table.setAccessibleName(words.field("allotted"))
        self._columns.fit()
        self._say_sum()
