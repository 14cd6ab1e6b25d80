"""The period, chosen once for the whole program."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.period import MONTHS, PLAN, QUARTERS, Period
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.workplace import Workplace

_ROWS = (("year",), (PLAN,), ("h1", "h2"), ("9m",), QUARTERS, MONTHS[:6], MONTHS[6:])
_WIDTH = 12


def period_name(period: Period) -> str:
    """The period in words: ``Quý IV/2026``."""
    return name_of(period.year, period.name)


def name_of(year: int, name: str) -> str:
    """The period called *name* of a reporting year, in words."""
    return language.say(f"period.{name}", year=str(year))


def period_inside(period: Period) -> str:
    """The period inside a sentence: ``quý IV/2026``."""
    name = period_name(period)
    return name[:1].lower() + name[1:] if language.current() == "vi" else name


def period_words(period: Period) -> str:
    """The period with its first and last day: ``Quý IV/2026 · 15/9 – 14/12``; with years where there are several."""
    said = language.day if period.of_plan_to_date else language.short_day
    days = f"{said(period.start)} – {said(period.end)}"
    return f"{period_name(period)} · {days}"


class PeriodPopup(QFrame):
    """Year and part of the year, or the plan to date; ``chosen`` carries the `Period`."""

    chosen = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        self._period = workplace.period
        self._year_label = QLabel(self)
        self._year_label.setProperty("kind", "section")
        self._year_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        back, on = Button("‹", self), Button("›", self)
        back.setAccessibleName(language.say("period.year_before"))
        on.setAccessibleName(language.say("period.year_after"))
        back.clicked.connect(self._on_back)
        on.clicked.connect(self._on_forward)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_button)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(style.GAP, style.GAP, style.GAP, style.GAP)
        years = QHBoxLayout()
        column_box.addLayout(years)
        years.addWidget(back)
        years.addWidget(self._year_label, 1)
        years.addWidget(on)
        grid = QGridLayout()
        column_box.addLayout(grid)
        grid.setSpacing(style.STEP)
        for row, names in enumerate(_ROWS):
            span = _WIDTH // len(names)
            for column, name in enumerate(names):
                button = Button(language.say(f"period.{name}.short"), self)
                button.setObjectName(f"period_{name}")
                button.setProperty("period", True)
                button.setCheckable(True)
                self._group.addButton(button)
                grid.addWidget(button, row, column * span, 1, span)
        self._show_period()

    def _show_period(self) -> None:
        self._year_label.setText(language.say("period.year", year=str(self._period.year)))
        for button in self._group.buttons():
            name = button.objectName().removeprefix("period_")
            button.setChecked(name == self._period.name)
            period = self._workplace.period_in(self._period.year, name)
            # A plan that does not run in the year has nothing to show to date.
            button.setEnabled(period.name == name)
            days = f"{language.day(period.start)} – {language.day(period.end)}"
            button.setToolTip(days if button.isEnabled() else language.say("period.plan_not_then"))
            if name == self._period.name:
                button.setFocus()

    def _move(self, years: int) -> None:
        year = self._period.year + years
        if 2000 <= year <= 2100:
            self._period = self._workplace.period_in(year, self._period.name)
            self._show_period()
            self.chosen.emit(self._period)

    def _on_back(self) -> None:
        self._move(-1)

    def _on_forward(self) -> None:
        self._move(1)

    def _on_button(self, button: QPushButton) -> None:
        name = button.objectName().removeprefix("period_")
        self.chosen.emit(self._workplace.period_in(self._period.year, name))
        self.close()


class PeriodChooser(Spoken, Button):
    """Shows the period and opens the popup; ``period_chosen`` carries the new `Period`."""

    period_chosen = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("period")
        self._workplace = workplace
        self._period = workplace.period
        self.setShortcut("Ctrl+T")
        self.clicked.connect(self.open)
        self._retranslate()

    def show_period(self, period: Period) -> None:
        """Show *period*."""
        self._period = period
        self._retranslate()

    def open(self) -> None:
        """Open the popup below the button."""
        popup = PeriodPopup(self._workplace, self)
        popup.chosen.connect(self.period_chosen)
        popup.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - popup.width(), self.height() + style.STEP))
        popup.move(corner)
        popup.show()

    def _retranslate(self) -> None:
        self.setText(f"{period_words(self._period)}  ▼")
        self.setShortcut("Ctrl+T")
        self.setToolTip(language.say("period.choose"))
        self.setAccessibleName(f"{language.say('period.choose')}: {period_words(self._period)}")
