"""What was done, and the ways on from here: back into the register, the refused lines, undo."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.importing import Outcome, Undone
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.spoken import Spoken


class DoneStep(Spoken, QWidget):
    """How many came in, and what one may want next.

    Args:
        actions: Buttons, the most wanted first.
    """

    def __init__(self, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._undone: Undone | None = None
        card = Card(self)
        self.title = label("", "section", card)
        self.text = label("", "", card, wrap=True)
        self.sign = label("✓", "", card)
        self.sign.setProperty("sign", "ok")
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setFixedSize(36, 36)
        head = QHBoxLayout()
        card.column.addLayout(head)
        head.setSpacing(style.GAP)
        head.addWidget(self.sign)
        head.addWidget(self.title, 1)
        card.column.addWidget(self.text)
        card.column.addSpacing(style.GAP)
        buttons = QHBoxLayout()
        card.column.addLayout(buttons)
        buttons.setSpacing(2 * style.STEP)
        for action in actions:
            buttons.addWidget(ActionButton(action, card))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self._retranslate()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what was done."""
        self._outcome, self._undone = outcome, None
        self._retranslate()

    def show_undone(self, undone: Undone) -> None:
        """Show that it was taken back."""
        self._undone = undone
        self._retranslate()

    def _retranslate(self) -> None:
        say, outcome, undone = language.say, self._outcome, self._undone
        if undone is not None:
            self.title.setText(say("importing.undone"))
            text = say("importing.undone_about", deleted=undone.deleted, restored=undone.restored)
            self.text.setText(
                f"{text} {say('importing.undone_kept', kept=undone.kept)}" if undone.kept else text
            )
        elif outcome is not None:
            counts = {name: outcome.preview.count(name) for name in ("new", "changed", "same", "refused")}
            self.title.setText(say("importing.done", count=counts["new"] + counts["changed"]))
            text = say("importing.done_about", **counts)
            more = f" {say('importing.done_refused')}" if counts["refused"] else ""
            self.text.setText(text + more)
