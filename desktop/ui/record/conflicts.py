"""Two machines wrote different values at the same time: both are shown until a person decides."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.models.entry import Entry
from desktop.models.records import kind_named
from desktop.ui import language, style
from desktop.ui.shown import shown
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label

_DELETED = "deleted"


class ConflictPanel(QWidget):
    """One button per value; ``chosen`` carries the field and the value a person decided for.

    *captions* are what the values need besides themselves; see `desktop.ui.shown`.
    """

    chosen = Signal(str, object)

    def __init__(self, entry: Entry, captions: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: list[tuple[str, object]] = []
        kind = kind_named(entry.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, style.GAP)
        title = label(language.say("conflict.title", count=len(entry.conflicts)), "", self)
        title.setProperty("pill", "warning")
        column.addWidget(title)
        column.addWidget(label(language.say("conflict.explained"), "secondary", self, wrap=True))
        for name, offers in entry.conflicts.items():
            known = name in kind
            words = language.field_label(entry.kind, name) if known else language.say("conflict.deleted")
            column.addWidget(label(words, "strong", self, wrap=True))
            for offer in offers:
                value = offer["value"]
                if known:
                    text = shown(kind.field(name), value, captions) or language.say("conflict.empty")
                else:
                    text = language.say("conflict.delete" if value else "conflict.keep")
                button = Button(text, self)
                button.setToolTip(language.say("conflict.from", at=str(offer.get("at", ""))[:10]))
                button.setProperty("offer", len(self._offers))
                button.clicked.connect(self._on_clicked)
                self._offers.append((name, value))
                column.addWidget(button)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            name, value = self._offers[int(button.property("offer"))]
            self.hide()
            self.chosen.emit(name, value)
