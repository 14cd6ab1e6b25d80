"""The line above the roll-up: which view, which figures, which communes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.services.bases import BASES
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken

MATRIX, RANKS = "matrix", "ranks"
ALL, NOT_MET, ABSENT, GAPS = "all", "not_met", "absent", "gaps"


class Choice(Spoken, QWidget):
    """One of a few, as buttons side by side; ``chosen`` carries its name."""

    chosen = Signal(str)

    def __init__(self, name: str, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._counts: Mapping[str, int] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.STEP)
        self.buttons = {one: Button(self) for one in names}
        for one, button in self.buttons.items():
            button.setObjectName(f"{name}_{one}")
            button.setProperty("value", one)
            button.setProperty("period", True)
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[names[0]].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self._retranslate()

    @property
    def value(self) -> str:
        """The name of the one chosen."""
        return str(self._group.checkedButton().property("value"))

    def choose(self, name: str) -> None:
        """Choose *name*."""
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say behind each how many there are."""
        self._counts = counts
        self._retranslate()

    def _on_clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("value")))

    def _retranslate(self) -> None:
        for one, button in self.buttons.items():
            words = language.say(f"rollup.{self._name}.{one}")
            count = self._counts.get(one)
            button.setText(words if count is None else f"{words} ({language.number(count)})")
            about = language.say(f"rollup.{self._name}.{one}_about")
            button.setToolTip(about)
            button.setAccessibleDescription(about)


class Tools(Flow):
    """The three choices in a line, or more lines where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, spacing=2 * style.GAP)
        self.view = Choice("view", (MATRIX, RANKS), self)
        self.basis = Choice("basis", BASES, self)
        self.filter = Choice("filter", (ALL, NOT_MET, ABSENT, GAPS), self)
        for one in (self.view, self.basis, self.filter):
            self.put(one)
