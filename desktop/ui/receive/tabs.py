"""The buttons above the receiving page: which of its parts shows, and how many there are of each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken

INBOX, ASIDE, RECEIVED, DOUBTS, TWINS = range(5)
_NAMES = ("inbox", "aside", "received", "doubts", "twins")
_RARE = (DOUBTS, TWINS)
"""Shown only while there is something in them."""


class Tabs(Spoken, QWidget):
    """One button for each part.

    Signals:
        chosen: The number of the part that is wanted.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = dict.fromkeys(range(len(_NAMES)), 0)
        self._kept: set[int] = set()
        self._group = QButtonGroup(self)
        # With large letters they go on in a second line.
        flow = Flow(self, spacing=style.STEP)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(flow)
        for number in range(len(_NAMES)):
            button = Button(self)
            button.setProperty("period", True)
            button.setCheckable(True)
            self._group.addButton(button, number)
            flow.put(button)
        self.button(INBOX).setChecked(True)
        self._group.idClicked.connect(self.chosen)
        self._retranslate()

    def button(self, number: int) -> Button:
        """The button of a part."""
        found = self._group.button(number)
        assert isinstance(found, Button)  # noqa: S101 (nothing else is ever added)
        return found

    def count(self, number: int, count: int, *, keep: bool = False) -> None:
        """Say how many there are of a part; with *keep* it stays although none waits for anybody."""
        self._counts[number] = count
        if keep:
            self._kept.add(number)
        self._retranslate()

    def _retranslate(self) -> None:
        for number, name in enumerate(_NAMES):
            count, text = self._counts[number], language.say(f"receive.tab.{name}")
            self.button(number).setText(f"{text} ({language.number(count)})" if count else text)
            self.button(number).setVisible(number not in _RARE or count > 0 or number in self._kept)
