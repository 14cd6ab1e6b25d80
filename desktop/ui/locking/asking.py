"""The question before a period is locked or a slip is made: one line above the tables; nothing modal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.wrapped import WrappedLabel

_LONGEST = 200


class AskingStrip(Spoken, QFrame):
    """``confirmed`` carries the reason typed, empty where none is asked for. Escape does nothing."""

    confirmed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("strip", "warning")
        self._key, self._params = "", dict[str, object]()
        self._text = WrappedLabel("", self)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("because")
        self.reason.setMaxLength(_LONGEST)
        self.reason.returnPressed.connect(self._on_confirmed)
        self.yes, self.no = Button(self), Button(self)
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self._on_confirmed)
        self.no.clicked.connect(self.close_strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        column.addWidget(self._text)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self.reason, 1)
        row.addStretch(0)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self._retranslate()

    def ask(self, key: str, *, reason: bool, **params: object) -> None:
        """Ask the question ``locking.<key>``; with *reason* a reason is needed."""
        self._key, self._params = key, params
        self.reason.clear()
        self.reason.setVisible(reason)
        self._retranslate()
        self.show()
        (self.reason if reason else self.yes).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_strip(self) -> None:
        """Do nothing."""
        self.hide()
        self.closed.emit()

    def _on_confirmed(self) -> None:
        because = " ".join(self.reason.text().split())
        if self.reason.isVisibleTo(self) and not because:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.confirmed.emit(because)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape does nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        say = language.say
        self.reason.setPlaceholderText(say("locking.because_hint"))
        self.reason.setAccessibleName(say("locking.because"))
        self.no.setText(say("locking.no"))
        if self._key:
            self._text.setText(say(f"locking.{self._key}", **self._params))
            self.yes.setText(say(f"locking.{self._key}_yes"))
