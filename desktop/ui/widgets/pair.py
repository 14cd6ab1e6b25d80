"""Two things side by side where there is room for both, and one at a time where there is not."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken


class Pair(Spoken, QWidget):
    """Shows *sides*, called by the words *keys*; buttons choose one while there is no room for both."""

    def __init__(self, keys: Sequence[str], sides: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._sides, self._both = keys, sides, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        self._choice = QWidget(self)
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.STEP)
        self.buttons = QButtonGroup(self)
        for number, _ in enumerate(keys):
            button = Button(self._choice)
            button.setProperty("period", True)
            button.setCheckable(True)
            self.buttons.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self.buttons.button(0).setChecked(True)
        self.buttons.idClicked.connect(self._show)
        column.addWidget(self._choice)
        both = QHBoxLayout()
        column.addLayout(both, 1)
        both.setSpacing(style.GAP)
        for side in sides:
            both.addWidget(side, 1)
        self._show()
        self._retranslate()

    def show_both(self, *, both: bool) -> None:
        """Show both, or the chosen one only."""
        if both != self._both:
            self._both = both
            self._show()

    def show_first(self) -> None:
        """Choose the first."""
        self.buttons.button(0).setChecked(True)
        self._show()

    def _show(self, _number: int = 0) -> None:
        self._choice.setVisible(not self._both)
        for number, side in enumerate(self._sides):
            side.setVisible(self._both or number == self.buttons.checkedId())

    def _retranslate(self) -> None:
        for number, key in enumerate(self._keys):
            self.buttons.button(number).setText(language.say(key))
