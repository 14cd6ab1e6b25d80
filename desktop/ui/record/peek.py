"""Another record, shown beside the form so that the form need not be left."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.entry import Entry
from desktop.ui import language
from desktop.ui.record.told import all_told
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import scrolled


class PeekCard(Card):
    """What another record holds, in words; ``open_wanted`` carries its kind and id."""

    closed = Signal()
    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._captions: Mapping[str, str] = {}
        self._title = label("", "section", self, wrap=True)
        self.close_button, self.open_button = Button(self), Button(self)
        self.close_button.setProperty("flat", True)
        self.close_button.clicked.connect(self.closed)
        self.open_button.clicked.connect(self._on_open)
        self._body = QWidget(self)
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(0, 0, 4, 0)
        self._lines.setSpacing(2)
        self._lines.addStretch(1)
        self._shown: list[QWidget] = []
        top = QHBoxLayout()
        self.column.addLayout(top)
        top.addWidget(self._title, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(scrolled(self._body, self), 1)
        self.column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._retranslate()

    def show_entry(self, entry: Entry, captions: Mapping[str, str]) -> None:
        """Show *entry*; links in it are called as in *captions*."""
        self._entry, self._captions = entry, captions
        self._retranslate()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self) -> None:
        if self._entry is not None:
            self.open_wanted.emit(self._entry.kind, self._entry.id)

    def _retranslate(self) -> None:
        self.close_button.setText(language.say("peek.close"))
        self.open_button.setText(language.say("peek.open"))
        for old in self._shown:
            end(self._lines, old)
        self._shown.clear()
        if self._entry is None:
            return
        self._title.setText(language.kind_title(self._entry.kind))
        for name, words in all_told(self._entry, self._captions):
            told = label(words, "", self._body, wrap=True)
            told.setContentsMargins(0, 0, 0, 6)
            for line in (label(name, "secondary", self._body, wrap=True), told):
                self._lines.insertWidget(len(self._shown), line)
                self._shown.append(line)
