"""The table of communes and the row of the whole below it, which scroll sideways together."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import style
from desktop.ui.rollup import heat
from desktop.ui.rollup.model import CellsModel
from desktop.ui.widgets.table import plain_table

Index = QModelIndex | QPersistentModelIndex
_NAME_LETTERS = 21
_CELL_LETTERS = 8
_HEAD_SIDES = 17
_SIDE = 8
_KEPT = 5_000


class NameHeader(QHeaderView):
    """The names at the side: paper, left-aligned, always in sight; bold for the whole."""

    def __init__(self, parent: QWidget, *, bold: bool = False) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._bold = bold
        self.setSectionsClickable(True)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _NAME_LETTERS)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one name."""
        name = str(self.model().headerData(logical, Qt.Orientation.Vertical) or "")
        painter.save()
        painter.fillRect(rect, style.colour("header" if self._bold else "paper"))
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(style.font(bold=self._bold))
        painter.setPen(style.colour("ink"))
        inside = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Paints a cell in the tint of its status, with a frame around the one chosen."""

    def __init__(self, parent: QWidget, *, bold: bool = False) -> None:
        super().__init__(parent)
        self._bold = bold
        self._zoom = 0
        self._font = style.font(bold=bold)
        self._fitted: dict[tuple[str, int], str] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint tint, text and frame."""
        here: Any = option
        model = index.model()
        assert isinstance(model, CellsModel)  # noqa: S101 (it is set in this module only)
        cell, room = model.cell(index), here.rect
        painter.save()
        if cell.status:
            ink = heat.paint_ground(painter, room, cell.status, cell.far)
        else:
            painter.fillRect(room, style.colour("header" if self._bold else "paper"))
            ink = style.colour("ink")
        shown = self._fit(cell.text, room.width() - 4)
        painter.setFont(self._font)
        painter.setPen(ink)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)
        if here.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(style.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(here.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _fit(self, text: str, width: int) -> str:
        """*text* cut to *width*; worked out once, for a table is painted whole at every step of scrolling."""
        if self._zoom != style.zoom():
            self._zoom, self._font = style.zoom(), style.font(bold=self._bold)
            self._fitted.clear()
        if len(self._fitted) > _KEPT:
            self._fitted.clear()
        if (text, width) not in self._fitted:
            elided = QFontMetrics(self._font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._fitted[text, width] = elided
        return self._fitted[text, width]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as every row."""
        return QSize(super().sizeHint(option, index).width(), style.ROW_HEIGHT)


class CellsTable(QFrame):
    """Both tables; ``chosen`` says that another cell is the current one."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.whole_model = CellsModel(self), CellsModel(self)
        self.table = _dressed(self.model, self, bold=False)
        self.whole = _dressed(self.whole_model, self, bold=True)
        self.table.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.whole.horizontalHeader().hide()
        self.whole.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one, other in ((self.table, self.whole), (self.whole, self.table)):
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
            one.selectionModel().selectionChanged.connect(self._on_selected)
            one.activated.connect(self._on_activated)
        self.table.horizontalHeader().sectionResized.connect(self._on_resized)
        self.table.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._corner = QLabel(self.table)
        self._corner.setProperty("cellhead", True)
        self._hidden: frozenset[int] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        self._below = QHBoxLayout()
        column.addLayout(self._below)
        self._below.setSpacing(0)
        self._below.addWidget(self.whole)
        self._active: QTableView = self.table

    @property
    def current(self) -> tuple[CellsModel, QModelIndex]:
        """The model and the index of the chosen cell."""
        model = self.model if self._active is self.table else self.whole_model
        return model, self._active.currentIndex()

    def fit(self) -> None:
        """Give every column its width once the heads are known; the rest of the room is shared out."""
        letter = self.fontMetrics().averageCharWidth()
        count = self.model.columnCount()
        if not count:
            return
        heads = self.table.horizontalHeader()
        needed = {}
        for column in range(count):
            for view in (self.table, self.whole):
                view.setColumnHidden(column, column in self._hidden)
            least = _CELL_LETTERS * letter
            if column not in self._hidden:
                needed[column] = max(least, self._head_width(column))
        left = max(self.table.viewport().width() - sum(needed.values()), 0)
        spare, rest = divmod(left, max(len(needed) - 1, 1))
        for place, (column, width) in enumerate(needed.items()):
            wide = width if column == 0 else width + spare + (place <= rest)
            for view in (self.table, self.whole):
                view.setColumnWidth(column, wide)
        self.whole.setFixedHeight(self._whole_height())
        frame = self.table.frameWidth()
        self._corner.setGeometry(frame, frame, self.table.verticalHeader().width(), heads.height())

    def _head_width(self, column: int) -> int:
        """What the longest line of a head needs; the first column holds words, which are not cut either."""
        metrics = QFontMetrics(style.font(bold=True))
        lines = str(self.model.headerData(column, Qt.Orientation.Horizontal) or "").split("\n")
        if column == 0:
            cells = (self.model.index(row, 0).data() for row in range(self.model.rowCount()))
            lines += [str(text) for text in cells]
        return max(metrics.horizontalAdvance(line) for line in lines) + _HEAD_SIDES

    def sort_by(self, column: int) -> None:
        """Sort by *column*: low first, then high first, then in the order of the official list."""
        before, descending = self.model.sorted_by
        if before != column:
            self.sort(column)
        else:
            self.sort(-1 if descending else column, descending=not descending)

    def sort(self, column: int, *, descending: bool = False) -> None:
        """Sort by *column*, the low ones first unless *descending*; -1 is the order of the official list."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.model.sort(column, order)
        self.fit()

    def hide_columns(self, hidden: Collection[int]) -> None:
        """Leave these columns out; their places stay."""
        self._hidden = frozenset(hidden)
        self.fit()

    def name_corner(self, text: str) -> None:
        """Say what the names at the side are."""
        self._corner.setText(text)

    def _whole_height(self) -> int:
        bar = self.whole.horizontalScrollBar()
        row = self.whole.verticalHeader().defaultSectionSize()
        wide = self.table.horizontalHeader().length() > self.table.viewport().width()
        return row + 2 + (bar.sizeHint().height() if wide else 0)

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.table.clearSelection()
        self.whole.clearSelection()

    def _on_resized(self, section: int, _before: int, now: int) -> None:
        self.whole.setColumnWidth(section, now)

    def _on_range(self, _low: int, high: int) -> None:
        # The row below keeps its columns under those above when these lose room to a scroll bar.
        bar = self.table.verticalScrollBar().sizeHint().width() if high else 0
        self._below.setContentsMargins(0, 0, bar, 0)
        self.fit()

    def _on_selected(self, _new: object, _old: object) -> None:
        for view, other in ((self.table, self.whole), (self.whole, self.table)):
            if self.sender() is view.selectionModel() and view.selectionModel().hasSelection():
                self._active = view
                other.selectionModel().blockSignals(True)
                other.clearSelection()
                other.selectionModel().blockSignals(False)
                other.viewport().update()
                self.chosen.emit()

    def _on_activated(self, _index: QModelIndex) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down from the last commune goes to the whole, up from there goes back."""
        step = {Qt.Key.Key_Down: self.whole, Qt.Key.Key_Up: self.table}.get(Qt.Key(event.key()))
        source = self.table if step is self.whole else self.whole
        if step is None or not source.hasFocus():
            super().keyPressEvent(event)
            return
        row = 0 if step is self.whole else self.model.rowCount() - 1
        step.setFocus()
        step.setCurrentIndex(step.model().index(row, max(source.currentIndex().column(), 0)))


def _dressed(model: CellsModel, parent: QWidget, *, bold: bool) -> QTableView:
    table = plain_table(parent)
    height = table.verticalHeader().defaultSectionSize()
    table.setVerticalHeader(NameHeader(table, bold=bold))
    table.verticalHeader().setDefaultSectionSize(height)
    table.setModel(model)
    table.setItemDelegate(CellDelegate(table, bold=bold))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    table.setAlternatingRowColors(False)
    table.setCornerButtonEnabled(False)
    heads = table.horizontalHeader()
    heads.setStretchLastSection(False)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
    heads.setMinimumSectionSize(table.fontMetrics().averageCharWidth() * 6)
    return table
