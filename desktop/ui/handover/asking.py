"""The question that ends a handover: the post of whoever takes over."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services.preferences import LONGEST_POST
from desktop.ui import language, style
from desktop.ui.widgets.question import QuestionStrip
from desktop.ui.widgets.wrapped import WrappedLabel


class FinishStrip(QuestionStrip):
    """``confirmed`` carries the post."""

    reason: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = WrappedLabel("", self)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("next_post")
        self.reason.setMaxLength(LONGEST_POST)
        self.reason.returnPressed.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        column.addWidget(self._text)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self.reason, 1)
        self.add_buttons(row)
        self.hide()
        self._retranslate()

    def ask(self) -> None:
        """Ask."""
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> str | None:
        """The post; one is needed."""
        return " ".join(self.reason.text().split()) or None

    def _retranslate(self) -> None:
        say = language.say
        self._text.setText(say("handover.ask_finish"))
        self.reason.setPlaceholderText(say("handover.next_post_hint"))
        self.reason.setAccessibleName(say("handover.next_post"))
        self.yes.setText(say("handover.finish_handover"))
        self.no.setText(say("machines.no"))
