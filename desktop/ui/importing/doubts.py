"""Why lines with doubts are saved all the same: one reason for those that say none of their own."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.models.records import Kind
from desktop.services.importing import Preview
from desktop.ui import language, style
from desktop.ui.record.problem_card import REASONS
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
        self.reason = QComboBox(self)
        self.reason.setObjectName("import_reason")
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reason.installEventFilter(self)
        line = self.reason.lineEdit()
        assert line is not None  # noqa: S101 (an editable combo box has one)
        self.line = line
        self.line.setMaxLength(kind.field("reason").max_length or 0)
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
        if self.line.text() != reason and not self.line.hasFocus():
            self.reason.blockSignals(True)
            self.reason.setEditText(reason)
            self.reason.blockSignals(False)
        self.setVisible(bool(self._waiting or (self._doubtful and reason)))
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel chooses no reason while it passes."""
        if watched is self.reason and isinstance(event, QWheelEvent) and not self.reason.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        name, count = ("waiting", self._waiting) if self._waiting else ("explained", self._doubtful)
        self._text.setText(language.say(f"importing.doubts.{name}", count=count))

    def _retranslate(self) -> None:
        say, typed = language.say, self.line.text()
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.addItems(["", *(say(f"reason.{reason}") for reason in REASONS)])
        self.reason.setEditText(typed)
        self.reason.blockSignals(False)
        self.reason.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_WIDTH)
        self._title.setText(say("side.reason"))
        self.line.setPlaceholderText(say("side.reason_hint"))
        for widget in (self.reason, self.line):
            widget.setAccessibleName(say("importing.doubts.reason"))
        self._say()
