"""What deserves a second look among the records that were received: whose, which, and why."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from desktop.services.exchange import Doubt
from desktop.ui import language
from desktop.ui.indicators import words
from desktop.ui.record.sentences import place_text, problem_text
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import SortedLines
from desktop.ui.widgets.table import plain_table, sort_by_heads

_UNIT, _KIND, _RECORD, _WHAT = range(4)
_LETTERS = {_UNIT: 18, _KIND: 18, _RECORD: 24}
_WHAT_LETTERS = 30
_ROWS_SHOWN = 6


class DoubtsModel(SortedLines[Doubt]):
    """One row per record, with all that the rules say about it."""

    columns = ("unit", "kind", "record", "what")
    words = "receive.doubt"

    def cells_of(self, item: Doubt) -> tuple[str, ...]:
        """Whose record, of what kind, what it is called, and what is unusual."""
        said = " ".join(
            f"{place_text(item.kind, problem.field)}: {problem_text(item.kind, problem)}"
            for problem in item.problems
        )
        return words.unit_name(item.unit), language.kind_title(item.kind), item.caption, said


class DoubtsCard(Card):
    """The list; ``record_chosen`` carries the `Doubt` somebody wants to look at. Hidden while there is none."""

    record_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self.model = DoubtsModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self._columns = StretchedColumn(self.table, _WHAT, _WHAT_LETTERS, _LETTERS)
        sort_by_heads(self.table)
        self.table.activated.connect(self._on_activated)
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setMaximumHeight(
            row * (_ROWS_SHOWN + 1) + self.table.horizontalHeader().sizeHint().height()
        )
        for widget in (self._title, self._about, self.table):
            self.column.addWidget(widget)
        self.hide()
        self._retranslate()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show *doubts*."""
        self.model.show_items(doubts)
        self.setVisible(bool(doubts))
        self._retranslate()

    def _on_activated(self, index: QModelIndex) -> None:
        doubt = self.model.item(index.row())
        if doubt is not None:
            self.record_chosen.emit(doubt)

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("receive.doubts", count=len(self.model.items)))
        self._about.setText(say("receive.doubts_about"))
        self.table.setAccessibleName(self._title.text())
        self.model.retranslate()
        self._columns.fit()
