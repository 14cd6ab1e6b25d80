"""What is looked at beside a form: a title, a way to close it, and lines that scroll."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import language
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import scrolled

_WHOLE = Qt.AlignmentFlag(0)


class LookCard(Card):
    """Who makes one adds lines to it in ``_retranslate``, after `clear`.

    Signals:
        closed: It is looked at no longer.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "section", self, wrap=True)
        self.close_button = Button(self)
        self.close_button.setProperty("flat", True)
        self.close_button.clicked.connect(self.closed)
        self.body = QWidget(self)
        self._lines = QVBoxLayout(self.body)
        self._lines.setContentsMargins(0, 0, 4, 0)
        self._lines.setSpacing(2)
        self._lines.addStretch(1)
        self._shown: list[QWidget] = []
        top = QHBoxLayout()
        self.column.addLayout(top)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(scrolled(self.body, self), 1)

    def begin(self) -> None:
        """Give the keys to the way out."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Take all lines away, and name the way out in the language of the moment."""
        self.close_button.setText(language.say("peek.close"))
        for old in self._shown:
            end(self._lines, old)
        self._shown.clear()

    def add(self, line: QWidget, side: Qt.AlignmentFlag = _WHOLE) -> None:
        """Add a line below the others."""
        self._lines.insertWidget(len(self._shown), line, 0, side)
        self._shown.append(line)
