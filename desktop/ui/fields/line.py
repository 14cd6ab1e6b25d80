"""Editors of one line: text, counts, money, years and days."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import paths
from desktop.models.folding import nfc
from desktop.models.records import Field
from desktop.ui import language, style
from desktop.ui.fields.days import read_day, read_month
from desktop.ui.fields.editor import Editor, Value

_DAY, _MONTH = "dd/mm/yyyy", "mm/yyyy"
_WIDEST_DAY = "00/00/0000"
_DAYS_WIDE, _DAYS_HIGH = 11, 9
_LONG_TEXT = 500  # characters from which a text gets several lines


class LineEditor(Editor):
    """The shared half of every editor that is one line of text."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.line = QLineEdit(self)
        self._row.addWidget(self.line)
        self._adopt(self.line)
        self.line.setReadOnly(field.made)
        if field.made:
            self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.retranslate()
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def focus_widget(self) -> QWidget:
        """The line."""
        return self.line

    def retranslate(self) -> None:
        """Say that the program makes the value, where it does."""
        if self.field.made:
            self.line.setPlaceholderText(language.say("field.made_hint"))

    def _show(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
        if not self.line.hasFocus():
            # The beginning shows, not the end.
            self.line.setCursorPosition(0)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_finished(self) -> None:
        """Write the value as it will be kept, once the person leaves the field."""
        if not self.unreadable():
            self.set_value(self.value())


class TextField(LineEditor):
    """Free text on one line."""

    def value(self) -> Value:
        """The text, composed and with single spaces; None when empty."""
        return nfc(self.line.text()) or None

    def set_value(self, value: Value) -> None:
        """Show the text."""
        self._show("" if value is None else str(value))


class LongTextField(Editor):
    """Free text of several lines; Enter goes on, Shift+Enter begins a line."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.box = QPlainTextEdit(self)
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * 3 + 4 * style.STEP)
        self._row.addWidget(self.box)
        self._adopt(self.box)
        self._filling = False
        self.box.textChanged.connect(self._on_changed)

    def focus_widget(self) -> QWidget:
        """The box."""
        return self.box

    def value(self) -> Value:
        """The text; None when empty."""
        return nfc(self.box.toPlainText()) or None

    def set_value(self, value: Value) -> None:
        """Show the text."""
        self._filling = True
        self.box.setPlainText("" if value is None else str(value))
        self._filling = False

    def _on_changed(self) -> None:
        if not self._filling:
            self.edited.emit()


class CountField(LineEditor):
    """A whole number, right-aligned, thousands grouped once the field is left; may be empty."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> Value:
        """The number; None when the field is empty or is not a number."""
        digits = self._digits()
        return int(digits) if digits.isdecimal() else None

    def set_value(self, value: Value) -> None:
        """Show the number."""
        self._show(self._shown(value) if isinstance(value, int) else "")

    def unreadable(self) -> str:
        """Whether something else than a number is typed."""
        digits = self._digits()
        return "" if not digits or digits.isdecimal() else "unreadable_number"

    def _digits(self) -> str:
        # What groups thousands is dropped, never read: 1.204 and 1 204 are the same number typed by hand.
        return "".join(self.line.text().split()).replace(".", "").replace(",", "")

    def _shown(self, value: int) -> str:
        return language.number(value)


class YearField(CountField):
    """A year of four digits."""

    def _shown(self, value: int) -> str:
        return str(value)


class CalendarPopup(QFrame):
    """A month to pick a day from."""

    def __init__(self, parent: "DateField", shown: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self._field = parent
        calendar = QCalendarWidget(self)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setLocale(QLocale())
        for name, sign in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(QIcon())
                button.setText(sign)
        each = calendar.fontMetrics().height() + 3 * style.STEP
        calendar.setMinimumSize(_DAYS_WIDE * each, _DAYS_HIGH * each)
        calendar.setSelectedDate(language.qt_day(shown))
        calendar.activated.connect(self._on_chosen)
        calendar.clicked.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.STEP, style.STEP, style.STEP, style.STEP)
        column.addWidget(calendar)
        calendar.setFocus()

    def _on_chosen(self, chosen: QDate) -> None:
        self.close()
        self._field.choose(date(chosen.year(), chosen.month(), chosen.day()))


class DateField(LineEditor):
    """A day typed as ``5/11`` or ``05/11/2026``; may be empty; F4 opens a calendar."""

    def __init__(self, field: Field, path: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self._today = today
        icon = QIcon(str(paths.resources() / "icons" / "calendar.svg"))
        self._open = QAction(icon, "", self)
        self._open.triggered.connect(self.open_calendar)
        if "." not in path:
            # A cell of a table has no room for them; F4 works there as well.
            self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
            self.line.setPlaceholderText(_DAY)
            # Room for a day, the sign and the frame.
            line = self.fontMetrics()
            self.line.setMinimumWidth(line.horizontalAdvance(_WIDEST_DAY) + 3 * line.height())

    def value(self) -> Value:
        """The day; None when the field is empty or holds no day."""
        return read_day(self.line.text(), self._today, future=self.field.future)

    def set_value(self, value: Value) -> None:
        """Show the day."""
        self._show(language.day(value) if isinstance(value, date) else "")

    def unreadable(self) -> str:
        """Whether something else than a day is typed."""
        return "unreadable_day" if self.line.text().strip() and self.value() is None else ""

    def choose(self, chosen: date) -> None:
        """Take a day from the calendar."""
        self.set_value(chosen)
        self.line.setFocus()
        self.edited.emit()

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        held = self.value()
        popup = CalendarPopup(self, held if isinstance(held, date) else self._today)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """F4 opens the calendar."""
        if event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return True
        return super().key_pressed(event)


class MonthField(LineEditor):
    """A month typed as ``11`` or ``11/2026``; may be empty."""

    def __init__(self, field: Field, path: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self._today = today
        self.line.setPlaceholderText(_MONTH)

    def value(self) -> Value:
        """The first day of the month; None when the field is empty or holds no month."""
        return read_month(self.line.text(), self._today)

    def set_value(self, value: Value) -> None:
        """Show the month."""
        self._show(language.month(value) if isinstance(value, date) else "")

    def unreadable(self) -> str:
        """Whether something else than a month is typed."""
        return "unreadable_month" if self.line.text().strip() and self.value() is None else ""


def text_editor(field: Field, path: str, parent: QWidget | None = None) -> Editor:
    """The editor for a text of the field's length."""
    long = (field.max_length or 0) > _LONG_TEXT
    return LongTextField(field, path, parent) if long else TextField(field, path, parent)


__all__ = ["CountField", "DateField", "LongTextField", "MonthField", "TextField", "YearField", "text_editor"]
