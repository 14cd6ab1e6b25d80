"""The communes and what has arrived from them, as rows that can be searched, sorted and narrowed."""

import dataclasses
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.folding import fold
from desktop.services.exchange import CommuneStanding
from desktop.ui import language, style
from desktop.ui.widgets.columns import alignment

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
NAME, STATUS, JOINED, PACKAGES, LAST, MISSING, RECEIVED, AS_OF = range(8)
_COLUMNS = ("name", "status", "joined", "packages", "last", "missing", "received", "as_of")
_RIGHT = (PACKAGES, LAST, RECEIVED, AS_OF)


@dataclasses.dataclass(frozen=True)
class CommuneLine:
    """One commune as it is shown, with what it is sorted and found by."""

    standing: CommuneStanding
    cells: tuple[str, ...]
    searched: str


def status_of(one: CommuneStanding) -> str:
    """The status whose look a commune wears: reported with all packages, with gaps, or not at all."""
    if not one.reported:
        return "not_reported"
    return "on_course" if one.missing else "met"


class CommunesModel(QAbstractTableModel):
    """One row per commune expected to report."""

    STATUS_ROLE: ClassVar[int] = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[CommuneLine] = []
        self._lines: list[CommuneLine] = []
        self._wanted = ""
        self._only_silent = False
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder

    def show_communes(self, standings: Sequence[CommuneStanding]) -> None:
        """Show *standings*."""
        self._all = [_line(one) for one in standings]
        self._arrange()

    def narrow(self, text: str, *, only_silent: bool) -> None:
        """Keep the communes whose row holds *text*, and only those that have not reported if asked."""
        self._wanted, self._only_silent = fold(text), only_silent
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the order of the official list back."""
        self._sorted_by, self._order = column, order
        self._arrange()

    def retranslate(self) -> None:
        """Make every text again in the new language."""
        self._all = [_line(line.standing) for line in self._all]
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)

    def _arrange(self) -> None:
        self.beginResetModel()
        lines = [line for line in self._all if self._wanted in line.searched]
        if self._only_silent:
            lines = [line for line in lines if not line.standing.reported]
        if self._sorted_by >= 0:
            collator = language.collator()
            if self._sorted_by == NAME:
                lines.sort(key=lambda line: collator.sortKey(line.standing.name))
            else:
                lines.sort(key=lambda line: _key(line.standing, self._sorted_by))
            if self._order is Qt.SortOrder.DescendingOrder:
                lines.reverse()
        self._lines = lines
        self.endResetModel()

    def standing(self, row: int) -> CommuneStanding | None:
        """The commune in *row*."""
        return self._lines[row].standing if 0 <= row < len(self._lines) else None

    def row_of(self, unit: str) -> int:
        """The row of *unit*, -1 when it does not show."""
        return next((n for n, line in enumerate(self._lines) if line.standing.unit == unit), -1)

    def silent(self) -> list[CommuneStanding]:
        """The communes that have not reported, whatever is searched for."""
        return [line.standing for line in self._all if not line.standing.reported]

    @property
    def expected(self) -> int:
        """How many communes are expected to report."""
        return len(self._all)

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many rows show."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text made when the rows came."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[index.column()]
        if role == self.STATUS_ROLE:
            return status_of(line.standing)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=index.column() in _RIGHT)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return language.say(f"communes.column.{_COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=section in _RIGHT)
        return None


def _key(one: CommuneStanding, column: int) -> tuple[object, ...]:
    keys: dict[int, tuple[object, ...]] = {
        STATUS: (one.reported, not one.missing),
        JOINED: (one.machines, one.invited),
        PACKAGES: (one.packages,),
        LAST: (one.last_sequence or 0,),
        MISSING: (len(one.missing), one.missing),
        RECEIVED: (str(one.last_received_on or ""),),
        AS_OF: (str(one.as_of or ""),),
    }
    return keys[column]


def _line(one: CommuneStanding) -> CommuneLine:
    say = language.say
    if one.machines:
        joined = say("communes.machines", count=one.machines)
    else:
        joined = say("communes.invited" if one.invited else "communes.not_invited")
    missing = ", ".join(str(number) for number in one.missing)
    reported = say("communes.reported_gaps" if missing else "communes.reported")
    status = reported if one.reported else say("status.not_reported")
    cells = (
        one.name,
        f"{style.look(status_of(one)).sign} {status}",
        joined,
        language.number(one.packages) if one.packages else "–",
        "–" if one.last_sequence is None else language.number(one.last_sequence),
        say("communes.missing", numbers=missing) if missing else "",
        "–" if one.last_received_on is None else language.day(one.last_received_on),
        "–" if one.as_of is None else language.day(one.as_of),
    )
    return CommuneLine(one, cells, fold(" ".join(cells)))
