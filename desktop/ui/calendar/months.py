"""The twelve reporting months side by side: how much was done in each, and what is due."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from desktop.services.year_calendar import YearCalendar
from desktop.ui import style
from desktop.ui.calendar import words
from desktop.ui.widgets.card import label
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.text_button import TextButton

_MONTHS = 12
_LETTERS = 8


class MonthStrip(Spoken, Flow):
    """A button for each month.

    Signals:
        month_chosen: Its number, 1 to 12.
    """

    month_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=style.STEP)
        self._calendar: YearCalendar | None = None
        self._group = QButtonGroup(self)
        self._names = []
        self._figures = []
        for number in range(1, _MONTHS + 1):
            button = TextButton(self)
            button.setObjectName(f"month_{number}")
            button.setProperty("month", True)
            column = QVBoxLayout(button)
            column.setContentsMargins(2 * style.STEP, style.STEP, 2 * style.STEP, style.STEP)
            column.setSpacing(0)
            name, figures = label("", "secondary", button), label("", "strong", button)
            for widget in (name, figures):
                widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                column.addWidget(widget)
            self._names.append(name)
            self._figures.append(figures)
            self._group.addButton(button, number)
            self.put(button)
        self._group.idClicked.connect(self.month_chosen)
        self._measure()

    @property
    def buttons(self) -> list[QPushButton]:
        """The months in order."""
        return [button for button in self._group.buttons() if isinstance(button, QPushButton)]

    def show_calendar(self, calendar: YearCalendar) -> None:
        """Show the figures of *calendar*."""
        self._calendar = calendar
        self._retranslate()

    def figures(self, number: int) -> str:
        """What shows for month *number*."""
        return self._figures[number - 1].text()

    def _measure(self) -> None:
        if hasattr(self, "_group"):
            for button in self._group.buttons():
                button.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def _retranslate(self) -> None:
        if self._calendar is None:
            return
        for number, button in enumerate(self._group.buttons(), start=1):
            short, figures, whole = words.month_words(self._calendar, number)
            self._names[number - 1].setText(short)
            self._figures[number - 1].setText(figures)
            button.setAccessibleName(whole)
            button.setToolTip(whole)
