"""Why a doubtful record is saved all the same: a choice of usual reasons, or a text of one's own."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.ui import language
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.unwheeled import Unwheeled

_REASONS = ("checked", "two_sessions", "source_says", "agreed")


class ReasonBox(Spoken, Unwheeled):
    """``editTextChanged`` carries the reason as it stands.

    Attributes:
        line: Where it is typed.
    """

    line: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        assert line is not None  # noqa: S101 (an editable combo box has one)
        self.line = line
        self._retranslate()

    def show_reason(self, text: str) -> None:
        """Show *text* without telling anybody: nobody typed it."""
        self.blockSignals(True)
        self.setEditText(text)
        self.blockSignals(False)

    def name(self, name: str) -> None:
        """Say what it asks for, to those who cannot see it."""
        for widget in (self, self.line):
            widget.setAccessibleName(name)

    def _retranslate(self) -> None:
        typed = self.line.text()
        self.blockSignals(True)
        self.clear()
        self.addItems(["", *(language.say(f"reason.{reason}") for reason in _REASONS)])
        self.setEditText(typed)
        self.blockSignals(False)
        self.line.setPlaceholderText(language.say("side.reason_hint"))
