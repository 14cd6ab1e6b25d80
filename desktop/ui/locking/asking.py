"""The question before a period is locked or a slip is made: one line above the tables; nothing modal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.question import QuestionStrip
from desktop.ui.widgets.wrapped import WrappedLabel

_LONGEST = 200


class AskingStrip(QuestionStrip):
    """``confirmed`` carries the reason typed, empty where none is asked for."""

    reason: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._params = "", dict[str, object]()
        self._text = WrappedLabel("", self)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("because")
        self.reason.setMaxLength(_LONGEST)
        self.reason.returnPressed.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        column.addWidget(self._text)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self.reason, 1)
        row.addStretch(0)
        self.add_buttons(row)
        self._retranslate()

    def ask(self, key: str, *, reason: bool, **params: object) -> None:
        """Ask the question ``locking.<key>``; with *reason* a reason is needed."""
        self._key, self._params = key, params
        self.reason.clear()
        self.reason.setVisible(reason)
        self._retranslate()
        self.show()
        (self.reason if reason else self.yes).setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> str | None:
        """The reason; none is missing where none is asked for."""
        because = " ".join(self.reason.text().split())
        return None if self.reason.isVisibleTo(self) and not because else because

    def _retranslate(self) -> None:
        say = language.say
        self.reason.setPlaceholderText(say("locking.because_hint"))
        self.reason.setAccessibleName(say("locking.because"))
        self.no.setText(say("locking.no"))
        if self._key:
            self._text.setText(say(f"locking.{self._key}", **self._params))
            self.yes.setText(say(f"locking.{self._key}_yes"))
