"""The figures of the form as a table, each a door to the records behind it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services import forms, tracing
from desktop.services.forms import Filled, FilledLine
from desktop.services.forms.filling import GROUP, PART, TOTAL
from desktop.services.forms.form import Column
from desktop.services.forms.values import GROWTH, Value, text
from desktop.services.indicators import Explained
from desktop.services.tracing import Traced
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.indicators.doors import explanation_of
from desktop.ui.indicators.panel import ExplanationPanel, with_panel_below
from desktop.ui.indicators.records import UNIT, open_behind
from desktop.ui.indicators.sentences import form_figure
from desktop.ui.widgets.card import label
from desktop.ui.widgets.columns import alignment
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

FIGURES = frozenset({"now", "to_date", "last_year", "count"})
"""What columns show whose figures open their records."""
_LETTERS = {
    "label": 46,
    "name": 26,
    "note": 14,
    "now": 12,
    "to_date": 12,
    "last_year": 12,
    "count": 10,
    "by_hand": 10,
}
_FEWEST, _WIDE = 6, 28
_AROUND = 3
"""Letters of room beside the words of a head."""
_MM = 1.8
"""Millimetres of paper for a letter on screen."""
_SOFT = frozenset({"label", "name", "note", "by_hand"})
_SHORT_HEAD = 12
_DAY_LETTERS = 15
_NARROW = 25.0
"""Millimetres of paper below which a field holds a day or a code, which is not cut."""
_INDENT = "    "
_TOP = QModelIndex()

_Index = QModelIndex | QPersistentModelIndex


class FiguresModel(QAbstractTableModel):
    """The lines of a filled form; words on paper are Vietnamese in either language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filled: Filled | None = None
        self._cells: list[tuple[str, ...]] = []

    def show_filled(self, filled: Filled) -> None:
        """Show the lines of *filled*."""
        self.beginResetModel()
        self._filled = filled
        self._cells = [self._cells_of(line) for line in filled.lines]
        self.endResetModel()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns of the form."""
        return self._filled.form.columns if self._filled else ()

    @property
    def lines(self) -> Sequence[FilledLine]:
        """The lines of the form."""
        return self._filled.lines if self._filled else ()

    def letters(self) -> list[int]:
        """How many letters each column needs, its head included."""
        found = []
        for one in self.columns:
            head = max(len(line) for line in self.head_of(one).split("\n")) + _AROUND
            least = _LETTERS.get(one.shows, max(round(one.width / _MM), _DAY_LETTERS) if one.width else _WIDE)
            found.append(max(head, least if one.shows in (*_LETTERS, "field") else _FEWEST))
        return found

    def firm(self) -> list[int]:
        """The columns that never give way: everything but names, notes and long fields."""
        return [
            n
            for n, one in enumerate(self.columns)
            if (0 < one.width < _NARROW if one.shows == "field" else one.shows not in _SOFT)
        ]

    def head_of(self, column: Column) -> str:
        """The heading on one line or two; below another heading the column says both."""
        if column.below and not self._of_rows:
            return f"{column.below}\n{column.title}"
        known = f"summary.column.{column.shows}"
        return _two_lines(language.say(known) if self._of_rows else column.title)

    @property
    def _of_rows(self) -> bool:
        return self._filled is not None and self._filled.form.lines == "rows"

    def explains(self, line: FilledLine, place: int) -> bool:
        """Whether the cell at *place* holds a figure that can be explained."""
        column, value = self.columns[place], line.cells[place]
        if column.shows not in FIGURES or line.level == GROUP or value == "":
            return False
        return value is not None or column.shows != "last_year"

    def opens(self, line: FilledLine) -> bool:
        """Whether the line as a whole leads somewhere: to its record, to its target."""
        lines = self._filled.form.lines if self._filled else ""
        return bool(line.id) and lines in ("records", "targets")

    def _cells_of(self, line: FilledLine) -> tuple[str, ...]:
        if line.level == GROUP:
            return tuple(text(one.shows, value).upper() for one, value in self._paired(line))
        return tuple(self._shown(line, one, value) for one, value in self._paired(line))

    def _paired(self, line: FilledLine) -> list[tuple[Column, Value]]:
        return list(zip(self.columns, line.cells, strict=True))

    def _shown(self, line: FilledLine, column: Column, value: Value) -> str:
        if column.shows in FIGURES and not isinstance(value, str | float | date):
            return form_figure(value, "")
        if isinstance(value, float):
            sign = "+" if column.shows == GROWTH and round(value, 1) > 0 else ""
            return f"{sign}{language.plain_number(value)}"
        said = text(column.shows, value)
        return f"{_INDENT}{said}" if line.level == PART and column.shows == "label" else said

    # What Qt asks

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """How many columns the form has."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tip, place; headings and totals are bold."""
        if not index.isValid():
            return None
        line, place = self.lines[index.row()], index.column()
        said: object = None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self._cells[index.row()][place]
        elif role == Qt.ItemDataRole.ToolTipRole:
            opens = self.explains(line, place)
            said = language.say("summary.open_figure") if opens else self._cells[index.row()][place]
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            said = alignment(right=forms.paper.align(self.columns[place]) == "right")
        elif role == Qt.ItemDataRole.FontRole:
            said = style.font(bold=line.level in (GROUP, TOTAL))
        return said

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.head_of(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=forms.paper.align(column) == "right")
        return None


