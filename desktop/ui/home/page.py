"""The commune's first page: what to do, how we stand, what is still to be handed in."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.period import Period
from desktop.models.records import all_kinds
from desktop.services import declaring
from desktop.services.due import OPEN
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import period_inside, period_name
from desktop.ui.home import sentences, work
from desktop.ui.home.handed import HandedCard
from desktop.ui.home.targets import TargetsCard
from desktop.ui.home.todo import PLAIN, Todo, TodoCard
from desktop.ui.indicators.doors import explanation_of
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.widgets.bar import MonthBars
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import PageWanted, Workplace

_NARROW = 110  # characters


class HomePage(Page):
    """To do, targets, activities, and what is still to be handed in."""

    follows_receipts = True

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._overview: work.Overview | None = None
        self._targets: work.Targets | None = None
        self._declared: tuple[str, Period] | None = None
        self.todo = TodoCard(self)
        self.todo.chosen.connect(self._on_todo)
        self.todo.quick_chosen.connect(self._on_quick)
        self._months_card = Card(self)
        self._months_title = label("", "section", self)
        self._months_about = ElidedLabel(self, "secondary")
        self._months_about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.months = MonthBars(self)
        self.months.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.targets = TargetsCard(self)
        self.targets.explained.connect(self._on_explained)
        self._report = self.action("report", self._on_report)
        self._export = self.action("export", self._on_export, primary=True)
        kinds = [kind.name for kind in all_kinds() if kind.declared]
        self.handed = HandedCard(kinds, (self._report, self._export), self)
        self.handed.opened.connect(workplace.open_page)
        self.handed.declared.connect(self._on_declared_here)
        if workplace.network is not None:
            workplace.network.changed.connect(self.handed.show_network)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self._months_card.column.addLayout(head)
        head.setSpacing(style.GAP)
        head.addWidget(self._months_title)
        head.addWidget(self._months_about, 1)
        self._months_card.column.addWidget(self.months, 1)
        body = QWidget(self)
        self._columns = side_by_side(body)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._columns.addLayout(left, 9)
        self._columns.addLayout(right, 11)
        for side in (left, right):
            side.setSpacing(style.GAP)
        left.addWidget(self.todo, 8)
        left.addWidget(self._months_card, 5)
        right.addWidget(self.targets, 1)
        right.addWidget(self.handed)
        line = self.fontMetrics().height()
        self.todo.setMinimumHeight(10 * line)
        self.targets.setMinimumHeight(15 * line)
        self._months_card.setMinimumHeight(9 * line)
        fill(self, body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow to read."""
        super().resizeEvent(event)
        narrow = turn(self._columns, self, _NARROW)
        for area in (self.todo.area, self.targets.area):
            area.stand_whole(narrow)

    def title(self) -> str:
        """Home."""
        return language.say("page.home")

    def context(self) -> str:
        """Today, and how long the period still runs."""
        today, period = self.workplace.desk.today(), self.workplace.period
        # Of a plan to date the year is what runs out.
        period = period.of_year if period.of_plan_to_date else period
        key = "home.context_over" if period.over(today) else "home.context"
        left = max((period.end - today).days, 0)
        return language.say(key, day=language.long_day(today), period=period_inside(period), count=left)

    def header_actions(self) -> Sequence[QAction]:
        """None: the page's actions stand where they belong."""
        return ()

    def refresh(self) -> None:
        """Ask for everything again: what is due first, the targets when they are counted."""
        place = self.workplace
        place.tasks.run(work.overview, place.desk, place.period, done=self._on_loaded, latest="home")
        place.tasks.run(work.targets, place.desk, place.period, done=self._on_targets, latest="targets")

    def _on_loaded(self, found: work.Overview) -> None:
        self._overview = found
        self._show()

    def _on_targets(self, found: work.Targets) -> None:
        self._targets = found
        self._show()

    def _show(self) -> None:
        say = language.say
        if self._targets is not None:
            title = say("home.targets", period=period_inside(self._targets.period))
            self.targets.show_targets(self._targets.indicators, title, self._targets.plan)
        found = self._overview
        if found is None:
            return
        self.todo.show_todos(self._todos(found))
        self.handed.show_outbox(found.outgoing, joined=self.workplace.desk.settings.receiver is not None)
        if self.workplace.network is not None:
            self.handed.show_network(self.workplace.network.state)
        months = [(str(month.span[0]), count) for month, count in found.months]
        self.months.show_months(months, say("home.activities"), say("home.no_activities"))
        self.handed.show_sections(found.sections, say("home.handed_in", period=period_inside(found.period)))
        way = [*self.todo.buttons, *self.targets.buttons, *self.handed.buttons]
        for before, after in itertools.pairwise(way):
            QWidget.setTabOrder(before, after)
        self.header_changed.emit()

    def _todos(self, found: work.Overview) -> list[Todo]:
        say, today = language.say, self.workplace.desk.today()
        if self.workplace.desk.settings.training and found.blank:
            begun = [sentences.due_todo(one, today) for one in found.dues if one.what == "draft"]
            return [*begun, Todo(say("home.sample"), PLAIN)]
        pressing = [one for one in found.dues if one.urgency != OPEN]
        waiting = [one for one in found.dues if one.urgency == OPEN]
        todos = [sentences.due_todo(one, today) for one in pressing]
        todos += sentences.behind(self._targets.indicators if self._targets else ())
        todos += [sentences.due_todo(one, today) for one in waiting]
        todos[:0] = [*sentences.handed_down(found.offers), *sentences.asked(found.questions)]
        todos += sentences.unreceived(found.outgoing)
        if found.outgoing.changes:
            text = say("home.to_send", count=found.outgoing.records)
            todos.append(Todo(text, PLAIN, wanted=PageWanted(page="exchange")))
        return todos

    # Doing it

    def _on_explained(self, target_id: str) -> None:
        self.workplace.page_wanted.emit(explanation_of(target_id))

    def _on_todo(self, todo: Todo) -> None:
        if todo.wanted is not None:
            self.workplace.page_wanted.emit(todo.wanted)
        else:
            self.fill_with_sample()

    def _on_quick(self, todo: Todo) -> None:
        if todo.due is not None and todo.due.period is not None:
            self.declare(todo.due.kind, todo.due.period)

    def _on_declared_here(self, section: str) -> None:
        if self._overview is not None:
            self.declare(section, self._overview.period)

    def declare(self, section: str, period: Period) -> None:
        """Declare that nothing happened in *section* in *period*; a message offers to take it back."""
        self._declared = section, period
        place = self.workplace
        place.tasks.run(declaring.nothing_happened, place.desk, section, period, done=self._on_declared)

    def _on_declared(self, _entry: object) -> None:
        if self._declared is not None:
            section, period = self._declared
            say = language.say
            text = say("home.declared", section=language.page_title(section), period=period_name(period))
            self.workplace.messages.tell(text, OK, action=say("home.take_back"), on_action=self.take_back)
            self.workplace.changed({"period_declaration"})

    def take_back(self) -> None:
        """Take the declaration made last back."""
        if self._declared is not None:
            place = self.workplace
            section, period = self._declared
            self._declared = None
            place.tasks.run(
                declaring.something_happened, place.desk, section, period, done=self._on_taken_back
            )

    def _on_taken_back(self, _entry: object) -> None:
        self.workplace.changed({"period_declaration"})

    def fill_with_sample(self) -> None:
        """Put sample records of the year at hand into a register for practice."""
        place = self.workplace
        place.tasks.run(
            work.fill_with_sample, place.desk, place.period.year,
            done=self._on_filled, label=language.say("home.sample_running"),
        )  # fmt: skip

    def _on_filled(self, count: int) -> None:
        self.workplace.messages.tell(language.say("home.sample_done", count=count), OK)
        self.workplace.changed(kind.name for kind in all_kinds())

    def _on_report(self) -> None:
        self.workplace.open_page("summary")

    def _on_export(self) -> None:
        self.workplace.open_page("exchange")

    def _retranslate(self) -> None:
        say = language.say
        self._months_title.setText(say("home.activities"))
        self._months_about.set_text(say("home.activities_about"))
        self._report.setText(say("home.report"))
        self._export.setText(say("home.export"))
        self._show()


def make(workplace: Workplace, _kind: str) -> Page:
    """The home page."""
    return HomePage(workplace)
