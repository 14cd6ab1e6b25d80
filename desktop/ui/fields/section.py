"""One numbered section of the sheet: its fields in lines, and the sum of its figures where they have one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.models.records import Field, FieldType
from desktop.ui import language, style
from desktop.ui.fields import paper
from desktop.ui.fields.box import FieldBox
from desktop.ui.fields.make import Surroundings
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken

_SUM_WIDTH = 5  # columns
_BESIDE = 2  # columns of a list of figures


class Section(Spoken, QWidget):
    """Its fields in reading order, laid out again whenever there is room for more or fewer on a line."""

    def __init__(
        self, kind: str, fields: Sequence[Field], around: Surroundings, parent: QWidget, *, summed: bool
    ) -> None:
        super().__init__(parent)
        self._columns = 0
        self._ledger = paper.is_ledger(fields)
        self.boxes = [FieldBox(kind, field, around, self, ledger=self._ledger) for field in fields]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * style.STEP)
        self._grid.setVerticalSpacing(2 * style.STEP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.sum: QLabel | None = None
        if summed:
            self._sum_label = label("", "secondary", self)
            self.sum = label("", "sum", self)
            self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for box in self.boxes:
                box.editor.edited.connect(self.show_sum)
        self.lay_out(paper.FULL)
        self._retranslate()

    def lay_out(self, columns: int) -> None:
        """Break the fields into lines of *columns*."""
        if self._ledger:
            columns = min(columns, _BESIDE)
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            there = column < columns
            self._grid.setColumnStretch(column, 1 if there else 0)
            self._grid.setColumnMinimumWidth(column, style.STEP if there else 0)
        self._columns = columns
        for box in self.boxes:
            self._grid.removeWidget(box)
        row = at = 0
        for spans, fields in self._lines():
            at = 0
            for span, box in zip(spans, fields, strict=True):
                self._grid.addWidget(box, row, at, 1, span)
                at += span
            row += 1
        self._place_sum(row - 1, at)

    def _lines(self) -> list[tuple[list[int], list[FieldBox]]]:
        if self._ledger:
            # Read downwards, as a printed list is.
            half = -(-len(self.boxes) // self._columns)
            pairs = [self.boxes[line::half] for line in range(half)]
            return [([1] * len(pair), pair) for pair in pairs]
        found, first = [], 0
        for spans in paper.lines([box.field for box in self.boxes], self._columns):
            found.append((spans, self.boxes[first : first + len(spans)]))
            first += len(spans)
        return found

    def _place_sum(self, row: int, at: int) -> None:
        if self.sum is None:
            return
        for widget in (self._sum_label, self.sum):
            self._grid.removeWidget(widget)
        if at + _SUM_WIDTH > self._columns:
            row, at = row + 1, 0
        span = min(_SUM_WIDTH, self._columns)
        self._grid.addWidget(self._sum_label, row, at, 1, span, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.sum, row, at, 1, span, Qt.AlignmentFlag.AlignBottom)

    def show_sum(self) -> None:
        """Add up what is typed."""
        if self.sum is not None:
            counts = [box.editor.value() for box in self.boxes if box.field.type is FieldType.COUNT]
            found = [value for value in counts if isinstance(value, int)]
            self.sum.setText(language.number(sum(found)) if found else "–")

    def _retranslate(self) -> None:
        if self.sum is not None:
            self._sum_label.setText(language.say("rows.total"))
            self.show_sum()
