"""The packages this machine has written, the latest first: model and card."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop import said
from desktop.services.exchange import SentPackage
from desktop.ui import language, style
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table

_ALL_ROOM = 1_000  # what is left over, when the table shows
_STATE = 5
_LETTERS = {0: 9, 1: 13, 2: 12, 3: 12, 4: 25}
_STATE_LETTERS = 34
_LOOKS = {
    "received": "met", "covered": "met", "written": "on_course", "unconfirmed": "not_met", "refused": "not_met",
    "forked": "not_met",
}  # fmt: skip


class SentModel(LinesModel[SentPackage]):
    """One row per package."""

    columns = ("sequence", "made_on", "changes", "records", "content", "state")
    words = "exchange.column"
    right = (0, 1, 2, 3)

    def cells_of(self, item: SentPackage) -> tuple[str, ...]:
        """Number, day, what is in it, and what is known of it."""
        say = language.say
        state = said.package_state(language.term, item)
        return (
            language.number(item.sequence),
            language.day(item.made_on),
            language.number(item.changes),
            language.number(item.records),
            say("exchange.full" if item.full else "exchange.part"),
            f"{style.look(_LOOKS[item.state]).sign} {state}",
        )

    def status_of(self, item: SentPackage) -> str:
        """The look of what is known of a package: green only by a receipt."""
        return _LOOKS[item.state]


class HistoryCard(Card):
    """The list of packages, or a sentence while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._none = label("", "secondary", self, wrap=True)
        self.model = SentModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(_STATE, PillDelegate(SentModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, _STATE, _STATE_LETTERS, _LETTERS)
        self.column.addWidget(self._title)
        self.column.addWidget(self._none)
        self.column.addWidget(self.table, _ALL_ROOM)
        self.column.addStretch(1)
        self._retranslate()

    def show_sent(self, sent: Sequence[SentPackage]) -> None:
        """Show *sent*."""
        self.model.show_items(sent)
        self._show_state()

    def _show_state(self) -> None:
        self.table.setVisible(bool(self.model.rowCount()))
        self._none.setVisible(not self.model.rowCount())

    def _retranslate(self) -> None:
        self._title.setText(language.say("exchange.history"))
        self._none.setText(language.say("exchange.none_sent"))
        self.table.setAccessibleName(language.say("exchange.history"))
        self.model.retranslate()
        self._columns.fit()
        self._show_state()
