"""The question that a register asks which was opened on another machine; nothing modal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.services.this_machine import ANSWERS, Noticed
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.wrapped import WrappedLabel


class MovedStrip(Spoken, QFrame):
    """Says what was noticed and done, and has a button for each answer.

    Signals:
        answered: One of `this_machine.ANSWERS`.
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noticed: Noticed | None = None
        self.setProperty("strip", "warning")
        self.text = WrappedLabel("", self)
        self._row = Flow(self)
        self.buttons: dict[str, Button] = {}
        for how in ANSWERS:
            button = self.buttons[how] = Button(self._row)
            button.setProperty("how", how)
            button.clicked.connect(self._on_clicked)
            self._row.put(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        column.addWidget(self.text)
        column.addWidget(self._row)
        self.hide()
        self._retranslate()

    def show_noticed(self, noticed: Noticed | None) -> None:
        """Ask; nothing for None."""
        self._noticed = noticed
        self._retranslate()
        self.setVisible(noticed is not None)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.answered.emit(str(button.property("how")))

    def _retranslate(self) -> None:
        say = language.say
        if self._noticed is not None:
            self.text.setText(say("moved.ask", day=language.day(self._noticed.on)))
        for how, button in self.buttons.items():
            button.setText(say(f"moved.{how}"))
            button.setAccessibleName(button.text())
