"""The four steps of an import, always in sight: where one is, how each stands, and a way back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken

FILE, COLUMNS, PREVIEW, DONE = range(4)
NAMES = ("file", "columns", "preview", "done")


class Steps(Spoken, QWidget):
    """One button per step, with a line of how it stands.

    Signals:
        chosen: A step was clicked.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = ["" for _ in NAMES]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * style.STEP)
        for number, name in enumerate(NAMES):
            button = Button(self)
            button.setObjectName(f"step_{name}")
            button.setCheckable(True)
            button.setProperty("step", True)
            self._group.addButton(button, number)
            row.addWidget(button, 1)
        self._group.idClicked.connect(self.chosen)
        self._retranslate()

    def show_state(self, current: int, reachable: int, notes: Sequence[str]) -> None:
        """Mark the step one is at; those up to *reachable* can be gone to."""
        self._notes = list(notes)
        for number, button in enumerate(self._group.buttons()):
            button.setEnabled(number <= reachable)
            button.setChecked(number == current)
        self._retranslate()

    def _retranslate(self) -> None:
        for number, (button, name) in enumerate(zip(self._group.buttons(), NAMES, strict=True)):
            words = f"{number + 1}  {language.say(f'importing.step.{name}')}"
            button.setText(f"{words}\n{self._notes[number]}")
            button.setAccessibleName(f"{words}. {self._notes[number]}")
