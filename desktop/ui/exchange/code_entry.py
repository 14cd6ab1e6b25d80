"""Typing the code of a sealed invitation."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.models.units import unit
from desktop.services.exchange import enrolment
from desktop.ui import language, style
from desktop.ui.exchange.work import SealedSeen
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.card import label
from desktop.ui.widgets.code_line import CodeLine
from desktop.ui.widgets.spoken import Spoken

_LETTERS = 30


class CodeEntry(Spoken, QWidget):
    """Four groups of five digits, as they are read out.

    Signals:
        submitted: Enter was pressed.
    """

    submitted = Signal()

    def __init__(self, open_it: QAction, drop: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: SealedSeen | None = None
        self._title = label("", "title", self)
        self._about = label("", "", self, wrap=True)
        self.code = CodeLine("exchange.code", "code_wrong_groups", enrolment.wrong_groups, _LETTERS, self)
        self.line, self.problem = self.code.line, self.code.problem
        self.line.setObjectName("invitation_code")
        self.code.submitted.connect(self.submitted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.code)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(style.GAP)
        for action in (open_it, drop):
            row.addWidget(ActionButton(action, self))
        row.addStretch(1)
        column.addStretch(1)
        self._retranslate()

    def begin(self, seen: SealedSeen) -> None:
        """Ask for the code of *seen*."""
        self._seen = seen
        self.code.clear()
        self._retranslate()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, refused: Refusal) -> None:
        """Say why what was typed does not open it; it may be corrected."""
        self.code.refuse(refused)

    @property
    def seen(self) -> SealedSeen | None:
        """The file it asks the code of."""
        return self._seen

    def _retranslate(self) -> None:
        say, seen = language.say, self._seen
        self._title.setText(say("exchange.sealed"))
        if seen is not None:
            day = language.day(seen.expires_on)
            self._about.setText(say("exchange.sealed_about", unit=unit(seen.unit).full_name, day=day))
