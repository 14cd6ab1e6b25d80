"""The step of the passphrase, which nobody can give back."""

from PySide6.QtWidgets import QWidget

from desktop.ui import language, style
from desktop.ui.first_run.steps import Choice, Step
from desktop.ui.widgets.card import label
from desktop.ui.widgets.passphrase import CapsLockHint, PassphraseLine

SHORTEST_PASSPHRASE = 8
LONG_PASSPHRASE = 14


class PassphraseStep(Step):
    """The passphrase, typed twice; nobody can give it back."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("passphrase", choice, parent)
        self._labels = [label("", "strong", self) for _ in range(2)]
        self.first, self.second = PassphraseLine(self), PassphraseLine(self)
        self.first.setObjectName("passphrase")
        self.second.setObjectName("passphrase_again")
        self.hint = label("", "secondary", self, wrap=True)
        self._warning = label("", "warning", self, wrap=True)
        for words, line in zip(self._labels, (self.first, self.second), strict=True):
            line.textEdited.connect(self._on_typed)
            words.setBuddy(line)
            self.column.addWidget(words)
            self.column.addWidget(line)
            self.column.addWidget(CapsLockHint(line, self))
        self.first.returnPressed.connect(self._on_first_enter)
        self.second.returnPressed.connect(self._on_enter)
        self.column.addWidget(self.hint)
        self.column.addSpacing(style.GAP)
        self.column.addWidget(self._warning)
        self.column.addStretch(1)

    def entered(self) -> None:
        """Begin typing."""
        self.first.setFocus()

    def complete(self) -> bool:
        """Whether it is long enough and the same twice."""
        text = self.first.text()
        return len(text) >= SHORTEST_PASSPHRASE and text == self.second.text()

    def _on_typed(self, _text: str) -> None:
        self._show_hint()
        self.choice.passphrase = self.first.text() if self.complete() else ""
        self.changed.emit()

    def _on_first_enter(self) -> None:
        self.second.setFocus()

    def _on_enter(self) -> None:
        if self.complete():
            self.submitted.emit()

    def _show_hint(self) -> None:
        first, second = self.first.text(), self.second.text()
        if not first:
            key = "none"
        elif len(first) < SHORTEST_PASSPHRASE:
            key = "too_short"
        elif second and not first.startswith(second) and first != second:
            key = "different"
        elif first == second:
            key = "good" if len(first) >= LONG_PASSPHRASE else "enough"
        else:
            key = "again"
        style.wears(self.hint, kind="error" if key == "different" else "secondary")
        self.hint.setText(language.say(f"first.passphrase.{key}", minimum=SHORTEST_PASSPHRASE))

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        for number, (words, line) in enumerate(zip(self._labels, (self.first, self.second), strict=True)):
            words.setText(language.say(f"first.passphrase.field{number}"))
            line.setAccessibleName(words.text())
        self._warning.setText(language.say("first.passphrase.warning"))
        self._show_hint()
