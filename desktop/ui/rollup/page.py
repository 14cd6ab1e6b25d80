"""The roll-up page: which commune meets which target, and below the chosen cell what it is made of."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.services import indicators
from desktop.services.bases import BASES
from desktop.services.indicators import Explained, Explanation
from desktop.services.rollup import TargetRow
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.indicators.panel import ExplanationPanel, with_panel_below
from desktop.ui.indicators.records import UNIT, open_behind
from desktop.ui.messages import refusal_text
from desktop.ui.page import Page
from desktop.ui.plans.chooser import PlanChooser
from desktop.ui.rollup import differences
from desktop.ui.rollup.enter_here import EnterHere
from desktop.ui.rollup.excel import RollupExcel
from desktop.ui.rollup.legend import Legend
from desktop.ui.rollup.model import not_judged, rows_of, whole_row
from desktop.ui.rollup.ranks import RanksView
from desktop.ui.rollup.tools import ALL, MATRIX, RANKS, Tools
from desktop.ui.rollup.views import CellsTable
from desktop.ui.rollup.work import Loaded, load, source_of
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.workplace import Workplace


class RollupPage(Page):
    """Communes as rows, targets as columns; every figure is a door."""

    uses_plan = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("rollup_page")
        self._loaded: Loaded | None = None
        self._refused: Refusal | None = None
        self._chosen: tuple[str, str] | None = None
        self.excel = RollupExcel(self, primary=True)
        self.plans = PlanChooser(self)
        self.action("close_panel", self.close_panel, shortcut="Esc")
        self._all = self.action("all_targets", self._on_all)
        self._all.setCheckable(True)
        self.tools, self.legend = Tools(self), Legend(self)
        self.cells = CellsTable(self)
        self.cells.chosen.connect(self._on_chosen)
        self.cells.opened.connect(self._on_opened)
        self._up = self.action("sort_up", self._on_up, shortcut="Alt+Up")
        self._down = self.action("sort_down", self._on_down, shortcut="Alt+Down")
        self.tools.basis.chosen.connect(self._on_basis)
        self.tools.filter.chosen.connect(self._on_filter)
        self.panel = ExplanationPanel(self)
        self.panel.closed.connect(self.close_panel)
        self.panel.opened.connect(self._on_record)
        self.entering = EnterHere(self)
        self.entering.panel.closed.connect(self.close_panel)
        self.ranks = RanksView(self)
        self.ranks.opened.connect(self._on_ranked)
        self.tools.view.chosen.connect(self._on_view)
        self._receive = self.action("to_receive", self._on_receive)
        self._communes = self.action("to_communes", self._on_communes)
        self.state = EmptyState(self)
        self.nobody = EmptyState(self, icon="import")
        self.nobody.add_button(self._receive)
        self.nobody.add_button(self._communes)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.state)
        self._matrix = with_panel_below(self.cells, self.panel, self)
        self._matrix.addWidget(self.entering.panel)
        for view in (self._matrix, self.nobody, self.ranks):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        column.addWidget(self.tools)
        column.addWidget(self.stack, 1)
        column.addWidget(self.legend)
        self.begins_in = self.cells.table
        self._retranslate()

    def title(self) -> str:
        """The page's name."""
        return language.say("rollup.title")

    def context(self) -> str:
        """Plan, period, and how many communes have reported."""
        period = period_name(self.workplace.period)
        if self._loaded is None:
            return period
        rolled = self._loaded.rolled
        return language.say(
            "rollup.context" if rolled.basis == "now" else "rollup.context_locked", plan=rolled.number, period=period,
            done=rolled.reported, total=rolled.expected,
        )  # fmt: skip

    def header_actions(self) -> Sequence[QAction]:
        """All targets or those of communes; the workbook."""
        return (self.plans.action, self._all, self.excel.action)

    # Loading

    def refresh(self) -> None:
        """Roll the period up."""
        self.plans.offer()
        derived = self.workplace.period.of_plan_to_date
        self.tools.basis.setVisible(not derived)
        if derived and self.excel.basis != "now":
            # Years are locked, what is put together from them is not.
            self.tools.basis.buttons["now"].setChecked(True)
            self.excel.basis = "now"
        self.workplace.tasks.run(
            load, self.workplace.desk, self.workplace.period, self.workplace.plan, self.excel.basis,
            done=self._on_loaded, failed=self._on_refused, latest="load",
        )  # fmt: skip

    def _on_loaded(self, loaded: Loaded) -> None:
        self._loaded, self._refused = loaded, None
        self._show_view()
        self._show()
        self._retranslate_state()

    def _on_refused(self, refusal: Refusal) -> None:
        self._loaded, self._refused = None, refusal
        self._show_view()
        self._retranslate_state()

    def _show_view(self) -> None:
        """Show the table, the ranking, or why there is nothing to show, with the tools that go with it."""
        view = self._view()
        self.stack.setCurrentWidget(view)
        self.legend.setVisible(view is self._matrix)
        self.tools.filter.setVisible(view is self._matrix)
        self.tools.setVisible(self._loaded is not None)
        self.begins_in = self.ranks.table if self.tools.view.value == RANKS else self.cells.table

    def _view(self) -> QWidget:
        if self._loaded is None:
            return self.state
        if self.tools.view.value == RANKS:
            return self.ranks
        return self._matrix if self._anything(self._loaded) else self.nobody

    def _anything(self, loaded: Loaded) -> bool:
        """Whether a commune or this unit has given a figure, or the sums of another basis are asked for."""
        rolled = loaded.rolled
        return bool(rolled.reported or rolled.basis != "now" or any(one.entered for one in rolled.targets))

    def _on_view(self, _view: str) -> None:
        self._show_view()
        self.header_changed.emit()

    def _on_ranked(self, unit: str) -> None:
        """From a commune in the ranking to its row in the table."""
        self.tools.view.choose(MATRIX)
        self.tools.filter.choose(ALL)
        targets = self._loaded.rolled.targets if self._loaded is not None else ()
        if targets:
            self.choose(unit, targets[0].target_id)

    def _show(self) -> None:
        """Show what is loaded in the language of the moment, with the chosen cell kept."""
        if self._loaded is None:
            return
        rolled, kept = self._loaded.rolled, self._chosen
        first = "rollup.reported" if rolled.basis == "now" else "rollup.locked"
        self.cells.model.show_rows(rows_of(rolled, self._loaded.standings), rolled.targets, first)
        self.cells.whole_model.show_rows([whole_row(rolled)], rolled.targets, first)
        days = self.workplace.desk.settings.report_days
        self.ranks.show_ranks(self._loaded.ranks, self._loaded.arrivals, days)
        self.tools.filter.show_counts(self.cells.model.counts())
        self._hide_columns()
        self._chosen = None
        if kept is None or not self.choose(*kept):
            self.close_panel()

    def _hide_columns(self) -> None:
        if self._loaded is None:
            return
        aside = not_judged(self._loaded.rolled)
        self.cells.hide_columns(() if self._all.isChecked() else aside)
        self._all.setVisible(bool(aside))
        key = "rollup.own_targets" if self._all.isChecked() else "rollup.all_targets"
        self._all.setText(language.say(key, count=len(aside)))

    def _on_all(self) -> None:
        self._hide_columns()

    def choose(self, unit: str, target_id: str) -> bool:
        """Choose the cell of *unit* and *target_id*; False when there is none."""
        assert self._loaded is not None  # noqa: S101 (nothing is chosen before it is shown)
        ids = [one.target_id for one in self._loaded.rolled.targets]
        if target_id not in ids:
            return False
        whole = unit == self._loaded.rolled.unit
        model = self.cells.whole_model if whole else self.cells.model
        if (row := model.row_of(unit)) < 0:
            return False
        if ids.index(target_id) + 1 in not_judged(self._loaded.rolled) and not self._all.isChecked():
            self._all.trigger()
        view = self.cells.whole if whole else self.cells.table
        view.setCurrentIndex(model.index(row, ids.index(target_id) + 1))
        return True

    def _on_receive(self) -> None:
        self.workplace.open_page("receive")

    def _on_communes(self) -> None:
        self.workplace.open_page("communes")

    # The panel

    def _on_chosen(self) -> None:
        model, index = self.cells.current
        row, target = model.row(index.row()), model.target(index.column())
        if row is None or target is None:
            self.close_panel()
            return
        self._chosen = (row.unit, target.target_id)
        if model is self.cells.whole_model and self._enters(target):
            return
        self.entering.panel.hide()
        self.workplace.tasks.run(
            indicators.explain, self.workplace.desk, target.target_id, self.workplace.period, self.workplace.plan,
            unit=row.unit, basis=self.excel.basis, done=self._on_explained, latest="explain",
        )  # fmt: skip

    def _on_up(self) -> None:
        self._sort(descending=False)

    def _on_down(self) -> None:
        self._sort(descending=True)

    def _sort(self, *, descending: bool) -> None:
        """Sort by the column of the chosen cell, which stays chosen."""
        kept, (_, index) = self._chosen, self.cells.current
        if index.isValid():
            self.cells.sort(index.column(), descending=descending)
            if kept is not None:
                self.choose(*kept)

    def _on_basis(self, basis: str) -> None:
        self.excel.basis = next(one for one in BASES if one == basis)
        self.refresh()

    def _on_filter(self, kind: str) -> None:
        self.close_panel()
        self.cells.model.narrow(kind)

    def _enters(self, target: TargetRow) -> bool:
        """Open the strip where *target* is entered; False when communes record it, or its years say what it is."""
        if target.source != "entered" or target.status == "not_applicable" or self._loaded is None:
            return False
        if self.workplace.period.of_plan_to_date:
            return False
        self.panel.hide()
        self.entering.open(self._loaded.plan, target, self.workplace.period)
        return True

    def _on_opened(self) -> None:
        if not self.entering.panel.isHidden():
            self.entering.panel.begin()
        elif not self.panel.isHidden():
            self.panel.tables[0].setFocus()

    def _on_explained(self, explanation: Explanation) -> None:
        if self._chosen is None or self._loaded is None:
            return
        model, index = self.cells.current
        row = model.row(index.row())
        if row is None or not self.entering.panel.isHidden():
            return
        standing = self._loaded.standings.get(row.unit)
        self.panel.show_explanation(
            explanation, row.name, reported=standing is None or standing.reported,
            source=source_of(standing), note=self._note(row.unit, explanation.indicator.target_id),
        )  # fmt: skip
        self.panel.show()
        view = self.cells.table if model is self.cells.model else self.cells.whole
        view.scrollTo(index)

    def _note(self, unit: str, target_id: str) -> str:
        """What was locked, where the figures or the records below them are others."""
        assert self._loaded is not None  # noqa: S101 (asked of a cell that shows)
        commune = next((one for one in self._loaded.rolled.communes if one.unit == unit), None)
        if commune is None:
            return ""
        told = self._loaded.rolled.basis != "now"
        if commune.lock is None:
            return language.say("rollup.not_locked_note") if told else ""
        changed = differences.of(commune).get(target_id)
        lines = [language.say("rollup.locked_note")] if told else []
        lines += [differences.sentence(changed)] if changed is not None else []
        return "\n".join(lines)

    def close_panel(self) -> None:
        """Show the table alone."""
        self._chosen = None
        self.panel.hide()
        self.entering.panel.hide()
        self.cells.clear_choice()

    def _on_record(self, record: Explained) -> None:
        if record.kind == UNIT:
            if self._chosen is not None:
                self.choose(record.id, self._chosen[1])
        else:
            open_behind(self.workplace, record)

    # Words and room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out among the columns."""
        super().resizeEvent(event)
        self.cells.fit()

    def _retranslate_state(self) -> None:
        say = language.say
        if self._refused is not None:
            self.state.show_words(say("rollup.none"), refusal_text(self._refused))
        else:
            self.state.show_words(say("rollup.loading"), say("rollup.loading_about"))
        self.nobody.show_words(
            say("rollup.nobody", period=period_name(self.workplace.period)), say("rollup.nobody_about")
        )
        self.excel.action.setEnabled(self._loaded is not None)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        self.excel.retranslate()
        self.entering.retranslate()
        self._up.setText(language.say("list.sort_up"))
        self._down.setText(language.say("list.sort_down"))
        self.plans.offer()
        self._all.setVisible(False)
        self._receive.setText(language.say("page.receive"))
        self._communes.setText(language.say("page.communes"))
        self.cells.table.setAccessibleName(language.say("rollup.table"))
        self.cells.name_corner(language.say("explained.unit"))
        self.cells.whole.setAccessibleName(language.say("rollup.whole_table"))
        self._show()
        self._retranslate_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The roll-up page."""
    return RollupPage(workplace)
