"""The filters of a register that have a name: one takes them up, keeps, renames and forgets them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.services.views import NamedFilter
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label

_WIDTH = 40  # characters
_NAME = Qt.ItemDataRole.UserRole


class SavedFilters(Card):
    """Enter takes up the filter at hand, F2 renames it, Delete forgets it, Escape closes.

    Signals:
        taken: The `NamedFilter` to look through.
        kept: The name under which to keep the words and conditions of the moment.
        renamed: The old and the new name.
        forgotten: The name of one that is to go.
    """

    taken = Signal(object)
    kept = Signal(str)
    renamed = Signal(str, str)
    forgotten = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters: dict[str, NamedFilter] = {}
        self._title = label("", "section", self)
        self._help = label("", "secondary", self, wrap=True)
        self.list = QListWidget(self)
        self.list.setProperty("kind", "plain")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemChanged.connect(self._on_renamed)
        self.name = QLineEdit(self)
        self.name.setObjectName("filter_name")
        self.name.setMaxLength(60)
        self.name.returnPressed.connect(self._on_keep)
        self._keep, self._rename, self._forget, self._close = (Button(self) for _ in range(4))
        self._keep.clicked.connect(self._on_keep)
        self._rename.clicked.connect(self._on_rename)
        self._forget.clicked.connect(self._on_forget)
        self._close.clicked.connect(self.close_panel)
        self.column.addWidget(self._title)
        self.column.addWidget(self._help)
        naming, ending = QHBoxLayout(), QHBoxLayout()
        self.column.addLayout(naming)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(ending)
        naming.addWidget(self.name, 1)
        naming.addWidget(self._keep)
        for button in (self._rename, self._forget, self._close):
            ending.addWidget(button, 1)
        for row in (naming, ending):
            row.setSpacing(2 * style.STEP)
        self.column.addStretch(0)
        self._measure()
        self._retranslate()

    def show_filters(self, filters: Sequence[NamedFilter]) -> None:
        """Show the filters there are."""
        row = max(self.list.currentRow(), 0)
        self._filters = {one.name: one for one in filters}
        self.list.blockSignals(True)
        self.list.clear()
        for one in filters:
            item = QListWidgetItem(one.name)
            item.setData(_NAME, one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.setVisible(bool(filters))
        self.list.blockSignals(False)
        for button in (self._rename, self._forget):
            button.setEnabled(bool(filters))
        self._say_help()

    def begin(self, *, can_keep: bool) -> None:
        """Open; *can_keep* when there are words or conditions to keep."""
        for widget in (self.name, self._keep):
            widget.setVisible(can_keep)
        self._can_keep = can_keep
        self._say_help()
        self.show()
        first = self.list if self._filters else self.name if can_keep else self._close
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Close."""
        self.name.clear()
        self.hide()
        self.closed.emit()

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.taken.emit(self._filters[str(item.data(_NAME))])

    def _on_keep(self) -> None:
        if name := self.name.text().strip():
            self.name.clear()
            self.kept.emit(name)
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_rename(self) -> None:
        if item := self.list.currentItem():
            self.list.editItem(item)

    def _on_renamed(self, item: QListWidgetItem) -> None:
        old, new = str(item.data(_NAME)), item.text().strip()
        if new and new != old:
            self.renamed.emit(old, new)
        else:
            item.setText(old)

    def _on_forget(self) -> None:
        if item := self.list.currentItem():
            self.forgotten.emit(str(item.data(_NAME)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Delete forgets."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._on_forget()
        else:
            super().keyPressEvent(event)

    _can_keep = False

    def _say_help(self) -> None:
        key = "keep" if self._can_keep else "none" if not self._filters else "take"
        self._help.setText(language.say(f"saved.help_{key}"))

    def _measure(self) -> None:
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _WIDTH)

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("saved.title"))
        self.list.setAccessibleName(say("saved.title"))
        self.name.setPlaceholderText(say("saved.name"))
        self.name.setAccessibleName(say("saved.name"))
        self._keep.setText(say("saved.keep"))
        self._rename.setText(say("saved.rename"))
        self._forget.setText(say("saved.forget"))
        self._close.setText(say("saved.close"))
        self._say_help()
