"""Empty, loading and failed are states somebody designed, not a blank."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import paths
from desktop.ui import style
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.card import Card, label

_ICON = 40
_TEXT_WIDTH, _FEWEST_LETTERS = 60, 40  # characters


class EmptyState(Card):
    """What belongs here, in two sentences, and buttons that begin it."""

    def __init__(self, parent: QWidget | None = None, *, icon: str = "register") -> None:
        super().__init__(parent)
        picture = QLabel(self)
        picture.setPixmap(QIcon(str(paths.resources() / "icons" / f"{icon}.svg")).pixmap(_ICON, _ICON))
        self._title = label("", "section", self)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = label("", "secondary", self, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Large letters have no room for long lines.
        letters = max(_TEXT_WIDTH * 100 // style.zoom(), _FEWEST_LETTERS)
        self._text.setFixedWidth(self.fontMetrics().averageCharWidth() * letters)
        self.column.addStretch(2)
        inner = QVBoxLayout()
        self.column.addLayout(inner)
        self.column.addStretch(3)
        inner.setSpacing(style.GAP)
        centre = Qt.AlignmentFlag.AlignHCenter
        inner.addWidget(picture, 0, centre)
        inner.addWidget(self._title, 0, centre)
        inner.addWidget(self._text, 0, centre)
        inner.addSpacing(style.STEP)
        self._buttons = QHBoxLayout()
        inner.addLayout(self._buttons)
        self._buttons.setSpacing(style.GAP)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)

    def show_words(self, title: str, text: str) -> None:
        """Say what belongs here and how it begins."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.ensurePolished()
        self._text.setMinimumHeight(self._text.heightForWidth(self._text.minimumWidth()))

    def add_button(self, action: QAction, *, primary: bool = False) -> None:
        """Offer *action*; *primary* when it is what most people want here."""
        button = ActionButton(action, self)
        if primary:
            button.setProperty("primary", True)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
