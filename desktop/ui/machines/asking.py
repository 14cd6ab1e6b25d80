"""What is asked before something is noted of a machine: one strip above the tables; nothing modal."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.question import QuestionStrip
from desktop.ui.widgets.unwheeled import Unwheeled
from desktop.ui.widgets.wrapped import WrappedLabel

_LONGEST = 300
_CHOICE_LETTERS = 44


class MachineStrip(QuestionStrip):
    """``confirmed`` carries the line typed; ``choice`` what was chosen beside it.

    Attributes:
        question: Which question it asks, empty before the first.
    """

    reason: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question, self._params = "", dict[str, object]()
        self._text = WrappedLabel("", self)
        self.choices = Unwheeled(self)
        self.choices.setObjectName("machine_choice")
        self.reason = QLineEdit(self)
        self.reason.setObjectName("machine_reason")
        self.reason.setMaxLength(_LONGEST)
        self.reason.returnPressed.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        column.addWidget(self._text)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self.choices)
        row.addWidget(self.reason, 1)
        row.addStretch(0)
        self.add_buttons(row)
        self.hide()
        self._retranslate()

    def ask(
        self,
        question: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        line: str | None = None,
        **params: object,
    ) -> None:
        """Ask ``machines.ask_<question>``.

        Args:
            question: Which.
            choices: Value and words of what can be chosen; none for no choice.
            line: What stands in the line at first; None for no line.
            params: For the sentence.
        """
        self.question, self._params = question, params
        self.choices.clear()
        for value, words in choices:
            self.choices.addItem(words, value)
        self.choices.setVisible(bool(choices))
        self.choices.setMinimumContentsLength(
            min(max((len(w) for _, w in choices), default=0), _CHOICE_LETTERS)
        )
        self.reason.setVisible(line is not None)
        self.reason.setText(line or "")
        self._retranslate()
        self.show()
        first = self.choices if choices else self.reason if line is not None else self.yes
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def choice(self) -> str:
        """What is chosen; empty where nothing is to be."""
        return str(self.choices.currentData() or "")

    def answer(self) -> str | None:
        """The line as it was typed."""
        return " ".join(self.reason.text().split())

    def _retranslate(self) -> None:
        say = language.say
        self.no.setText(say("machines.no"))
        if not self.question:
            return
        self._text.setText(say(f"machines.ask_{self.question}", **self._params))
        self.yes.setText(say(f"machines.ask_{self.question}_yes"))
        named = self.question == "name"
        self.reason.setPlaceholderText(say("machines.name_hint" if named else "machines.reason_hint"))
        self.reason.setAccessibleName(say("machines.name_line" if named else "machines.reason_line"))
        self.choices.setAccessibleName(
            say("machines.successor" if self.question == "replace" else "machines.why")
        )
