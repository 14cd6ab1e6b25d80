"""The two small cards beside the packages: to whom they go, and the backup."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui import language
from desktop.ui.frame.header import ActionButton
from desktop.ui.frame.standing import unit_words
from desktop.ui.widgets.card import Card, label


class ReceiverCard(Card):
    """To whom packages go, and what of this register never leaves the machine."""

    def __init__(self, again: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._receiver = ""
        self._heading = label("", "section", self)
        self._name = label("", "strong", self, wrap=True)
        self._about = label("", "secondary", self, wrap=True)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._name)
        self.column.addWidget(self._about)
        _add_button(again, self)
        self._retranslate()

    def show_receiver(self, ref: str) -> None:
        """Show the unit *ref*."""
        self._receiver = ref
        self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(language.say("exchange.receiver"))
        self._about.setText(language.say("exchange.receiver_about"))
        if self._receiver:
            self._name.setText(unit_words(self._receiver)[0])


class BackupCard(Card):
    """When the register was last backed up from this machine, remembered on the machine."""

    def __init__(self, site: str, backup: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = f"backup/{site}"
        self._heading = label("", "section", self)
        self._last = label("", "strong", self, wrap=True)
        self._about = label("", "secondary", self, wrap=True)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._last)
        self.column.addWidget(self._about)
        _add_button(backup, self)
        self._retranslate()

    def note(self, path: Path, day: date) -> None:
        """Remember that a backup was written to *path* on *day*."""
        QSettings().setValue(self._key, f"{day.isoformat()} {path}")
        self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(language.say("exchange.backup_heading"))
        self._about.setText(language.say("exchange.backup_about"))
        last = str(QSettings().value(self._key, ""))
        if not last:
            self._last.setText(language.say("exchange.backup_never"))
            return
        day, _, path = last.partition(" ")
        text = language.say("exchange.backup_last", day=date.fromisoformat(day), path=path)
        self._last.setText(text)


def _add_button(action: QAction, card: Card) -> None:
    row = QHBoxLayout()
    card.column.addLayout(row)
    row.addWidget(ActionButton(action, card))
    row.addStretch(1)
