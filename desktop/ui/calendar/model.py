"""The weeks of a reporting year as a table, Monday to Sunday."""

import dataclasses
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.period import Period
from desktop.services.year_calendar import Deadline, YearCalendar
from desktop.ui import language
from desktop.ui.calendar import words

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_WEEK = 7


@dataclasses.dataclass(frozen=True)
class DayCell:
    """What a cell shows.

    Attributes:
        day: The day.
        month: Number of its reporting month.
        done: How much was done, by kind.
        deadlines: What is due.
        today: Whether it is today.
        last: Whether its reporting month ends with it.
    """

    day: date
    month: int
    done: Mapping[str, int]
    deadlines: tuple[Deadline, ...]
    today: bool
    last: bool


class WeeksModel(QAbstractTableModel):
    """A row for each week the year touches; days of other years are empty and cannot be chosen."""

    CELL = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calendar: YearCalendar | None = None
        self._today = date.min
        self._monday = date.min
        self._weeks = 0
        self._cells: dict[date, DayCell] = {}

    def show_calendar(self, calendar: YearCalendar, today: date) -> None:
        """Show *calendar*; a year that is shown already stays where it is."""
        same = self._calendar is not None and self._calendar.year == calendar.year
        if not same:
            self.beginResetModel()
        self._calendar, self._today = calendar, today
        year = calendar.year
        self._monday = year.start - timedelta(days=year.start.weekday())
        self._weeks = (year.end - self._monday).days // _WEEK + 1
        self._cells = {
            cell.day: cell
            for number, month in enumerate(year.months, start=1)
            for cell in self._month(number, month)
        }
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self._weeks - 1, _WEEK - 1))
        else:
            self.endResetModel()

    def _month(self, number: int, month: Period) -> list[DayCell]:
        assert self._calendar is not None  # noqa: S101 (asked for while showing it)
        done, deadlines = self._calendar.done, self._calendar.deadlines
        days = (month.start + timedelta(days=n) for n in range(month.days))
        return [
            DayCell(
                day, number, done.get(day, {}), deadlines.get(day, ()), day == self._today, day == month.end
            )
            for day in days
        ]

    def cell(self, index: Index) -> DayCell | None:
        """The day at *index*; None for one of another year."""
        return self._cells.get(self._monday + timedelta(days=index.row() * _WEEK + index.column()))

    def index_of(self, day: date) -> QModelIndex:
        """Where *day* stands; invalid for one of another year."""
        if day not in self._cells:
            return QModelIndex()
        row, column = divmod((day - self._monday).days, _WEEK)
        return self.index(row, column)

    def rowCount(self, parent: Index = _TOP) -> int:
        """The weeks."""
        return 0 if parent.isValid() else self._weeks

    def columnCount(self, parent: Index = _TOP) -> int:
        """Monday to Sunday."""
        return 0 if parent.isValid() else _WEEK

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Days of the year can be chosen."""
        none = Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if self.cell(index) else none

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number of the day, all of it in words, and what the delegate paints from."""
        cell = self.cell(index) if index.isValid() else None
        if cell is None:
            return None
        if role == self.CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return words.day_words(cell.day, cell.done, cell.deadlines)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The days of the week."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return language.say(f"calendar.weekday{section + 1}") if 0 <= section < _WEEK else None

    def retranslate(self) -> None:
        """Say the heads again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _WEEK - 1)
