"""The commune's first page."""

import itertools
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.frame.period_chooser import period_inside
from desktop.ui.home.targets import TargetsCard, missing_text
from desktop.ui.home.todo import PLAIN, SOON, URGENT, Todo, TodoCard
from desktop.ui.home.work import SECTIONS, Overview, fill_with_sample, overview
from desktop.ui.indicators import words
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.widgets.bar import MonthBars
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.workplace import Workplace

_MOST_BEHIND = 4
_SAMPLE = "sample"
"""The page of a thing to do that is not a page: sample records."""
_NARROW = 110  # characters


class HomePage(Page):
    """To do, targets, activities, and what is still to be handed in."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._overview: Overview | None = None
        self.todo = TodoCard(self)
        self.todo.chosen.connect(self._on_todo)
        self.targets = TargetsCard(self)
        self._months_card, self._handed_card = Card(self), Card(self)
        self._months_title, self._handed_title = label("", "section", self), label("", "section", self)
        self._months_about = ElidedLabel(self, "secondary")
        self._months_about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.months = MonthBars(self)
        self._sections = {
            kind: (label("", "", self), label("", "", self), label("", "secondary", self))
            for kind in SECTIONS
        }
        self._report = self.action("report", self._on_report)
        self._export = self.action("export", self._on_export, primary=True)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(style.GAP)
        head.addWidget(self._months_title)
        head.addWidget(self._months_about, 1)
        self._months_card.column.addLayout(head)
        self._months_card.column.addWidget(self.months, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * style.STEP)
        grid.setVerticalSpacing(style.STEP)
        half = (len(SECTIONS) + 1) // 2
        for place, cells in enumerate(self._sections.values()):
            for column, cell in enumerate(cells):
                grid.addWidget(cell, place % half, 3 * (place // half) + column)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(5, 1)
        buttons = QHBoxLayout()
        self._handed_buttons = (ActionButton(self._report, self), ActionButton(self._export, self))
        buttons.addWidget(self._handed_buttons[0])
        buttons.addStretch(1)
        buttons.addWidget(self._handed_buttons[1])
        self._handed_card.column.addWidget(self._handed_title)
        self._handed_card.column.addLayout(grid)
        self._handed_card.column.addStretch(1)
        self._handed_card.column.addLayout(buttons)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(style.GAP)
        left.addWidget(self.todo, 6)
        left.addWidget(self._months_card, 5)
        right.addWidget(self.targets, 1)
        right.addWidget(self._handed_card)
        body = QWidget(self)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(style.GAP)
        self._columns.addLayout(left, 4)
        self._columns.addLayout(right, 6)
        line = self.fontMetrics().height()
        self.todo.setMinimumHeight(9 * line)
        self.targets.setMinimumHeight(16 * line)
        self._months_card.setMinimumHeight(10 * line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(body, self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow to read."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)

    def title(self) -> str:
        """Home."""
        return language.say("page.home")

    def context(self) -> str:
        """Today, and how long the period still runs."""
        today, period = self.workplace.desk.today(), self.workplace.period
        key = "home.context_over" if period.over(today) else "home.context"
        left = max((period.end - today).days, 0)
        return language.say(key, day=language.long_day(today), period=period_inside(period), count=left)

    def refresh(self) -> None:
        """Ask for everything again."""
        work = self.workplace
        work.tasks.run(overview, work.desk, work.period, done=self._on_loaded, latest="home")

    def _on_loaded(self, found: Overview) -> None:
        self._overview = found
        self._show()

    def _show(self) -> None:
        found = self._overview
        if found is None:
            return
        say, name = language.say, period_inside(found.period)
        self.todo.show_todos(self._todos(found))
        for before, after in itertools.pairwise([*self.todo.buttons, *self._handed_buttons]):
            QWidget.setTabOrder(before, after)
        self.targets.show_targets(found.targets, say("home.targets", period=name), found.plan)
        months = [(str(month.span[0]), count) for month, count in found.months]
        self.months.show_months(months, say("home.activities"), say("home.no_activities"))
        self._handed_title.setText(say("home.handed_in", period=name))
        for kind, (sign, title, figure) in self._sections.items():
            count = found.counts[kind]
            sign.setText("✓" if count else "→")
            style.wears(sign, sign_text="ok" if count else "warning")
            title.setText(language.page_title(kind))
            figure.setText(say("home.section_count", count=count) if count else say("home.section_none"))
        self.header_changed.emit()

    def _todos(self, found: Overview) -> Sequence[Todo]:
        say, today = language.say, self.workplace.desk.today()
        if self.workplace.desk.settings.training and not any(found.counts.values()):
            return [Todo(say("home.sample"), PLAIN, page=_SAMPLE)]
        todos = [self._follow_up(one.code, one.record, one.due_on, today) for one in found.follow_ups]
        if found.uninspected:
            todos.append(
                Todo(say("home.uninspected", count=found.uninspected), SOON, page="inspection", new=True)
            )
        year = str(found.period.year)
        if not found.counts["baseline"]:
            todos.append(Todo(say("home.no_baseline", year=year), SOON, page="baseline", new=True))
        if not found.counts["annual_plan"]:
            todos.append(Todo(say("home.no_annual_plan", year=year), SOON, page="annual_plan", new=True))
        behind = [one for one in found.targets if one.status == "not_met"]
        for one in behind[:_MOST_BEHIND]:
            label_words, missing = words.label(one.id), words.missing(one)
            key = "home.behind" if missing_text(one) else "home.behind_plain"
            todos.append(Todo(say(key, label=label_words, missing=missing), SOON, page="indicators"))
        if found.outgoing.changes:
            todos.append(Todo(say("home.to_send", count=found.outgoing.changes), PLAIN, page="exchange"))
        return todos

    @staticmethod
    def _follow_up(code: str, record: str, due_on: date, today: date) -> Todo:
        late = due_on < today
        when = language.say("home.overdue") if late else language.short_day(due_on)
        text = language.say("home.follow_up", code=code)
        return Todo(text, URGENT if late else PLAIN, when, page="support_case", record=record)

    def _on_todo(self, todo: Todo) -> None:
        if todo.page == _SAMPLE:
            self.fill_with_sample()
        elif todo.record is not None or todo.new:
            self.workplace.open_record(todo.page, todo.record)
        else:
            self.workplace.open_page(todo.page)

    def fill_with_sample(self) -> None:
        """Put sample records of the year at hand into a register for practice."""
        work = self.workplace
        work.tasks.run(
            fill_with_sample, work.desk, work.period.year,
            done=self._on_filled, label=language.say("home.sample_running"),
        )  # fmt: skip

    def _on_filled(self, count: int) -> None:
        self.workplace.messages.tell(language.say("home.sample_done", count=count), OK)
        self.workplace.changed(SECTIONS)

    def _on_report(self) -> None:
        self.workplace.open_page("summary")

    def _on_export(self) -> None:
        self.workplace.open_page("exchange")

    def header_actions(self) -> Sequence[QAction]:
        """None: the page's actions stand where they belong."""
        return ()

    def _retranslate(self) -> None:
        say = language.say
        self._months_title.setText(say("home.activities"))
        self._months_about.set_text(say("home.activities_about"))
        self._report.setText(say("home.report"))
        self._export.setText(say("home.export"))
        self.months.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show()


def make(workplace: Workplace, _kind: str) -> Page:
    """The home page."""
    return HomePage(workplace)
