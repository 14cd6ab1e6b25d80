"""The editors that choose one of a list by typing: a code, yes or no, another record."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.records import Field
from desktop.ui import language
from desktop.ui.fields.choosing import Choosing, icon
from desktop.ui.fields.editor import Value
from desktop.ui.fields.matching import Choices, is_reference, plain


class CodeField(Choosing):
    """One of a list, found by typing; may be empty."""

    def __init__(self, field: Field, path: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(field, path, choices, parent)
        self._code: str | None = None
        self.line.addAction(self.chevron, QLineEdit.ActionPosition.TrailingPosition)
        self._row.addWidget(self.line)

    def retranslate(self) -> None:
        """Show the word of the code in the language of the moment."""
        if self._code is not None:
            self._show()

    def set_choices(self, choices: Choices) -> None:
        """Offer *choices* and keep the value."""
        super().set_choices(choices)
        if self._code is not None:
            self._show()

    def value(self) -> Value:
        """The code chosen, or the one that what is typed means."""
        typed = plain(self.line.text())
        if not typed:
            return None
        if self._code is not None and typed == plain(self.finder.word(self._code)):
            return self._code
        return self.finder.meant(typed)

    def set_value(self, value: Value) -> None:
        """Show the words for a code, or what is no code as it was typed."""
        said = "" if value is None else str(value)
        is_text = bool(said) and not self.finder.knows(said) and not is_reference(said)
        self._code = None if is_text or value is None else said
        self._show()
        if is_text:
            self.line.setText(said)

    def unreadable(self) -> str:
        """Whether something is typed that is not in the list."""
        return "not_in_list" if self.line.text().strip() and self.value() is None else ""

    def take(self, code: str) -> None:
        """Take *code*."""
        self.popup.hide()
        if code != self._code or self.line.text() != self.finder.word(code):
            self._code = code
            self._show()
            self.edited.emit()

    def marked(self) -> str | None:
        """The code chosen."""
        return self._code

    def settle(self) -> None:
        """Show the code that what is typed means."""
        if not self.unreadable():
            typed = self._code
            value = self.code()
            self._code = value
            if typed != value or self.line.text() != ("" if value is None else self.finder.word(value)):
                self._show()
            else:
                self.line.setCursorPosition(0)

    def code(self) -> str | None:
        """The code that the value stands for."""
        value = CodeField.value(self)
        return None if value is None else str(value)

    def _show(self) -> None:
        self.line.setText("" if self._code is None else self.finder.word(self._code))
        self.line.setCursorPosition(0)
        self.line.setToolTip(self.line.text())


class FlagField(CodeField):
    """Yes, no, or not said."""

    def value(self) -> Value:
        """True, False or None."""
        found = super().value()
        return None if found is None else found == "yes"

    def set_value(self, value: Value) -> None:
        """Show yes, no or nothing."""
        named = {True: "yes", False: "no"}
        super().set_value(named[value] if isinstance(value, bool) else value)


class LinkField(CodeField):
    """Another record, found by its caption; ``look`` carries its id when somebody wants to see it."""

    look = Signal(str)

    def __init__(self, field: Field, path: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(field, path, choices, parent)
        self._look = QAction(icon("open"), "", self)
        self._look.triggered.connect(self._on_look)
        self.line.addAction(self._look, QLineEdit.ActionPosition.TrailingPosition)
        self.line.textChanged.connect(self._on_text)
        self._on_text("")

    def retranslate(self) -> None:
        """Name the sign that shows the record."""
        super().retranslate()
        self._look.setText(language.say("field.look"))
        self._look.setToolTip(language.say("field.look"))

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Alt+Enter shows the record."""
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_look()
            return True
        return super().key_pressed(event)

    def _on_text(self, _text: str) -> None:
        self._look.setVisible(self.code() is not None)

    def _on_look(self) -> None:
        code = self.code()
        if code is not None:
            self.look.emit(code)
