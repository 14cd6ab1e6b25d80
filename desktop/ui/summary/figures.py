"""The figures of the form as a table, each a door to the records behind it."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.forms import Filled
from desktop.services.forms.filling import GROUP
from desktop.ui import cells, language, style
from desktop.ui.indicators.doors import explanation_of
from desktop.ui.indicators.panel import ExplanationPanel
from desktop.ui.messages import OK
from desktop.ui.summary.figures_model import FiguresModel
from desktop.ui.summary.trail import FigureTrail
from desktop.ui.widgets.card import label
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace


class FiguresView(QWidget):
    """The table; what a person points at in it is explained on *trail*."""

    def __init__(self, workplace: Workplace, trail: FigureTrail, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace, self._trail = workplace, trail
        self._filled: Filled | None = None
        self._about = label("", "secondary", self, wrap=True)
        self.model = FiguresModel(self)
        self.table = plain_table(self)
        self._dress()
        self._copy = QAction(self.table)
        self._copy.setShortcut("Ctrl+C")
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._copy.triggered.connect(self.copy)
        self.table.addAction(self._copy)
        trail.traced.connect(self._on_traced)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(self._about)
        column.addWidget(self.table, 1)
        self.retranslate()

    @property
    def panel(self) -> ExplanationPanel:
        """Where figures are explained."""
        return self._trail.panel

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setMouseTracking(True)
        table.entered.connect(self._on_entered)
        table.clicked.connect(self._on_clicked)
        table.activated.connect(self._on_activated)
        table.selectionModel().currentChanged.connect(self._on_moved)

    def show_filled(self, filled: Filled) -> None:
        """Show the figures of *filled*, the place kept where there still is such."""
        place, before = self.table.currentIndex(), self._filled
        row, column = place.row(), place.column()
        self._filled = filled
        self.model.show_filled(filled)
        self.table.clearSpans()
        for number, line in enumerate(filled.lines):
            if line.level == GROUP:
                self.table.setSpan(number, 1, 1, len(filled.form.columns) - 1)
        self.table.weigh(self.model.letters(), firm=self.model.firm())
        if before is None or before.form.id != filled.form.id or row < 0:
            row, column = self._first()
        self.table.setCurrentIndex(self.model.index(row, column))
        self.retranslate()

    def _first(self) -> tuple[int, int]:
        """The place of the first figure that opens."""
        places = (
            (row, column)
            for row in range(len(self.model.lines))
            for column in range(len(self.model.columns))
            if self.model.figure_at(row, column)
        )
        return next(places, (0, 0))

    def point_at(self, line_id: str, place: int, *, follow: bool = False) -> None:
        """Do what pointing at a cell does; with *follow* only where a figure is explained already."""
        row = self.model.row_of(line_id)
        if row < 0:
            return
        index = self.model.index(row, place)
        self.table.setCurrentIndex(index)
        if not follow:
            self._open(index)

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        made = self.model.copied()
        cells.put(made)
        self._workplace.messages.tell(language.say("summary.copied", count=made.count), OK)

    def _on_entered(self, index: QModelIndex) -> None:
        shape = Qt.CursorShape
        row, place = index.row(), index.column()
        leads = self.model.figure_at(row, place) or self.model.opens(self.model.lines[row])
        self.table.viewport().setCursor(shape.PointingHandCursor if leads else shape.ArrowCursor)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid() and (figure := self.model.figure_at(index.row(), index.column())) is not None:
            self._trail.ask(figure)

    def _on_activated(self, index: QModelIndex) -> None:
        self._open(index)
        if self._trail.open:
            self.panel.tables[0].setFocus()

    def _open(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if self._filled is None or not self.model.opens(line):
            self._on_clicked(index)
        elif self._filled.form.lines == "records":
            self._workplace.open_record(self._filled.form.kind, line.id)
        else:
            self._workplace.page_wanted.emit(explanation_of(line.id))

    def _on_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        """While the panel is open it follows the figure one is at."""
        if not self.panel.isHidden():
            self._on_clicked(now)

    def _on_traced(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def close_panel(self) -> None:
        """Go back from a commune to the whole, and from there to the form alone."""
        self._trail.step_back()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        if self._filled is not None:
            self._about.setText(language.say(f"summary.about.{self._filled.form.lines}"))
        self.table.setAccessibleName(language.say("summary.figures"))
        self._copy.setText(language.say("summary.copy_table"))
