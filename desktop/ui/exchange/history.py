"""The packages this machine has written, the latest first: model and card."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.services.exchange import SentPackage
from desktop.ui import language, style
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import alignment, fit_columns
from desktop.ui.widgets.table import plain_table

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_COLUMNS = ("sequence", "made_on", "changes", "records", "content", "state")
_LETTERS = {0: 10, 1: 14, 2: 14, 3: 14, 4: 24}
_NUMBERS = 4  # of the columns above, the ones that hold numbers and days


class SentModel(QAbstractTableModel):
    """One row per package."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sent: Sequence[SentPackage] = ()
        self._cells: list[tuple[str, ...]] = []

    def show_sent(self, sent: Sequence[SentPackage]) -> None:
        """Show *sent*."""
        self.beginResetModel()
        self._sent = sent
        self._cells = [_cells(one) for one in sent]
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every text again in the new language."""
        self.show_sent(self._sent)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many packages."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text made when the packages came."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=index.column() < _NUMBERS)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return language.say(f"exchange.column.{_COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=section < _NUMBERS)
        return None


def _cells(one: SentPackage) -> tuple[str, ...]:
    say = language.say
    state = ("met", "exchange.confirmed") if one.confirmed else ("not_met", "exchange.not_confirmed")
    return (
        language.number(one.sequence),
        language.day(one.made_on),
        language.number(one.changes),
        language.number(one.records),
        say("exchange.full" if one.full else "exchange.part"),
        f"{style.look(state[0]).sign} {say(state[1])}",
    )


class HistoryCard(Card):
    """The list of packages, or a sentence while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._none = label("", "secondary", self, wrap=True)
        self.model = SentModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.column.addWidget(self._title)
        self.column.addWidget(self._none)
        self.column.addWidget(self.table, 1)
        self._retranslate()

    def show_sent(self, sent: Sequence[SentPackage]) -> None:
        """Show *sent*."""
        self.model.show_sent(sent)
        self._show_state()

    def _show_state(self) -> None:
        self.table.setVisible(bool(self.model.rowCount()))
        self._none.setVisible(not self.model.rowCount())

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(language.say("exchange.history"))
        self._none.setText(language.say("exchange.none_sent"))
        self.table.setAccessibleName(language.say("exchange.history"))
        self.model.retranslate()
        fit_columns(self.table, _LETTERS)
        self._show_state()