class FiguresView(QWidget):
    """The table with the panel below it; ``explained`` carries the `Traced` of a figure that shows."""

    explained = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._filled: Filled | None = None
        self._asked: tuple[str, str] | None = None
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
        table.entered.connect(self._on_entered)
        table.clicked.connect(self._on_clicked)
        table.activated.connect(self._on_activated)
        table.selectionModel().currentChanged.connect(self._on_moved)

    def show_filled(self, filled: Filled) -> None:
        """Show the figures of *filled*, the place and the explanation kept where there still are such."""
        place, before = self.table.currentIndex(), self._filled
        row, column = place.row(), place.column()
        other = before is None or before.form.id != filled.form.id
        self._filled = filled
        if other:
            self._asked = self._unit = None
            self.panel.hide()
        self.model.show_filled(filled)
        self.table.clearSpans()
        for number, line in enumerate(filled.lines):
            if line.level == GROUP:
                self.table.setSpan(number, 1, 1, len(filled.form.columns) - 1)
        self.table.weigh(self.model.letters(), firm=self.model.firm())
        if other or row < 0:
            row, column = self._first()
        self.table.setCurrentIndex(self.model.index(row, column))
        self.retranslate()
        if self._asked is not None:
            self._explain()

    def _first(self) -> tuple[int, int]:
        """The place of the first figure that opens."""
        places = (
            (row, column)
            for row, line in enumerate(self.model.lines)
            for column in range(len(self.model.columns))
            if self.model.explains(line, column)
        )
        return next(places, (0, 0))

    def _figure_at(self, index: _Index) -> tuple[str, str] | None:
        if not index.isValid():
            return None
        line = self.model.lines[index.row()]
        if not self.model.explains(line, index.column()):
            return None
        return line.id, self.model.columns[index.column()].id

    def _on_entered(self, index: QModelIndex) -> None:
        shape = Qt.CursorShape
        leads = self._figure_at(index) or self.model.opens(self.model.lines[index.row()])
        self.table.viewport().setCursor(shape.PointingHandCursor if leads else shape.ArrowCursor)

    def _on_clicked(self, index: QModelIndex) -> None:
        if (asked := self._figure_at(index)) is not None and asked != self._asked:
            self._asked, self._unit = asked, None
            self._explain()

    def _on_activated(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if self._filled is not None and self.model.opens(line):
            if self._filled.form.lines == "records":
                self._workplace.open_record(self._filled.form.kind, line.id)
            else:
                self._workplace.page_wanted.emit(explanation_of(line.id))
            return
        self._on_clicked(index)
        if self._asked is not None:
            self.panel.tables[0].setFocus()

    def _on_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        """While the panel is open it follows the figure one is at."""
        if not self.panel.isHidden():
            self._on_clicked(now)

    def _explain(self) -> None:
        if self._asked is None or self._filled is None:
            return
        line, column = self._asked
        self._workplace.tasks.run(
            tracing.trace, self._workplace.desk, self._filled.period, line, column,
            unit=self._unit, form_name=self._filled.form.id, done=self._on_traced, latest="trace",
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
        if self._filled is not None:
            self._about.setText(language.say(f"summary.about.{self._filled.form.lines}"))
        self.table.setAccessibleName(language.say("summary.figures"))


def _two_lines(head: str) -> str:
    """*head* on two lines of about the same length when it is long."""
    parts = head.split()
    if len(head) <= _SHORT_HEAD or len(parts) < 2:
        return head
    lengths = [abs(len(" ".join(parts[:n])) - len(" ".join(parts[n:]))) for n in range(1, len(parts))]
    cut = lengths.index(min(lengths)) + 1
    return f"{' '.join(parts[:cut])}\n{' '.join(parts[cut:])}"
