"""A line for a passphrase, which warns of Caps Lock: what is typed cannot be seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.ui import language
from desktop.ui.widgets.spoken import Spoken


class PassphraseLine(QLineEdit):
    """Shows dots; ``caps_lock`` says whether letters come out the other way round than Shift asks for."""

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key, and note what it says about Caps Lock; no system tells it in the same way."""
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(typed.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock.emit(False)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is known about the keyboard any more."""
        super().focusOutEvent(event)
        self.caps_lock.emit(False)


class CapsLockHint(Spoken, QLabel):
    """The words below such a line, there while Caps Lock is on."""

    def __init__(self, line: PassphraseLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caps_lock")
        self.setProperty("kind", "warning")
        self.setWordWrap(True)
        line.caps_lock.connect(self.setVisible)
        self.hide()
        self._retranslate()

    def _retranslate(self) -> None:
        self.setText(language.say("passphrase.caps_lock"))
