"""Another record, shown beside the form so that the form need not be left."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.entry import Entry
from desktop.ui import language
from desktop.ui.record.look_card import LookCard
from desktop.ui.record.told import all_told
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label


class PeekCard(LookCard):
    """What another record holds, in words; ``open_wanted`` carries its kind and id."""

    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._captions: Mapping[str, str] = {}
        self.open_button = Button(self)
        self.open_button.clicked.connect(self._on_open)
        self.column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._retranslate()

    def show_entry(self, entry: Entry, captions: Mapping[str, str]) -> None:
        """Show *entry*; links in it are called as in *captions*."""
        self._entry, self._captions = entry, captions
        self._retranslate()
        self.begin()

    def _on_open(self) -> None:
        if self._entry is not None:
            self.open_wanted.emit(self._entry.kind, self._entry.id)

    def _retranslate(self) -> None:
        self.clear()
        self.open_button.setText(language.say("peek.open"))
        if self._entry is None:
            return
        self.title.setText(language.kind_title(self._entry.kind))
        for name, words in all_told(self._entry, self._captions):
            told = label(words, "", self.body, wrap=True)
            told.setContentsMargins(0, 0, 0, 6)
            for line in (label(name, "secondary", self.body, wrap=True), told):
                self.add(line)
