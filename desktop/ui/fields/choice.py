"""The editor that chooses one of a list by typing."""

import re
from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from desktop.models.folding import fold
from desktop.models.records import Field
from desktop.ui import style
from desktop.ui.fields.editor import Editor, Value

Choices = Sequence[tuple[str, str]]
"""Pairs of code (or id) and words, in the order they are offered."""

POPUP_ROWS = 10
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
        self.setMaxVisibleItems(POPUP_ROWS)
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
        self.box.setMaxVisibleItems(2 * POPUP_ROWS)
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
