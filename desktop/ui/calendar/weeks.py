"""The table of weeks: arrows go by days and weeks, PageUp and PageDown by months, Enter goes to what a day holds."""

from datetime import date, timedelta

from PySide6.QtCore import QItemSelectionModel, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QTableView, QWidget

from desktop.models.period import Period
from desktop.services.year_calendar import YearCalendar
from desktop.ui import language, style
from desktop.ui.calendar import words
from desktop.ui.calendar.model import DayCell, Index, WeeksModel
from desktop.ui.widgets.spoken import Spoken

_SIDE = 4.0
_FEWEST_LETTERS = 9  # of a column


class WeeksTable(Spoken, QTableView):
    """A year, week by week.

    Signals:
        day_chosen: The day (a `date`) that is marked now.
        day_opened: Enter was pressed on it.
    """

    day_chosen = Signal(object)
    day_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weeks = WeeksModel(self)
        self.setModel(self.weeks)
        self.setItemDelegate(DayDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        self._year: Period | None = None
        self._measure()
        self._retranslate()

    def show_calendar(self, calendar: YearCalendar, today: date) -> None:
        """Show *calendar*, with the day marked before, today, or the first one."""
        before = self.day
        self.weeks.show_calendar(calendar, today)
        self._year = calendar.year
        wanted = next((day for day in (before, today) if day in calendar.year), calendar.year.start)
        self.go_to(wanted or calendar.year.start)

    @property
    def day(self) -> date | None:
        """The day that is marked."""
        cell = self.weeks.cell(self.currentIndex()) if self.currentIndex().isValid() else None
        return cell.day if cell else None

    def go_to(self, day: date) -> None:
        """Mark *day*, or the nearest one of the year."""
        if self._year is None:
            return
        near = min(max(day, self._year.start), self._year.end)
        index = self.weeks.index_of(near)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def go_to_month(self, number: int) -> None:
        """Mark the first day of reporting month *number* and show it at the top."""
        if self._year is not None:
            first = self._year.months[number - 1].start
            self.go_to(first)
            self.scrollTo(self.weeks.index_of(first), QAbstractItemView.ScrollHint.PositionAtTop)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which day is marked."""
        super().currentChanged(current, previous)
        if self.day is not None:
            self.day_chosen.emit(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Days, weeks and months by the keys one knows; a week goes on in the next one."""
        day, key = self.day, event.key()
        if day is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit()
        elif key in _DAYS:
            self.go_to(day + timedelta(days=_DAYS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go_to(self._other_month(day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.go_to(day - timedelta(days=day.weekday()))
        elif key == Qt.Key.Key_End:
            self.go_to(day + timedelta(days=6 - day.weekday()))
        else:
            super().keyPressEvent(event)

    def _other_month(self, day: date, step: int) -> date:
        """The same day of the reporting month before or after, or that month's last one."""
        assert self._year is not None  # noqa: S101 (a day is marked)
        months = self._year.months
        here = next(place for place, month in enumerate(months) if day in month)
        if not 0 <= here + step < len(months):
            return day
        other = months[here + step]
        return min(other.start + (day - months[here].start), other.end)

    def _measure(self) -> None:
        # Early calls come before there is a header.
        if hasattr(self, "weeks"):
            line = QFontMetricsF(style.font()).height()
            self.verticalHeader().setDefaultSectionSize(int(2 * line + 3 * _SIDE))
            each = self.fontMetrics().averageCharWidth()
            self.horizontalHeader().setMinimumSectionSize(_FEWEST_LETTERS * each)

    def _retranslate(self) -> None:
        self.setAccessibleName(language.say("calendar.weeks"))
        self.weeks.retranslate()


_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class DayDelegate(QStyledItemDelegate):
    """Paints the day's number, where a reporting month ends, and marks of letters and numbers."""

    def paint(self, painter: QPainter, option: object, index: Index) -> None:
        """Paint one day."""
        cell: DayCell | None = index.data(WeeksModel.CELL)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if cell is None:
            painter.fillRect(rect, style.colour("ground"))
        else:
            state = option.state  # type: ignore[attr-defined]
            self._ground(painter, rect, cell, chosen=bool(state & QStyle.StateFlag.State_Selected))
            line = QFontMetricsF(style.font()).height()
            inside = rect.adjusted(_SIDE, _SIDE, -_SIDE, -_SIDE)
            self._number(painter, QRectF(inside.left(), inside.top(), inside.width(), line), cell)
            marks = QRectF(inside.left(), inside.top() + line + _SIDE / 2, inside.width(), line)
            self._marks(painter, marks, cell)
        painter.restore()

    def sizeHint(self, _option: object, _index: Index) -> QSize:
        """Rows and columns have sizes of their own."""
        return QSize()

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, cell: DayCell, *, chosen: bool) -> None:
        painter.fillRect(rect, style.colour("paper" if cell.month % 2 else "stripe"))
        if chosen:
            painter.fillRect(rect, style.colour("accent_tint"))
            painter.setPen(QPen(style.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if cell.last:
            # Reporting months end where calendar months do not: a thick line says where.
            painter.fillRect(QRectF(rect.right() - 2, rect.top(), 3, rect.height()), style.colour("heading"))

    @staticmethod
    def _number(painter: QPainter, room: QRectF, cell: DayCell) -> None:
        first = cell.day.day == 1 or cell.day.month != (cell.day - timedelta(days=1)).month
        text = language.short_day(cell.day) if first else str(cell.day.day)
        painter.setFont(style.font(bold=cell.today or first))
        painter.setPen(style.colour("accent" if cell.today else "ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        left = painter.fontMetrics().horizontalAdvance(text) + 2 * _SIDE
        words_beside = [language.say("calendar.today")] if cell.today else []
        if cell.last:
            words_beside.append(language.say("calendar.cut_off", month=str(cell.month)))
        if words_beside:
            painter.setFont(style.font(style.SMALL_POINTS))
            painter.setPen(style.colour("accent" if cell.today else "heading"))
            beside = room.adjusted(left, 0, 0, 0)
            fitting = painter.fontMetrics().elidedText(
                " · ".join(words_beside), Qt.TextElideMode.ElideRight, int(beside.width())
            )
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, fitting)

    @staticmethod
    def _marks(painter: QPainter, room: QRectF, cell: DayCell) -> None:
        painter.setFont(style.font(style.SMALL_POINTS, bold=True))
        metrics, left = painter.fontMetrics(), room.left()
        marks = _marks_of(cell)
        for place, (text, ink, tint) in enumerate(marks):
            width = metrics.horizontalAdvance(text) + 2 * _SIDE
            rest = len(marks) - place
            more = f"+{rest}"
            needed = width if rest == 1 else width + metrics.horizontalAdvance(more) + 2 * _SIDE
            if left + needed > room.right() and left + width > room.right():
                painter.setPen(style.colour("secondary"))
                painter.drawText(
                    QRectF(left, room.top(), room.right() - left + _SIDE, room.height()), 0, more
                )
                return
            pill = QRectF(left, room.top(), width, room.height())
            painter.fillRect(pill, style.colour(tint))
            painter.setPen(style.colour(ink))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
            left += width + _SIDE / 2


def _marks_of(cell: DayCell) -> list[tuple[str, str, str]]:
    """The marks of a day, what is due first: text, ink and tint."""
    late = sum(one.late for one in cell.deadlines)
    coming = len(cell.deadlines) - late
    found = [(f"{words.LATE} {late}", "red", "red_tint")] if late else []
    found += [(f"{words.DUE} {coming}", "amber", "amber_tint")] if coming else []
    return found + [(f"{words.mark(kind)} {count}", "accent", "header") for kind, count in cell.done.items()]
