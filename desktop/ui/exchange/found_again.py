"""What became of a package on a stick that is plugged in again: one line, and a button that writes it again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.services.exchange.rechecking import BROKEN, Rechecked
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken


class FoundAgain(Spoken, QFrame):
    """Hidden while there is nothing to say.

    Signals:
        rewrite_wanted: The `Rechecked` that is to be written again.
    """

    rewrite_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one: Rechecked | None = None
        self.text = label("", "secondary", self, wrap=True)
        self.rewrite = Button(self)
        self.rewrite.clicked.connect(self._on_rewrite)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        row.addWidget(self.text, 1)
        row.addWidget(self.rewrite)
        self._retranslate()

    def show_found(self, found: Sequence[Rechecked]) -> None:
        """Say what matters most of *found*: what is broken, or else the latest."""
        broken = [one for one in found if one.state == BROKEN]
        matters = broken or list(found)
        self._one = matters[-1] if matters else None
        self._retranslate()

    def _on_rewrite(self) -> None:
        if self._one is not None:
            self.rewrite_wanted.emit(self._one)

    def _retranslate(self) -> None:
        one = self._one
        self.setVisible(one is not None)
        if one is None:
            return
        bad = one.state == BROKEN
        sign = "!" if bad else style.look("met").sign
        words = language.say(f"again.{one.state}", sequence=one.sequence, folder=str(one.path.parent))
        self.text.setText(f"{sign} {words}")
        style.wears(self.text, kind="warning" if bad else "secondary")
        self.rewrite.setVisible(bad)
        self.rewrite.setText(language.say("again.rewrite", sequence=one.sequence))
