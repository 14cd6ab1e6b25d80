"""What deserves a second look among the records that were received: whose, which, and why."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services.exchange import Doubt
from desktop.ui import language
from desktop.ui.indicators import words
from desktop.ui.record.ask_strip import AskStrip
from desktop.ui.record.sentences import place_text, problem_text
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import SortedLines
from desktop.ui.widgets.table import plain_table, sort_by_heads

_UNIT, _KIND, _RECORD, _WHAT = range(4)
_LETTERS = {_UNIT: 18, _KIND: 18, _RECORD: 24}
_WHAT_LETTERS = 30


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
    """The list; hidden while there is none.

    Signals:
        record_chosen: The `Doubt` somebody wants to look at.
        asked: The `Doubt` the commune is to be asked about, the field, and the words.
    """

    record_chosen = Signal(object)
    asked = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self.model = DoubtsModel(self)
        self.ask = Button(self)
        self.ask.setObjectName("ask_button")
        self.ask.clicked.connect(self.begin_asking)
        self.strip = AskStrip(self)
        self.strip.confirmed.connect(self._on_confirmed)
        self.strip.closed.connect(self._on_closed)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self._columns = StretchedColumn(self.table, _WHAT, _WHAT_LETTERS, _LETTERS)
        sort_by_heads(self.table)
        self.table.activated.connect(self._on_activated)
        head = QHBoxLayout()
        self.column.addLayout(head)
        head.addWidget(self._title, 1)
        head.addWidget(self.ask)
        self.column.addWidget(self._about)
        self.column.addWidget(self.strip)
        self.column.addWidget(self.table, 1)
        self.hide()
        self._retranslate()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show *doubts*."""
        self.model.show_items(doubts)
        self.setVisible(bool(doubts))
        if doubts:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.strip.hide()
        self._retranslate()

    def begin_asking(self) -> None:
        """Propose a question about the marked record: what the rules say of it."""
        doubt = self.model.item(self.table.currentIndex().row())
        if doubt is not None:
            first = doubt.problems[0]
            said = " ".join(problem_text(doubt.kind, one) for one in doubt.problems)
            text = language.say("ask.proposed", problem=said)
            self.strip.ask(doubt.kind, first.field.partition(".")[0], text)

    def _on_confirmed(self, text: str) -> None:
        doubt = self.model.item(self.table.currentIndex().row())
        if doubt is not None:
            self.asked.emit(doubt, self.strip.field, text)

    def _on_closed(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, index: QModelIndex) -> None:
        doubt = self.model.item(index.row())
        if doubt is not None:
            self.record_chosen.emit(doubt)

    def _retranslate(self) -> None:
        say = language.say
        self.ask.setText(say("ask.action"))
        self._title.setText(say("receive.doubts", count=len(self.model.items)))
        self._about.setText(say("receive.doubts_about"))
        self.table.setAccessibleName(self._title.text())
        self.model.retranslate()
        self._columns.fit()
