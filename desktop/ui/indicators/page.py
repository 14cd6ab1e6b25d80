"""The indicators page: every target of the plan, and below the chosen one what its figure is made of."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelection, QModelIndex
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop.models.conditions import Condition
from desktop.models.errors import Refusal
from desktop.services import indicators, outlook
from desktop.services.desk import RECEIVING
from desktop.services.due import Due
from desktop.services.indicators import Explained, Explanation, Indicator
from desktop.services.outlook import Outlook
from desktop.ui import language
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.home.sentences import door
from desktop.ui.indicators import words
from desktop.ui.indicators.courses import Courses
from desktop.ui.indicators.delegate import TargetDelegate
from desktop.ui.indicators.doors import plan_in, target_in
from desktop.ui.indicators.model import (
    BAR,
    COUNTS,
    COURSE,
    LABEL,
    MISSING,
    STATUS,
    TARGET,
    VALUE,
    TargetModel,
)
from desktop.ui.indicators.panel import ExplanationPanel, with_panel_below
from desktop.ui.indicators.records import UNIT, open_behind
from desktop.ui.messages import OK, refusal_text
from desktop.ui.page import Page
from desktop.ui.plans.chooser import PlanChooser
from desktop.ui.rollup.excel import RollupExcel
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

_LABEL_LETTERS = 28
_SPARE = (COURSE, MISSING, VALUE)
"""Columns that large letters on a small screen leave no room for; the panel below says the same."""
_LETTERS = {STATUS: 17, BAR: 12, COUNTS: 17, VALUE: 9, TARGET: 10, MISSING: 15, COURSE: 15}


class IndicatorsPage(Page):
    """The commune's own targets, or at the receiving desk those of all communes together."""

    uses_plan = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("indicators_page")
        self._receiving = workplace.desk.settings.role == RECEIVING
        self._refused: Refusal | None = None
        self._loaded = False
        self._target = ""
        self._unit: str | None = None
        self._copy = self.action("copy", self.copy, shortcut="Ctrl+Shift+C")
        self.excel = RollupExcel(self)
        self.plans = PlanChooser(self)
        self.model = TargetModel(self)
        self._courses = Courses(workplace, self)
        self._courses.found.connect(self._on_ahead)
        self.table = plain_table(self, lines=2)
        self._dress_table()
        self.panel = ExplanationPanel(self)
        self.panel.opened.connect(self._on_record)
        self.panel.closed.connect(self.close_panel)
        self.panel.ahead.supposed.connect(self._on_supposed)
        self.panel.ahead.due_wanted.connect(self._on_due)
        self.action("close_panel", self.close_panel, shortcut="Esc")
        self.state = EmptyState(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.state)
        self.stack.addWidget(with_panel_below(self.table, self.panel, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.begins_in = self.table
        self._retranslate()

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(TargetDelegate(table))
        self._columns = StretchedColumn(table, LABEL, _LABEL_LETTERS, _LETTERS, _SPARE)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        table.activated.connect(self._on_activated)

    def title(self) -> str:
        """The page's name."""
        return language.say("page.indicators")

    def context(self) -> str:
        """Plan and period, and how many targets are met."""
        period = period_name(self.workplace.period)
        figures = self.model.items
        if not figures:
            return period
        met = sum(one.status == "met" for one in figures)
        return language.say(
            "indicators.context", plan=figures[0].number, period=period, met=met, count=len(figures)
        )

    def header_actions(self) -> Sequence[QAction]:
        """Copy, and the workbook of the roll-up."""
        own = (self.plans.action, self._copy)
        return (self.excel.action, *own) if self._receiving else own

    # Loading

    def refresh(self) -> None:
        """Compute the figures of the period."""
        self.plans.offer()
        self.workplace.tasks.run(
            indicators.compute, self.workplace.desk, self.workplace.period, self.workplace.plan,
            done=self._on_computed, failed=self._on_refused, latest="compute",
        )  # fmt: skip

    def _on_computed(self, figures: list[Indicator]) -> None:
        self._loaded, self._refused = True, None
        self.table.selectionModel().blockSignals(True)
        self.model.show_items(figures)
        self._span_reasons()
        row = self.model.row_of(self._target)
        if row >= 0:
            self.table.selectRow(row)
        self.table.selectionModel().blockSignals(False)
        if self._target and row >= 0:
            self._explain()
        else:
            self.close_panel()
        self.stack.setCurrentIndex(1)
        self._retranslate_state()
        if figures:
            self._courses.ask(figures[0].plan)

    def _on_ahead(self, ahead: Mapping[str, Outlook]) -> None:
        self.model.show_ahead(ahead)
        self._show_ahead()

    def _show_ahead(self) -> None:
        found = None if self._unit else self.model.ahead_of(self._target)
        self.panel.ahead.show_outlook(found, self.workplace.desk.today())

    def narrow(self, conditions: Sequence[Condition]) -> None:
        """Show the explanation of the target that is wanted."""
        if wanted := target_in(conditions):
            self._target, self._unit = wanted, None
            self.workplace.choose_plan(plan_in(conditions))
            if (row := self.model.row_of(self._target)) >= 0:
                self.table.clearSelection()
                self.table.selectRow(row)
                self._explain()

    def _span_reasons(self) -> None:
        """Where there is no figure, say why across the columns of figures."""
        self.table.clearSpans()
        for row, one in enumerate(self.model.items):
            if words.bar(one) is None and one.reason:
                self.table.setSpan(row, BAR, 1, MISSING - BAR)

    def _on_refused(self, refusal: Refusal) -> None:
        self._refused = refusal
        self.stack.setCurrentWidget(self.state)
        self._retranslate_state()

    # The panel

    def _on_selected(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        one = self.model.item(self.table.currentIndex().row())
        if one is None or not self.table.selectionModel().hasSelection():
            return
        if one.target_id != self._target or self.panel.isHidden():
            self._target, self._unit = one.target_id, None
            self._explain()

    def _on_activated(self, _index: QModelIndex) -> None:
        self._on_selected(QItemSelection(), QItemSelection())
        self.panel.tables[0].setFocus()

    def _explain(self) -> None:
        self.workplace.tasks.run(
            indicators.explain, self.workplace.desk, self._target, self.workplace.period, self.workplace.plan,
            unit=self._unit, done=self._on_explained, latest="explain",
        )  # fmt: skip

    def _on_explained(self, explanation: Explanation) -> None:
        if explanation.indicator.target_id != self._target:
            return
        whose = words.unit_name(self._unit) if self._unit else ""
        self.panel.show_explanation(explanation, whose, supposing=True)
        self._show_ahead()
        self.panel.show()
        self.table.scrollTo(self.table.currentIndex())

    def close_panel(self) -> None:
        """Go back from a commune to the whole, and from there to the table alone."""
        if self._unit is not None:
            self._unit = None
            self._explain()
            return
        self._target = ""
        self.panel.hide()
        self.table.clearSelection()
        self.table.setFocus()

    def _on_supposed(self, more: int) -> None:
        one = self.panel.ahead.figure
        if one is not None:
            self.workplace.tasks.run(
                outlook.suppose, self.workplace.desk, self.workplace.period, one, more,
                done=self.panel.ahead.show_result, latest="suppose",
            )  # fmt: skip

    def _on_due(self, due: Due) -> None:
        self.workplace.page_wanted.emit(door(due))

    def _on_record(self, record: Explained) -> None:
        if record.kind != UNIT:
            open_behind(self.workplace, record)
        elif record.reason != "not_reported":
            self._unit = record.id
            self._explain()

    # Taking figures along

    def copy(self) -> None:
        """Put all figures on the clipboard, a line per target."""
        QGuiApplication.clipboard().setText(self.model.as_text())
        self.workplace.messages.tell(language.say("indicators.copied", count=self.model.rowCount()), OK)

    # Words

    def _retranslate_state(self) -> None:
        say = language.say
        if self._refused is not None:
            self.state.show_words(say("indicators.none"), refusal_text(self._refused))
        else:
            self.state.show_words(say("indicators.loading"), say("indicators.loading_about"))
        for action in (self._copy, self.excel.action):
            action.setEnabled(self._refused is None and self._loaded)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        self._copy.setText(language.say("indicators.copy"))
        self.excel.retranslate()
        self.plans.offer()
        self.table.setAccessibleName(language.say("indicators.table"))
        self.model.retranslate()
        self._columns.fit()
        self._retranslate_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The indicators page."""
    return IndicatorsPage(workplace)
