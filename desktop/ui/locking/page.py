"""The page "Khóa số liệu": whether a period is whole, locking it, and what has changed since."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.services import locking
from desktop.services.locking import PeriodState
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.locking.asking import AskingStrip
from desktop.ui.locking.model import (
    CORRECTED,
    DIFFERENCE,
    LOCKED,
    NOW,
    TARGET,
    FiguresModel,
    LateModel,
    SlipsModel,
)
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import FittingTable, plain_table
from desktop.ui.workplace import PageWanted, Workplace

_TARGET_LETTERS = 34
_LETTERS = {LOCKED: 15, CORRECTED: 15, NOW: 15, DIFFERENCE: 18}
_PILLS = {"open": "warning", "declared": "info", "locked": "ok", "derived": "plain"}
_SIGNS = {"open": "→", "declared": "●", "locked": "✓", "derived": "Σ"}


class LockingPage(Page):
    """One period: its sections, its lock, its slips."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("locking_page")
        self._state: PeriodState | None = None
        self.lock_action = self.action("lock", self.ask_to_lock, primary=True)
        self.correct_action = self.action("correct", self.ask_to_correct, primary=True)
        self.asking = AskingStrip(self)
        self.asking.confirmed.connect(self._on_confirmed)
        self.asking.closed.connect(self._give_back_keys)
        self.asking.hide()
        self._head = self._make_head()
        self.figures, self.late, self.slips = FiguresModel(self), LateModel(self), SlipsModel(self)
        self.table, self.late_table, self.slips_table = (plain_table(self) for _ in range(3))
        self._late_title, self._slips_title = label("", "section", self), label("", "section", self)
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._head)
        column.addWidget(self.asking)
        column.addWidget(self.table, 5)
        lower = QHBoxLayout()
        column.addLayout(lower, 3)
        self._fill_lower(lower)
        self.begins_in = self.table
        self._retranslate()

    def _make_head(self) -> Card:
        card = Card(self)
        self._pill = label("", "", card)
        self._pill.setProperty("pill", "plain")
        self._about = label("", "", card, wrap=True)
        row = QHBoxLayout()
        card.column.addLayout(row)
        row.addWidget(self._pill)
        row.addWidget(self._about, 1)
        self._doors = Flow(card)
        self.doors: list[Button] = []
        card.column.addWidget(self._doors)
        return card

    def _fill_lower(self, row: QHBoxLayout) -> None:
        row.setSpacing(style.GAP)
        for title, table, stretch in (
            (self._late_title, self.late_table, 5),
            (self._slips_title, self.slips_table, 4),
        ):
            side = QVBoxLayout()
            row.addLayout(side, stretch)
            side.addWidget(title)
            side.addWidget(table, 1)

    def _dress(self) -> None:
        self.table.setModel(self.figures)
        self.table.setItemDelegateForColumn(DIFFERENCE, PillDelegate(FiguresModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, TARGET, _TARGET_LETTERS, _LETTERS)
        self.table.activated.connect(self._on_figure)
        self.late_table.setModel(self.late)
        self.late_table.weigh((14, 26, 10, 22))
        self.late_table.activated.connect(self._on_late)
        self.slips_table.setModel(self.slips)
        self.slips_table.weigh((17, 13, 14, 24), firm=(0, 1))

    def title(self) -> str:
        """The page's name."""
        return language.say("page.locking")

    def context(self) -> str:
        """Which period."""
        return period_name(self.workplace.period)

    def header_actions(self) -> Sequence[QAction]:
        """What can be done now: lock, or make a slip."""
        if self._state is None:
            return ()
        return (self.correct_action,) if self._state.state == "locked" else (self.lock_action,)

    # Loading

    def refresh(self) -> None:
        """Load how the period stands."""
        self.workplace.tasks.run(
            locking.state, self.workplace.desk, self.workplace.period, done=self._on_loaded, latest="state"
        )

    def _on_loaded(self, state: PeriodState) -> None:
        if self._state is not None and self._state.period != state.period:
            self.asking.hide()
        self._state = state
        self.figures.show_items(state.lines)
        self.late.show_items(state.late)
        self.slips.show_items(reversed(state.slips))
        self._show()

    def _show(self) -> None:
        state, say = self._state, language.say
        locked = state is not None and state.state == "locked"
        for widget in (self._slips_title, self.slips_table):
            widget.setVisible(locked)
        for column in (LOCKED, CORRECTED, DIFFERENCE):
            self.table.setColumnHidden(column, not locked)
        self._columns.fit()
        for widget in (self._late_title, self.late_table):
            widget.setVisible(locked and bool(state and state.late))
        if state is None:
            self._pill.setText("")
            self._about.setText(say("locking.loading"))
            return
        sign = _SIGNS[state.state]
        style.wears(self._pill, pill=_PILLS[state.state])
        self._pill.setText(f"{sign} {say(f'locking.state_{state.state}')}")
        self._about.setText(self._sentence(state))
        self._show_missing(state)
        self.lock_action.setEnabled(state.state == "declared" and state.over)
        self.correct_action.setEnabled(state.to_correct)
        self._late_title.setText(say("locking.late_title", count=len(state.late)))
        self.header_changed.emit()

    def _sentence(self, state: PeriodState) -> str:
        say = language.say
        if state.locked_on is not None:
            changed = sum(line.changed for line in state.lines)
            key = "locking.about_changed" if changed else "locking.about_locked"
            return say(key, day=state.locked_on, count=changed)
        if state.state == "derived":
            return say("locking.about_derived")
        if state.state == "open":
            missing = sum(not section.settled for section in state.sections)
            return say("locking.about_open", count=missing, total=len(state.sections))
        return say("locking.about_declared" if state.over else "locking.about_running", day=state.period.end)

    def _show_missing(self, state: PeriodState) -> None:
        for old in self.doors:
            self._doors.take_out(old)
            old.hide()
            old.deleteLater()
        self.doors = []
        missing = [section for section in state.sections if not section.settled]
        self._doors.setVisible(state.state == "open" and bool(missing))
        for section in missing:
            door = Button(self._doors)
            door.setText(language.page_title(section.kind))
            door.setProperty("section", section.kind)
            door.clicked.connect(self._on_door)
            self._doors.put(door)
            door.show()
            self.doors.append(door)

    # Doing

    def ask_to_lock(self) -> None:
        """Ask before the figures are set down."""
        self.asking.ask("ask_lock", reason=False, period=period_name(self.workplace.period))

    def ask_to_correct(self) -> None:
        """Ask why the figures have changed."""
        if self._state is not None:
            changed = sum(line.changed for line in self._state.lines)
            self.asking.ask("ask_correct", reason=True, count=changed)

    def _on_confirmed(self, because: str) -> None:
        desk, period = self.workplace.desk, self.workplace.period
        run = self.workplace.tasks.run
        if self._state is not None and self._state.state == "locked":
            run(locking.correct, desk, period, because, done=self._on_corrected)
        else:
            run(locking.lock, desk, period, done=self._on_locked)

    def _on_locked(self, state: PeriodState) -> None:
        self._on_done(state, "locking.done_lock")

    def _on_corrected(self, state: PeriodState) -> None:
        self._on_done(state, "locking.done_correct")

    def _on_done(self, state: PeriodState, key: str) -> None:
        self._on_loaded(state)
        self._give_back_keys()
        number = len(state.slips) - 1
        self.workplace.messages.tell(language.say(key, number=number), OK)
        self.workplace.records_changed.emit(frozenset({"locked_figures", "period_declaration"}))

    def _give_back_keys(self) -> None:
        if self.table.isVisible():
            self.table.setFocus()

    def _on_door(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.workplace.page_wanted.emit(PageWanted(page=str(sender.property("section"))))

    def _on_late(self, index: QModelIndex) -> None:
        one = self.late.item(index.row())
        if one is not None and one.what != "deleted":
            self.workplace.open_record(one.kind, one.id)

    def _on_figure(self, _index: QModelIndex) -> None:
        self.workplace.page_wanted.emit(PageWanted(page="indicators"))

    # Words

    def _retranslate(self) -> None:
        say = language.say
        self.lock_action.setText(say("locking.lock"))
        self.correct_action.setText(say("locking.correct"))
        self._slips_title.setText(say("locking.slips_title"))
        tables: tuple[tuple[FittingTable, str], ...] = (
            (self.table, "figures"),
            (self.late_table, "late"),
            (self.slips_table, "slips"),
        )
        for table, name in tables:
            table.setAccessibleName(say(f"locking.table_{name}"))
        for model in (self.figures, self.late, self.slips):
            model.retranslate()
        self._columns.fit()
        self._show()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page that locks periods."""
    return LockingPage(workplace)
