"""Which columns a register shows and in which order; every change shows at once."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from desktop.models.records import Kind
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label

_WIDTH = 36  # characters
_NAME = Qt.ItemDataRole.UserRole


class ColumnPanel(Card):
    """``columns_chosen`` carries the names of the fields shown, in order; empty for those of the description.

    Space shows or hides the column at hand, Alt+Up and Alt+Down move it, Escape closes.
    """

    columns_chosen = Signal(object)
    closed = Signal()

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._title = label("", "section", self)
        self._help = label("", "secondary", self, wrap=True)
        self.list = QListWidget(self)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setProperty("kind", "plain")
        self.list.itemChanged.connect(self._on_changed)
        self.list.model().rowsMoved.connect(self._on_moved)
        self._up, self._down = QAction(self), QAction(self)
        for action, keys, slot in (
            (self._up, "Alt+Up", self.move_up),
            (self._down, "Alt+Down", self.move_down),
        ):
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            self.list.addAction(action)
        self._reset, self._close = Button(self), Button(self)
        self._reset.clicked.connect(self.reset)
        self._close.clicked.connect(self.close_panel)
        self._up_button, self._down_button = Button(self), Button(self)
        self._up_button.clicked.connect(self.move_up)
        self._down_button.clicked.connect(self.move_down)
        self.column.addWidget(self._title)
        self.column.addWidget(self._help)
        self.column.addWidget(self.list, 1)
        for buttons in ((self._up_button, self._down_button), (self._reset, self._close)):
            row = QHBoxLayout()
            self.column.addLayout(row)
            row.setSpacing(2 * style.STEP)
            for button in buttons:
                row.addWidget(button, 1)
        self._measure()
        self._retranslate()

    def show_columns(self, chosen: Sequence[str]) -> None:
        """Show which fields are columns: *chosen* first, in order, then the others."""
        names = list(chosen or self._kind.columns)
        others = [field.name for field in self._kind.fields if field.name not in names]
        row = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for name in (*names, *others):
            item = QListWidgetItem(language.field_label(self._kind.name, name))
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def begin(self, chosen: Sequence[str]) -> None:
        """Open for changes."""
        self.show_columns(chosen)
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[str, ...]:
        """The fields that are ticked, in order; empty when they are those of the description."""
        items = [self.list.item(row) for row in range(self.list.count())]
        names = tuple(str(i.data(_NAME)) for i in items if i.checkState() == Qt.CheckState.Checked)
        return () if names == self._kind.columns else names

    def move_up(self) -> None:
        """Move the column at hand one place to the left."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the column at hand one place to the right."""
        self._move(1)

    def reset(self) -> None:
        """Show the columns of the description."""
        self.show_columns(())
        self.columns_chosen.emit(())

    def close_panel(self) -> None:
        """Close."""
        self.hide()
        self.closed.emit()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.blockSignals(True)
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)
            self.list.blockSignals(False)
            self._tell()

    def _on_moved(self, *_places: QModelIndex | int) -> None:
        self._tell()

    def _on_changed(self, item: QListWidgetItem) -> None:
        if not any(
            self.list.item(row).checkState() == Qt.CheckState.Checked for row in range(self.list.count())
        ):
            # A list without columns could not be brought back by looking at it.
            item.setCheckState(Qt.CheckState.Checked)
            return
        self._tell()

    def _tell(self) -> None:
        self.columns_chosen.emit(self.chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _WIDTH)

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("columns.title"))
        self._help.setText(say("columns.help"))
        self.list.setAccessibleName(say("columns.title"))
        self._up_button.setText(say("columns.up"))
        self._down_button.setText(say("columns.down"))
        self._reset.setText(say("columns.reset"))
        self._close.setText(say("columns.close"))
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setText(language.field_label(self._kind.name, str(item.data(_NAME))))
