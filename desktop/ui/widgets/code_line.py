"""A line for digits in groups, as they are read out or printed; which group is wrong shows while one types."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.ui import language, style
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken

_LONGEST = 90


class CodeLine(Spoken, QWidget):
    """A name, the line, and below it what is wrong.

    Args:
        words: Key of its name in ``window.json``; ``<words>_hint`` says what belongs there.
        refused: Code in ``errors.json`` of the sentence that names wrong groups.
        wrong: Gives the groups of a text that are whole and wrong.
        letters: How many characters it is wide.
        parent: Parent widget.

    Signals:
        submitted: Enter was pressed.
        typed: Something was typed.
    """

    submitted = Signal()
    typed = Signal()

    def __init__(
        self,
        words: str,
        refused: str,
        wrong: Callable[[str], list[int]],
        letters: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._wrong_words, self._wrong = words, refused, wrong
        self._refused: Refusal | None = None
        self._name = label("", "strong", self)
        self.line = QLineEdit(self)
        self.line.setMaxLength(_LONGEST)
        # A code is digits: an input method would make letters of them.
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * letters)
        self._name.setBuddy(self.line)
        self.problem = label("", "error", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.STEP)
        for part in (self._name, self.line, self.problem):
            column.addWidget(part)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self.submitted)
        self._retranslate()

    def clear(self) -> None:
        """Begin anew."""
        self.line.clear()
        self._refused = None
        self._show_problem()

    def refuse(self, refused: Refusal) -> None:
        """Say why what was typed does not open it; it may be corrected."""
        self._refused = refused
        self._show_problem()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, _text: str) -> None:
        self._refused = None
        self._show_problem()
        self.typed.emit()

    def _show_problem(self) -> None:
        refused = self._refused
        if refused is None and (wrong := self._wrong(self.line.text())):
            refused = Refusal(self._wrong_words, groups=", ".join(str(number) for number in wrong))
        self.problem.setText(language.term("errors", refused.code, **refused.params) if refused else "")
        self.problem.setVisible(refused is not None)
        style.wears(self.line, problem="error" if refused else "")

    def _retranslate(self) -> None:
        say = language.say
        self._name.setText(say(self._words))
        self.line.setAccessibleName(say(self._words))
        self.line.setAccessibleDescription(say(f"{self._words}_hint"))
        self.line.setPlaceholderText(say(f"{self._words}_hint"))
        self._show_problem()
