"""The lines of a filled form as a table: its words, its heads, and which of its cells lead somewhere."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.services import forms
from desktop.services.figures import Share
from desktop.services.forms import Filled, FilledLine
from desktop.services.forms.filling import GROUP, PART, TOTAL
from desktop.services.forms.form import Column
from desktop.services.forms.values import GROWTH, Value, text
from desktop.services.typesetting import Spot
from desktop.ui import cells, language, style
from desktop.ui.cells import Cell, Copied
from desktop.ui.indicators.sentences import form_figure
from desktop.ui.summary.doors import Door
from desktop.ui.widgets.columns import alignment

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
        self._rows: dict[str, int] = {}

    def show_filled(self, filled: Filled) -> None:
        """Show the lines of *filled*."""
        self.beginResetModel()
        self._filled = filled
        self._cells = [self._cells_of(line) for line in filled.lines]
        self._rows = {line.id: row for row, line in enumerate(filled.lines) if line.level != GROUP}
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

    def row_of(self, line_id: str) -> int:
        """The row of a line by its id, which is empty for all communes together; -1 when there is none."""
        return self._rows.get(line_id, -1)

    def figure_at(self, row: int, place: int) -> tuple[str, str] | None:
        """The ids of line and column of the figure in a cell; None where there is none that can be explained."""
        line = self.lines[row]
        return (line.id, self.columns[place].id) if self.explains(line, place) else None

    def doors(self, spots: Sequence[Spot], form: str = "") -> list[Door]:
        """What on the pages leads to where a cell of the table does, by where its cells lie (*spots*).

        A line that leads somewhere is one door as wide as the table. Keys are the line's id, the column's place and
        *form*: that of an annex behind the first, whose marks say so.
        """
        found: list[Door] = []
        rows: dict[tuple[int, str], list[Spot]] = {}
        for spot in (one for one in spots if one.form == form):
            row = self.row_of(spot.line)
            if row >= 0 and self.opens(self.lines[row]):
                rows.setdefault((spot.page, spot.line), []).append(spot)
            elif row >= 0 and self.explains(self.lines[row], spot.column):
                head = " ".join(self.head_of(self.columns[spot.column]).split())
                said = f"{self.lines[row].label} · {head}: {self._cells[row][spot.column].strip()}"
                found.append(Door(spot.page, spot.box, (spot.line, spot.column, form), said))
        for (page, line), parts in rows.items():
            (left, top, _, height), (last, _, width, _) = parts[0].box, parts[-1].box
            box = (left, top, last + width - left, height)
            found.append(Door(page, box, (line, parts[0].column, form), self.lines[self.row_of(line)].label))
        return found

    def copied(self) -> Copied:
        """The whole table as spreadsheets take it: heads as on paper, numbers as numbers.

        Sentences of a report are no part of it: they go along in Word, and would be in the way among figures.
        """
        heads = [" · ".join(filter(None, (one.below, one.title))) for one in self.columns]
        return cells.copied(heads, (self._copied_line(line) for line in self.lines))

    def _copied_line(self, line: FilledLine) -> list[Cell]:
        found = []
        for column, value in self._paired(line):
            amount = value.percent if isinstance(value, Share) else value
            if isinstance(value, date):
                found.append(cells.day(value))
            elif isinstance(amount, int | float) and not isinstance(amount, bool):
                found.append(cells.number(round(amount, 1)))
            else:
                found.append(cells.text(text(column.shows, value)))
        return found

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


def _two_lines(head: str) -> str:
    """*head* on two lines of about the same length when it is long."""
    parts = head.split()
    if len(head) <= _SHORT_HEAD or len(parts) < 2:
        return head
    lengths = [abs(len(" ".join(parts[:n])) - len(" ".join(parts[n:]))) for n in range(1, len(parts))]
    cut = lengths.index(min(lengths)) + 1
    return f"{' '.join(parts[:cut])}\n{' '.join(parts[cut:])}"
