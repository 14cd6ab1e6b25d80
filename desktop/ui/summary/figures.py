"""The figures of the form as a table, each a door to the records behind it."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.period import Period
from desktop.services import tracing
from desktop.services.indicators import Explained
from desktop.services.summary import GROUP, PART, Line, Summary
from desktop.services.tracing import Column, Traced
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.indicators.panel import ExplanationPanel, with_panel_below
from desktop.ui.indicators.records import UNIT, open_behind
from desktop.ui.indicators.sentences import form_figure
from desktop.ui.widgets.card import label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import Line as Shown
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

NUMBER, LABEL, MEASURE, NOW, TO_DATE, LAST_YEAR, GROWTH, NOTE = range(8)
FIGURES: Mapping[int, Column] = {NOW: "now", TO_DATE: "to_date", LAST_YEAR: "last_year"}
_LETTERS = {NUMBER: 6, MEASURE: 13, NOW: 14, TO_DATE: 14, LAST_YEAR: 14, GROWTH: 11, NOTE: 24}
_LABEL_LETTERS = 40
_INDENT = "    "

_Index = QModelIndex | QPersistentModelIndex


class FiguresModel(LinesModel[Line]):
    """The lines of the form; words on paper are Vietnamese in either language."""

    columns = ("number", "label", "unit", "now", "to_date", "last_year", "growth", "note")
    words = "summary.column"
    right = (NOW, TO_DATE, LAST_YEAR, GROWTH)

    def cells_of(self, item: Line) -> tuple[str, ...]:
        """Number, label, unit, figures, growth and note."""
        if item.level == GROUP:
            return (item.number, item.label.upper(), *[""] * 6)
        name = f"{_INDENT}{item.label}" if item.level == PART else item.label
        figures = [form_figure(one, item.unit) for one in (item.now, item.to_date, item.last_year)]
        growth = "–" if item.growth is None else language.plain_number(item.growth)
        shown = (*figures, growth) if item.tracked else ("",) * 4
        return (item.number, name, words.measure(item.unit), *shown, item.note)

    def tip_of(self, line: Shown[Line], column: int) -> str:
        """That a figure opens; a cell that is cut shows whole."""
        if column in FIGURES and self.explains(line.item, column):
            return language.say("summary.open_figure")
        return language.say("summary.by_hand") if not line.item.tracked else line.cells[column]

    def explains(self, item: Line, column: int) -> bool:
        """Whether the cell in *column* holds a figure that can be explained."""
        if item.level == GROUP or not item.tracked or column not in FIGURES:
            return False
        return column != LAST_YEAR or item.last_year is not None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Headings of groups are bold."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            return style.font(bold=self.shown(index.row()).level == GROUP)
        return super().data(index, role)


class FiguresView(QWidget):
    """The table with the panel below it; ``explained`` carries the `Traced` of a figure that shows."""

    explained = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._period: Period | None = None
        self._form = ""
        self._asked: tuple[str, Column] | None = None
        self._unit: str | None = None
        self._about = label("", "secondary", self, wrap=True)
        self.model = FiguresModel(self)
        self.table = plain_table(self)
        self._dress()
        self.panel = ExplanationPanel(self)
        self.panel.opened.connect(self._on_record)
        self.panel.closed.connect(self.close_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(self._about)
        column.addWidget(with_panel_below(self.table, self.panel, self), 1)
        self.retranslate()

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setMouseTracking(True)
        self._columns = StretchedColumn(table, LABEL, _LABEL_LETTERS, _LETTERS, (NOTE,))
        table.entered.connect(self._on_entered)
        table.clicked.connect(self._on_clicked)
        table.activated.connect(self._on_activated)
        table.selectionModel().currentChanged.connect(self._on_moved)

    def show_summary(self, built: Summary) -> None:
        """Show the figures of *built*, the place and the explanation kept where there still are such."""
        place = self.table.currentIndex()
        self._period, self._form = built.period, built.form
        self.model.show_items(built.lines)
        self.table.clearSpans()
        for row, line in enumerate(built.lines):
            if line.level == GROUP:
                self.table.setSpan(row, LABEL, 1, NOTE)
        if place.row() < 0:
            place = self.model.index(min(1, self.model.rowCount() - 1), NOW)
        self.table.setCurrentIndex(self.model.index(place.row(), place.column()))
        if self._asked is not None:
            self._explain()

    def _figure_at(self, index: _Index) -> tuple[str, Column] | None:
        line = self.model.item(index.row())
        if line is None or not self.model.explains(line, index.column()):
            return None
        return line.id, FIGURES[index.column()]

    def _on_entered(self, index: QModelIndex) -> None:
        shape = Qt.CursorShape
        self.table.viewport().setCursor(
            shape.PointingHandCursor if self._figure_at(index) else shape.ArrowCursor
        )

    def _on_clicked(self, index: QModelIndex) -> None:
        if (asked := self._figure_at(index)) is not None and asked != self._asked:
            self._asked, self._unit = asked, None
            self._explain()

    def _on_activated(self, index: QModelIndex) -> None:
        self._on_clicked(index)
        if self._asked is not None:
            self.panel.tables[0].setFocus()

    def _on_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        """While the panel is open it follows the figure one is at."""
        if not self.panel.isHidden():
            self._on_clicked(now)

    def _explain(self) -> None:
        if self._asked is None or self._period is None:
            return
        line, column = self._asked
        self._workplace.tasks.run(
            tracing.trace, self._workplace.desk, self._period, line, column,
            unit=self._unit, form_name=self._form, done=self._on_traced, latest="trace",
        )  # fmt: skip

    def _on_traced(self, traced: Traced) -> None:
        if (traced.line, traced.column) != self._asked:
            return
        whose = words.unit_name(self._unit) if self._unit else ""
        of_communes = any(one.kind == UNIT for one in (*traced.counted, *traced.left_out))
        note = language.say("traced.of_whole") if of_communes else ""
        self.panel.show_traced(traced, whose, note)
        self.panel.show()
        self.table.scrollTo(self.table.currentIndex())
        self.explained.emit(traced)

    def _on_record(self, record: Explained) -> None:
        if record.kind != UNIT:
            open_behind(self._workplace, record)
        elif record.reason != "not_reported":
            self._unit = record.id
            self._explain()

    def close_panel(self) -> None:
        """Go back from a commune to the whole, and from there to the table alone."""
        if self._unit is not None:
            self._unit = None
            self._explain()
            return
        self._asked = None
        self.panel.hide()
        self.table.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._about.setText(language.say("summary.view.figures_about"))
        self.table.setAccessibleName(language.say("summary.figures"))
        self.model.retranslate()
        self._columns.fit()
