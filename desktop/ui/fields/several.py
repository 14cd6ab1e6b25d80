"""The editor that chooses several of a list by typing."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.models.records import Field
from desktop.ui import language, style
from desktop.ui.fields.choice import POPUP_ROWS, Choices, plain
from desktop.ui.fields.editor import Editor, Value


class ChoiceList(QFrame):
    """The popup of `CodesField`: type to find, Enter marks, Escape or Tab closes."""

    def __init__(self, field: "CodesField") -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = field
        self.search = QLineEdit(self)
        self.search.setObjectName(f"{field.path}_search")
        self.search.setPlaceholderText(language.say("field.search_hint"))
        self.search.setAccessibleName(language.say("field.search_hint"))
        self.search.textEdited.connect(self._on_typed)
        self.search.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setProperty("kind", "popup")
        self.list.setModel(self._model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(field.focus_widget().accessibleName())
        self._model.itemChanged.connect(self._on_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.STEP, style.STEP, style.STEP, style.STEP)
        column.setSpacing(style.STEP)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self._fill("")

    def _fill(self, typed: str) -> None:
        self._model.blockSignals(True)
        self._model.clear()
        chosen = self._field.codes
        for code, word in self._field.choices:
            if typed in plain(word):
                item = QStandardItem(word)
                item.setData(code, Qt.ItemDataRole.UserRole)
                item.setCheckable(True)
                item.setEditable(False)
                item.setCheckState(Qt.CheckState.Checked if code in chosen else Qt.CheckState.Unchecked)
                self._model.appendRow(item)
        self._model.blockSignals(False)
        self._model.layoutChanged.emit()
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _on_typed(self, text: str) -> None:
        self._fill(plain(text))

    def _on_item(self, item: QStandardItem) -> None:
        self._field.mark(item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked)

    def toggle(self) -> None:
        """Mark or unmark the line at hand."""
        item = self._model.itemFromIndex(self.list.currentIndex())
        if item is not None:
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, typed in the search line."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                row = (self.list.currentIndex().row() + step) % max(self._model.rowCount(), 1)
                self.list.setCurrentIndex(self._model.index(row, 0))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
                key == Qt.Key.Key_Space and not self.search.text()
            ):
                self.toggle()
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F4):
                self.close()
                return True
        return super().eventFilter(watched, event)


class CodesField(Editor):
    """Several of a list, shown on one line; typing, Space, Down, F4 or a click opens the list."""

    def __init__(self, field: Field, path: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.choices: list[tuple[str, str]] = list(choices)
        self.codes: tuple[str, ...] = ()
        self.line = QLineEdit(self)
        self.line.setReadOnly(True)
        self.line.setProperty("choice", True)
        self._row.addWidget(self.line)
        self._adopt(self.line)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words around the value."""
        self.line.setPlaceholderText(language.say("field.choose_hint"))
        self._show()

    def focus_widget(self) -> QWidget:
        """The line."""
        return self.line

    def set_choices(self, choices: Choices) -> None:
        """Offer *choices* and keep the value."""
        self.choices = list(choices)
        self._show()

    def value(self) -> Value:
        """The codes, in the order of the list."""
        return self.codes

    def set_value(self, value: Value) -> None:
        """Show the words for codes."""
        self.codes = tuple(str(code) for code in value) if isinstance(value, (tuple, list)) else ()
        self._show()

    def mark(self, code: str, on: bool) -> None:
        """Choose or drop *code*."""
        kept = [one for one in self.codes if one != code]
        if on:
            kept.append(code)
        order = {one: place for place, (one, _) in enumerate(self.choices)}
        self.codes = tuple(sorted(kept, key=lambda one: order.get(one, len(order))))
        self._show()
        self.edited.emit()

    def open_list(self, typed: str = "") -> ChoiceList:
        """Open the list below the field, already searching for *typed*."""
        popup = ChoiceList(self)
        row = popup.fontMetrics().height() + 3 * style.STEP
        popup.resize(max(self.width(), 320), row * (min(len(self.choices), POPUP_ROWS) + 1) + 6 * style.STEP)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        popup.search.setFocus()
        if typed:
            popup.search.insert(typed)
            popup.search.textEdited.emit(typed)
        return popup

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Open the list, take the last choice back, or go on."""
        if event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.open_list()
            return True
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.codes:
            self.mark(self.codes[-1], False)
            return True
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().strip() and event.text().isprintable():
            self.open_list(event.text())
            return True
        return super().key_pressed(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click opens the list."""
        if (
            watched is self.line
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
        ):
            self.open_list()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        words = dict(self.choices)
        text = " · ".join(words.get(code, code) for code in self.codes)
        room = self.line.width() - 6 * style.STEP
        self.line.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
        self.line.setCursorPosition(0)
        self.line.setToolTip("\n".join(words.get(code, code) for code in self.codes))
