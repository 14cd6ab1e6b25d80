"""The packages that were received: which count, which were taken back and why; taking back, and taking in again."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import said
from desktop.models.records import all_kinds
from desktop.services import exchange
from desktop.services.exchange import PackageReport, ReceivedPackage, TakingBack, WrittenReceipt
from desktop.services.exchange.undoing import LONGEST_REASON
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.receive import model as packages
from desktop.ui.receive.minutes import MinutesLine
from desktop.ui.saving import remember, remembered
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.lines import Line, SortedLines
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.question import QuestionStrip
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.widgets.unwheeled import Unwheeled

STATE, UNIT, SEQUENCE, RECORDS, MADE, RECEIVED, FILE, WHY = range(8)
_LETTERS = {STATE: 15, UNIT: 20, SEQUENCE: 8, RECORDS: 9, MADE: 12, RECEIVED: 12, FILE: 28}
_WHY_LETTERS = 24
ALL, COUNTS, GONE = "all", "counts", "gone"
_SHOWN = (ALL, COUNTS, GONE)


class ReceivedModel(SortedLines[ReceivedPackage]):
    """One row per package that was received."""

    columns = ("state", "unit", "sequence", "records", "made", "received", "file", "why")
    words = "received.column"
    right = (SEQUENCE, RECORDS, MADE, RECEIVED)
    _only = ALL

    def narrow(self, text: str, only: str) -> None:
        """Keep what holds *text*, and only what counts or what was taken back if asked."""
        self._only = only
        self.search(text)

    def keeps(self, item: ReceivedPackage) -> bool:
        """Whether a package found is one of those wanted."""
        return self._only == ALL or (self._only == COUNTS) == (item.taken_back_on is None)

    def status_of(self, item: ReceivedPackage) -> str:
        """Counts or not."""
        return "met" if item.taken_back_on is None else "nothing_happened"

    def key_of(self, line: Line[ReceivedPackage], column: int) -> object:
        """Numbers and days by their value."""
        one = line.item
        keys = {SEQUENCE: one.sequence, RECORDS: one.records, MADE: one.as_of, RECEIVED: one.received_on}
        return keys[column] if column in keys else super().key_of(line, column)

    def cells_of(self, item: ReceivedPackage) -> tuple[str, ...]:
        """Whether it counts, whose it is, what it holds, and why it was taken back."""
        word = language.say("received.counts" if item.taken_back_on is None else "received.gone")
        why = said.received_state(language.term, item) if item.taken_back_on else ""
        return (
            f"{style.look(self.status_of(item)).sign} {word}",
            words.unit_name(item.unit),
            language.number(item.sequence),
            language.number(item.records),
            said.iso_day(item.as_of),
            said.iso_day(item.received_on),
            item.file,
            why,
        )


class TakeBackStrip(QuestionStrip):
    """What taking the package back does, and why it is to be done; ``confirmed`` carries the reason."""

    reason: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.returnPressed.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        column.addWidget(self.said)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self.reason, 1)
        self.add_buttons(row)
        self.hide()
        self._retranslate()

    def ask(self, text: str) -> None:
        """Say what it does, and ask why."""
        self.said.setText(text)
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> str | None:
        """The reason; None while there is none."""
        return " ".join(self.reason.text().split()) or None

    def _retranslate(self) -> None:
        say = language.say
        self.reason.setAccessibleName(say("received.reason"))
        self.reason.setPlaceholderText(say("received.reason_hint"))
        self.yes.setText(say("received.take_back_yes"))
        self.no.setText(say("received.take_back_no"))


class ReceivedView(Spoken, QWidget):
    """The list with what can be done about it.

    Signals:
        counted: How many packages there are.
    """

    counted = Signal(int)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        workplace = page.workplace
        self._workplace = workplace
        self._asked: ReceivedPackage | None = None
        self._answered = ""
        self.model = ReceivedModel(self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_narrowed)
        self.shown = Unwheeled(self)
        for name in _SHOWN:
            self.shown.addItem("", name)
        self.shown.currentIndexChanged.connect(self._on_narrowed)
        self.back, self.again = Button(self), Button(self)
        self.back.clicked.connect(self._on_back)
        self.again.clicked.connect(self._on_again)
        self.strip = TakeBackStrip(self)
        self.strip.confirmed.connect(self._on_confirmed)
        self.strip.closed.connect(self._on_closed)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(STATE, PillDelegate(ReceivedModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, WHY, _WHY_LETTERS, _LETTERS)
        sort_by_heads(self.table)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.state = EmptyState(self, icon="import")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setSpacing(style.GAP)
        tools.addWidget(self.search, 1)
        for widget in (self.shown, self.back, self.again):
            tools.addWidget(widget)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        self.minutes = MinutesLine(page, self)
        column.addWidget(self.minutes)
        self._retranslate()

    def refresh(self) -> None:
        """Load what was received."""
        self.minutes.refresh()
        self._workplace.tasks.run(
            exchange.received, self._workplace.desk, done=self._on_loaded, latest="received"
        )

    def current(self) -> ReceivedPackage | None:
        """The package in the marked row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.item(rows[0].row()) if rows else None

    def _on_loaded(self, found: list[ReceivedPackage]) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.model.show_items(found)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))
        self.counted.emit(sum(one.taken_back_on is None for one in found))
        self._show_state()

    def _on_narrowed(self, _value: object) -> None:
        self.model.narrow(self.search.text(), str(self.shown.currentData()))
        self._show_state()

    def _on_selected(self, _new: object, _old: object) -> None:
        self.strip.hide()
        self._show_state()

    # Taking back

    def _on_back(self) -> None:
        self._asked = self.current()
        if self._asked is not None:
            place, one = self._workplace, self._asked
            place.tasks.run(
                exchange.take_back, place.desk, one.site, one.sequence, "", dry_run=True,
                done=self._on_looked, latest="taking",
            )  # fmt: skip

    def _on_looked(self, taking: TakingBack) -> None:
        self.strip.ask(said.taking_back(language.term, taking))

    def _on_confirmed(self, because: str) -> None:
        if self._asked is not None:
            place, one = self._workplace, self._asked
            place.tasks.run(
                exchange.take_back, place.desk, one.site, one.sequence, because, done=self._on_taken_back
            )

    def _on_closed(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken_back(self, taking: TakingBack) -> None:
        text = language.say(
            "received.taken_back", sequence=taking.package.sequence, name=words.unit_name(taking.package.unit)
        )
        self._answered = taking.package.machine or taking.package.site
        action = language.say("received.write_receipt")
        self._workplace.messages.tell(text, OK, action=action, on_action=self.choose_folder)
        self._tell_changed()

    def choose_folder(self) -> None:
        """Ask where the receipt should go that tells the commune."""
        title = language.say("received.write_receipt")
        name = QFileDialog.getExistingDirectory(self, title, str(remembered("receipts")))
        if name:
            remember("receipts", Path(name))
            place = self._workplace
            place.tasks.run(
                exchange.write_receipts, place.desk, Path(name), sites=[self._answered], done=self._on_written
            )

    def _on_written(self, written: list[WrittenReceipt]) -> None:
        folder = str(written[0].path.parent) if written else ""
        self._workplace.messages.tell(
            language.say("receive.answered", count=len(written), folder=folder), OK if written else WARNING
        )

    def _on_again(self) -> None:
        one = self.current()
        if one is not None:
            place = self._workplace
            place.tasks.run(exchange.take_again, place.desk, one.site, one.content, done=self._on_taken_again)

    def _on_taken_again(self, report: PackageReport) -> None:
        self._workplace.messages.tell(
            packages.sentence(report), WARNING if report.status == "refused" else OK
        )
        self._tell_changed()

    def _tell_changed(self) -> None:
        self.refresh()
        self._workplace.changed(kind.name for kind in all_kinds())

    # Words

    def _show_state(self) -> None:
        say, one = language.say, self.current()
        showing, found = self.model.rowCount() > 0, bool(self.model.items)
        self.stack.setCurrentWidget(self.table if showing else self.state)
        self.state.show_words(
            say("list.none_found" if found else "received.empty"),
            say("received.none_found" if found else "received.empty_about"),
        )
        self.back.setEnabled(one is not None and one.taken_back_on is None)
        self.again.setEnabled(one is not None and one.taken_back_on is not None)

    def _retranslate(self) -> None:
        say = language.say
        self.search.setPlaceholderText(say("received.search"))
        self.search.setAccessibleName(say("received.search"))
        self.shown.setAccessibleName(say("received.shown"))
        for at, name in enumerate(_SHOWN):
            self.shown.setItemText(at, say(f"received.show.{name}"))
        self.back.setText(say("received.take_back"))
        self.again.setText(say("received.take_again"))
        self.table.setAccessibleName(say("received.table"))
        self.model.retranslate()
        self._columns.fit()
        self._show_state()
