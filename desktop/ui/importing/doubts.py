"""Why lines with doubts are saved all the same: one reason for those that say none of their own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.models.records import Kind
from desktop.services.importing import Preview
from desktop.ui import language, style
from desktop.ui.record.reason_box import ReasonBox
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken

_LEAST_WIDTH = 30  # characters


class DoubtStrip(Spoken, QFrame):
    """How many lines wait for a reason, and the same choice or text a form asks for.

    Signals:
        reason_given: The reason as it stands; empty when it was taken back.
    """

    reason_given = Signal(str)

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("strip", "warning")
        self._waiting = self._doubtful = 0
        self._text = label("", "", self, wrap=True)
        self._title = label("", "strong", self)
        self.reason = ReasonBox(self)
        self.reason.setObjectName("import_reason")
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reason.line.setMaxLength(kind.field("reason").max_length or 0)
        self._title.setBuddy(self.reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self._text, 3)
        row.addWidget(self._title)
        row.addWidget(self.reason, 2)
        self._retranslate()
        self.reason.editTextChanged.connect(self.reason_given)

    def show_preview(self, preview: Preview, reason: str) -> None:
        """Show how many lines of *preview* wait, or are saved with *reason*; nothing when none is in doubt."""
        self._waiting, self._doubtful = preview.waiting, len(preview.doubtful)
        if self.reason.line.text() != reason and not self.reason.line.hasFocus():
            self.reason.show_reason(reason)
        self.setVisible(bool(self._waiting or (self._doubtful and reason)))
        self._say()

    def _say(self) -> None:
        name, count = ("waiting", self._waiting) if self._waiting else ("explained", self._doubtful)
        self._text.setText(language.say(f"importing.doubts.{name}", count=count))

    def _retranslate(self) -> None:
        self.reason.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_WIDTH)
        self._title.setText(language.say("side.reason"))
        self.reason.name(language.say("importing.doubts.reason"))
        self._say()
