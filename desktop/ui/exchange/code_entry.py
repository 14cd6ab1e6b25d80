"""Typing the code of a sealed invitation: which group is wrong shows while one types."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.models.units import unit
from desktop.services.exchange import enrolment
from desktop.ui import language, style
from desktop.ui.exchange.work import SealedSeen
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken

_LONGEST = 40
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
        self._refused: Refusal | None = None
        self._title = label("", "title", self)
        self._about = label("", "", self, wrap=True)
        self._name = label("", "strong", self)
        self.line = QLineEdit(self)
        self.line.setObjectName("invitation_code")
        self.line.setMaxLength(_LONGEST)
        # A code is digits: an input method would make letters of them.
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self._name.setBuddy(self.line)
        self.problem = label("", "error", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        for part in (self._title, self._about, self._name):
            column.addWidget(part)
        column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(style.GAP)
        for action in (open_it, drop):
            row.addWidget(ActionButton(action, self))
        row.addStretch(1)
        column.addStretch(1)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self.submitted)
        self._retranslate()

    def begin(self, seen: SealedSeen) -> None:
        """Ask for the code of *seen*."""
        self._seen, self._refused = seen, None
        self.line.clear()
        self._retranslate()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, refused: Refusal) -> None:
        """Say why what was typed does not open it; it may be corrected."""
        self._refused = refused
        self._show_problem()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def seen(self) -> SealedSeen | None:
        """The file it asks the code of."""
        return self._seen

    def _on_typed(self, _text: str) -> None:
        self._refused = None
        self._show_problem()

    def _show_problem(self) -> None:
        refused = self._refused
        wrong = enrolment.wrong_groups(self.line.text())
        if refused is not None:
            text = language.term("errors", refused.code, **refused.params)
        else:
            groups = ", ".join(str(number) for number in wrong)
            text = language.term("errors", "code_wrong_groups", groups=groups) if wrong else ""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        style.wears(self.line, problem="error" if text else "")

    def _retranslate(self) -> None:
        say, seen = language.say, self._seen
        self._title.setText(say("exchange.sealed"))
        self._name.setText(say("exchange.code"))
        self.line.setAccessibleName(say("exchange.code"))
        self.line.setAccessibleDescription(say("exchange.code_hint"))
        self.line.setPlaceholderText(say("exchange.code_hint"))
        if seen is not None:
            day = language.day(seen.expires_on)
            self._about.setText(say("exchange.sealed_about", unit=unit(seen.unit).full_name, day=day))
        self._show_problem()
