"""The first step: a new register, practice, one that is elsewhere, a backup, or one that was opened here before."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import language, shelf
from desktop.ui.first_run.steps import Choice, ChoiceButton, Step
from desktop.ui.shelf import Known
from desktop.ui.widgets.card import label
from desktop.ui.widgets.text_button import TextButton


class KnownButton(TextButton):
    """One register of this machine: unit, folder, and in words whether it is for practice."""

    def __init__(self, register: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.setProperty("choice", True)
        self._unit = label(register.unit, "section", self)
        self._folder = label(register.place or str(register.folder), "secondary", self, wrap=True)
        self._sort = label("", "", self)
        self._sort.setObjectName("practice_words" if register.training else "")
        if not register.training:
            self._sort.setProperty("pill", "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 8)
        words = QVBoxLayout()
        row.addLayout(words, 1)
        words.setSpacing(2)
        words.addWidget(self._unit)
        words.addWidget(self._folder)
        row.addWidget(self._sort, 0, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self._unit, self._folder, self._sort):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def retranslate(self) -> None:
        """Set the words."""
        self._sort.setText(
            language.say("first.known_training" if self.register.training else "first.known_real")
        )
        self.setAccessibleName(f"{self._sort.text()}: {self.register.unit}")
        self.setAccessibleDescription(self._folder.text())


class BeginStep(Step):
    """What to begin with.

    Signals:
        known_chosen: The folder (a `Path`) of a register that was opened here before.
    """

    known_chosen = Signal(object)

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("begin", choice, parent)
        column = self.column
        self._known_title = label("", "strong", self)
        column.addWidget(self._known_title)
        self.known = [KnownButton(one, self) for one in shelf.known()]
        for known in self.known:
            known.clicked.connect(self._on_known)
            column.addWidget(known)
        self._known_title.setVisible(bool(self.known))
        self.buttons = [
            ChoiceButton(key, self) for key in ("new", "practice", "elsewhere", "backup", "server")
        ]
        for button in self.buttons:
            button.setCheckable(False)
            column.addWidget(button)
        column.addStretch(1)

    def entered(self) -> None:
        """Begin with what most people want."""
        (self.known or self.buttons)[0].setFocus()

    def _on_known(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton) and isinstance(button, KnownButton):
            self.known_chosen.emit(Path(button.register.folder))

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        self._known_title.setText(language.say("first.known"))
        for known in self.known:
            known.retranslate()
        for button in self.buttons:
            button.retranslate()
