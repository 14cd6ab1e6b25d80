"""A question before something is done: a line above what it is about, answered there; nothing modal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken


class QuestionStrip(Spoken, QFrame):
    """A strip with a yes and a no; Escape is a no.

    Signals:
        confirmed: Yes, with what was answered besides.
        closed: Nothing is to be done.

    Attributes:
        reason: Where the answer is given.
        yes, no: The buttons.
    """

    confirmed = Signal(str)
    closed = Signal()
    reason: QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("strip", "warning")

    def add_buttons(self, row: QHBoxLayout) -> None:
        """Put yes and no at the end of *row*; made last, Tab comes to them last."""
        self.yes, self.no = Button(self), Button(self)
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self.confirm)
        self.no.clicked.connect(self.close_strip)
        row.addWidget(self.yes)
        row.addWidget(self.no)

    def answer(self) -> str | None:
        """What is answered; None while an answer is missing."""
        return ""

    def confirm(self) -> None:
        """Take the answer, or go where one is missing."""
        answer = self.answer()
        if answer is None:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.confirmed.emit(answer)

    def close_strip(self) -> None:
        """Do nothing."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape does nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        else:
            super().keyPressEvent(event)
