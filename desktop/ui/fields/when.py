"""Editors of days and months: typed as people write them, read back as they were understood."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.models.records import Field
from desktop.ui import language, style
from desktop.ui.fields.choosing import icon
from desktop.ui.fields.days import has_short_year, later_month, read_day, read_month
from desktop.ui.fields.editor import Value
from desktop.ui.fields.line import LineEditor

_WIDEST_DAY = "00/00/0000"
_DAYS_WIDE, _DAYS_HIGH = 11, 9
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class CalendarPopup(QFrame):
    """A month to pick a day from; arrows walk, Enter takes the day and goes on, Escape leaves."""

    def __init__(self, parent: "DateField", shown: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self._field = parent
        self.calendar = QCalendarWidget(self)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setLocale(QLocale())
        for name, sign in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(QIcon())
                button.setText(sign)
        each = self.calendar.fontMetrics().height() + 3 * style.STEP
        self.calendar.setMinimumSize(_DAYS_WIDE * each, _DAYS_HIGH * each)
        self.calendar.setSelectedDate(language.qt_day(shown))
        self.calendar.clicked.connect(self._on_clicked)
        view = self.calendar.findChild(QWidget, "qt_calendar_calendarview")
        self._view = view if view is not None else self.calendar
        self._view.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.STEP, style.STEP, style.STEP, style.STEP)
        column.addWidget(self.calendar)
        self._view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the day under the mark."""
        if watched is self._view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.calendar.selectedDate(), go_on=True)
                return True
            if event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Tab):
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _on_clicked(self, chosen: QDate) -> None:
        self._take(chosen, go_on=False)

    def _take(self, chosen: QDate, *, go_on: bool) -> None:
        self.close()
        self._field.choose(date(chosen.year(), chosen.month(), chosen.day()), go_on=go_on)


class DateField(LineEditor):
    """A day typed as ``5/11``, ``05112026`` or ``hôm nay``; may be empty.

    What it understood stands at the right while it differs from what is typed, the weekday once it does not. Up and
    Down go to the day after and before, F4 opens a calendar.
    """

    def __init__(self, field: Field, path: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self._today = today
        self._open = QAction(icon("calendar"), "", self)
        self._open.triggered.connect(self.open_calendar)
        self._echo = QLabel(self.line)
        self._echo.setProperty("kind", "echo")
        self._echo.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._roomy = "." not in path
        if self._roomy:
            # A cell of a table has no room for them; F4 works there as well.
            if not field.made:
                self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
            self.measure()
        self.line.textChanged.connect(self._on_text)

    def retranslate(self) -> None:
        """Say how a day is written."""
        if self._roomy and not self.field.made:
            self.line.setPlaceholderText(language.say("field.day_hint"))
        else:
            super().retranslate()
        self._on_text(self.line.text())

    def measure(self) -> None:
        """Make room for a day, its weekday, the sign and the frame."""
        if self._roomy:
            letters = self.fontMetrics()
            self.line.setMinimumWidth(letters.horizontalAdvance(_WIDEST_DAY) + 5 * letters.height())

    def value(self) -> Value:
        """The day; None when the field is empty or holds no day."""
        return read_day(self.line.text(), self._today, future=self.field.future)

    def set_value(self, value: Value) -> None:
        """Show the day."""
        self._show(language.day(value) if isinstance(value, date) else str(value or ""))

    def unreadable(self) -> str:
        """Whether something else than a day is typed, or a day whose century nobody knows."""
        text = self.line.text()
        if not text.strip() or self.value() is not None:
            return ""
        return "short_year" if has_short_year(text) else "unreadable_day"

    def choose(self, chosen: date, *, go_on: bool = False) -> None:
        """Take a day from the calendar."""
        self.set_value(chosen)
        self.line.setFocus()
        self.edited.emit()
        if go_on:
            self.go_on()

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        held = self.value()
        popup = CalendarPopup(self, held if isinstance(held, date) else self._today)
        popup.adjustSize()
        room = self.screen().availableGeometry()
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        if place.y() + popup.height() > room.bottom():
            place = self.mapToGlobal(QPoint(0, -popup.height() - 2))
        popup.move(max(room.left(), min(place.x(), room.right() - popup.width())), place.y())
        popup.show()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """F4 opens the calendar; Up and Down walk the days."""
        if event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return True
        return _walked(self, event) or super().key_pressed(event)

    def later(self, steps: int) -> date:
        """The day *steps* after the one that shows; today when none does."""
        held = self.value()
        return held + timedelta(days=steps) if isinstance(held, date) else self._today

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the echo in its place."""
        if watched is self.line and isinstance(event, QResizeEvent):
            self._place_echo()
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        held = self.value()
        if not isinstance(held, date):
            self._echo.clear()
            self.describe(value="")
        else:
            weekday = language.short_weekday(held)
            understood = text.strip() == language.day(held)
            self._echo.setText(weekday if understood else f"{weekday} {language.day(held)}")
            self.describe(value=language.long_day(held))
        self._place_echo()

    def _place_echo(self) -> None:
        self._echo.adjustSize()
        right = self.line.height() if self._roomy else 2 * style.STEP
        left = self.line.width() - right - self._echo.width()
        typed = self.line.fontMetrics().horizontalAdvance(self.line.text()) + 3 * style.STEP
        self._echo.setVisible(bool(self._echo.text()) and left >= typed)
        self._echo.move(left, (self.line.height() - self._echo.height()) // 2)


class MonthField(LineEditor):
    """A month typed as ``11``, ``11/2026`` or ``tháng trước``; may be empty. Up and Down walk the months."""

    def __init__(self, field: Field, path: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self._today = today

    def retranslate(self) -> None:
        """Say how a month is written."""
        self.line.setPlaceholderText(language.say("field.month_hint"))

    def value(self) -> Value:
        """The first day of the month; None when the field is empty or holds no month."""
        return read_month(self.line.text(), self._today)

    def set_value(self, value: Value) -> None:
        """Show the month."""
        self._show(language.month(value) if isinstance(value, date) else str(value or ""))

    def unreadable(self) -> str:
        """Whether something else than a month is typed, or a month whose century nobody knows."""
        text = self.line.text()
        if not text.strip() or self.value() is not None:
            return ""
        return "short_year" if has_short_year(text) else "unreadable_month"

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Up and Down walk the months."""
        return _walked(self, event) or super().key_pressed(event)

    def later(self, steps: int) -> date:
        """The month *steps* after the one that shows; this month when none does."""
        held = self.value()
        return later_month(held, steps) if isinstance(held, date) else self._today.replace(day=1)


def _walked(field: DateField | MonthField, event: QKeyEvent) -> bool:
    steps = _STEPS.get(Qt.Key(event.key()))
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if steps is None or not plain or field.line.isReadOnly():
        return False
    field.set_value(field.later(steps))
    field.line.selectAll()
    field.edited.emit()
    return True
