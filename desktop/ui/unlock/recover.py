"""Opening a register with its recovery sheet, and setting a new passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.ui import language, opening, style
from desktop.ui.messages import refusal_text
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.code_line import CodeLine
from desktop.ui.widgets.new_passphrase import NewPassphrase

_LETTERS = 56
_OF_THE_CODE = ("recovery_wrong", "recovery_wrong_groups")


class RecoverCard(Card):
    """The eight groups of the sheet and a new passphrase.

    Signals:
        wanted: Both are there: open it. Carries the code and the passphrase.
        given_up: Back to the passphrase.
    """

    wanted = Signal(str, str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setContentsMargins(32, 28, 32, 28)
        self.column.setSpacing(style.GAP)
        self._title = label("", "title", self)
        self._about = label("", "secondary", self, wrap=True)
        self.code = CodeLine(
            "recover.code", "recovery_wrong_groups", opening.wrong_recovery_groups, _LETTERS, self
        )
        self.code.line.setObjectName("recovery_code")
        self.new = NewPassphrase(self)
        self.problem = label("", "error", self, wrap=True)
        self.problem.hide()
        self.back, self.open = Button(self), Button(self)
        self.back.setProperty("flat", True)
        self.open.setProperty("primary", True)
        for part in (self._title, self._about, self.code, self.new, self.problem):
            self.column.addWidget(part)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.open)
        self.code.submitted.connect(self.new.first.setFocus)
        self.new.submitted.connect(self._on_open)
        self.open.clicked.connect(self._on_open)
        self.back.clicked.connect(self.given_up)
        for part in (self.code, self.new):
            part.typed.connect(self._show_state)
        self._retranslate()

    def begin(self) -> None:
        """Show it empty."""
        self.code.clear()
        self.new.clear()
        self._show_state()
        self.show()
        self.code.line.setFocus()

    def busy(self, busy: bool) -> None:
        """Nothing can be pressed while a key is derived."""
        self.problem.hide()
        self.open.setEnabled(not busy and bool(self.new.passphrase))
        self.open.setText(language.say("unlock.opening" if busy else "recover.open"))

    def refuse(self, refusal: Refusal) -> None:
        """Say why it was not opened."""
        self.busy(False)
        if refusal.code in _OF_THE_CODE:
            self.code.refuse(refusal)
            return
        self.problem.setText(refusal_text(refusal))
        self.problem.show()

    def _on_open(self) -> None:
        if self.open.isEnabled():
            self.wanted.emit(self.code.line.text(), self.new.passphrase)

    def _show_state(self) -> None:
        self.problem.hide()
        self.open.setEnabled(bool(self.code.line.text().strip() and self.new.passphrase))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("recover.title"))
        self._about.setText(say("recover.about"))
        self.open.setText(say("recover.open"))
        self.back.setText(say("recover.back"))
