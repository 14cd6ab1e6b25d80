"""A new passphrase, typed twice."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.card import label
from desktop.ui.widgets.passphrase import CapsLockHint, PassphraseLine
from desktop.ui.widgets.spoken import Spoken

SHORTEST, LONG = 8, 14


class NewPassphrase(Spoken, QWidget):
    """Two lines and, below them, whether they are the same and long enough.

    Signals:
        typed: Something was typed.
        submitted: Enter was pressed in the second line.
    """

    typed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = [label("", "strong", self) for _ in range(2)]
        self.first, self.second = PassphraseLine(self), PassphraseLine(self)
        self.first.setObjectName("new_passphrase")
        self.second.setObjectName("new_passphrase_again")
        self._hint = label("", "secondary", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.STEP)
        for words, line in zip(self._labels, (self.first, self.second), strict=True):
            line.textEdited.connect(self._on_typed)
            words.setBuddy(line)
            for part in (words, line, CapsLockHint(line, self)):
                column.addWidget(part)
        column.addWidget(self._hint)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.submitted)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """In a card that is short of room the lines would give way first."""
        super().showEvent(event)
        for line in (self.first, self.second):
            line.setMinimumHeight(line.sizeHint().height())

    @property
    def passphrase(self) -> str:
        """What was typed twice; empty while it is not the same or too short."""
        text = self.first.text()
        return text if len(text) >= SHORTEST and text == self.second.text() else ""

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()
        self._show_hint()

    def _on_typed(self, _text: str) -> None:
        self._show_hint()
        self.typed.emit()

    def _show_hint(self) -> None:
        first, second = self.first.text(), self.second.text()
        if not first:
            key = "none"
        elif len(first) < SHORTEST:
            key = "too_short"
        elif second and not first.startswith(second):
            key = "different"
        elif first == second:
            key = "good" if len(first) >= LONG else "enough"
        else:
            key = "again"
        style.wears(self._hint, kind="error" if key == "different" else "secondary")
        self._hint.setText(language.say(f"first.passphrase.{key}", minimum=SHORTEST))

    def _retranslate(self) -> None:
        for number, (words, line) in enumerate(zip(self._labels, (self.first, self.second), strict=True)):
            words.setText(language.say(f"new_passphrase.field{number}"))
            line.setAccessibleName(words.text())
        self._show_hint()
