"""Quarantine: packages that were refused, why, when, from where; tried again or thrown away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop import said
from desktop.models.records import all_kinds
from desktop.services.exchange import quarantine
from desktop.services.exchange.quarantine import Waiting
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.messages import OK, WARNING
from desktop.ui.receive import work
from desktop.ui.receive.work import Retried
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.lines import Line, SortedLines
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.workplace import Workplace

FILE, UNIT, SEQUENCE, SINCE, LAST, REASON = range(6)
_LETTERS = {FILE: 26, UNIT: 18, SEQUENCE: 8, SINCE: 12, LAST: 12}
_REASON_LETTERS = 40
_NONE = "–"


class WaitingModel(SortedLines[Waiting]):
    """One row per package put aside."""

    columns = ("file", "unit", "sequence", "since", "last", "reason")
    words = "aside.column"
    right = (SEQUENCE, SINCE, LAST)

    def key_of(self, line: Line[Waiting], column: int) -> object:
        """Numbers and days by their value."""
        one = line.item
        keys = {SEQUENCE: one.sequence or 0, SINCE: one.first_on, LAST: one.last_on}
        return keys[column] if column in keys else super().key_of(line, column)

    def cells_of(self, item: Waiting) -> tuple[str, ...]:
        """Which file, whose, since when, and why."""
        return (
            item.file,
            words.unit_name(item.unit) if item.unit else _NONE,
            _NONE if item.sequence is None else language.number(item.sequence),
            said.iso_day(item.first_on),
            said.iso_day(item.last_on),
            said.put_aside(language.term, item),
        )


class WaitingView(Spoken, QWidget):
    """The list with what can be done about it.

    Signals:
        counted: How many wait.
    """

    counted = Signal(int)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._dropped: list[str] = []
        self.model = WaitingModel(self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.drop, self.again, self.every = Button(self), Button(self), Button(self)
        self.every.setProperty("primary", True)
        self.again.clicked.connect(self._on_again)
        self.every.clicked.connect(self._on_every)
        self.drop.clicked.connect(self._on_drop)
        self.table = plain_table(self, several=True)
        self.table.setModel(self.model)
        self._columns = StretchedColumn(self.table, REASON, _REASON_LETTERS, _LETTERS)
        sort_by_heads(self.table)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.state = EmptyState(self, icon="import")
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setSpacing(style.GAP)
        tools.addWidget(self.search, 1)
        for button in (self.drop, self.again, self.every):
            tools.addWidget(button)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.state)
        column.addWidget(self.stack, 1)
        card = Card(self)
        self.sentence = label("", "", card, wrap=True)
        card.column.addWidget(self.sentence)
        self._card = card
        column.addWidget(card)
        self._retranslate()

    def refresh(self) -> None:
        """Load what waits."""
        self._workplace.tasks.run(
            quarantine.waiting, self._workplace.desk, done=self._on_loaded, latest="aside"
        )

    def marked(self) -> list[str]:
        """The hashes of the marked rows."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self.model.shown(row).sha256 for row in sorted(rows)]

    def _on_loaded(self, found: list[Waiting]) -> None:
        self.model.show_items(found)
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.counted.emit(len(found))
        self._show_state()

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self._show_state()

    def _on_selected(self, _new: object, _old: object) -> None:
        self._show_state()

    def _on_again(self) -> None:
        self._retry(self.marked())

    def _on_every(self) -> None:
        self._retry(None)

    def _retry(self, hashes: Sequence[str] | None) -> None:
        self._workplace.tasks.run(
            work.retry, self._workplace.desk, hashes, done=self._on_retried, progress=True,
            label=language.say("receive.taking"), latest="packages",
        )  # fmt: skip

    def _on_retried(self, retried: Retried) -> None:
        taken = sum(one.status != "refused" for one in retried.reports)
        still = len(retried.reports) - taken
        said_so = language.say("aside.retried", taken=taken, still=still)
        if retried.receipts is not None and retried.receipts.written:
            folders = ", ".join(str(folder) for folder in retried.receipts.folders)
            said_so += " " + language.say(
                "receive.answered", count=len(retried.receipts.written), folder=folders
            )
        self._workplace.messages.tell(said_so, WARNING if still else OK)
        self.refresh()
        if any(one.status == "accepted" for one in retried.reports):
            self._workplace.changed(kind.name for kind in all_kinds())

    def _on_drop(self) -> None:
        self._dropped = self.marked()
        if self._dropped:
            place = self._workplace
            place.tasks.run(quarantine.drop, place.desk, self._dropped, done=self._on_dropped)

    def _on_dropped(self, _nothing: object) -> None:
        text = language.say("aside.dropped", count=len(self._dropped))
        undo = language.say("action.undo")
        self._workplace.messages.tell(text, OK, action=undo, on_action=self._on_undo)
        self.refresh()

    def _on_undo(self) -> None:
        place = self._workplace
        place.tasks.run(quarantine.put_back, place.desk, self._dropped, done=self._on_put_back)

    def _on_put_back(self, _nothing: object) -> None:
        self.refresh()

    def _show_state(self) -> None:
        say, marked = language.say, len(self.marked())
        item = self.model.item(self.table.currentIndex().row()) if marked else None
        self.sentence.setText("" if item is None else say(
            "aside.about", file=item.file, folder=item.folder, day=said.iso_day(item.first_on),
            why=said.put_aside(language.term, item),
        ))  # fmt: skip
        showing = self.model.rowCount() > 0
        self._card.setVisible(showing)
        self.stack.setCurrentWidget(self.table if showing else self.state)
        found = bool(self.model.items)
        self.state.show_words(
            say("list.none_found" if found else "aside.empty"),
            say("aside.none_found" if found else "aside.empty_about"),
        )
        self.again.setEnabled(marked > 0)
        self.drop.setEnabled(marked > 0)
        self.every.setEnabled(found)

    def _retranslate(self) -> None:
        say = language.say
        self.search.setPlaceholderText(say("aside.search"))
        self.search.setAccessibleName(say("aside.search"))
        self.again.setText(say("aside.again"))
        self.every.setText(say("aside.every"))
        self.drop.setText(say("aside.drop"))
        self.table.setAccessibleName(say("aside.table"))
        self.model.retranslate()
        self._columns.fit()
        self._show_state()
