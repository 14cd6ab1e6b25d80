"""The roll-up page: which commune meets which target, and below the chosen cell what it is made of."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop.models.errors import Refusal
from desktop.services import indicators
from desktop.services.indicators import Explained, Explanation
from desktop.ui import language
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.indicators.panel import ExplanationPanel, with_panel_below
from desktop.ui.indicators.records import UNIT, open_behind
from desktop.ui.messages import refusal_text
from desktop.ui.page import Page
from desktop.ui.plans.chooser import PlanChooser
from desktop.ui.rollup.excel import RollupExcel
from desktop.ui.rollup.model import not_judged, rows_of, whole_row
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
        self.cells = CellsTable(self)
        self.cells.chosen.connect(self._on_chosen)
        self.cells.opened.connect(self._on_opened)
        self.cells.table.horizontalHeader().sectionClicked.connect(self._on_head)
        self.panel = ExplanationPanel(self)
        self.panel.closed.connect(self.close_panel)
        self.panel.opened.connect(self._on_record)
        self._receive = self.action("to_receive", self._on_receive)
        self._communes = self.action("to_communes", self._on_communes)
        self.state = EmptyState(self)
        self.nobody = EmptyState(self, icon="import")
        self.nobody.add_button(self._receive)
        self.nobody.add_button(self._communes)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.state)
        self.stack.addWidget(with_panel_below(self.cells, self.panel, self))
        self.stack.addWidget(self.nobody)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
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
            "rollup.context", plan=rolled.number, period=period,
            done=rolled.reported, total=rolled.expected,
        )  # fmt: skip

    def header_actions(self) -> Sequence[QAction]:
        """All targets or those of communes; the workbook."""
        return (self.plans.action, self._all, self.excel.action)

    # Loading

    def refresh(self) -> None:
        """Roll the period up."""
        self.plans.offer()
        self.workplace.tasks.run(
            load, self.workplace.desk, self.workplace.period, self.workplace.plan,
            done=self._on_loaded, failed=self._on_refused, latest="load",
        )  # fmt: skip

    def _on_loaded(self, loaded: Loaded) -> None:
        self._loaded, self._refused = loaded, None
        self.stack.setCurrentIndex(1 if loaded.rolled.reported else self.stack.indexOf(self.nobody))
        self._show()
        self._retranslate_state()

    def _on_refused(self, refusal: Refusal) -> None:
        self._loaded, self._refused = None, refusal
        self.stack.setCurrentWidget(self.state)
        self._retranslate_state()

    def _show(self) -> None:
        """Show what is loaded in the language of the moment, with the chosen cell kept."""
        if self._loaded is None:
            return
        rolled, kept = self._loaded.rolled, self._chosen
        self.cells.model.show_rows(rows_of(rolled, self._loaded.standings), rolled.targets)
        self.cells.whole_model.show_rows([whole_row(rolled)], rolled.targets)
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
            self.panel.hide()
            self._chosen = None
            return
        self._chosen = (row.unit, target.target_id)
        self.workplace.tasks.run(
            indicators.explain, self.workplace.desk, target.target_id, self.workplace.period, self.workplace.plan,
            unit=row.unit, done=self._on_explained, latest="explain",
        )  # fmt: skip

    def _on_head(self, column: int) -> None:
        """The head of a target leads to the figure of the whole unit."""
        self.cells.whole.setCurrentIndex(self.cells.whole_model.index(0, column))

    def _on_opened(self) -> None:
        if not self.panel.isHidden():
            self.panel.tables[0].setFocus()

    def _on_explained(self, explanation: Explanation) -> None:
        if self._chosen is None or self._loaded is None:
            return
        model, index = self.cells.current
        row = model.row(index.row())
        if row is None:
            return
        rolled = self._loaded.rolled
        silent = {one.unit for one in rolled.communes if not one.reported}
        source = source_of(self._loaded.standings.get(row.unit))
        self.panel.show_explanation(explanation, row.name, reported=row.unit not in silent, source=source)
        self.panel.show()
        view = self.cells.table if model is self.cells.model else self.cells.whole
        view.scrollTo(index)

    def close_panel(self) -> None:
        """Show the table alone."""
        self._chosen = None
        self.panel.hide()
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
