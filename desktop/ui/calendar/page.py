"""The calendar of a reporting year."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.records import kind_named
from desktop.services import year_calendar
from desktop.services.year_calendar import YearCalendar
from desktop.ui import language, style
from desktop.ui.calendar.day_panel import DayPanel
from desktop.ui.calendar.months import MonthStrip
from desktop.ui.calendar.shown_kinds import ShownKinds
from desktop.ui.calendar.weeks import WeeksTable
from desktop.ui.calendar.work import DayLoaded, on_day
from desktop.ui.page import Page
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import Workplace

_NARROW = 120  # characters
_PANEL = 44
_TABLE_LINES, _PANEL_LINES = 14, 12
_WAIT_MS = 120


class CalendarPage(Page):
    """Twelve months, the weeks of the year, and the day that is marked."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._calendar: YearCalendar | None = None
        self._kinds = [kind.name for kind in year_calendar.kinds(workplace.desk)]
        self.months = MonthStrip(self)
        self.months.month_chosen.connect(self._on_month)
        self.weeks = WeeksTable(self)
        self.weeks.day_chosen.connect(self._on_day)
        self.panel = DayPanel([name for name in self._kinds if kind_named(name).group == "activities"], self)
        self.weeks.day_opened.connect(self.panel.enter)
        self.panel.record_wanted.connect(workplace.open_record)
        self.panel.new_wanted.connect(self._on_new)
        self.shown = ShownKinds(self._kinds, self)
        self.shown.changed.connect(self.refresh)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._load_day)
        self._before = self.action("year_before", self._on_before, shortcut="Ctrl+PgUp")
        self._after = self.action("year_after", self._on_after, shortcut="Ctrl+PgDown")
        self._today = self.action("today", self._on_today, shortcut="Ctrl+H")
        self._lay_out()
        self.begins_in = self.weeks
        self._retranslate()

    def _lay_out(self) -> None:
        self._side = QWidget(self)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(style.GAP)
        side.addWidget(self.panel, 1)
        side.addWidget(self.shown)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.months)
        self._columns = side_by_side()
        column.addLayout(self._columns, 1)
        self._columns.addWidget(self.weeks, 1)
        self._columns.addWidget(self._side)
        fill(self, body)
        line = self.fontMetrics().height()
        self.weeks.setMinimumHeight(_TABLE_LINES * line)
        self.panel.setMinimumHeight(_PANEL_LINES * line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The day stands below the weeks where there is no room beside them."""
        super().resizeEvent(event)
        each = self.fontMetrics().averageCharWidth()
        narrow = turn(self._columns, self, _NARROW)
        self._side.setMinimumWidth(0 if narrow else each * _PANEL)
        self._side.setMaximumWidth(style.UNLIMITED if narrow else each * _PANEL)

    # What the header shows

    def title(self) -> str:
        """The calendar."""
        return language.say("page.calendar")

    def context(self) -> str:
        """The year, what was done in it and what is due."""
        found = self._calendar
        if found is None:
            return ""
        done = sum(sum(kinds.values()) for kinds in found.done.values())
        dues = sum(len(several) for several in found.deadlines.values())
        return language.say("calendar.context", year=str(found.year.year), count=done, dues=dues)

    def header_actions(self) -> Sequence[QAction]:
        """Today, the year before, the year after."""
        return (self._today, self._before, self._after)

    # Loading

    def refresh(self) -> None:
        """Count the year again."""
        place = self.workplace
        place.tasks.run(
            year_calendar.of_year,
            place.desk,
            place.period.year,
            self.shown.kinds,
            done=self._on_loaded,
            latest="year",
        )

    def _on_loaded(self, found: YearCalendar) -> None:
        self._calendar = found
        self.months.show_calendar(found)
        self.weeks.show_calendar(found, self.workplace.desk.today())
        self._load_day()
        self.header_changed.emit()

    def _on_day(self, _day: object) -> None:
        # Whoever holds an arrow down does not want every day on the way.
        self._wait.start()

    def _load_day(self) -> None:
        day, place = self.weeks.day, self.workplace
        if day is not None and self._calendar is not None:
            place.tasks.run(
                on_day, place.desk, day, self._calendar.kinds, done=self._on_day_loaded, latest="day"
            )

    def _on_day_loaded(self, loaded: DayLoaded) -> None:
        if self._calendar is not None and loaded.day == self.weeks.day:
            deadlines = self._calendar.deadlines.get(loaded.day, ())
            future = loaded.day > self.workplace.desk.today()
            self.panel.show_day(loaded.day, deadlines, loaded.records, future=future)

    # What a person does

    def _on_month(self, number: int) -> None:
        self.weeks.go_to_month(number)
        self.weeks.setFocus()

    def _on_new(self, kind: str) -> None:
        day = self.weeks.day
        if day is not None:
            self.workplace.open_record(kind, values={kind_named(kind).dated_by: day})

    def _on_today(self) -> None:
        today = self.workplace.desk.today()
        year = self.workplace.desk.period(today.year)
        self._choose_year(year.year if today in year else year.year + 1)
        self.weeks.go_to(today)
        self.weeks.setFocus()

    def _on_before(self) -> None:
        self._choose_year(self.workplace.period.year - 1)

    def _on_after(self) -> None:
        self._choose_year(self.workplace.period.year + 1)

    def _choose_year(self, year: int) -> None:
        period = self.workplace.period
        if year != period.year and 2000 <= year <= 2100:
            self.workplace.choose_period(self.workplace.period_in(year, period.name))

    def _retranslate(self) -> None:
        say = language.say
        self._before.setText(say("calendar.year_before"))
        self._after.setText(say("calendar.year_after"))
        self._today.setText(say("calendar.to_today"))
        if self._calendar is not None:
            self._load_day()


def make(workplace: Workplace, _kind: str) -> Page:
    """The calendar."""
    return CalendarPage(workplace)
