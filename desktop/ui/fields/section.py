"""One numbered section of the sheet: its fields in lines, and the sum of its figures where they have one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.records import Field, FieldType
from desktop.ui import language, style
from desktop.ui.fields import paper
from desktop.ui.fields.box import FieldBox
from desktop.ui.fields.make import Surroundings
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken

_SUM_WIDTH = 4  # columns
_BESIDE = 2  # columns of a list of figures
_ROOM_FOR_WORDS = 9  # columns


class Section(Spoken, QWidget):
    """Its fields in reading order, laid out again whenever there is room for more or fewer on a line."""

    def __init__(
        self, kind: str, fields: Sequence[Field], around: Surroundings, parent: QWidget, *, summed: bool
    ) -> None:
        super().__init__(parent)
        self._columns = 0
        self._places: list[list[tuple[int, FieldBox]]] = []
        self._ledger = paper.is_ledger(fields)
        self.boxes = [FieldBox(kind, field, around, self, ledger=self._ledger) for field in fields]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * style.STEP)
        self._grid.setVerticalSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.sum: QLabel | None = None
        if summed:
            self._sum_box = QWidget(self)
            self._sum_label = label("", "secondary", self._sum_box)
            self.sum = label("", "sum", self._sum_box)
            self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column = QVBoxLayout(self._sum_box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(3)
            column.addWidget(self._sum_label)
            column.addWidget(self.sum)
            column.addStretch(1)
            for box in self.boxes:
                box.editor.edited.connect(self.show_sum)
        for box in self.boxes:
            box.problem_changed.connect(self._place_problems)
        self._retranslate()

    def lay_out(self, columns: int, *, anew: bool = False) -> None:
        """Break the fields into lines of *columns*; nothing is done where they are, unless *anew*."""
        if self._ledger:
            columns = min(columns, _BESIDE)
        if columns == self._columns and not anew:
            return
        for column in range(max(columns, self._columns)):
            there = column < columns
            self._grid.setColumnStretch(column, 1 if there else 0)
            self._grid.setColumnMinimumWidth(column, style.STEP if there else 0)
        self._columns = columns
        for box in self.boxes:
            self._grid.removeWidget(box)
        self._places = []
        at = 0
        for line, (spans, boxes) in enumerate(self._lines()):
            at = 0
            self._places.append([])
            for span, box in zip(spans, boxes, strict=True):
                # Every second row is for what is wrong with the line above it.
                self._grid.addWidget(box, 2 * line, at, 1, span)
                self._places[-1].append((at, box))
                at += span
        self._place_problems()
        self._place_sum(2 * len(self._places) - 2, at)

    def _lines(self) -> list[tuple[list[int], list[FieldBox]]]:
        if self._ledger:
            # Read downwards, as a printed list is.
            half = -(-len(self.boxes) // self._columns)
            pairs = [self.boxes[line::half] for line in range(half)]
            return [([1] * len(pair), pair) for pair in pairs]
        found, first = [], 0
        fields, labels = [box.field for box in self.boxes], [len(box.words) + 2 for box in self.boxes]
        for spans in paper.lines(fields, self._columns, labels):
            found.append((spans, self.boxes[first : first + len(spans)]))
            first += len(spans)
        return found

    def _place_problems(self) -> None:
        """Below each line, what is wrong with its fields, as wide as there is room until the next one's."""
        for line, places in enumerate(self._places):
            wrong = [(at, box) for at, box in places if box.problem]
            for box in (box for _, box in places):
                self._grid.removeWidget(box.problem_label)
                box.problem_label.setVisible(bool(box.problem))
            ends = [*[at for at, _ in wrong][1:], self._columns] if wrong else []
            for (at, box), end in zip(wrong, ends, strict=True):
                start = at
                if len(wrong) == 1 and end - at < min(_ROOM_FOR_WORDS, self._columns):
                    start = max(end - _ROOM_FOR_WORDS, 0)
                own = start == at
                box.problem_label.setText(box.problem if own else f"{box.words}: {box.problem}")
                self._grid.addWidget(box.problem_label, 2 * line + 1, start, 1, end - start)

    def _place_sum(self, row: int, at: int) -> None:
        if self.sum is None:
            return
        self._grid.removeWidget(self._sum_box)
        if at + _SUM_WIDTH > self._columns:
            row, at = row + 2, 0
        self._grid.addWidget(self._sum_box, row, at, 1, min(_SUM_WIDTH, self._columns))

    def show_sum(self) -> None:
        """Add up what is typed."""
        if self.sum is not None:
            counts = [box.editor.value() for box in self.boxes if box.field.type is FieldType.COUNT]
            found = [value for value in counts if isinstance(value, int)]
            self.sum.setText(language.number(sum(found)) if found else "–")

    def _retranslate(self) -> None:
        self.lay_out(self._columns or paper.FULL, anew=True)
        if self.sum is not None:
            self._sum_label.setText(language.say("rows.total"))
            self.show_sum()
