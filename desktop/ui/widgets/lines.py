"""Things as lines of a table: text made once when they arrive, found and sorted without asking anybody again."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.folding import fold
from desktop.ui import language
from desktop.ui.widgets.columns import alignment

Index = QModelIndex | QPersistentModelIndex
Item = TypeVar("Item")
_TOP = QModelIndex()


@dataclasses.dataclass(frozen=True)
class Line(Generic[Item]):
    """One item as it is shown, with the folded text it is found by."""

    item: Item
    cells: tuple[str, ...]
    searched: str


class LinesModel(QAbstractTableModel, Generic[Item]):
    """One line per item. A page says in ``cells_of`` what stands in a line, and the rest if it differs.

    Attributes:
        columns: Names of the columns; the words are ``<words>.<name>`` in ``window.json``.
        words: Where those words stand.
        right: Columns of numbers and days, which stand at the right.
    """

    STATUS: ClassVar[int] = Qt.ItemDataRole.UserRole + 1
    """The status whose look a line wears."""
    ITEM: ClassVar[int] = Qt.ItemDataRole.UserRole + 2
    """The item itself."""

    columns: ClassVar[Sequence[str]]
    words: ClassVar[str]
    right: ClassVar[Sequence[int]] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Line[Item]] = []
        self._lines: list[Line[Item]] = []
        self._wanted = ""

    # What a page says

    def cells_of(self, item: Item) -> tuple[str, ...]:
        """The text of each column."""
        raise NotImplementedError

    def status_of(self, _item: Item) -> str:
        """The status of a line, for what is painted."""
        return ""

    def tip_of(self, line: Line[Item], column: int) -> str:
        """What the pointer is told; cells that are cut show whole."""
        return line.cells[column]

    def head_of(self, column: int) -> str:
        """The head of a column."""
        return language.say(f"{self.words}.{self.columns[column]}")

    def keeps(self, _item: Item) -> bool:
        """Whether a line that is found shows."""
        return True

    def sorted(self, lines: list[Line[Item]]) -> list[Line[Item]]:
        """*lines* in the order they show."""
        return lines

    # What is shown

    def show_items(self, items: Iterable[Item]) -> None:
        """Show *items* instead of those before."""
        self._all = [self._line(item) for item in items]
        self.arrange()

    @property
    def items(self) -> list[Item]:
        """All items, whatever is searched for."""
        return [line.item for line in self._all]

    def item(self, row: int) -> Item | None:
        """The item in *row*."""
        return self._lines[row].item if 0 <= row < len(self._lines) else None

    def shown(self, row: int) -> Item:
        """The item in *row*, which is there."""
        return self._lines[row].item

    def search(self, text: str) -> None:
        """Keep the lines that hold *text*, marks and case aside."""
        self._wanted = fold(text)
        self.arrange()

    def arrange(self) -> None:
        """Find and sort again; the marked row stays marked while the rows stay the same."""
        found = [line for line in self._all if self._wanted in line.searched and self.keeps(line.item)]
        lines = self.sorted(found)
        same = len(lines) == len(self._lines) > 0 and all(
            new.item is old.item for new, old in zip(lines, self._lines, strict=True)
        )
        if same:
            self._lines = lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every text again in the new language."""
        self._all = [self._line(line.item) for line in self._all]
        self.arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _line(self, item: Item) -> Line[Item]:
        cells = self.cells_of(item)
        return Line(item, cells, fold(" ".join(cells)))

    # What Qt asks

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many lines show."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tip, place, and what delegates paint from."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip_of(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=column in self.right)
        if role == self.STATUS:
            return self.status_of(line.item)
        return line.item if role == self.ITEM else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.head_of(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=section in self.right)
        return None


class SortedLines(LinesModel[Item]):
    """Lines that a click on a head sorts; without one they keep the order they came in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder

    def key_of(self, line: Line[Item], column: int) -> object:
        """What *line* is sorted by; words as a dictionary of the language sorts them."""
        return language.collator().sortKey(line.cells[column])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the first order back."""
        self._sorted_by, self._order = column, order
        self.arrange()

    def sorted(self, lines: list[Line[Item]]) -> list[Line[Item]]:
        """*lines* by the column chosen."""
        if self._sorted_by < 0:
            return lines
        keys: list[tuple[object, int]] = [
            (self.key_of(line, self._sorted_by), n) for n, line in enumerate(lines)
        ]
        keys.sort()
        if self._order is Qt.SortOrder.DescendingOrder:
            keys.reverse()
        return [lines[n] for _, n in keys]
