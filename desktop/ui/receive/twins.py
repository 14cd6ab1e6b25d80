"""Two machines with one identity: what each handed in, and which of them goes on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import said
from desktop.models.records import all_kinds
from desktop.services import exchange
from desktop.services.exchange.twins import OTHER, WHICH, Twins
from desktop.services.exchange.undoing import LONGEST_REASON
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.messages import OK
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import SortedLines
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.widgets.unwheeled import Unwheeled
from desktop.ui.workplace import Workplace

STATE, UNIT, FOUND, FIRST, SECOND = range(5)
_LETTERS = {STATE: 18, UNIT: 18, FOUND: 12, FIRST: 36}
_SECOND_LETTERS = 36


class TwinsModel(SortedLines[Twins]):
    """One row per pair of machines."""

    columns = ("state", "unit", "found", "first", "second")
    words = "twins.column"

    def status_of(self, item: Twins) -> str:
        """Decided or not."""
        return "nothing_happened" if item.decision else "on_course"

    def cells_of(self, item: Twins) -> tuple[str, ...]:
        """Whose, since when, and what each handed in."""
        state = language.say(f"twins.state.{item.decision or 'open'}")
        return (
            f"{style.look(self.status_of(item)).sign} {state}",
            words.unit_name(item.unit),
            said.iso_day(item.found_on),
            said.line_of(language.term, item.first),
            said.line_of(language.term, item.second),
        )


class TwinsView(Spoken, QWidget):
    """The list, and below it the decision about the marked pair.

    Signals:
        counted: How many wait for a decision.
    """

    counted = Signal(int)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.model = TwinsModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(STATE, PillDelegate(TwinsModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, SECOND, _SECOND_LETTERS, _LETTERS)
        sort_by_heads(self.table)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.table, 1)
        column.addWidget(self._make_card())
        self._retranslate()

    def _make_card(self) -> QWidget:
        card = Card(self)
        self.about = label("", "", card, wrap=True)
        card.column.addWidget(self.about)
        self.which, self.other = Unwheeled(card), Unwheeled(card)
        for box, names in ((self.which, WHICH), (self.other, OTHER)):
            for name in names:
                box.addItem("", name)
        self.reason = QLineEdit(card)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.textChanged.connect(self._on_selected)
        self.invite, self.decide = Button(card), Button(card)
        self.decide.setProperty("primary", True)
        self.decide.clicked.connect(self._on_decide)
        self.invite.clicked.connect(self._on_invite)
        choices = QHBoxLayout()
        card.column.addLayout(choices)
        choices.setSpacing(style.GAP)
        choices.addWidget(self.which, 1)
        choices.addWidget(self.other, 1)
        row = QHBoxLayout()
        card.column.addLayout(row)
        row.setSpacing(style.GAP)
        row.addWidget(self.reason, 1)
        row.addWidget(self.invite)
        row.addWidget(self.decide)
        return card

    def refresh(self) -> None:
        """Load the machines that have the identity of another one."""
        self._workplace.tasks.run(
            exchange.twins.found, self._workplace.desk, done=self._on_loaded, latest="twins"
        )

    def current(self) -> Twins | None:
        """The pair in the marked row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.item(rows[0].row()) if rows else None

    def _on_loaded(self, found: list[Twins]) -> None:
        self.model.show_items(found)
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.counted.emit(sum(not one.decision for one in found))
        self._show_state()

    def _on_selected(self, *_: object) -> None:
        self._show_state()

    def _on_decide(self) -> None:
        one = self.current()
        if one is not None:
            place = self._workplace
            place.tasks.run(
                exchange.twins.decide, place.desk, one.mark, self.which.currentData(), self.other.currentData(),
                self.reason.text(), done=self._on_decided,
            )  # fmt: skip

    def _on_decided(self, _twins: object) -> None:
        self.reason.clear()
        self._workplace.messages.tell(language.say("twins.decided"), OK)
        self.refresh()
        self._workplace.changed(kind.name for kind in all_kinds())

    def _on_invite(self) -> None:
        self._workplace.open_page("communes")

    def _show_state(self) -> None:
        one = self.current()
        open_still = one is not None and not one.decision
        self.about.setText("" if one is None else said.twins(language.term, one, words.unit_name(one.unit)))
        for box in (self.which, self.other, self.reason):
            box.setEnabled(open_still)
        self.decide.setEnabled(open_still and bool(self.reason.text().strip()))

    def _retranslate(self) -> None:
        say = language.say
        self.which.setAccessibleName(say("twins.which"))
        self.other.setAccessibleName(say("twins.other"))
        for box, part, names in ((self.which, "which", WHICH), (self.other, "other", OTHER)):
            for at, name in enumerate(names):
                box.setItemText(at, say(f"twins.{part}.{name}"))
        self.reason.setAccessibleName(say("twins.reason"))
        self.reason.setPlaceholderText(say("twins.reason"))
        self.decide.setText(say("twins.decide"))
        self.invite.setText(say("twins.invite"))
        self.table.setAccessibleName(say("twins.table"))
        self.model.retranslate()
        self._columns.fit()
        self._show_state()
