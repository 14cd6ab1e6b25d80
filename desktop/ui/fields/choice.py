"""Editors that choose from a list by typing: one of it, or several."""

import re
from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.models.folding import fold
from desktop.models.records import Field
from desktop.ui import language, style
from desktop.ui.fields.editor import Editor, Value

Choices = Sequence[tuple[str, str]]
"""Pairs of code (or id) and words, in the order they are offered."""

_POPUP_ROWS = 10
_SIGNS = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """*text* as it is searched: no marks, no case, and no signs between the words."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


class FoldedCompleter(QCompleter):
    """Finds by what is typed without marks: ``hoi nghi`` finds ``Hội nghị``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._by_folded: dict[str, str] = {}
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_POPUP_ROWS)
        model = QStandardItemModel(self)
        self.setModel(model)
        self._items = model
        self.setCompletionRole(Qt.ItemDataRole.UserRole)
        popup = QListView(parent)
        popup.setProperty("kind", "popup")
        self.setPopup(popup)

    def set_words(self, words: Sequence[str]) -> None:
        """Offer *words*."""
        self._items.clear()
        for word in words:
            item = QStandardItem(word)
            item.setData(plain(word), Qt.ItemDataRole.UserRole)
            self._items.appendRow(item)

    def splitPath(self, path: str) -> list[str]:
        """Compare without marks."""
        return [plain(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Write the words, not what they are compared by."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class CodeField(Editor):
    """One of a list, found by typing; may be empty."""

    def __init__(self, field: Field, path: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self._choices: list[tuple[str, str]] = []
        self._code: str | None = None
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(2 * _POPUP_ROWS)
        self.box.setMinimumContentsLength(6)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._row.addWidget(self.box)
        line = self.box.lineEdit()
        assert line is not None  # noqa: S101 (an editable combo box has one)
        self.line: QLineEdit = line
        self.completer = FoldedCompleter(self.box)
        self.box.setCompleter(self.completer)
        # The box takes the keys and hands them to its line.
        self._adopt(self.box)
        self.line.installEventFilter(self)
        self.set_choices(choices)
        self.line.textEdited.connect(self._on_typed)
        self.line.editingFinished.connect(self._on_finished)
        self.box.activated.connect(self._on_activated)

    def set_choices(self, choices: Choices) -> None:
        """Offer *choices* and keep the value."""
        self._choices = list(choices)
        words = ["", *(word for _, word in choices)]
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems(words)
        self.box.blockSignals(False)
        self.completer.set_words(words[1:])
        self._show()

    def focus_widget(self) -> QWidget:
        """The box."""
        return self.box

    def set_name(self, label: str) -> None:
        """Name both the box and its line."""
        self.line.setAccessibleName(label)
        self.box.setAccessibleName(label)

    def set_problem(self, severity: str) -> None:
        """Tint the box."""
        style.wears(self.box, problem=severity)

    def value(self) -> Value:
        """The code chosen, or the one that what is typed means."""
        typed = plain(self.line.text())
        if not typed:
            return None
        if self._code is not None and typed == plain(self._word(self._code)):
            return self._code
        return self._meant(typed)

    def set_value(self, value: Value) -> None:
        """Show the words for a code."""
        self._code = None if value is None else str(value)
        self._show()

    def unreadable(self) -> str:
        """Whether something is typed that is not in the list."""
        return "not_in_list" if self.line.text().strip() and self.value() is None else ""

    def key_pressed(self, event: QKeyEvent) -> bool:
        """F4 opens the list."""
        if event.key() == Qt.Key.Key_F4:
            self.box.showPopup()
            return True
        return super().key_pressed(event)

    def _word(self, code: str) -> str:
        return next((word for one, word in self._choices if one == code), code)

    def _meant(self, typed: str) -> str | None:
        """The only choice, or the first one, that what is typed can mean."""
        folded = [(code, plain(word)) for code, word in self._choices]
        exact = [code for code, word in folded if word == typed]
        begins = [code for code, word in folded if word.startswith(typed)]
        holds = [code for code, word in folded if typed in word]
        return next(iter(exact or begins or holds), None)

    def _show(self) -> None:
        self.line.setText("" if self._code is None else self._word(self._code))
        self.line.setCursorPosition(0)
        self.line.setToolTip(self.line.text())

    def _on_typed(self, _text: str) -> None:
        self.edited.emit()

    def _on_finished(self) -> None:
        # A box that is deleted while it has the focus still says that editing has finished.
        if shiboken6.isValid(self.line) and not self.unreadable():
            value = self.value()
            self._code = None if value is None else str(value)
            self._show()

    def _on_activated(self, index: int) -> None:
        self._code = self._choices[index - 1][0] if 0 < index <= len(self._choices) else None
        self._show()
        self.edited.emit()


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
        popup.resize(max(self.width(), 320), row * (min(len(self.choices), _POPUP_ROWS) + 1) + 6 * style.STEP)
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


__all__ = ["Choices", "CodeField", "CodesField"]
