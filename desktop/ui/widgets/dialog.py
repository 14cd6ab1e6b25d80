"""A dialog of the window: framed like it, never larger than the screen, closed by Esc."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui import style
from desktop.ui.frame import practice
from desktop.ui.widgets.spoken import Spoken

_AROUND = 6 * style.STEP
_SHARE = 0.9
"""How much of the screen a dialog takes at most."""


class Dialog(Spoken, QDialog):
    """What it holds goes into ``column``; it is gone when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget(self)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(_AROUND, _AROUND - style.STEP, _AROUND, _AROUND - style.STEP)
        self.column.setSpacing(style.GAP)
        self._frame = practice.PracticeFrame(inside, self, on=practice.practising())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)

    def name(self, words: str) -> None:
        """Set the title."""
        self.setWindowTitle(practice.title(words, on=self._frame.on))

    def fit(self, wanted: QSize) -> None:
        """Be *wanted* large, or as large as the screen lets it."""
        room = self.screen().availableGeometry().size() * _SHARE
        self.resize(wanted.boundedTo(room))
