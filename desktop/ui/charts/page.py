"""The charts page: a drawing, the same numbers in a table beside it, and the ways to take both along."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelection, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout

from desktop.models.errors import Refusal
from desktop.models.units import unit
from desktop.services import charting
from desktop.services.desk import RECEIVING
from desktop.ui import language, style
from desktop.ui.charts import paper, plot, work
from desktop.ui.charts.chooser import Chooser
from desktop.ui.charts.drawing import WHOLE
from desktop.ui.charts.model import NumbersModel
from desktop.ui.charts.paper import Sheet
from desktop.ui.charts.plot import Plot
from desktop.ui.charts.view import ChartView
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.messages import OK, WARNING, refusal_text
from desktop.ui.page import Page
from desktop.ui.plans.chooser import PlanChooser
from desktop.ui.saving import proposed_name, remember, remembered, tell_written
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

_PURPOSE = "documents"
_NARROW = 120  # characters
_SHARES = (6000, 5000)
"""How drawing and table share the room, until a person drags what divides them."""


class ChartsPage(Page):
    """How far targets are reached; what was done by month, by place, by audience group."""

    uses_plan = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("charts_page")
        self._found: work.Found | None = None
        self._plot: Plot | None = None
        self._refused: Refusal | None = None
        received = workplace.desk.settings.role == RECEIVING
        self._copy = self.action("copy", self.copy, shortcut="Ctrl+Shift+C")
        self._save = self.action("save", self.choose_file)
        self._print = self.action("print", self.choose_printer, shortcut="Ctrl+P", primary=True)
        self.plans = PlanChooser(self)
        self.chooser = Chooser(self, received=received)
        self.chooser.changed.connect(self.refresh)
        self.view = ChartView(self)
        self.view.chosen.connect(self.open_part)
        self.model = NumbersModel(self)
        self.table = plain_table(self)
        self._dress_table()
        self.state = EmptyState(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.state)
        self.stack.addWidget(self._make_body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.chooser)
        column.addWidget(self.stack, 1)
        self.begins_in = self.table
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table stands below the drawing where both beside each other would be too narrow to read."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        orientation = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() is not orientation:
            self._split.setOrientation(orientation)
            self._split.setSizes(list(_SHARES))

    def _make_body(self) -> QSplitter:
        card = Card(self)
        self._title = label("", "section", card, wrap=True)
        card.column.addWidget(self._title)
        card.column.addWidget(scrolled(self.view, card), 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(style.GAP)
        split.setChildrenCollapsible(False)
        split.addWidget(card)
        split.addWidget(self.table)
        for side, share in enumerate(_SHARES):
            split.setStretchFactor(side, share)
        split.setSizes(list(_SHARES))
        self._split = split
        return split

    def _dress_table(self) -> None:
        self.table.setModel(self.model)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.activated.connect(self._on_activated)

    def title(self) -> str:
        """The page's name."""
        return language.say("page.charts")

    def context(self) -> str:
        """The period, and where a click leads."""
        return language.say("charts.context", period=period_name(self.workplace.period))

    def header_actions(self) -> Sequence[QAction]:
        """The plan, copy, save, print."""
        return (self.plans.action, self._copy, self._save, self._print)

    # Showing

    def refresh(self) -> None:
        """Count what is chosen in the period."""
        self.plans.offer()
        self.workplace.tasks.run(
            work.find, self.workplace.desk, self.workplace.period, self.workplace.plan,
            self.chooser.by, self.chooser.measure,
            done=self._on_found, failed=self._on_refused, latest="charts",
        )  # fmt: skip

    def _on_found(self, found: work.Found) -> None:
        self._found, self._refused = found, None
        self._show()

    def _on_refused(self, refusal: Refusal) -> None:
        self._found, self._plot, self._refused = None, None, refusal
        self.stack.setCurrentWidget(self.state)
        self._show_state()

    def _show(self) -> None:
        found = self._found
        if found is not None:
            if found.chart is None:
                self._plot = plot.progress(found.targets, found.period, found.plan)
            else:
                self._plot = plot.counted(found.chart)
            self._title.setText(self._plot.title)
            self.view.show_plot(self._plot)
            self.model.show_plot(self._plot)
            self.table.weigh(self._plot.weights)
            self.table.setAccessibleName(self._plot.title)
            self.stack.setCurrentIndex(1)
        self._show_state()

    @property
    def plot(self) -> Plot | None:
        """What is drawn; None before there is anything."""
        return self._plot

    # Doors

    def _on_selected(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self.view.mark(self.table.currentIndex().row() if chosen else WHOLE)

    def _on_activated(self, index: QModelIndex) -> None:
        self.open_part(index.row(), WHOLE)

    def open_part(self, row: int, part: int) -> None:
        """Open the records of a part of a bar, or of all of it."""
        one = self.model.item(row)
        if one is not None:
            self.workplace.page_wanted.emit(one.door if part == WHOLE else one.doors[part])

    # Taking along

    def copy(self) -> None:
        """Put the numbers on the clipboard, a line per bar."""
        if self._plot is not None:
            QGuiApplication.clipboard().setText(self._plot.as_text())
            said = language.say("charts.copied", count=len(self._plot.rows))
            self.workplace.messages.tell(said, OK)

    def choose_file(self) -> None:
        """Ask where to and as what, and write the chart."""
        kinds = ";;".join(paper.KINDS.values())
        name = proposed_name("bieu do", self._file_words(), suffix=".pdf")
        proposed = str(remembered(_PURPOSE) / name)
        chosen, kind = QFileDialog.getSaveFileName(self, self._save.text(), proposed, kinds)
        if chosen:
            path = paper.suffix_of(Path(chosen), kind)
            remember(_PURPOSE, path.parent)
            self.write(path)

    def _file_words(self) -> str:
        period, by = self.workplace.period, self.chooser.by or "chi tieu"
        return f"{self.chooser.measure} {by} {period.year} {period.name}"

    def write(self, path: Path) -> None:
        """Write the chart to *path*, as what its suffix says."""
        if (sheet := self._sheet()) is not None:
            made = paper.content(sheet, path.suffix.lower())
            said = language.say("saving.writing", file=path.name)
            self.workplace.tasks.run(charting.keep, path, made, done=self._on_written, label=said)

    def _on_written(self, path: Path) -> None:
        tell_written(self.workplace.messages, path)

    def _sheet(self) -> Sheet | None:
        if self._plot is None:
            return None
        say, desk = language.say, self.workplace.desk
        practice = desk.settings.training
        whose = unit(desk.settings.unit).full_name
        return Sheet(
            plot=self._plot,
            unit=whose,
            source=say("charts.source", unit=whose, day=desk.today()),
            training=say("charts.training") if practice else "",
            watermark=say("charts.watermark") if practice else "",
        )

    def choose_printer(self) -> None:
        """Ask which printer, and print; without any printer offer the file instead."""
        if not QPrinterInfo.availablePrinters():
            said = language.say("charts.no_printer")
            self.workplace.messages.tell(said, WARNING, action=self._save.text(), on_action=self.choose_file)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        paper.lie(printer)
        if QPrintDialog(printer, self).exec():
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the chart on *printer*."""
        sheet, painter = self._sheet(), QPainter()
        if sheet is None:
            return
        if not painter.begin(printer):
            self.workplace.messages.tell(language.say("charts.not_printed"), WARNING)
            return
        pages = paper.paint_pages(painter, printer, sheet)
        painter.end()
        self.workplace.messages.tell(language.say("charts.printed", count=pages), OK)

    # Words

    def _show_state(self) -> None:
        say = language.say
        if self._refused is not None:
            self.state.show_words(say("charts.failed"), refusal_text(self._refused))
        else:
            self.state.show_words(say("charts.loading"), say("charts.loading_about"))
        for action in (self._copy, self._save, self._print):
            action.setEnabled(self._plot is not None)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._copy.setText(say("charts.copy"))
        self._save.setText(say("charts.save"))
        self._print.setText(say("charts.print"))
        self._show()


def make(workplace: Workplace, _kind: str) -> Page:
    """The charts page."""
    return ChartsPage(workplace)
