"""What an import would do, before it does it: counts that balance, and every line behind them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.models.records import Kind
from desktop.services.importing import Preview
from desktop.ui import language, style
from desktop.ui.importing import model as rows
from desktop.ui.importing.doubts import DoubtStrip
from desktop.ui.importing.model import LinesModel
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.widgets.text_button import TextButton

STATUSES = ("new", "changed", "same", "refused")
TABS = (*STATUSES, "doubtful", "skipped")
_SIGNS = ("=", "+", "+", "+")
_MOST = 5_000
_WEIGHTS = (14, 8, 36, 70)


class Tile(TextButton):
    """A figure and what it counts, as a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._word = label("", "title", self), label("", "secondary", self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(3 * style.STEP, style.STEP, 3 * style.STEP, style.STEP)
        inside.setSpacing(0)
        for widget in (self._number, self._word):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(widget)

    def show_count(self, number: str, word: str) -> None:
        """Show *number* of what *word* says."""
        self._number.setText(number)
        self._word.setText(word)


class PreviewStep(Spoken, QWidget):
    """Read = new + changed + the same + refused; a figure is a door to its lines.

    Signals:
        refused_wanted: The refused lines are wanted as a file.
        reason_given: Why lines with doubts are saved all the same.
    """

    refused_wanted = Signal()
    reason_given = Signal(str)

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._tab = "new"
        self._read = label("", "title", self)
        self._read_words = label("", "secondary", self)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, Button] = {}
        card = Card(self)
        balance = QHBoxLayout()
        card.column.addLayout(balance)
        balance.setSpacing(2 * style.STEP)
        total = QVBoxLayout()
        balance.addLayout(total)
        total.setSpacing(0)
        total.addWidget(self._read)
        total.addWidget(self._read_words)
        for sign, name in zip(_SIGNS, STATUSES, strict=True):
            balance.addWidget(label(sign, "title", card), 0, Qt.AlignmentFlag.AlignVCenter)
            balance.addWidget(self._add_tab(name), 1)
        others = [self._add_tab(name) for name in TABS[len(STATUSES) :]]
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self._save_refused = Button(self)
        self._save_refused.clicked.connect(self.refused_wanted)
        self.doubts = DoubtStrip(kind, self)
        self.doubts.reason_given.connect(self.reason_given)
        self.model = LinesModel(kind, self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(rows.STATUS, PillDelegate(LinesModel.STATUS, self.table))
        self.table.weigh(_WEIGHTS, firm=(rows.STATUS, rows.ROW))
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        sort_by_heads(self.table)
        self.sentence = label("", "", self, wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._group.idClicked.connect(self._on_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(card)
        column.addWidget(self.doubts)
        below = QHBoxLayout()
        column.addLayout(below)
        below.setSpacing(2 * style.STEP)
        for tab in others:
            below.addWidget(tab)
        below.addWidget(self.search, 1)
        below.addWidget(self._save_refused)
        column.addWidget(self.table, 1)
        column.addWidget(self.sentence)
        self._retranslate()

    def _add_tab(self, name: str) -> Button:
        button = Tile(self) if name in STATUSES else Button(self)
        button.setObjectName(f"tab_{name}")
        button.setCheckable(True)
        button.setProperty("step", True)
        self._group.addButton(button, len(self._tabs))
        self._tabs[name] = button
        return button

    def show_preview(self, preview: Preview, reason: str = "") -> None:
        """Show the counts and, of the tab at hand, the lines; *reason* is why those in doubt are saved."""
        self._preview = preview
        self.doubts.show_preview(preview, reason)
        self.model.captions = preview.captions
        if not self._lines(self._tab):
            order = ("refused", "new", "changed", "same", "skipped")
            self._tab = next((name for name in order if self._lines(name)), "new")
        self._show()

    def begin(self) -> QWidget:
        """The widget to begin in."""
        waits = self._preview is not None and self._preview.waiting > 0
        return self.doubts.reason if waits else self.table

    def _lines(self, name: str) -> Sequence[Any]:
        preview = self._preview
        if preview is None:
            return ()
        if name == "doubtful":
            return preview.doubtful
        return preview.skipped if name == "skipped" else preview.of(name)  # type: ignore[arg-type]

    def _show(self) -> None:
        lines = self._lines(self._tab)
        self._tabs[self._tab].setChecked(True)
        self.model.show_items(lines[:_MOST])
        if lines:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._retranslate()

    def _on_tab(self, number: int) -> None:
        self._tab = TABS[number]
        self._show()

    def _on_search(self, text: str) -> None:
        self.model.search(text)

    def _on_current(self, _now: object, _before: object) -> None:
        self._say_line()

    def _say_line(self) -> None:
        item = self.model.item(self.table.currentIndex().row())
        more = len(self._lines(self._tab)) - _MOST
        said = [] if item is None else [self.model.cells_of(item)[rows.WHY]]
        said += [language.say("importing.more", count=more)] if more > 0 else []
        self.sentence.setText("  ".join(part for part in said if part))

    def _retranslate(self) -> None:
        say, preview = language.say, self._preview
        count = preview.read if preview else 0
        self._read.setText(language.number(count))
        self._read_words.setText(say("importing.read"))
        for name, button in self._tabs.items():
            found = len(self._lines(name))
            number, word = language.number(found), say(f"importing.tab.{name}")
            if name == "refused" and preview is not None and preview.waiting:
                word = say("importing.tab.refused_waiting", waiting=preview.waiting)
            if isinstance(button, Tile):
                button.show_count(number, word)
            else:
                button.setText(f"{number}  {word}")
            button.setAccessibleName(f"{number} {word}")
            button.setVisible(name in STATUSES or found > 0)
        self.search.setPlaceholderText(say("importing.search"))
        self.search.setAccessibleName(say("importing.search"))
        self._save_refused.setText(say("importing.save_refused"))
        self._save_refused.setVisible(bool(self._lines("refused")))
        self.table.setAccessibleName(say("importing.lines"))
        self.model.retranslate()
        self._say_line()
