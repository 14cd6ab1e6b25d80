"""Whose key is whose, to be compared over the telephone; and what a machine is told that is no longer taken."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.exchange import Here, SpokenKey
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.spoken_words import SpokenWords
from desktop.ui.widgets.wrapped import WrappedLabel


class KeysCard(Card):
    """The words of this machine's key and of the receiving unit's, folded until they are wanted."""

    def __init__(self, compared: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[str, SpokenKey] = {}
        self._unfolded = False
        self._heading = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self._names = {whose: label("", "", self) for whose in ("own", "receiver")}
        self.words = {whose: SpokenWords(self) for whose in self._names}
        self._state = label("", "secondary", self, wrap=True)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._state)
        self.column.addWidget(self._about)
        for whose, name in self._names.items():
            self.column.addWidget(name)
            self.column.addWidget(self.words[whose])
        self.unfold = Button(self)
        self.unfold.clicked.connect(self._on_unfold)
        self._note = compared
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.addWidget(self.unfold)
        row.addWidget(ActionButton(compared, self))
        row.addStretch(1)
        self._retranslate()

    def show_keys(self, keys: Sequence[SpokenKey]) -> None:
        """Show the keys there are."""
        self._keys = {key.whose: key for key in keys}
        self._retranslate()

    def _on_unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._retranslate()

    def _retranslate(self) -> None:
        say = language.say
        self.unfold.setText(say("exchange.keys_fold" if self._unfolded else "exchange.keys_unfold"))
        # Only who has the words before him can have compared them.
        self._note.setVisible(self._unfolded)
        self._about.setVisible(self._unfolded)
        self._heading.setText(say("exchange.keys"))
        self._about.setText(say("exchange.keys_about"))
        for whose, name in self._names.items():
            name.setText(say(f"exchange.key_{whose}"))
            key = self._keys.get(whose)
            for part in (name, self.words[whose]):
                part.setVisible(key is not None and self._unfolded)
            if key is not None:
                self.words[whose].show_words(key.words, name.text())
                self.words[whose].setToolTip(key.fingerprint)
        receiver = self._keys.get("receiver")
        if receiver is None or receiver.compared_on is None:
            self._state.setText(say("exchange.keys_not_compared"))
        else:
            by = receiver.compared_by or say("machines.somebody")
            self._state.setText(say("exchange.keys_compared", day=language.day(receiver.compared_on), by=by))


class ClosedStrip(Spoken, QFrame):
    """Says in plain words that the receiving unit takes nothing more of this machine, and what to do."""

    def __init__(self, again: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here = Here("in_use")
        self.setProperty("strip", "warning")
        self.text = WrappedLabel("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        column.addWidget(self.text)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(ActionButton(again, self))
        row.addStretch(1)
        self.hide()
        self._retranslate()

    def show_standing(self, here: Here) -> None:
        """Show how this machine stands; nothing while it is in use."""
        self._here = here
        self._retranslate()
        self.setVisible(here.status != "in_use")

    def _retranslate(self) -> None:
        here, say = self._here, language.say
        if here.status == "revoked" and here.on is not None:
            known = here.why if language.has("window", f"exchange.revoked_{here.why}") else "mistrusted"
            why = say(f"exchange.revoked_{known}")
            self.text.setText(say("exchange.revoked", day=language.day(here.on), why=why))
        elif here.status == "replaced":
            self.text.setText(say("exchange.replaced"))
