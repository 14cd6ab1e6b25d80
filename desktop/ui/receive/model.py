"""Packages as rows: what receiving them would do, or what it did."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import said
from desktop.services.exchange import PackageReport
from desktop.services.words import Words
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.widgets.columns import alignment

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
STATUS, FILE, UNIT, SEQUENCE, MADE, NEW, UPDATED, KNOWN, CONFLICT, REASON = range(10)
_COLUMNS = ("status", "file", "unit", "sequence", "made", "new", "updated", "known", "conflict", "reason")
_RIGHT = (SEQUENCE, MADE, NEW, UPDATED, KNOWN, CONFLICT)
_LOOKS = {"accepted": "met", "duplicate": "nothing_happened", "refused": "not_met"}


@dataclasses.dataclass(frozen=True)
class Totals:
    """What many packages come to."""

    packages: int
    accepted: int
    duplicate: int
    refused: int
    new: int
    updated: int
    known: int
    conflict: int


def totals_of(reports: Sequence[PackageReport]) -> Totals:
    """The sums over *reports*."""
    return Totals(
        packages=len(reports),
        accepted=sum(one.status == "accepted" for one in reports),
        duplicate=sum(one.status == "duplicate" for one in reports),
        refused=sum(one.status == "refused" for one in reports),
        new=sum(one.new for one in reports),
        updated=sum(one.updated for one in reports),
        known=sum(one.duplicate for one in reports),
        conflict=sum(one.conflict for one in reports),
    )


def sentence(one: PackageReport) -> str:
    """One line about a package, as the command line says it too."""
    return said.package(Words(language.current()), one)


class PackagesModel(QAbstractTableModel):
    """One row per package, refused ones with the reason."""

    STATUS_ROLE: ClassVar[int] = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reports: Sequence[PackageReport] = ()
        self._applied = False
        self._cells: list[tuple[str, ...]] = []

    def show_reports(self, reports: Sequence[PackageReport], *, applied: bool) -> None:
        """Show *reports* of a preview, or of what was *applied*."""
        self.beginResetModel()
        self.reports, self._applied = reports, applied
        self._cells = [_cells(one, applied=applied) for one in reports]
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every text again in the new language; the marked row stays."""
        self._cells = [_cells(one, applied=self._applied) for one in self.reports]
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)
        if self._cells:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._cells) - 1, len(_COLUMNS) - 1))

    def report(self, row: int) -> PackageReport | None:
        """The package in *row*."""
        return self.reports[row] if 0 <= row < len(self.reports) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many packages."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text made when the reports came, and the status for painting."""
        if not index.isValid():
            return None
        report = self.reports[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence(report)
        if role == self.STATUS_ROLE:
            return _LOOKS[report.status]
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
            return language.say(f"receive.column.{_COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=section in _RIGHT)
        return None


def _cells(one: PackageReport, *, applied: bool) -> tuple[str, ...]:
    sign = style.look(_LOOKS[one.status]).sign
    word = language.say(f"receive.{'done' if applied else 'preview'}.{one.status}")
    counted = one.status != "refused"
    why = ""
    if one.reason is not None:
        why = language.term("errors", one.reason, **one.message_params)
    elif one.waiting:
        why = language.say("receive.waiting", count=one.waiting)
    return (
        f"{sign} {word}",
        one.package,
        words.unit_name(one.unit) if one.unit else "–",
        "–" if one.sequence is None else language.number(one.sequence),
        language.day(date.fromisoformat(one.as_of)) if one.as_of else "–",
        *(language.number(count) if counted else "–" for count in (one.new, one.updated, one.duplicate)),
        language.number(one.conflict) if counted else "–",
        why,
    )
