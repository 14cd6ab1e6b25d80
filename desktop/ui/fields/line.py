"""Editors of one line: text, counts, money and years."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.models.folding import nfc
from desktop.models.records import Field
from desktop.ui import language, style
from desktop.ui.fields.editor import Editor, Value

_LONG_TEXT = 500  # characters from which a text gets several lines
_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,]|\s)[0-9]{3})(?:\1[0-9]{3})*")


def read_number(text: str) -> int | None:
    """The whole number *text* is; None when it is none.

    A dot, a comma or a space may stand between groups of three digits, all of the same sort: ``1.204`` is one
    thousand and more, ``12,5`` is no count of people.
    """
    said = text.strip()
    if not (_DIGITS.fullmatch(said) or _GROUPED.fullmatch(said)):
        return None
    return int("".join(_DIGITS.findall(said)))


class LineEditor(Editor):
    """The shared half of every editor that is one line of text."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.line = QLineEdit(self)
        self._row.addWidget(self.line)
        self._adopt(self.line)
        self.line.setReadOnly(field.made)
        if field.made:
            self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def focus_widget(self) -> QWidget:
        """The line."""
        return self.line

    def typed(self) -> Value:
        """The line."""
        return self.line.text().strip()

    def retranslate(self) -> None:
        """Say that the program makes the value, where it does."""
        if self.field.made:
            self.line.setPlaceholderText(language.say("field.made_hint"))

    def _show(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
        if not self.line.hasFocus():
            # The beginning shows, not the end.
            self.line.setCursorPosition(0)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_finished(self) -> None:
        """Write the value as it will be kept, once the person leaves the field."""
        if not self.unreadable():
            self.set_value(self.value())


class TextField(LineEditor):
    """Free text on one line."""

    def value(self) -> Value:
        """The text, composed and with single spaces; None when empty."""
        return nfc(self.line.text()) or None

    def set_value(self, value: Value) -> None:
        """Show the text."""
        self._show("" if value is None else str(value))


class LongTextField(Editor):
    """Free text of several lines; Enter goes on, Shift+Enter begins a line."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.box = QPlainTextEdit(self)
        self.box.setTabChangesFocus(True)
        self._row.addWidget(self.box)
        self._adopt(self.box)
        self._filling = False
        self.box.textChanged.connect(self._on_changed)
        self.measure()

    def measure(self) -> None:
        """Show three lines."""
        self.box.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 4 * style.STEP)

    def focus_widget(self) -> QWidget:
        """The box."""
        return self.box

    def value(self) -> Value:
        """The text; None when empty."""
        return nfc(self.box.toPlainText()) or None

    def set_value(self, value: Value) -> None:
        """Show the text."""
        self._filling = True
        self.box.setPlainText("" if value is None else str(value))
        self._filling = False

    def _on_changed(self) -> None:
        if not self._filling:
            self.edited.emit()


class CountField(LineEditor):
    """A whole number, right-aligned, thousands grouped once the field is left; may be empty."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> Value:
        """The number; None when the field is empty or is not a number."""
        return read_number(self.line.text())

    def set_value(self, value: Value) -> None:
        """Show the number."""
        self._show(self._shown(value) if isinstance(value, int) else str(value or ""))

    def unreadable(self) -> str:
        """Whether something else than a whole number is typed."""
        return "unreadable_number" if self.line.text().strip() and self.value() is None else ""

    def _shown(self, value: int) -> str:
        return language.number(value)


class YearField(CountField):
    """A year of four digits."""

    def value(self) -> Value:
        """The year; a sign or a space in it makes it none."""
        text = self.line.text().strip()
        return int(text) if _DIGITS.fullmatch(text) else None

    def _shown(self, value: int) -> str:
        return str(value)


def text_editor(field: Field, path: str, parent: QWidget | None = None) -> Editor:
    """The editor for a text of the field's length."""
    long = (field.max_length or 0) > _LONG_TEXT
    return LongTextField(field, path, parent) if long else TextField(field, path, parent)
