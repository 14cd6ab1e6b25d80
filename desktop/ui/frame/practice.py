"""The orange frame with words around every window of a register for practice."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.spoken import Spoken

_PRACTICE = "practice"
_WIDE = 5


class PracticeFrame(Spoken, QWidget):
    """Holds what a window shows; for practice with an orange border and a strip of words at the top."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None, *, on: bool = False) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setObjectName("practice_words")
        self._words.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._words)
        self._column.addWidget(inside, 1)
        self._retranslate()
        self.show_practice(on)

    @property
    def on(self) -> bool:
        """Whether the frame shows."""
        return not self._words.isHidden()

    def show_practice(self, on: bool) -> None:
        """Show the frame, or nothing of it."""
        self._words.setVisible(on)
        # Margins that are painted: a border of the style sheet would not move what stands inside.
        width = _WIDE if on else 0
        self._column.setContentsMargins(width, 0, width, width)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the border below what is inside, which leaves its edges free."""
        super().paintEvent(event)
        if self.on:
            painter = QPainter(self)
            whole = self.rect()
            for side in (
                whole.adjusted(0, 0, _WIDE - whole.width(), 0),
                whole.adjusted(whole.width() - _WIDE, 0, 0, 0),
                whole.adjusted(0, whole.height() - _WIDE, 0, 0),
            ):
                painter.fillRect(side, style.colour("practice"))
            painter.end()

    def _retranslate(self) -> None:
        self._words.setText(language.say("practice.strip"))


def mark_window(window: QWidget, *, on: bool) -> None:
    """Note on a top-level *window* whether it shows a register for practice; its dialogs are framed alike."""
    window.setProperty(_PRACTICE, on)


def practising() -> bool:
    """Whether a window that shows is of a register for practice."""
    return any(window.property(_PRACTICE) for window in QApplication.topLevelWidgets() if window.isVisible())


def title(words: str, *, on: bool) -> str:
    """The title of a window, which says so on the task bar too."""
    return language.say("practice.title", title=words) if on else words
